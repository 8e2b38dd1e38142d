"""The tables of a bilan that are edited or counted with: as the PDF writes them, and as numbers."""

import unicodedata
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.documents.eu_block import STATEMENT
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.fonts import width as text_width
from coachdesk.documents.report.document import report_document
from coachdesk.documents.report.grids import section_grids
from coachdesk.documents.report.workbook import report_workbook
from coachdesk.documents.sheet_names import sheet_name
from coachdesk.domain.indicators import Shape
from coachdesk.domain.report_content import ReportFigure, ReportList, ReportSection
from coachdesk.services.report.pictures import emblem_png
from documents.report_samples import mean, number, report, shares

_HEADINGS = st.lists(
    st.one_of(
        st.text("ab'’ \\/?*[]:É\n", max_size=40),
        st.text(max_size=40),
        st.sampled_from(
            ["History", "Historique", "historique", "Bilan", "ANNEXE", "", "'", "🙂" * 20,
             "Ce que les personnes ont dit d'elles", "x" * 28 + "'" + "y", "x" * 29 + "'" + "y"]
        ),
    ),
    max_size=5,
)  # fmt: skip


def refused_by_excel(names: list[str]) -> list[str]:
    """The names of sheets that Excel does not take, of those of one workbook."""
    alike = Counter(name.casefold() for name in names)
    return [
        name
        for name in names
        if not 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        or set(name) & set("\\/?*[]:")
        or name.startswith("'")
        or name.endswith("'")
        or name.casefold() in {"history", "historique"}
        or alike[name.casefold()] > 1
        or any(unicodedata.category(char) in {"Cc", "Cs"} for char in name)
    ]


@settings(max_examples=60)
@given(_HEADINGS)
def test_excel_takes_the_name_of_each_sheet_whatever_the_headings(headings: list[str]) -> None:
    figure = number("people", "Participants", 117)
    parts = [ReportSection(f"p{at}", told, "", (figure,)) for at, told in enumerate(headings)]
    book = load_workbook(BytesIO(report_workbook(report(*parts), "essai")))
    assert len(book.sheetnames) == len(headings) + 2
    assert refused_by_excel(book.sheetnames) == []


@given(_HEADINGS)
def test_excel_takes_the_name_of_any_sheet_beside_others(wanted: list[str]) -> None:
    names: list[str] = []
    for each in wanted:
        names.append(sheet_name(each, names))
    assert refused_by_excel(names) == []
    assert all(name == name.strip() for name in names)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("1 Les sorties", "1 Les sorties"),
        ("2 Accueil/orientation : suites", "2 Accueil orientation suites"),
        ("3 Ce que les personnes disent d'elles", "3 Ce que les personnes disent…"),
        ("'Historique'", "Historique (2)"),
    ],
)
def test_a_sheet_keeps_what_its_name_may_hold_of_the_heading(wanted: str, name: str) -> None:
    assert sheet_name(wanted) == name


def cells_of(figure: ReportFigure) -> list[tuple[str, object, str]]:
    """Of each row of its table: what is written, what is counted, and how."""
    (grid,) = section_grids(ReportSection("part", "Partie", "", (figure,)), 2023)
    return [(each.text, each.number, each.form) for row in grid.rows for each in row[1:]]


def test_a_share_of_almost_nothing_is_written_as_on_paper() -> None:
    figure = shares("suites", "Suites", {"Intégré": (299,), "Autre": (1,)})
    assert [row.part for row in figure.shares] == [f"100{NNBSP}%", f"<{NNBSP}1{NNBSP}%"]
    (_, most, _, least, *_) = cells_of(figure)
    assert (most[0], most[1]) == (f"100{NNBSP}%", 100)
    assert (least[0], least[1]) == (f"<{NNBSP}1{NNBSP}%", 0)
    assert least[2] == f'"{least[0]}"', "the workbook shows those words, and counts with 0"


