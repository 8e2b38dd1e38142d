"""The fiche de secours: one clean page, the whole key on it, the association’s folded inside."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coachdesk.documents.recovery_sheet import RecoverySheetData, recovery_sheet
from documents import pdf_reading
from documents.paper_samples import LONG_NAME

KEY = "GASG-N5XM-TRNF-OI2B-WXYZ-2345-67AB-CDEF"
SHEET = RecoverySheetData(
    key=KEY,
    coach="Claire Exemple",
    association="APFE",
    action="Coaching Emploi",
    made_on=date(2024, 1, 15),
    creator="CoachDesk 0.0",
    for_association=False,
)
NINE = f"{KEY}-QRST"
COPY = replace(SHEET, key=NINE, for_association=True)
LONGEST = replace(
    COPY, coach=f"Marie-Antoinette {LONG_NAME}", association=f"Association {LONG_NAME} " * 2
)


@pytest.mark.parametrize(
    "data",
    [SHEET, COPY, LONGEST, replace(LONGEST, key=KEY, for_association=False)],
    ids=["coach", "association", "longest envelope", "longest sheet"],
)
def test_it_is_one_clean_page_with_the_whole_key(data: RecoverySheetData, tmp_path: Path) -> None:
    pdf = recovery_sheet(data)
    (page,) = pdf_reading.pages(pdf, tmp_path)
    assert page.overlaps == []
    assert page.outside == []
    assert pdf_reading.faults(pdf, tmp_path) == ""
    (text,) = pdf_reading.texts(pdf, tmp_path)
    groups = [word for word in text.split() if word in data.key.split("-")]
    assert groups == data.key.split("-")


def test_the_key_of_the_association_is_in_the_part_that_is_folded_inside(tmp_path: Path) -> None:
    (page,) = pdf_reading.pages(recovery_sheet(COPY), tmp_path)
    places = {word.text: word.top for word in page.words}
    assert min(places[group] for group in NINE.split("-")) > page.height * 2 / 3
    assert places["APFE"] < page.height / 3
