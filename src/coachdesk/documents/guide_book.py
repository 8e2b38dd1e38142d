"""The user guide on paper: one act after the other, its pictures, its contents with page numbers.

Flowing text with pictures is what ReportLab's own layout does well; the faces and colours are those
of every other paper.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image as Pixels
from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from coachdesk.core.tokens import POINTS
from coachdesk.documents import fonts, kit
from coachdesk.documents.fonts import BOLD, REGULAR
from coachdesk.domain.guide_text import Block, BlockKind, GuidePage, Manner, Words

_MARGIN = 18 * mm
_INSIDE = 16
"""Points by which what stands in a list is set in."""
_WIDEST, _WIDE, _NARROW = 150 * mm, 116 * mm, 82 * mm
"""Of the one picture of a page, of two, of more: a page of the guide stands on one sheet."""
_BORDER = 0.5


def _tint(components: str) -> Color:
    return Color(*(float(each) for each in components.split()))


_INK, _ACCENT, _GREY, _TINT, _RULE = map(_tint, (kit.INK, kit.ACCENT, kit.GREY, kit.TINT, kit.RULE))


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401  (each its own type)
    usual: dict[str, Any] = {
        "fontName": REGULAR,
        "fontSize": size,
        "leading": size * 1.4,
        "textColor": _INK,
    }
    return ParagraphStyle(name, **usual | more)


_TEXT = _style("text", POINTS.read, spaceAfter=5)
_NOTE = _style("note", POINTS.read, backColor=_TINT, borderPadding=6, spaceBefore=8, spaceAfter=12)
_SAID = _style("said", POINTS.body, textColor=_GREY, spaceAfter=8)
_TITLE = _style("title", POINTS.main, fontName=BOLD, textColor=_ACCENT, spaceAfter=8)
_LINE = _style("line", POINTS.read, spaceAfter=0)
_NUMBER = _style("number", POINTS.read, alignment=TA_RIGHT)
_HEADS = {
    level: _style(
        f"head{level}", size, fontName=BOLD, textColor=_ACCENT, spaceBefore=10, spaceAfter=3,
        keepWithNext=1,
    )
    for level, size in ((1, POINTS.part), (2, POINTS.head), (3, POINTS.lead), (4, POINTS.read))
}  # fmt: skip


def guide_book(
    pages: Sequence[GuidePage],
    picture: Callable[[str], Path],
    version: str,
    begun: Callable[[int], None] = lambda _: None,
) -> bytes:
    """The PDF; ``picture`` gives the file of each one. One page has no list of contents.

    The contents are numbered from a first making: ReportLab knows where a page fell only then.
    ``begun`` is told the number of each page that is being laid out, and may stop all by raising.
    """
    for face in (REGULAR, BOLD):
        fonts.font(face)
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )
    if len(pages) == 1:
        return _made(pages, {}, picture, version, begun)[0]
    known = dict.fromkeys((page.key for page in pages), 0)
    _, falls = _made(pages, known, picture, version, lambda _: begun(0), blank=True)
    return _made(pages, falls, picture, version, begun)[0]


class _Mark(Flowable):
    """Where a page of the guide begins: its bookmark, its entry in the reader's outline."""

    def __init__(self, page: GuidePage, falls: dict[str, int], begun: Callable[[], object]) -> None:
        super().__init__()
        self._page, self._falls, self._begun = page, falls, begun
        self.width = self.height = 0

    def draw(self) -> None:
        self._begun()
        self.canv.bookmarkPage(self._page.key)
        self.canv.addOutlineEntry(self._page.title, self._page.key, 0)
        self._falls[self._page.key] = self.canv.getPageNumber()


