"""Papers as whoever reads badly, or checks them later, has them in hand."""

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from coachdesk.documents.papers.facts import Fact, facts_table
from coachdesk.documents.papers.flow import pages
from coachdesk.documents.papers.paper import paper
from coachdesk.documents.recovery_sheet import recovery_sheet
from documents import pdf_reading
from documents.test_recovery_sheet import SHEET
from support.paper_pictures import kinds, longest, usual

WIDEST = 3.0
"""Points of a space of running text: 2.3 as it is."""
ROOM = 200.0


@pytest.mark.parametrize("key", ["contract", "information", "pmsmp_convention"])
def test_the_spaces_of_a_text_are_as_wide_as_they_are(key: str, tmp_path: Path):
    for page in pdf_reading.pages(paper(usual(kinds()[key])).pdf, tmp_path):
        for one, other in pairwise(page.words):
            if one.top == other.top and one.text.endswith((",", ".")):
                gap = other.left - one.right
                assert gap < WIDEST or gap > 4 * WIDEST, (one.text, other.text)


def test_each_page_that_follows_says_whose_it_is_however_long_her_name(tmp_path: Path):
    for template in kinds().values():
        data = longest(template)
        if template.anonymous or template.to:
            continue
        _, *others = pdf_reading.texts(paper(data).pdf, tmp_path)
        for text in others:
            assert "(suite)" in text
            assert data.fact("dossier.number") in text.partition("(suite)")[2][:120], template.key


@pytest.mark.parametrize("count", range(5, 40))
def test_no_row_of_facts_stands_alone_on_a_page(count: int):
    rows = facts_table([Fact(f"Libellé {at}", "Valeur") for at in range(2 * count - 1)], 0, 400)
    assert len(rows) == count
    assert all(len(page) > 1 for page in pages(rows, ROOM, ROOM))


def test_the_properties_of_a_paper_name_no_day_on_which_it_was_not_made():
    for pdf in (paper(usual(kinds()["contract"])).pdf, recovery_sheet(SHEET)):
        told = pypdfium2.PdfDocument(pdf).get_metadata_dict(skip_empty=True)
        assert told.keys() == {"Title", "Subject", "Author", "Creator", "Producer"} & told.keys()
        assert "Title" in told
