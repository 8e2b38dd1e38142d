"""A document that several people signed: whatever is done to it is refused, and named."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from coachdesk.core.canonical import canonical_json
from coachdesk.signing import appearance, revisions
from coachdesk.signing.evidence_reader import read_evidence
from coachdesk.signing.proofs import Proof
from coachdesk.signing.revisions import CLOSING_FIELD
from coachdesk.signing.strokes import encode_drawing
from coachdesk.signing.verify_pdf import check_pdf
from coachdesk.sync.anchors import Anchor, read_anchor
from coachdesk.sync.manifest import write_sums
from coachdesk.sync.package import PackageContent, Paper, build_package
from coachdesk.sync.report import Report, Status
from coachdesk.sync.verification import verify_files
from coachdesk.sync.zipfmt import pack, unpack
from support import pdf_edits
from support.pdf_tools import run
from support.signed_contract import (
    BOXES,
    CONTRACT,
    OTHER_DRAWING,
    answered,
    closed,
    coach_signer,
    of_document,
)
from support.signed_papers import (
    DRAWING,
    DRAWN_AT,
    SIGNER,
    heading,
    identity,
    paper,
    proof,
)

SHOWN, ONCE, TWICE, CLOSED = CONTRACT
NAME = "contrat.pdf"
Judge = Callable[..., Report]


def altered(judge: Judge, data: bytes) -> str:
    """The verdict, which must be that it is altered."""
    report = judge(data, NAME)
    assert report.status is Status.ALTERED, report.verdict
    assert report.exit_code == 1
    return report.verdict.removeprefix(f"Altéré\u00a0: {NAME}\u00a0: ")


def unfinished(judge: Judge, data: bytes) -> str:
    report = judge(data, NAME)
    assert report.status is Status.UNFINISHED, report.verdict
    assert report.exit_code == 1
    return report.verdict


def test_an_untouched_one_is_explained(judge: Judge) -> None:
    report = judge(CLOSED, NAME)
    assert (report.verdict, report.exit_code) == ("Intact, signé par Élodie Martin", 0)
    assert report.notes[1].startswith(
        "Signature de M. Essai (personne accompagnée) le 4\u00a0mai\u00a02023"
    )
    assert report.notes[2].startswith("Signature d’Élodie Martin (coach)")
    assert all(note.endswith("cohérente.") for note in report.notes[1:])


def test_one_not_closed_says_who_signed_and_who_is_missing(judge: Judge) -> None:
    verdict = unfinished(judge, ONCE)
    assert "Intact, mais pas encore achevé\u00a0: il manque le cachet de clôture" in verdict
    assert "ramené à un état antérieur" in verdict
    assert "Il porte\u00a0: Signature de M. Essai (personne accompagnée), n°\u00a012." in verdict
    assert verdict.endswith("Il manque\u00a0: Élodie Martin, coach.")


def test_one_cut_back_to_all_its_signatures_lacks_its_closing(judge: Judge) -> None:
    verdict = unfinished(judge, CLOSED[: len(TWICE)])
    assert "M. Essai (personne accompagnée), n°\u00a012, " in verdict
    assert "Signature d’Élodie Martin (coach), n°\u00a013." in verdict
    assert "Il manque\u00a0:" not in verdict


def test_one_cut_back_to_before_its_signatures_has_nothing_left(judge: Judge) -> None:
    assert "personne ne l’a encore signé, ou il a été ramené à l’état d’avant" in altered(
        judge, CLOSED[: len(SHOWN)]
    )


def test_one_cut_anywhere_else_is_altered(judge: Judge) -> None:
    ends = {len(each) for each in CONTRACT}
    for end in range(len(SHOWN), len(CLOSED), 97):
        if end not in ends:
            altered(judge, CLOSED[:end])
    assert "il manque 10\u00a0octets à la fin" in altered(judge, CLOSED[:-10])


def test_a_flipped_bit_anywhere_is_refused(judge: Judge) -> None:
    places = random.Random(20231231)
    for at in range(0, len(CLOSED), 23):
        changed = bytearray(CLOSED)
        changed[min(at + places.randrange(23), len(CLOSED) - 1)] ^= 1 << places.randrange(8)
        altered(judge, bytes(changed))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_byte_is_told_by_the_first_seal_that_breaks(judge: Judge, number: int) -> None:
    at = CLOSED.index(b" obj", len(CONTRACT[number - 1]))
    changed = CLOSED[:at] + b" Obj" + CLOSED[at + 4 :]
    said = altered(judge, changed)
    assert said.startswith(f"des octets ont changé depuis son cachet (cachet {number} sur 3)")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (pdf_edits.other_content, "le contenu de la page 1 a été changé"),
        (pdf_edits.annotation, "une annotation a été ajoutée ou changée à la page 1"),
        (
            pdf_edits.cleared("coach"),
            "la signature du cadre «\u00a0Élodie Martin, coach\u00a0» a été effacée",
        ),
        (
            pdf_edits.cleared(CLOSING_FIELD),
            "la signature du cadre «\u00a0Cachet de clôture\u00a0» a été effacée",
        ),
        (
            pdf_edits.redrawn("participant", b"0 0 m 9 9 l S"),
            "ce que montre le cadre «\u00a0M. Essai, participant\u00a0» a été changé",
        ),
        (pdf_edits.other_language, "octets ajoutés"),
    ],
)
@pytest.mark.parametrize("revision", [2, 3], ids=["signed", "closed"])
def test_a_later_revision_is_named(
    judge: Judge, edit: pdf_edits.Edit, words: str, revision: int
) -> None:
    if revision == 2 and "clôture" in words:
        return
    said = altered(judge, pdf_edits.appended(CONTRACT[revision], edit))
    assert said.startswith("il a été modifié après son cachet\u00a0: ")
    assert words in said


def test_one_saved_again_is_named(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(CLOSED)
    run("qpdf", tmp_path / "a.pdf", tmp_path / "b.pdf")
    said = altered(judge, (tmp_path / "b.pdf").read_bytes())
    assert "réenregistré par un autre logiciel" in said


def test_a_change_under_a_later_seal_is_named(judge: Judge) -> None:
    """What a dishonest holder of the key could do: change the page, then have the coach sign."""
    changed = pdf_edits.appended(ONCE, pdf_edits.other_content)
    twice = answered(
        changed, "coach", of_document(changed, 13, OTHER_DRAWING, signer=coach_signer())
    )
    said = judge(closed(twice), NAME)
    assert said.status is Status.ALTERED
    words = " ".join(finding.message for finding in said.findings)
    assert "une modification sans cachet précède le cachet 2" in words
    assert "autre chose qu’un cadre a changé après le cachet 1" in words


def signed_by(first: Proof) -> bytes:
    """A closed contract whose first proof is this one, whatever it holds."""
    once = answered(SHOWN, "participant", first)
    second = of_document(once, 13, OTHER_DRAWING, signer=coach_signer())
    return closed(answered(once, "coach", second))


def edited(given: Proof, change: Callable[[dict], None]) -> Proof:
    """The proof with another payload than the one recorded."""
    payload = json.loads(canonical_json(given.payload))
    change(payload)
    return replace(given, payload=payload)


GOOD = of_document(SHOWN, 12, DRAWING)


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (
            replace(GOOD, drawing=encode_drawing(OTHER_DRAWING)),
            "le tracé n’est pas celui qui a été enregistré",
        ),
        (
            edited(GOOD, lambda payload: payload["signer"].update(name="M. Autre")),
            "son contenu n’est pas celui qui a été enregistré",
        ),
        (
            replace(GOOD, header={**GOOD.header, "wall": "2023-04-04T09:05:00.000+02:00"}),
            "l’enregistrement n’est pas signé par le certificat du cachet",
        ),
        (
            replace(GOOD, header={**GOOD.header, "seq": 11}),
            "l’enregistrement n’est pas signé par le certificat du cachet",
        ),
        (
            of_document(SHOWN, 12, DRAWING, by=identity("Un autre")),
            "l’enregistrement n’est pas signé par le certificat du cachet",
        ),
        (
            of_document(paper("Un autre contrat"), 12, DRAWING),
            "ce qui lui a été montré n’est pas ce document",
        ),
        (
            of_document(SHOWN[:-20], 12, DRAWING),
            "ce qui lui a été montré n’était pas un document entier",
        ),
    ],
)
def test_a_proof_that_does_not_fit_is_named(judge: Judge, first: Proof, words: str) -> None:
    assert words in altered(judge, signed_by(first))


def test_a_page_changed_between_what_was_shown_and_the_seal_is_named(judge: Judge) -> None:
    """The person saw one page; the holder of the key seals another with her drawing."""
    changed = pdf_edits.appended(SHOWN, pdf_edits.other_content)
    once = answered(changed, "participant", GOOD)
    second = of_document(once, 13, OTHER_DRAWING, signer=coach_signer())
    said = altered(judge, closed(answered(once, "coach", second)))
    assert said.endswith("le document a changé entre ce qui lui a été montré et son cachet")


def test_a_signature_given_on_an_earlier_revision_is_named(judge: Judge) -> None:
    """The coach never saw what the person had signed; who refuses may have, her answer waits."""
    second = of_document(SHOWN, 13, OTHER_DRAWING, signer=coach_signer())
    said = altered(judge, closed(answered(ONCE, "coach", second)))
    assert "le document a changé entre ce qui lui a été montré et son cachet" in said
    refusal = of_document(SHOWN, 13, None, signer=coach_signer())
    assert judge(closed(answered(ONCE, "coach", refusal)), NAME).exit_code == 0


def test_a_drawing_given_twice_is_named(judge: Judge) -> None:
    once = answered(SHOWN, "participant", GOOD)
    second = of_document(once, 13, DRAWING, signer=coach_signer())
    said = altered(judge, closed(answered(once, "coach", second)))
    assert said.endswith("son tracé est la copie de celui de l’enregistrement n°\u00a012")


def test_signatures_of_different_documents_are_named(judge: Judge) -> None:
    once = answered(SHOWN, "participant", GOOD)
    second = of_document(once, 13, OTHER_DRAWING)
    shown = replace(read_evidence(second.payload).document, revision=2)
    other = proof(13, OTHER_DRAWING, document=shown)
    said = judge(closed(answered(once, "coach", other)), NAME)
    assert said.status is Status.ALTERED
    assert "nomment des documents différents" in said.verdict


def test_a_box_that_shows_another_drawing_is_named(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = appearance.drawn_box
    other = of_document(SHOWN, 12, OTHER_DRAWING)
    monkeypatch.setattr(appearance, "drawn_box", lambda _, *rest: honest(other, *rest))
    once = answered(SHOWN, "participant", GOOD)
    monkeypatch.undo()
    second = of_document(once, 13, OTHER_DRAWING, signer=coach_signer())
    said = altered(judge, closed(answered(once, "coach", second)))
    assert "le tracé que montre son cadre n’est pas celui de la preuve" in said


def test_a_box_that_shows_a_drawing_of_who_refused_is_named(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = appearance.drawn_box
    monkeypatch.setattr(appearance, "drawn_box", lambda _, *rest: honest(GOOD, *rest))
    once = answered(SHOWN, "participant", of_document(SHOWN, 12, None))
    said = altered(judge, closed(once, 1))
    assert "son cadre montre un tracé que la preuve n’a pas" in said


def test_a_seal_of_another_device_is_named(judge: Judge) -> None:
    other = identity("Un autre")
    second = of_document(ONCE, 13, OTHER_DRAWING, by=other)
    said = altered(judge, closed(answered(ONCE, "coach", second, by=other)))
    assert said == "le cachet 2 est d’un autre signataire, Un autre"


def test_a_document_wholly_of_another_coach_is_of_an_unknown_signer(judge: Judge) -> None:
    other = identity("Un autre")
    once = answered(SHOWN, "participant", of_document(SHOWN, 12, DRAWING, by=other), by=other)
    report = judge(closed(once, 1, by=other), NAME)
    assert (report.status, report.exit_code) == (Status.SIGNER_UNKNOWN, 1)


def test_a_closing_that_counts_otherwise_is_named(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = revisions.closing_record
    monkeypatch.setattr(revisions, "closing_record", lambda _: honest(["participant"]))
    said = altered(judge, closed(TWICE))
    assert said.startswith("son cachet de clôture compte d’autres signatures que les 2\u00a0sig")


def test_a_signature_after_the_closing_is_named(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = closed(ONCE, 1)
    monkeypatch.setattr(revisions, "_empty", lambda fields, name: fields[name])
    late = answered(early, "coach", of_document(early, 13, OTHER_DRAWING, signer=coach_signer()))
    report = judge(late, NAME)
    assert report.status is Status.ALTERED
    assert any("suit son cachet de clôture" in each.message for each in report.findings)


def test_a_document_closed_without_someone_says_so(judge: Judge) -> None:
    report = judge(closed(ONCE, 1), NAME)
    assert report.exit_code == 0
    assert report.notes[-1] == "N’y a pas répondu\u00a0: Élodie Martin, coach."


def test_a_refusal_is_explained(judge: Judge) -> None:
    refused = answered(ONCE, "coach", of_document(ONCE, 13, None, signer=coach_signer()))
    report = judge(closed(refused), NAME)
    assert report.exit_code == 0
    assert "Refus de signer d’Élodie Martin (coach)" in report.notes[2]
    assert "motif\u00a0: préfère réfléchir" in report.notes[2]


def test_it_takes_as_many_signers_as_a_convention_has(judge: Judge) -> None:
    names = ("participant", "host", "coach", "director", "prescriber")
    boxes = [replace(BOXES[0], name=name, y=60 + 90 * at) for at, name in enumerate(names)]
    pdf = revisions.prepare(paper("Convention"), boxes)
    for at, name in enumerate(names):
        drawing = replace(DRAWING, strokes=(*DRAWING.strokes, ((0, 0), (50 * at, 400), (9, 90))))
        pdf = answered(pdf, name, of_document(pdf, 12 + at, drawing))
    assert judge(closed(pdf, 5), NAME).exit_code == 0


def slip(seq: int, code: str) -> Anchor:
    return read_anchor(f"{seq}:{code}")


def judged_with(path: Path, *anchors: Anchor) -> Report:
    (found,) = verify_files([path], signer=SIGNER, anchors=anchors)
    assert isinstance(found.result, Report)
    return found.result


def test_the_code_on_a_slip_is_found_in_the_document(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(CLOSED)
    code = check_pdf(CLOSED).proofs[0].code
    report = judged_with(tmp_path / NAME, slip(12, code), slip(99, "0" * 8))
    assert report.exit_code == 0
    assert report.notes[-2:] == (
        "L’enregistrement n°\u00a012 que nomme le repère donné est bien dans ce fichier.",
        "L’enregistrement n°\u00a099 que nomme le repère donné n’est pas dans ce fichier.",
    )


def test_another_code_than_the_one_on_the_slip_is_named(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(CLOSED)
    report = judged_with(tmp_path / NAME, slip(12, "0" * 8))
    assert report.status is Status.ALTERED
    assert "l’enregistrement n°\u00a012 que nomme le repère donné n’est pas celui" in report.verdict


def test_a_record_dated_back_between_two_is_said(judge: Judge) -> None:
    once = answered(SHOWN, "participant", GOOD)
    earlier = DRAWN_AT - timedelta(days=30)
    late = of_document(once, 13, OTHER_DRAWING, signer=coach_signer(), wall=earlier)
    report = judge(closed(answered(once, "coach", late)), NAME)
    assert report.exit_code == 0
    assert report.notes[-1].startswith(
        "Date à vérifier\u00a0: l’enregistrement n°\u00a013, daté du 4"
    )
    assert "l’horloge a été reculée de 30\u00a0jours" in report.notes[-1]


def test_in_a_package_it_is_named_by_its_file(judge: Judge) -> None:
    built = build_package(
        PackageContent(heading(), (Paper("contrat.pdf", CLOSED, 1, 3),)), identity()
    )
    files = unpack(built.data).files
    assert judge(built.data, built.filename).exit_code == 0
    back = files | {"contrat.pdf": TWICE}
    report = judge(pack(back | {"SHA256SUMS": write_sums(back)}), built.filename)
    assert report.status is Status.ALTERED
    words = [each.message for each in report.findings if each.file == "contrat.pdf"]
    assert "il porte 2\u00a0cachets au lieu de 3\u00a0cachets" in words
    assert any("il manque le cachet de clôture" in word for word in words)
