"""Papers as whoever reads badly, or checks them later, has them in hand."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from coachdesk.documents.papers.facts import Fact, facts_table
from coachdesk.documents.papers.flow import pages
from coachdesk.documents.papers.paper import paper
from coachdesk.documents.recovery_sheet import recovery_sheet
from coachdesk.documents.sections import Section, plan
from coachdesk.documents.tables import Grid, Head, text_cell
from coachdesk.domain.papers import Subject
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
        if template.anonymous or template.to or template.subject is Subject.MONTH:
            continue
        _, *others = pdf_reading.texts(paper(data).pdf, tmp_path)
        for text in others:
            assert "(suite)" in text
            named = text.partition("(suite)")[2][:120]
            assert data.fact("dossier.number") in named, template.key


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


@pytest.mark.parametrize("before", range(30, 46))
def test_the_choices_of_a_question_stand_together_on_one_page(before: int, tmp_path: Path):
    review = kinds()["final_review"]
    (asked,) = (block for block in review.blocks if block.heading == "Préconisation")
    text = replace(review.blocks[0], facts=(), text="\n".join(f"Ligne{at}" for at in range(before)))
    data = replace(usual(replace(review, blocks=(text, asked))), answers={})
    found = pdf_reading.texts(paper(data).pdf, tmp_path)
    (choices,) = (field.choices for field in asked.fields if field.key == "recommendations")
    first, *others = ([word.label in page for page in found] for word in choices)
    assert True in first
    assert all(other == first for other in others)


@pytest.mark.parametrize("count", range(4, 60))
def test_no_last_row_of_a_table_stands_alone_on_a_page(count: int):
    grid = Grid((Head("Quoi", 200),), 8)
    rows = [grid.prepare([text_cell(f"Ligne {at}")]) for at in range(count)]
    blocks = [
        block for page in plan([Section("Titre", "", "", grid, rows)], ROOM) for block in page
    ]
    assert [at for block in blocks for at in block.rows] == list(range(count))
    assert all(len(block.rows) > 1 for block in blocks)
