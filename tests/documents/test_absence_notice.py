"""The avis d’absence and the list of calls: clean pages that report facts and decide nothing."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from coachdesk.documents.absence_notice import AbsenceNoticeData, absence_notice, notice_text
from coachdesk.documents.call_list import Call, CallListData, call_list
from documents import pdf_reading
from documents.paper_samples import COACH, LONG_NAME, LONG_PLACE, OPERATION, STAMP

DAY = date(2023, 6, 1)
NOTICE = AbsenceNoticeData(
    operation=OPERATION,
    case_manager="Mme Petit",
    person="Léa DURAND",
    number="23-001",
    recipient_number="1234567",
    held_on=DAY,
    hours="de 9 h 00 à 9 h 30",
    where="Mairie d’Airaines",
    category="Absence injustifiée",
    unexcused=(date(2023, 5, 4), DAY),
    last_attended=date(2023, 5, 25),
    tried="Appel à 10 h, message laissé.",
    next_on=date(2023, 6, 8),
    coach=COACH,
    made_on=DAY,
    stamp=STAMP,
)
WORST = replace(
    NOTICE,
    person=f"Marie-Antoinette {LONG_NAME}",
    case_manager=f"Mme {LONG_NAME}",
    where=LONG_PLACE,
    unexcused=tuple(DAY - timedelta(days=7 * week) for week in range(30, -1, -1)),
    tried="Appel sans réponse, message laissé. " * 12,
    next_on=None,
    last_attended=None,
    recipient_number="",
)


@pytest.mark.parametrize("data", [NOTICE, WORST], ids=["usual", "longest"])
def test_it_is_one_clean_page(data: AbsenceNoticeData, tmp_path: Path) -> None:
    made = absence_notice(data)
    (page,) = pdf_reading.pages(made.pdf, tmp_path)
    assert page.overlaps == []
    assert page.outside == []
    assert pdf_reading.faults(made.pdf, tmp_path) == ""


def test_it_reports_the_fact_and_the_right_of_reply(tmp_path: Path) -> None:
    (text,) = pdf_reading.texts(absence_notice(NOTICE).pdf, tmp_path)
    for expected in (
        "Mme Petit", "Léa DURAND", "23-001", "1234567", "jeudi 1er juin 2023",
        "de 9 h 00 à 9 h 30", "Mairie d’Airaines", "« Absence injustifiée »",
        "2 absences injustifiées depuis l’entrée dans l’action : 04/05/2023, 01/06/2023.",
        "Dernière présence : 25 mai 2023", "Appel à 10 h, message laissé.",
        "Un rendez-vous est prévu le jeudi 8 juin 2023.",
        "La personne n’a pas encore été entendue.", COACH, "Fait le 1er juin 2023",
        "Cofinancé par l’Union européenne",
    ):  # fmt: skip
        assert expected in text, expected


@pytest.mark.parametrize("data", [NOTICE, WORST])
def test_it_proposes_no_sanction(data: AbsenceNoticeData) -> None:
    said = notice_text(data).lower()
    for word in ("sanction", "suspension", "radiation", "réduction", "%"):
        assert word not in said
    assert "ne propose aucune suite" in said


def test_the_message_says_the_same_as_the_paper(tmp_path: Path) -> None:
    (paper,) = pdf_reading.texts(absence_notice(NOTICE).pdf, tmp_path)
    paragraphs = notice_text(NOTICE).replace("\u00a0", " ").split("\n\n")
    assert paragraphs[0].startswith("Avis d’absence")
    for paragraph in paragraphs[3:-1]:
        assert paragraph.partition(" : ")[2] in paper


def test_the_calls_of_a_long_day_take_clean_pages(tmp_path: Path) -> None:
    calls = tuple(
        Call(f"{LONG_NAME} {number}", "06 12 34 56 78", "01/06/2023 à 9 h 00", LONG_PLACE)
        for number in range(60)
    )
    data = CallListData(OPERATION, "À prévenir", "Mairie fermée", COACH, calls, STAMP)
    made = call_list(data)
    pages = pdf_reading.pages(made.pdf, tmp_path)
    assert made.pages == len(pages) > 1
    assert not [fault for page in pages for fault in (*page.overlaps, *page.outside)]
    text = " ".join(pdf_reading.texts(made.pdf, tmp_path))
    assert text.count("06 12 34 56 78") == 60


def test_a_call_without_a_new_slot_says_to_agree_on_one(tmp_path: Path) -> None:
    data = CallListData(
        OPERATION, "À prévenir", "", COACH, (Call("DURAND Léa", "", "01/06/2023", ""),), STAMP
    )
    (text,) = pdf_reading.texts(call_list(data).pdf, tmp_path)
    assert "à convenir" in text
