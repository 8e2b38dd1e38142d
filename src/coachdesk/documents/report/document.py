"""The yearly bilan as a DOCX that the association edits: real headings, tables, pictures, fields.

python-docx is loaded with this module, which is imported when the first one is made.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from coachdesk.core.french import NBSP
from coachdesk.core.tokens import POINTS
from coachdesk.documents.eu_block import STATEMENT
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.fonts import width as text_width
from coachdesk.documents.report.annex import ANNEX, CHANGES_HEADING, SOURCES_HEADING, changes
from coachdesk.documents.report.grids import (
    TOTAL,
    GridCell,
    ReportGrid,
    nothing_words,
    section_grids,
)
from coachdesk.documents.report.subject import subject_facts
from coachdesk.documents.word_kit import (
    TINT,
    WIDTH_CM,
    bullets,
    describe,
    field,
    fill,
    light_rules,
    mark,
    put,
    style,
)
from coachdesk.domain.indicators import Shape
from coachdesk.domain.picture import Picture
from coachdesk.domain.report_content import Report, ReportFigure, ReportList, ReportSection

Drawn = Callable[[ReportFigure], tuple[bytes, Picture] | None]
"""The chart of a figure as PNG, with the picture that it is of; None for one that has none."""

_EMBLEM_HEIGHT = Cm(1.2)
_UNDER_EMBLEM = Cm(3.2)
_NUMBER_CM, _YEAR_CM = 1.9, 1.4
_SIZE, _SMALL = POINTS.plain, POINTS.dense
_CELL_AIR_CM, _WIDER = 0.45, 1.2
"""What a cell keeps free; how much wider than ours is the face of who has not got that one."""
_POINTS_OF_A_CM = 28.35
_KEPT_WHOLE = 16
"""A table of no more rows is not parted between two pages."""


def report_document(report: Report, drawn: Drawn, emblem: bytes) -> bytes:
    """The bilan as a DOCX.

    Args:
        report: what it says.
        drawn: makes the charts.
        emblem: that of the European Union, as PNG.
    """
    document = Document()
    style(document)
    describe(
        document,
        f"{report.title} – {report.action}",
        report.operation,
        report.coach,
        report.made_on,
    )
    _head_and_foot(document, report, emblem)
    _front(document, report)
    for number, section in enumerate(report.told, start=1):
        _section(document, report, section, number, drawn)
    _annex(document, report)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _head_and_foot(document: DocumentFile, report: Report, emblem: bytes) -> None:
    """Where the Union pays, its emblem and sentence on every page; what it is and which page."""
    page = document.sections[0]
    if report.funding:
        head = page.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        picture = head.add_run().add_picture(BytesIO(emblem), height=_EMBLEM_HEIGHT)
        _say(picture, "Emblème de l’Union européenne")
        words = head.add_run(f"  {STATEMENT}")
        words.bold, words.font.size = True, Pt(POINTS.text)
        told = page.header.add_paragraph(report.funding, style="Caption")
        told.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        page.top_margin = _UNDER_EMBLEM
    foot = page.footer.paragraphs[0]
    foot.style = document.styles["Caption"]
    number = f" – convention n°{NBSP}{report.agreement_number}" if report.agreement_number else ""
    foot.add_run(f"{report.title} – {report.operation}{number} – page{NBSP}")
    field(foot, "PAGE", "1")
    foot.add_run("/")
    field(foot, "NUMPAGES", "1")


def _front(document: DocumentFile, report: Report) -> None:
    document.add_paragraph(report.title, style="Title")
    document.add_paragraph(report.action, style="Subtitle")
    reason = f" – motif{NBSP}: {report.reason}" if report.reason else ""
    document.add_paragraph(report.edition + reason, style="Caption")
    if report.so_far:
        document.add_paragraph(report.so_far, style="Caption")
    told = [(GridCell(name), GridCell(value)) for name, value in subject_facts(report)]
    _table(document, (), told, (5, 12.4))
    if report.objectives:
        document.add_paragraph("Ce que demande la convention", style="Heading 2")
        bullets(document, report.objectives)
    document.add_paragraph("Sommaire", style="Heading 2")
    titles = [f"{at}. {part.heading}" for at, part in enumerate(report.told, start=1)]
    contents = document.add_paragraph()
    # A word processor fills it with its pages when it opens the file; until then, the headings.
    field(contents, 'TOC \\o "1-1" \\h \\z \\u', "\n".join((*titles, ANNEX)), stale=True)


def _section(
    document: DocumentFile, report: Report, section: ReportSection, number: int, drawn: Drawn
) -> None:
    heading = document.add_paragraph(f"{number}. {section.heading}", style="Heading 1")
    heading.paragraph_format.page_break_before = number == 1
    for paragraph in section.text.split("\n\n") if section.text else ():
        lines = paragraph.splitlines()
        if lines and all(line.startswith("- ") for line in lines):
            bullets(document, [line[2:] for line in lines])
        else:
            document.add_paragraph("\n".join(lines))
    if section.carried_from is not None:
        document.add_paragraph(f"Texte repris de {section.carried_from}.", style="Caption")
    for told, grids in groupby(section_grids(section, report.period.first.year), _told):
        if told:
            for grid in grids:
                _figures(document, grid, drawn)
        else:
            document.add_paragraph(nothing_words([grid.title for grid in grids]), style="Caption")
    for listed in section.lists:
        _list(document, listed)


def _told(grid: ReportGrid) -> bool:
    return bool(grid.rows)


def _figures(document: DocumentFile, grid: ReportGrid, drawn: Drawn) -> None:
    """The heading of a shared figure, its chart, its table, what a recount would change."""
    figure = grid.charted
    if figure is not None:
        document.add_paragraph(grid.title, style="Heading 2")
    if figure is not None and (chart := drawn(figure)):
        png, picture = chart
        held = document.add_paragraph()
        held.paragraph_format.keep_with_next = True
        _say(held.add_run().add_picture(BytesIO(png), width=Cm(WIDTH_CM)), picture.said)
    curve = figure is not None and figure.value.shape is Shape.CURVE
    _table(document, grid.columns, grid.rows, small=curve)
    for each in grid.figures:
        if each.changed:
            document.add_paragraph(each.recount, style="Caption")


def _list(document: DocumentFile, listed: ReportList) -> None:
    document.add_paragraph(listed.heading, style="Heading 2")
    if not listed.rows:
        document.add_paragraph("Aucune ligne.", style="Caption")
        return
    rows = [tuple(GridCell(text) for text in row) for row in listed.rows]
    columns = len(listed.columns)
    _table(document, listed.columns, rows, [WIDTH_CM / columns] * columns)


def _annex(document: DocumentFile, report: Report) -> None:
    document.add_paragraph(ANNEX, style="Heading 1")
    if report.figures:
        document.add_paragraph(SOURCES_HEADING, style="Heading 2")
        rows = [
            (GridCell(each.value.label), GridCell(each.value.definition)) for each in report.figures
        ]
        _table(document, ("Chiffre", "Définition et source"), rows, (6, 11.4))
    document.add_paragraph(CHANGES_HEADING, style="Heading 2")
    bullets(document, (*report.notes, *changes(report)))
    if report.faults:
        document.add_paragraph("À corriger dans les textes", style="Heading 2")
        bullets(document, report.faults)


def _table(
    document: DocumentFile,
    heads: Sequence[str],
    rows: Sequence[Sequence[GridCell]],
    widths: Sequence[float] = (),
    *,
    small: bool = False,
) -> None:
    """A table whose heading is repeated on each page and whose rows are never cut."""
    columns = len(heads or rows[0])
    told = [tuple(map(GridCell, heads)), *rows] if heads else list(rows)
    table = document.add_table(rows=len(told), cols=columns, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    light_rules(table)
    size = Pt(_SMALL if small else _SIZE)
    counted = not widths
    widths = [Cm(width) for width in widths or _usual_widths(told, small=small)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    numbers = [at > 0 and (counted or _counts(rows, at)) for at in range(columns)]
    for line, (row, cells) in enumerate(zip(table.rows, told, strict=True)):
        mark(row, "w:cantSplit")
        head = bool(heads) and line == 0
        if head:
            mark(row, "w:tblHeader")
        strong = head or cells[0].text == TOTAL or (small and line == 1)
        kept = len(told) <= _KEPT_WHOLE and line < len(told) - 1
        for at, (cell, value) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = widths[at]
            if head:
                fill(cell, TINT)
            own = at == 1 and counted and not small
            bold = strong or (not heads and at == 0) or (own and value.number is not None)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.keep_with_next = kept or None
            put(paragraph, value.text, size, bold=bold, right=numbers[at])
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _usual_widths(rows: Sequence[Sequence[GridCell]], *, small: bool) -> list[float]:
    """In centimetres: numbers on one line each, and the label takes what they leave."""
    size, least = (_SMALL, 0.0) if small else (_SIZE, _NUMBER_CM)
    columns = zip(*([cell.text for cell in row] for row in rows), strict=True)
    needed = [
        max(text_width(text, BOLD, size) for text in texts) / _POINTS_OF_A_CM * _WIDER
        + _CELL_AIR_CM
        for texts in columns
    ]
    numbers = [max(width, least) for width in needed[1:]]
    left = WIDTH_CM - sum(numbers)
    if small:
        return [_YEAR_CM, *(width + (left - _YEAR_CM) / len(numbers) for width in numbers)]
    if left < numbers[0]:
        return [WIDTH_CM / len(needed)] * len(needed)
    return [left, *numbers]


def _counts(rows: Sequence[Sequence[GridCell]], at: int) -> bool:
    """Whether a column of a list is made of numbers."""
    return bool(rows) and all(row[at].text.isdecimal() for row in rows)


def _say(picture: Any, words: str) -> None:  # noqa: ANN401  (python-docx's own)
    """What a screen reader says of a picture, which stands flush: some leave room around it."""
    picture._inline.docPr.set("descr", words)  # noqa: SLF001  (likewise)
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")  # noqa: SLF001  (likewise)
