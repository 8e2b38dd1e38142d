"""What an auditor finds on an attendance sheet."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from coachdesk.documents.attendance_sheet import attendance_sheet
from coachdesk.documents.letterhead import Edition
from coachdesk.documents.proofs import Attested, Drawn, DrawnElsewhere
from documents import pdf_reading
from documents.paper_samples import (
    COACH,
    LONG_NAME,
    LONG_PLACE,
    MAY,
    OPERATION,
    STAMP,
    absent,
    at,
    attended,
    proofs_of_every_kind,
    sheet,
    signature,
)

PEN = (20, 38, 97)
EU_BLUE, EU_GOLD = (0, 51, 153), (255, 204, 0)
STATEMENT = "Cofinancé par l’Union européenne"


@pytest.fixture(scope="module")
def every_kind() -> bytes:
    closing = Drawn(signature(99), at(date(2023, 6, 2), 17, 5), 1203)
    return attendance_sheet(sheet(proofs_of_every_kind(), closing=closing)).pdf


@pytest.fixture(scope="module")
def sixty_rows() -> bytes:
    rows = tuple(
        attended(date(2023, 5, 1 + index % 31), 8 + index % 9, 2000 + index, LONG_PLACE)
        for index in range(60)
    )
    made = attendance_sheet(sheet(rows, last_name=LONG_NAME))
    assert made.pages == len(pypdfium2.PdfDocument(made.pdf)) > 3
    return made.pdf


def test_it_names_operation_person_coach_month_and_what_vouches_for_it(
    every_kind: bytes, tmp_path: Path
) -> None:
    (text,) = pdf_reading.texts(every_kind, tmp_path)
    for expected in (
        OPERATION.title, OPERATION.number, OPERATION.association, *OPERATION.funders,
        "MERCIER Céline", "23-001", "2955614", COACH, "Mission locale", "10/08/2022", "mai 2023",
        "Heures du mois : 4 h 10", "Cumul depuis l’entrée dans l’action : 28 h 40", "Page 1/1",
        STAMP.document_id, "n° 1204, 9f86d081884c", "5E88 4898 DA28", "CoachDesk 0.1.0",
        "signature simple",
    ):  # fmt: skip
        assert expected in text, expected


def test_each_row_shows_its_times_its_place_and_its_proof(
    every_kind: bytes, tmp_path: Path
) -> None:
    (text,) = pdf_reading.texts(every_kind, tmp_path)
    for expected in (
        "02/05/2023 matin 09 h 00 – 09 h 30 0 h 30 Mairie de Airaines Physique Présent",
        "Signé le 02/05/2023 à 09 h 31, n° 1101",
        f"Attesté par {COACH} le 02/05/2023 à 09 h 33, enregistrement n° 1102",
        "04/05/2023 après-midi",
        "Entretien à distance confirmé le 11/05/2023 à 09 h 05, n° 1150",
        "Régularisation : réseau électrique coupé",
        "prévu à 14 h 00 Mairie de Oisemont Physique Absence justifiée",
        "Annulé par le coach",
        "Reprise : original papier à produire",
        "Réserve : arrivée avec dix minutes de retard",
        "Signé le 10/05/2023 à 09 h 02, n° 1161",
        (
            f"Refus de signer : ne souhaite pas signer à l’écran Témoin : {COACH}, le 10/05/2023 à "
            "10 h 31, n° 1170"
        ),
        f"Ne peut pas signer : main plâtrée jusqu’à la fin du mois Témoin : {COACH}",
        "Désaccord : dit être partie à 10 h 10, et non à 10 h 30",
        "Sans signature, clôture forcée : tablette en panne",
        "Signé par le coach le 2 juin 2023 à 17 h 05, enregistrement n° 1203",
    ):
        assert expected in text, expected


def test_drawings_are_strokes_and_not_images(every_kind: bytes, tmp_path: Path) -> None:
    assert pdf_reading.images(every_kind, tmp_path) == []
    assert pdf_reading.box_of(every_kind, 0, PEN)[2] > 500
    without = attendance_sheet(sheet(())).pdf
    assert pdf_reading.box_of(without, 0, PEN)[2] == 0


def test_sixty_rows_repeat_the_heading_and_number_the_pages(
    sixty_rows: bytes, tmp_path: Path
) -> None:
    found = pdf_reading.texts(sixty_rows, tmp_path)
    for number, text in enumerate(found, start=1):
        assert f"Page {number}/{len(found)}" in text
        assert "Émargement de la personne Attestation du coach" in text
        assert STATEMENT in text
    together = " ".join(found)
    assert all(f"n° {2000 + index}" in together for index in range(60))
    assert together.count("Heures du mois") == 1
    assert "Heures du mois" in found[-1]


def test_no_word_covers_another_nor_leaves_the_page(
    sixty_rows: bytes, every_kind: bytes, tmp_path: Path
) -> None:
    for pdf in (sixty_rows, every_kind):
        for page in pdf_reading.pages(pdf, tmp_path):
            assert page.overlaps == []
            assert page.outside == []


def test_the_coach_s_attestation_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    for count in range(9, 15):
        rows = tuple(attended(date(2023, 5, 1 + index), 9, 3000 + index) for index in range(count))
        last = pdf_reading.texts(attendance_sheet(sheet(rows)).pdf, tmp_path)[-1]
        assert "Présent" in last
        assert "Attestation du coach" in last


def test_a_month_without_rendez_vous_says_so(tmp_path: Path) -> None:
    (text,) = pdf_reading.texts(attendance_sheet(sheet(())).pdf, tmp_path)
    assert "Aucun rendez-vous ce mois-ci" in text
    assert "Heures du mois : 0 h 00" in text


def test_the_european_emblem_is_on_each_page_undistorted(sixty_rows: bytes) -> None:
    for page in range(len(pypdfium2.PdfDocument(sixty_rows))):
        wide, high, _ = pdf_reading.box_of(sixty_rows, page, EU_BLUE)
        assert wide / high == pytest.approx(1.5, abs=0.04)
        assert high >= 28.3  # 1 cm
        stars_wide, stars_high, pixels = pdf_reading.box_of(sixty_rows, page, EU_GOLD)
        assert pixels > 100
        # Twelve stars of radius h/18 on a circle of radius h/3, the highest point upward.
        assert stars_high == pytest.approx(high * (2 / 3 + 1 / 9), rel=0.1)
        assert stars_wide == pytest.approx(stars_high, rel=0.06)


def test_without_european_money_there_is_no_emblem(tmp_path: Path) -> None:
    data = replace(sheet(()), operation=replace(OPERATION, funding_sentence=""))
    pdf = attendance_sheet(data).pdf
    assert pdf_reading.box_of(pdf, 0, EU_BLUE)[2] == 0
    assert STATEMENT not in pdf_reading.texts(pdf, tmp_path)[0]


def test_only_the_two_allowed_typefaces_all_embedded(every_kind: bytes, tmp_path: Path) -> None:
    listed = pdf_reading.fonts(every_kind, tmp_path)
    assert {line[0].split("+")[1] for line in listed} == {"Ubuntu", "Ubuntu-Bold"}
    assert all(line[3:6] == ["yes", "yes", "yes"] for line in listed)


def test_the_file_tells_its_title_language_and_maker(every_kind: bytes, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(every_kind)
    about = document.get_metadata_dict()
    assert about["Title"] == "Feuille d’émargement – MERCIER Céline (23-001) – mai\u00a02023"
    assert about["Author"] == COACH
    assert about["Creator"] == "CoachDesk 0.1.0"
    assert [mark.get_title() for mark in document.get_toc()] == [about["Title"]]
    document.close()
    assert b"/Lang (fr-FR)" in every_kind
    assert pdf_reading.faults(every_kind, tmp_path) == ""


def test_same_data_same_bytes_in_any_process() -> None:
    code = (
        "from documents.paper_samples import proofs_of_every_kind, sheet;"
        "from coachdesk.documents.attendance_sheet import attendance_sheet;"
        "from hashlib import sha256;"
        "print(sha256(attendance_sheet(sheet(proofs_of_every_kind())).pdf).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, text=True,
            env={"PYTHONPATH": f"{root / 'src'}:{root / 'tests'}", "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1


def test_a_signed_closing_is_named_at_the_foot_and_not_drawn_again(tmp_path: Path) -> None:
    absences = (absent(MAY, "Absence justifiée"),)
    closing = DrawnElsewhere(at(date(2023, 6, 2), 17, 5), 1203)
    pdf = attendance_sheet(sheet(absences, closing=closing)).pdf
    (text,) = pdf_reading.texts(pdf, tmp_path)
    assert "Signé par le coach à la clôture, le 2 juin 2023 à 17 h 05" in text
    assert "enregistrement n° 1203" in text
    assert pdf_reading.box_of(pdf, 0, PEN)[2] == 0, "the same image on each sheet is a red flag"


def test_a_sheet_of_an_open_month_says_so(tmp_path: Path) -> None:
    data = replace(sheet(()), edition=Edition(provisional="mois non clôturé"))
    (text,) = pdf_reading.texts(attendance_sheet(data).pdf, tmp_path)
    assert "Provisoire, mois non clôturé" in text
    assert "Version" not in text


def test_the_digest_follows_the_data_and_not_the_stamp() -> None:
    data = sheet((attended(MAY, 9, 1),))
    digest = attendance_sheet(data).digest
    assert attendance_sheet(replace(data, stamp=replace(STAMP, journal_seq=9))).digest == digest
    assert attendance_sheet(replace(data, total_minutes=1)).digest != digest
    moved = sheet((replace(attended(MAY, 9, 1), proof=Drawn(signature(2), at(MAY, 9, 31), 1)),))
    assert attendance_sheet(moved).digest != digest


def test_the_papers_never_overclaim(every_kind: bytes, tmp_path: Path) -> None:
    text = pdf_reading.texts(every_kind, tmp_path)[0].casefold()
    assert not [word for word in ("avancée", "qualifiée", "certifié ", "lta") if word in text]


def test_a_long_attestation_keeps_its_place(tmp_path: Path) -> None:
    rows = tuple(attended(date(2023, 5, 1 + index), 9, 3000 + index) for index in range(11))
    data = replace(sheet(rows), attestation="Le coach atteste l’exactitude de cette feuille. " * 12)
    made = pdf_reading.pages(attendance_sheet(data).pdf, tmp_path)
    assert [page.overlaps + page.outside for page in made] == [[]] * len(made)


def test_an_attested_closing_stands_at_the_foot(tmp_path: Path) -> None:
    closing = Attested(COACH, at(date(2023, 6, 2), 17, 5), 1203)
    (text,) = pdf_reading.texts(attendance_sheet(sheet((), closing=closing)).pdf, tmp_path)
    assert f"Attesté par {COACH} le 02/06/2023 à 17 h 05, enregistrement n° 1203" in text
