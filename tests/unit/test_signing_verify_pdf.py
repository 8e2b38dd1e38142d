"""One sealed PDF alone: every way to change it is refused, and named."""

import random
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from coachdesk.core.errors import UserError
from coachdesk.core.paper_marks import UNSEALED
from coachdesk.signing.certificate import Certificate
from coachdesk.signing.evidence import capture
from coachdesk.signing.seal import Sealer
from coachdesk.signing.verify_pdf import check_pdf
from support.pdf_tools import run
from support.signed_papers import DRAWING, NOW, identity, paper, proof, sealed


def faults(data: bytes) -> tuple[str, ...]:
    return check_pdf(data).faults


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return sealed("Feuille", proof())


def refused(data: bytes) -> bool:
    try:
        return bool(faults(data))
    except UserError:
        return True


def test_a_flipped_bit_anywhere_is_refused(pdf: bytes) -> None:
    random_places = random.Random(20230531)
    for at in range(0, len(pdf), 5):
        place = min(at + random_places.randrange(5), len(pdf) - 1)
        changed = bytearray(pdf)
        changed[place] ^= 1 << random_places.randrange(8)
        assert refused(bytes(changed)), place


def test_a_changed_byte_is_named(pdf: bytes) -> None:
    assert faults(pdf.replace(b"MediaBox", b"MediaBos", 1)) == (
        "des octets ont changé depuis son cachet",
    )


def test_a_later_edit_is_named(pdf: bytes) -> None:
    edited = later_edit(pdf)
    assert edited.startswith(pdf)
    added = len(edited) - len(pdf)
    assert faults(edited) == (
        f"il a été modifié après son cachet\u00a0: {added}\u00a0octets ajoutés",
    )


@pytest.mark.parametrize("objects", ["preserve", "generate", "disable"])
def test_a_file_saved_again_is_named(pdf: bytes, tmp_path: Path, objects: str) -> None:
    assert "réenregistré par un autre logiciel" in faults(saved_again(pdf, tmp_path, objects))[0]


def test_a_file_cut_back_to_before_its_seal_is_named(pdf: bytes) -> None:
    earlier = paper("Feuille")
    assert pdf.startswith(earlier)
    assert faults(earlier) == (
        "il a été ramené à une version d’avant son cachet, ou refait sans lui",
    )


def test_a_file_cut_anywhere_is_refused(pdf: bytes) -> None:
    for end in range(0, len(pdf), 61):
        assert refused(pdf[:end]), end
    assert faults(pdf[:-1]) == ("il est coupé\u00a0: il manque 1\u00a0octet à la fin",)
    assert faults(pdf[:1700]) == ("il est coupé, et son cachet manque",)


def test_bytes_before_or_after_are_refused(pdf: bytes) -> None:
    assert refused(b"\n" + pdf)
    assert refused(pdf + b"\n")
    assert refused(pdf + pdf)


def test_another_signature_value_does_not_fit(pdf: bytes) -> None:
    """The seal of another paper, put in the place of this one's."""
    other = sealed("Autre feuille", proof())
    start, end = pdf.index(b"/Contents <30"), pdf.index(b"/ByteRange")
    value = other[other.index(b"/Contents <30") : other.index(b"/ByteRange")]
    assert refused(pdf[:start] + value + pdf[end:])


def test_a_seal_by_another_key_says_whose_it_is() -> None:
    found = check_pdf(sealed("Feuille", by=identity("Un autre")))
    assert found.faults == ()
    assert found.certificate == identity("Un autre").certificate


def test_a_proof_swapped_before_sealing_again_is_named() -> None:
    _, other = capture(
        type(DRAWING)(10, 10, DRAWING.strokes[:1]), salt=b"", source="pen", duration_ms=1, redo=0
    )
    good = proof()
    swapped = type(good)(**{**good.__dict__, "drawing": other})
    (fault,) = faults(sealed("Feuille", swapped))
    assert "n°\u00a012" in fault
    assert fault.endswith("le tracé n’est pas celui qui a été enregistré")


def test_unreadable_proofs_are_named() -> None:
    data = Sealer(identity()).seal(
        paper("Feuille"), reason="Essai", when=NOW, attachments={"preuves.json": b"{"}
    )
    assert faults(data) == ("ses preuves de signature sont illisibles",)


def test_attached_files_without_proofs_are_named() -> None:
    data = Sealer(identity()).seal(
        paper("Feuille"), reason="Essai", when=NOW, attachments={"autre.json": b"{}"}
    )
    assert faults(data) == ("ses preuves de signature sont illisibles",)


def test_a_seal_dated_outside_its_certificate_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    sealer, long_ago = Sealer(identity()), NOW.replace(year=2020)
    with pytest.raises(UserError, match="2020"):
        sealer.seal(paper("Feuille"), reason="Essai", when=long_ago)
    monkeypatch.setattr(Certificate, "refuse_outside", lambda *_: None)
    data = sealer.seal(paper("Feuille"), reason="Essai", when=long_ago)
    assert faults(data) == ("son cachet est daté hors de la validité du certificat",)


def test_a_second_seal_inside_the_first_is_named() -> None:
    """A paper that already spoke of a seal when it was sealed."""
    data = Sealer(identity()).seal(
        paper("Feuille") + b"% /ByteRange [0 1 2 3]\n", reason="Essai", when=NOW
    )
    assert faults(data) == ("il porte 2\u00a0cachets au lieu d’un seul",)


def test_a_paper_that_never_has_a_seal_is_sent_back_to_its_package() -> None:
    with pytest.raises(UserError, match="cachet") as answer:
        check_pdf(paper("Bordereau", keywords=f"bordereau, {UNSEALED}"))
    assert ".zip" in answer.value.remedy


def test_a_stranger_is_sent_back() -> None:
    for stranger in (paper("Facture", creator="Autre"), b"%PDF-1.7 rien", b"", b"bonjour"):
        with pytest.raises(UserError, match="CoachDesk"):
            check_pdf(stranger)


@given(st.binary(max_size=400), st.integers(0, 10**10), st.integers(0, 10**10))
def test_hostile_bytes_never_pass_and_never_break(junk: bytes, first: int, second: int) -> None:
    seal = b"/ByteRange [0 %d %d %d] /Contents <%s>" % (first, second, first, junk.hex().encode())
    assert refused(b"%PDF-1.7\n" + junk + seal)


def later_edit(pdf: bytes) -> bytes:
    """What an editor does that appends a revision: the page's content is another."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Lang"] = generic.pdf_string("fr")
    writer.update_root()
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def saved_again(pdf: bytes, folder: Path, objects: str) -> bytes:
    source, target = folder / "source.pdf", folder / "target.pdf"
    source.write_bytes(pdf)
    done = run("qpdf", f"--object-streams={objects}", source, target)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()
