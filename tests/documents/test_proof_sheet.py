"""The fiche de preuve: one clean page whatever the signers, whose commands do what it says."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.french import fingerprint
from coachdesk.documents.proof_facts import ProofSheetData, ProvenAnswer, commands
from coachdesk.documents.proof_sheet import proof_sheet
from coachdesk.domain.claims import overclaim
from coachdesk.services.documents.proof_sheets import proof_sheet_of
from coachdesk.signing.evidence_reader import read_evidence
from coachdesk.signing.verify_pdf import check_pdf
from documents import pdf_reading
from documents.paper_samples import LONG_NAME
from support.signed_contract import CONTRACT, answered, coach_signer, of_document
from support.signed_papers import DRAWING, NOW, identity, paper, proof, sealed
from support.tools import require

LONG_TEXT = "Je m’engage à venir aux rendez-vous, à prévenir si je ne peux pas venir, et à " * 6
ANSWER = ProvenAnswer(
    who="Léa DURAND, participante",
    did="A signé",
    when=NOW,
    entry=412,
    code="9F86D081",
    text="J’ai lu ce contrat, ou il m’a été lu.",
    recognised="connue du coach",
    seen="2\u00a0pages vues sur 2, pendant 21\u00a0s.",
    gesture="Tracé au stylet, 3\u00a0traits, en 1,8\u00a0s.",
    notes=(),
    drawing=DRAWING,
)
FICHE = ProofSheetData(
    file="contrat-d-engagement.pdf",
    title="Contrat d’engagement",
    sha256="ab" * 32,
    size=48_000,
    seals=3,
    sealed_at=NOW,
    value_at=(15_000, 17_000),
    finished=True,
    missing=(),
    holder="Claire Exemple",
    organisation="APFE",
    certificate="cd" * 32,
    machine="Windows 11\u202f; fuseau CEST (UTC+02:00)",
    answers=(ANSWER, replace(ANSWER, who="Claire Exemple, coach", entry=413)),
    checked_at=NOW,
    creator="CoachDesk 0.0",
)
LONG = replace(
    ANSWER,
    who=f"Marie-Antoinette {LONG_NAME}, entreprise d’accueil",
    text=LONG_TEXT,
    notes=(f"Réserve\u00a0: {LONG_TEXT}", "Régularisation\u00a0: panne de courant ce jour-là"),
)
REFUSED = replace(
    ANSWER, did="A refusé de signer", drawing=None, gesture="",
    notes=("Motif\u00a0: préfère réfléchir", "Témoin\u00a0: Claire Exemple"),
)  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        FICHE,
        replace(FICHE, answers=(REFUSED,), finished=False, missing=("Claire Exemple, coach",)),
        replace(FICHE, answers=(ANSWER,) * 5, seals=6),
        replace(FICHE, answers=(LONG,) * 5, seals=6),
        replace(FICHE, answers=(LONG,) * 6, title=LONG_NAME, organisation=LONG_NAME * 3),
        replace(FICHE, answers=tuple(replace(ANSWER, entry=at) for at in range(40)), seals=1),
        replace(FICHE, answers=tuple(replace(LONG, entry=at) for at in range(400)), seals=1),
        replace(FICHE, answers=(), machine="", sealed_at=None),
    ],
    ids=["two", "refused", "five", "five long", "six longest", "sheet", "endless sheet", "none"],
)
def test_it_is_one_clean_page(data: ProofSheetData, tmp_path: Path) -> None:
    pdf = proof_sheet(data)
    (page,) = pdf_reading.pages(pdf, tmp_path)
    assert page.overlaps == []
    assert page.outside == []
    assert pdf_reading.faults(pdf, tmp_path) == ""
    assert pdf_reading.images(pdf, tmp_path) == []
    (text,) = pdf_reading.texts(pdf, tmp_path)
    assert overclaim(text) is None
    assert fingerprint(data.sha256) in text


def text_of(pdf: bytes, tmp_path: Path) -> str:
    (text,) = pdf_reading.texts(pdf, tmp_path)
    return text.replace("\u00a0", " ")


def test_it_says_who_did_what_when_and_how(tmp_path: Path) -> None:
    text = text_of(proof_sheet_of("contrat.pdf", CONTRACT[3], now=NOW), tmp_path)
    for said in (
        "Vérifié le 31 mai 2023 à 18 h 04 : intact",
        "M. Essai, personne accompagnée A signé le 4 mai 2023 à 09 h 05.",
        "Enregistrement n° 12, code ",
        "Identité vérifiée : connu du coach. 1 page vue sur 1, pendant 21 s.",
        "Tracé à la souris, 2 traits, en 1,8 s, recommencé 1 fois.",
        "Élodie Martin, coach A signé",
        "3 cachets, le dernier du 31 mai 2023 à 18 h 04",
        "Linux 6.1 ; fuseau CEST (UTC+02:00)",
        "signature simple",
        "« J’étais présent le 4 mai 2023, matin, 1 h. »",
        fingerprint(identity().certificate.fingerprint),
    ):
        assert said in text, said


def test_it_says_what_is_unusual(tmp_path: Path) -> None:
    clock = replace(read_evidence(proof().payload).clock, note="l’horloge a été reculée de 3 h")
    once = answered(
        CONTRACT[0], "participant",
        of_document(CONTRACT[0], 12, DRAWING, remark="sauf le mardi", clock=clock,
                    regularisation="panne de courant", witness="Mme Témoin"),
    )  # fmt: skip
    text = text_of(proof_sheet_of("contrat.pdf", once, now=NOW), tmp_path)
    for said in (
        "intact, pas encore achevé",
        "N’a pas répondu Élodie Martin, coach",
        "Réserve : sauf le mardi",
        "Régularisation : panne de courant",
        "Témoin : Mme Témoin",
        "Horloge : l’horloge a été reculée de 3 h",
    ):
        assert said in text, said


def test_a_refusal_is_said_without_a_drawing(tmp_path: Path) -> None:
    refused = answered(
        CONTRACT[1], "coach", of_document(CONTRACT[1], 13, None, signer=coach_signer())
    )
    text = text_of(proof_sheet_of("contrat.pdf", refused, now=NOW), tmp_path)
    assert "Élodie Martin, coach A refusé de signer le 4 mai 2023" in text
    assert "Motif : préfère réfléchir" in text
    assert "sans tracé" in text


def test_a_sheet_of_many_rows_is_told_in_lines(tmp_path: Path) -> None:
    rows = [
        proof(
            100 + at,
            replace(DRAWING, strokes=(*DRAWING.strokes, ((at, 0), (500, 60 * at), (9, 90)))),
            wall=NOW + timedelta(hours=at),
        )
        for at in range(20)
    ]
    text = text_of(proof_sheet_of("feuille.pdf", sealed("Feuille", *rows), now=NOW), tmp_path)
    assert "20 réponses, dont 20 tracés, du 31 mai 2023 à 18 h 04 au 1er juin 2023" in text
    assert f"31/05/2023 à 18 h 04, n° 100, code {rows[0].code} : a signé" in text


def test_its_commands_check_the_file_with_ordinary_tools_alone(tmp_path: Path) -> None:
    for tool in ("pdfsig", "openssl", "sha256sum"):
        require(tool)
    name = "contrat de l'été.pdf"
    (tmp_path / name).write_bytes(CONTRACT[3])
    told = replace(FICHE, file=name, value_at=value_at(CONTRACT[3]))
    said = subprocess.run(
        ["sh", "-e"], input="\n".join(commands(told)), cwd=tmp_path, text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "CMS Verification successful" in said.stdout + said.stderr
    digits = said.stdout.rpartition("=")[2].strip().replace(":", "").lower()
    assert digits == identity().certificate.fingerprint


def value_at(pdf: bytes) -> tuple[int, int]:
    found = check_pdf(pdf).value_at
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("pdf", "words"),
    [
        (CONTRACT[3] + b"\n", "il a été modifié après son cachet"),
        (CONTRACT[0], "personne ne l’a encore signé"),
        (sealed("Tableau"), "personne n’y a signé"),
    ],
    ids=["altered", "unsigned", "without answers"],
)
def test_there_is_none_of_what_proves_nothing(pdf: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        proof_sheet_of("x.pdf", pdf, now=datetime(2023, 6, 1, tzinfo=UTC))
    assert refused.value.remedy


def test_the_fiche_itself_is_no_sealed_paper() -> None:
    with pytest.raises(UserError, match="ne porte pas de cachet par lui-même"):
        proof_sheet_of("fiche.pdf", proof_sheet(FICHE), now=NOW)
    with pytest.raises(UserError, match="CoachDesk"):
        proof_sheet_of("x.pdf", paper("Facture", creator="Autre"), now=NOW)