def _made(
    pages: Sequence[GuidePage],
    known: dict[str, int],
    picture: Callable[[str], Path],
    version: str,
    begun: Callable[[int], None],
    *,
    blank: bool = False,
) -> tuple[bytes, dict[str, int]]:
    """The PDF, and the number of the sheet on which each page of the guide begins.

    ``blank`` leaves the place of each picture empty: they take nearly all of the time.
    """
    file, falls = BytesIO(), dict[str, int]()
    alone = len(pages) == 1
    title = pages[0].title if alone else "Guide de CoachDesk"
    document = BaseDocTemplate(
        file, pagesize=A4, title=title, author="CoachDesk", creator=f"CoachDesk {version}",
        producer=f"CoachDesk {version}", lang="fr-FR", invariant=1,
    )  # fmt: skip
    wide, high = A4
    room = Frame(_MARGIN, _MARGIN, wide - 2 * _MARGIN, high - 2 * _MARGIN, 0, 0, 0, 0)

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.setFont(REGULAR, POINTS.body)
        canvas.setFillColor(_GREY)
        canvas.drawString(_MARGIN, _MARGIN / 2, f"CoachDesk {version} · {title}")
        canvas.drawRightString(wide - _MARGIN, _MARGIN / 2, str(canvas.getPageNumber()))

    document.addPageTemplates([PageTemplate(frames=[room], onPage=foot)])
    story: list[Flowable] = [] if alone else list(_contents(pages, known))
    named = {page.key for page in pages}
    for number, page in enumerate(pages):
        if number or not alone:
            story.append(PageBreak())
        story += [
            _Mark(page, falls, partial(begun, number)),
            Paragraph(_printed(page.title), _TITLE),
        ]
        story += _body(page, picture, named, blank=blank)
    document.build(story)
    return file.getvalue(), falls


def _contents(pages: Sequence[GuidePage], known: dict[str, int]) -> Iterator[Flowable]:
    yield Paragraph("Guide de CoachDesk", _TITLE)
    moment = None
    wide = A4[0] - 2 * _MARGIN
    for page in pages:
        if page.moment != moment:
            moment = page.moment
            yield Paragraph(_printed(moment), _HEADS[3])
        link = f'<a href="#{escape(page.key)}">{_printed(page.title)}</a>'
        cells = [[Paragraph(link, _LINE), Paragraph(str(known.get(page.key, "")), _NUMBER)]]
        tight = TableStyle(
            [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
        )
        yield Table(cells, colWidths=[wide - 40, 40], style=tight)


def _body(
    page: GuidePage, picture: Callable[[str], Path], named: set[str], *, blank: bool
) -> Iterator[Flowable]:
    wide = {1: _WIDEST, 2: _WIDE}.get(len(page.shown), _NARROW)
    for block in page.blocks:
        said = "".join(_piece(each, named) for each in block.words)
        if block.kind is BlockKind.PICTURE:
            yield from _drawn(picture(block.picture), said, wide, blank=blank)
        else:
            yield _written(block, said)


def _written(block: Block, said: str) -> Flowable:
    left = _INSIDE * block.level
    match block.kind:
        case BlockKind.HEADING:
            return Paragraph(said, _HEADS[block.level])
        case BlockKind.NOTE:
            return Paragraph(said, _NOTE)
        case BlockKind.STEP | BlockKind.POINT:
            mark = f"{block.number}." if block.kind is BlockKind.STEP else "•"
            inside = left + _INSIDE
            listed = _style(
                "listed", POINTS.read, leftIndent=inside, bulletIndent=left, spaceAfter=4
            )
            return Paragraph(said, listed, bulletText=mark)
        case _:
            return Paragraph(said, _style("inside", POINTS.read, leftIndent=left, spaceAfter=5))


def _drawn(path: Path, said: str, shown: float, *, blank: bool) -> Iterator[Flowable]:
    words = Paragraph(said, _SAID)
    if not path.is_file():  # a bundle may leave the pictures out
        yield words
        return
    with Pixels.open(path) as opened:
        wide, high = opened.size
    tall = shown * high / wide
    drawn = Spacer(shown, tall) if blank else Image(str(path), shown, tall)
    framed = Table([[drawn]], colWidths=[shown + 2 * _BORDER], hAlign="LEFT")
    none = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    framed.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), _BORDER, _RULE), *none]))
    yield KeepTogether([Spacer(1, 4), framed, Spacer(1, 2), words])


def _piece(words: Words, named: set[str]) -> str:
    text = _printed(words.text)
    match words.manner:
        case Manner.STRONG:
            return f"<b>{text}</b>"
        case Manner.KEY:
            return f"<b>{text}</b>"
        case Manner.LINK:
            key = words.to.split("#")[0].removesuffix(".md")
            return f'<a href="#{escape(key)}">{text}</a>' if key in named else text
        case _:
            return text


def _printed(text: str) -> str:
    """As the typeface can draw it, and as ReportLab's paragraphs read it."""
    return escape(fonts.printable(text))
