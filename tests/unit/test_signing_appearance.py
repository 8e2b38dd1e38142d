"""What a frame shows of an answer: all of it, inside the frame, whatever the names and reasons."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader

from coachdesk.documents.kit import A4_PORTRAIT, BODY, About, Paper
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.ink import curves
from coachdesk.domain.papers import SigningOutcome
from coachdesk.signing.appearance import caption, drawn_box, page_faces
from coachdesk.signing.evidence import Signer
from coachdesk.signing.revisions import Box, add_signature, prepare
from support.pdf_tools import run
from support.signed_papers import NOW, identity, paper, proof

SIZES = [(240.0, 80.0), (160.0, 60.0), (110.0, 40.0)]
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=300)


def printed(words: str = "Contrat d’engagement") -> bytes:
    """A page in the papers' own typeface."""
    made = Paper(A4_PORTRAIT, About("Essai", "Essai", "Essai", "CoachDesk 0"))
    made.text(60, 700, words, BODY)
    made.end_page()
    return made.finish()


def faces_of(pdf: bytes):
    page, _ = PdfFileReader(BytesIO(pdf)).find_page_for_modification(0)
    return page_faces(page.get_object())


FACES = faces_of(printed())


def placed(operators: bytes) -> list[tuple[float, float]]:
    """Where the lines of a frame begin."""
    found = re.findall(rb"1 0 0 1 ([\d.-]+) ([\d.-]+) Tm", operators)
    return [(float(x), float(y)) for x, y in found]


@pytest.mark.parametrize("size", SIZES)
@given(name=texts.filter(str.strip), reason=texts, signed=st.booleans())
def test_whatever_is_said_stays_inside_the_frame(size, name, reason, signed) -> None:
    signer = Signer("", name, "host", "connu")
    given_proof = (
        proof(signer=signer, remark=reason or None)
        if signed
        else proof(drawing=None, signer=signer, reason=reason)
    )
    operators, _ = drawn_box(given_proof, size, FACES)
    lines = placed(operators)
    assert lines
    assert all(0 <= x < size[0] and 0 <= y < size[1] for x, y in lines)
    assert (b" l S" in operators) is signed


@given(st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 4500)), min_size=1, max_size=40))
def test_a_stroke_is_drawn_among_its_points_from_the_first_to_the_last(points) -> None:
    numbers = [
        int(each) for each in re.findall(r"-?\d+", curves(Drawing(9000, 4500, (tuple(points),))))
    ]
    drawn = list(zip(numbers[::2], numbers[1::2], strict=True))
    assert (drawn[0], drawn[-1]) == (points[0], points[-1])
    for along in (0, 1):
        reach = [point[along] for point in points]
        # The handles are whole numbers, rounded down.
        assert all(min(reach) - 1 <= place[along] <= max(reach) for place in drawn)


def test_a_line_is_never_wider_than_the_frame() -> None:
    long = "Marie-Antoinette-de-La-Rochefoucauld-Montmorency-Beauvillé " * 4
    operators, faces = drawn_box(
        proof(drawing=None, reason=long, signer=Signer("", long, "host", "connue")),
        SIZES[0], FACES,
    )  # fmt: skip
    widths = {face.name: face.widths for face in faces}
    for line in operators.split(b" Tm\n")[1:]:
        width = 0.0
        for name, size, string in re.findall(rb"(/\S+) ([\d.]+) Tf \((.*?)\) Tj", line):
            codes = [int(code, 8) for code in re.findall(rb"\\(\d{3})", string)]
            width += sum(widths[name.decode()].get(code, 600) for code in codes) * float(size)
        assert width <= (SIZES[0][0] - 4) * 1000


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (
            SigningOutcome.REFUSED,
            "A refusé de signer\u00a0: M. Essai, le 04/05/2023 à 9\u00a0h\u00a005",
        ),
        (SigningOutcome.UNABLE, "N’a pas pu signer\u00a0: M. Essai"),
        (SigningOutcome.DISAGREES, "N’est pas d’accord\u00a0: M. Essai"),
    ],
)
def test_each_answer_has_its_sentence(outcome: SigningOutcome, words: str) -> None:
    first, *others = caption(proof(drawing=None, outcome=outcome))
    assert first.startswith(words)
    assert others == ["Motif\u00a0: préfère réfléchir", "Témoin\u00a0: Élodie Martin"]


def test_what_is_unusual_goes_with_the_signature() -> None:
    told = caption(proof(remark="sauf le mardi", regularisation="panne de courant"))
    assert told[1:] == (
        "Réserve\u00a0: sauf le mardi",
        "Régularisation\u00a0: panne de courant",
    )


def test_a_rare_letter_is_written_when_the_page_has_it_and_never_lost(tmp_path: Path) -> None:
    pdf = prepare(printed("Łukasz Dvořák"), [Box("host", "M. Dvořák", 1, 60, 100, 240, 80)])
    rare = proof(signer=Signer("", "Łukasz Dvořák, Ştefan, 张", "host", "connu"))
    (tmp_path / "x.pdf").write_bytes(
        add_signature(identity(), pdf, "host", rare, reason="Essai", when=NOW)
    )
    text = run("pdftotext", tmp_path / "x.pdf", "-").stdout
    assert "Signé par Łukasz Dvořák, Stefan, ?, le 04/05/2023" in text


def test_a_page_in_no_typeface_of_ours_is_written_in_a_common_one() -> None:
    (face,) = faces_of(paper("Contrat"))
    assert face.name == "/Helv"
    operators, _ = drawn_box(
        proof(signer=Signer("", "Hélène Œuvrée", "host", "")), (200, 60), (face,)
    )
    assert b"\\351" in operators  # é, in WinAnsi
