"""What every DOCX of the program shares: its styles, its rules, its fields."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from docx.document import Document as DocumentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from coachdesk.core.french import writable
from coachdesk.core.tokens import LIGHT, POINTS, office

_FACE = "Arial"
"""One of those that the publicity rules allow, and that every computer has (domain §2.3)."""
_ACCENT, _INK, _SOFT = office(LIGHT.accent), office(LIGHT.ink), office(LIGHT.ink_faint)
TINT = office(LIGHT.accent_soft)
"""Of the headings of a table."""
_MARGIN = Cm(1.8)
WIDTH_CM = 17.4
"""Between the margins."""


def style(document: DocumentFile) -> None:
    """The look of every kind of paragraph, to be changed in one place by who edits it."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = _MARGIN
    page.top_margin = page.bottom_margin = Cm(2)
    for name, size, colour, bold in (
        ("Normal", POINTS.read, _INK, False),
        ("Title", POINTS.cover, _ACCENT, True),
        ("Subtitle", POINTS.part, _INK, True),
        ("Heading 1", POINTS.part, _ACCENT, True),
        ("Heading 2", POINTS.lead, _INK, True),
        ("List Bullet", POINTS.read, _INK, False),
        ("Caption", POINTS.eased, _SOFT, False),
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


def describe(document: DocumentFile, title: str, subject: str, author: str, made_on: date) -> None:
    """What a word processor tells of the file: nothing of the machine, nor of python-docx."""
    about = document.core_properties
    about.title, about.subject = title, subject
    about.author = about.last_modified_by = author
    about.language, about.comments, about.keywords = "fr-FR", "", ""
    about.created = about.modified = datetime.combine(made_on, time())


def bullets(document: DocumentFile, lines: Sequence[str]) -> None:
    """A list, one point each."""
    for line in lines:
        document.add_paragraph(line, style="List Bullet").paragraph_format.space_after = Pt(2)


def put(paragraph: Paragraph, text: str, size: Pt, *, bold: bool, right: bool) -> None:
    """The text of a cell."""
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.space_before = Pt(1)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(writable(text))
    run.bold, run.font.size = bold, size


def light_rules(table: Table) -> None:
    """Thin grey rules between rows alone, as on the other papers."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        drawn = side in {"top", "bottom", "insideH"}
        edge.set(qn("w:val"), "single" if drawn else "nil")
        if drawn:
            edge.set(qn("w:sz"), "4")
            edge.set(qn("w:color"), office(LIGHT.rule))
        borders.append(edge)
    table._tbl.tblPr.append(borders)  # noqa: SLF001  (python-docx gives no other way to them)


def mark(row: Any, name: str) -> None:  # noqa: ANN401  (python-docx's own)
    """Have a row of a table behave so, as « w:cantSplit »."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  (likewise)


def fill(cell: Any, colour: str) -> None:  # noqa: ANN401  (likewise)
    """The ground of a cell."""
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  (likewise)


def field(paragraph: Paragraph, code: str, shown: str, *, stale: bool = False) -> None:
    """A field that the word processor works out, with what it shows until then."""
    run = paragraph.add_run()

    def part(kind: str) -> Any:  # noqa: ANN401  (likewise)
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
