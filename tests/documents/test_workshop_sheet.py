"""What an auditor finds on the sheet of an atelier collectif."""

from pathlib import Path

import pypdfium2
import pytest

from coachdesk.documents.letterhead import Edition
from coachdesk.documents.proofs import Attested, Drawn
from coachdesk.documents.workshop_sheet import workshop_sheet
from documents import pdf_reading
from documents.paper_samples import COACH, MAY, OPERATION, STAMP, at, signature, workshop

LONG_TITLE = "Comprendre le marché du travail local et oser appeler les entreprises " * 2


@pytest.fixture(scope="module")
def twelve() -> bytes:
    made = workshop_sheet(workshop(12, closing=Attested(COACH, at(MAY, 16, 40), 800)))
    assert made.pages == 1, "a workshop of twelve is one page"
    return made.pdf


@pytest.fixture(scope="module")
def sixty() -> bytes:
    closing = Drawn(signature(97), at(MAY, 16, 41), 801)
    data = workshop(60, title=LONG_TITLE.strip(), closing=closing)
    made = workshop_sheet(data)
    assert made.pages == len(pypdfium2.PdfDocument(made.pdf)) > 3
    return made.pdf


def test_it_names_operation_workshop_half_day_hours_coach(twelve: bytes, tmp_path: Path) -> None:
    (text,) = pdf_reading.texts(twelve, tmp_path)
    for expected in (
        OPERATION.title, OPERATION.number, *OPERATION.funders, "Cofinancé par l’Union européenne",
        "Atelier « Rédiger son CV et sa lettre »", "Lundi 1er mai 2023, après-midi",
        "14 h 00 – 16 h 30 (2 h 30)", "Animé par", COACH, "11 personnes présentes sur 12",
        "Heures de présence, ensemble : 27 h 30", "Page 1/1", STAMP.document_id,
        f"Attesté par {COACH} le 01/05/2023 à 16 h 40, enregistrement n° 800", "signature simple",
    ):  # fmt: skip
        assert expected in text, expected


def test_each_person_has_a_row_with_her_proof(twelve: bytes, tmp_path: Path) -> None:
    (text,) = pdf_reading.texts(twelve, tmp_path)
    for number in (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11):
        assert f"23-{number + 1:03d}" in text
        assert f"à 16 h {number:02d}, n° {500 + number}" in text
    assert "n° 505" not in text, "who was absent signed nothing"
    assert pdf_reading.images(twelve, tmp_path) == []


def test_sixty_people_and_a_long_title_take_the_pages_they_need(
    sixty: bytes, tmp_path: Path
) -> None:
    found = pdf_reading.texts(sixty, tmp_path)
    for number, text in enumerate(found, start=1):
        assert f"Page {number}/{len(found)}" in text
        assert "Émargement de la personne Attestation du coach" in text
        assert "Cofinancé par l’Union européenne" in text
    together = " ".join(found)
    assert all(f"23-{number:03d}" in together for number in range(1, 61))
    assert "Refus de signer : préfère le papier" in together
    assert found[-1].count("Signé par le coach le 1er mai 2023 à 16 h 41") == 1
    for page in pdf_reading.pages(sixty, tmp_path):
        assert page.overlaps == []
        assert page.outside == []


def test_one_page_has_no_word_over_another(twelve: bytes, tmp_path: Path) -> None:
    for page in pdf_reading.pages(twelve, tmp_path):
        assert page.overlaps == []
        assert page.outside == []


def test_the_file_tells_its_title_language_and_maker(twelve: bytes, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(twelve)
    about = document.get_metadata_dict()
    title = "Feuille d’émargement – atelier «\u00a0Rédiger son CV et sa lettre\u00a0» – 01/05/2023"
    assert about["Title"] == title
    assert about["Author"] == COACH
    assert [mark.get_title() for mark in document.get_toc()] == [title]
    document.close()
    assert b"/Lang (fr-FR)" in twelve
    assert pdf_reading.faults(twelve, tmp_path) == ""


def test_before_it_is_closed_it_says_so_and_leaves_the_coach_her_place(tmp_path: Path) -> None:
    data = workshop(3, edition=Edition(provisional="atelier non clos"))
    (text,) = pdf_reading.texts(workshop_sheet(data).pdf, tmp_path)
    assert "Provisoire, atelier non clos" in text
    assert "enregistrement n° 800" not in text
    nobody = workshop_sheet(workshop(0)).pdf
    assert "Personne n’est inscrit" in pdf_reading.texts(nobody, tmp_path)[0]