@pytest.mark.parametrize(
    ("figure", "told", "form"),
    [
        (number("km", "Kilomètres", 1250, shape=Shape.QUANTITY, unit="km"),
         f"12,50{NBSP}km", f'0.00"{NBSP}km"'),
        (number("km", "Kilomètres", 1200, shape=Shape.QUANTITY, unit="km"),
         f"12{NBSP}km", f'0"{NBSP}km"'),
        (number("km", "Kilomètres", 1200, shape=Shape.QUANTITY, unit='"'),
         f'12{NBSP}"', f'0"{NBSP}”"'),
        (mean("note", "Note moyenne", "4.50", unit="sur 5"),
         f"4,50{NBSP}sur 5", f'0.00"{NBSP}sur 5"'),
        (number("people", "Participants", 117), "117", "0"),
    ],
)  # fmt: skip
def test_a_number_of_the_workbook_reads_as_it_is_written(
    figure: ReportFigure, told: str, form: str
) -> None:
    ((text, _, shown),) = cells_of(figure)
    assert (text, shown) == (told, form)


def test_a_workbook_that_says_its_units_opens_again() -> None:
    told = report(ReportSection("p", "Partie", "", (mean("n", "Note", "4.50", unit="sur 5"),)))
    book = load_workbook(BytesIO(report_workbook(told, "essai")))
    (cell,) = [cell for row in book.worksheets[1] for cell in row if cell.value == 4.5]
    assert "sur 5" in cell.number_format


def test_a_name_with_a_hidden_character_stops_no_file() -> None:
    listed = ReportList("Entreprises", ("Nom",), (("Garage\x1f du Centre",),))
    told = report(ReportSection("p", "Partie", "", (), (listed,)))
    book = load_workbook(BytesIO(report_workbook(told, "essai")))
    assert "Garage du Centre" in [cell.value for row in book.worksheets[1] for cell in row]
    made = Document(BytesIO(report_document(told, lambda _: None, emblem_png())))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert "Garage du Centre" in cells


@pytest.mark.parametrize("funding", ["Action cofinancée par le FSE+.", ""])
def test_the_union_is_named_where_it_pays_and_nowhere_else(funding: str) -> None:
    told = replace(report(ReportSection("p", "Partie", "Un texte.", ())), funding=funding)
    made = Document(BytesIO(report_document(told, lambda _: None, emblem_png())))
    head = made.sections[0].header
    said = "\n".join(paragraph.text for paragraph in head.paragraphs)
    drawn = any("blip" in paragraph._p.xml for paragraph in head.paragraphs)
    book = load_workbook(BytesIO(report_workbook(told, "essai")))
    front = [cell.value for row in book.worksheets[0] for cell in row]
    paid = bool(funding)
    assert (STATEMENT in said, drawn, STATEMENT in front) == (paid, paid, paid)


def test_a_part_that_says_nothing_yet_has_no_sheet() -> None:
    empty, full = ReportSection("a", "Vide", "", ()), ReportSection("b", "Dite", "Un texte.", ())
    book = load_workbook(BytesIO(report_workbook(report(empty, full), "essai")))
    assert book.sheetnames == ["Bilan", "2 Dite", "Annexe"]


def test_a_number_and_its_unit_stand_on_one_line_in_the_document() -> None:
    figure = number("length", "Durée", 123456789, 98765432, shape=Shape.QUANTITY, unit="jours")
    told = report(ReportSection("p", "Partie", "", (figure,)))
    made = Document(BytesIO(report_document(told, lambda _: None, emblem_png())))
    row = next(row for table in made.tables for row in table.rows if row.cells[0].text == "Durée")
    for cell in row.cells[1:]:
        assert cell.width.pt > text_width(cell.text, BOLD, 9) + 10, cell.text


def test_what_is_asked_for_stands_below_its_heading_at_the_right() -> None:
    figure = number("entries", "Entrées", 8, target=60)
    book = load_workbook(
        BytesIO(report_workbook(report(ReportSection("p", "Partie", "", (figure,))), "essai"))
    )
    rows = list(book.worksheets[1].iter_rows(min_row=3, max_row=4))
    assert [[cell.value for cell in row] for row in rows] == [
        ["Chiffre", "2023", "Objectif"],
        ["Entrées", 8, "60"],
    ]
    sides = [[cell.alignment.horizontal for cell in row[1:]] for row in rows]
    assert sides == [["right", "right"], [None, "right"]], "a number is at the right by itself"
