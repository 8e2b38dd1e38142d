"""The yearly bilan as a DOCX that the association edits: real headings, tables, pictures, fields.

python-docx is loaded with this module, which is imported when the first one is made.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import groupby
from typing import Any

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from coachdesk.core.french import NBSP, writable
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
from coachdesk.domain.indicators import Shape
from coachdesk.domain.picture import Picture
from coachdesk.domain.report_content import Report, ReportFigure, ReportList, ReportSection

Drawn = Callable[[ReportFigure], tuple[bytes, Picture] | None]
"""The chart of a figure as PNG, with the picture that it is of; None for one that has none."""

_FACE = "Arial"
"""One of those that the publicity rules allow, and that every computer has (domain §2.3)."""
_ACCENT, _INK, _SOFT = "1F4E5A", "1C2629", "5F6B70"
_TINT = "E7EEEF"
_EMBLEM_HEIGHT = Cm(1.2)
_MARGIN, _UNDER_EMBLEM = Cm(1.8), Cm(3.2)
_WIDTH_CM, _NUMBER_CM, _YEAR_CM = 17.4, 1.9, 1.4
_SIZE, _SMALL = 9.0, 7.5
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
    _style(document)
    _describe(document, report)
    _head_and_foot(document, report, emblem)
    _front(document, report)
    for number, section in enumerate(report.told, start=1):
        _section(document, report, section, number, drawn)
    _annex(document, report)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _style(document: DocumentFile) -> None:
    """The look of every kind of paragraph, to be changed in one place by who edits it."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = _MARGIN
    page.top_margin = page.bottom_margin = Cm(2)
    for name, size, colour, bold in (
        ("Normal", 10, _INK, False),
        ("Title", 26, _ACCENT, True),
        ("Subtitle", 14, _INK, True),
        ("Heading 1", 15, _ACCENT, True),
        ("Heading 2", 11, _INK, True),
        ("List Bullet", 10, _INK, False),
        ("Caption", 8.5, _SOFT, False),
    ):
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.bold = _FACE, Pt(size), bold
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), _FACE)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    normal: Any = document.styles["Normal"]
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(6)
    title: Any = document.styles["Title"]
    border = title.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        title.element.pPr.remove(border)


def _describe(document: DocumentFile, report: Report) -> None:
    about = document.core_properties
    about.title = f"{report.title} – {report.action}"
    about.subject, about.author = report.operation, report.coach
    about.language, about.comments, about.keywords = "fr-FR", "", ""
    about.created = about.modified = datetime.combine(report.made_on, time())
    about.last_modified_by = report.coach


def _head_and_foot(document: DocumentFile, report: Report, emblem: bytes) -> None:
    """Where the Union pays, its emblem and sentence on every page; what it is and which page."""
    page = document.sections[0]
    if report.funding:
        head = page.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        picture = head.add_run().add_picture(BytesIO(emblem), height=_EMBLEM_HEIGHT)
        _say(picture, "Emblème de l’Union européenne")
        words = head.add_run(f"  {STATEMENT}")
        words.bold, words.font.size = True, Pt(9.5)
        told = page.header.add_paragraph(report.funding, style="Caption")
        told.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        page.top_margin = _UNDER_EMBLEM
    foot = page.footer.paragraphs[0]
    foot.style = document.styles["Caption"]
    number = f" – convention n°{NBSP}{report.agreement_number}" if report.agreement_number else ""
    foot.add_run(f"{report.title} – {report.operation}{number} – page{NBSP}")
    _field(foot, "PAGE", "1")
    foot.add_run("/")
    _field(foot, "NUMPAGES", "1")


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
        _bullets(document, report.objectives)
    document.add_paragraph("Sommaire", style="Heading 2")
    titles = [f"{at}. {part.heading}" for at, part in enumerate(report.told, start=1)]
    contents = document.add_paragraph()
    # A word processor fills it with its pages when it opens the file; until then, the headings.
    _field(contents, 'TOC \\o "1-1" \\h \\z \\u', "\n".join((*titles, ANNEX)), stale=True)


def _section(
    document: DocumentFile, report: Report, section: ReportSection, number: int, drawn: Drawn
) -> None:
    heading = document.add_paragraph(f"{number}. {section.heading}", style="Heading 1")
    heading.paragraph_format.page_break_before = number == 1
    for paragraph in section.text.split("\n\n") if section.text else ():
        lines = paragraph.splitlines()
        if lines and all(line.startswith("- ") for line in lines):
            _bullets(document, [line[2:] for line in lines])
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
        _say(held.add_run().add_picture(BytesIO(png), width=Cm(_WIDTH_CM)), picture.said)
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
    _table(document, listed.columns, rows, [_WIDTH_CM / columns] * columns)


def _annex(document: DocumentFile, report: Report) -> None:
    document.add_paragraph(ANNEX, style="Heading 1")
    if report.figures:
        document.add_paragraph(SOURCES_HEADING, style="Heading 2")
        rows = [
            (GridCell(each.value.label), GridCell(each.value.definition)) for each in report.figures
        ]
        _table(document, ("Chiffre", "Définition et source"), rows, (6, 11.4))
    document.add_paragraph(CHANGES_HEADING, style="Heading 2")
    _bullets(document, (*report.notes, *changes(report)))
    if report.faults:
        document.add_paragraph("À corriger dans les textes", style="Heading 2")
        _bullets(document, report.faults)


def _bullets(document: DocumentFile, lines: Sequence[str]) -> None:
    for line in lines:
        document.add_paragraph(line, style="List Bullet").paragraph_format.space_after = Pt(2)


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
    _light_rules(table)
    size = Pt(_SMALL if small else _SIZE)
    counted = not widths
    widths = [Cm(width) for width in widths or _usual_widths(told, small=small)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    numbers = [at > 0 and (counted or _counts(rows, at)) for at in range(columns)]
    for line, (row, cells) in enumerate(zip(table.rows, told, strict=True)):
        _mark(row, "w:cantSplit")
        head = bool(heads) and line == 0
        if head:
            _mark(row, "w:tblHeader")
        strong = head or cells[0].text == TOTAL or (small and line == 1)
        kept = len(told) <= _KEPT_WHOLE and line < len(told) - 1
        for at, (cell, value) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = widths[at]
            if head:
                _fill(cell, _TINT)
            own = at == 1 and counted and not small
            bold = strong or (not heads and at == 0) or (own and value.number is not None)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.keep_with_next = kept or None
            _put(paragraph, value.text, size, bold=bold, right=numbers[at])
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
    left = _WIDTH_CM - sum(numbers)
    if small:
        return [_YEAR_CM, *(width + (left - _YEAR_CM) / len(numbers) for width in numbers)]
    if left < numbers[0]:
        return [_WIDTH_CM / len(needed)] * len(needed)
    return [left, *numbers]


def _counts(rows: Sequence[Sequence[GridCell]], at: int) -> bool:
    """Whether a column of a list is made of numbers."""
    return bool(rows) and all(row[at].text.isdecimal() for row in rows)


def _put(paragraph: Paragraph, text: str, size: Pt, *, bold: bool, right: bool) -> None:
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.space_before = Pt(1)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(writable(text))
    run.bold, run.font.size = bold, size


def _light_rules(table: Table) -> None:
    """Thin grey rules between rows alone, as on the other papers."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        drawn = side in {"top", "bottom", "insideH"}
        edge.set(qn("w:val"), "single" if drawn else "nil")
        if drawn:
            edge.set(qn("w:sz"), "4")
            edge.set(qn("w:color"), "C5CED1")
        borders.append(edge)
    table._tbl.tblPr.append(borders)  # noqa: SLF001  (python-docx gives no other way to them)


def _mark(row: Any, name: str) -> None:  # noqa: ANN401
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  (likewise)


def _fill(cell: Any, colour: str) -> None:  # noqa: ANN401
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  (likewise)


def _say(picture: Any, words: str) -> None:  # noqa: ANN401
    """What a screen reader says of a picture, which stands flush: some leave room around it."""
    picture._inline.docPr.set("descr", words)  # noqa: SLF001  (likewise)
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")  # noqa: SLF001  (likewise)


def _field(paragraph: Paragraph, code: str, shown: str, *, stale: bool = False) -> None:
    """A field that the word processor works out, with what it shows until then."""
    run = paragraph.add_run()

    def part(kind: str) -> Any:  # noqa: ANN401
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        return mark

    begin = part("begin")
    if stale:
        begin.set(qn("w:dirty"), "true")
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = code
    for each in (begin, told, part("separate")):
        run._r.append(each)  # noqa: SLF001  (likewise)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(part("end"))  # noqa: SLF001  (likewise)
