"""A paper being written: pages, text, lines and boxes, in points from the bottom left.

Page contents are written as PDF operators, which costs a sixth of ReportLab's canvas calls; fonts,
pages, bookmarks and the file itself stay ReportLab's.
"""

from dataclasses import dataclass, replace
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFInfo, PDFString
from reportlab.pdfgen.canvas import Canvas

from coachdesk.core.tokens import LIGHT, POINTS, components
from coachdesk.documents import fonts
from coachdesk.documents.fonts import BOLD, REGULAR

# Page contents stay binary: writing them in base 85 takes longer than drawing them.
rl_config.useA85 = 0

Colour = str
"""Three PDF colour components, e.g. ``"0.12 0.30 0.35"``."""

A4_PORTRAIT = (595.28, 841.89)
A4_LANDSCAPE = (841.89, 595.28)
A5_LANDSCAPE = (595.28, 420.94)
"""Half a sheet."""


INK = components(LIGHT.ink)
ACCENT = components(LIGHT.accent)
GREY = components(LIGHT.ink_faint)
RED = components(LIGHT.refused)
"""What is missing."""
RULE = components(LIGHT.rule)
TINT = components(LIGHT.accent_soft)
ZEBRA = components(LIGHT.ground)
WHITE = components(LIGHT.paper)


@dataclass(frozen=True)
class Style:
    """How a text is drawn: typeface, size in points, colour."""

    face: str = REGULAR
    size: float = POINTS.body
    colour: Colour = INK

    @property
    def leading(self) -> float:
        """From one baseline to the next, in points."""
        return self.size * 1.18


BODY = Style()
STRONG = Style(BOLD)
NOTE = Style(size=POINTS.small, colour=GREY)
LABEL = Style(size=POINTS.note, colour=GREY)
TITLE = Style(BOLD, POINTS.title, ACCENT)
SECTION = Style(BOLD, POINTS.text, ACCENT)


@dataclass(frozen=True)
class About:
    """What the PDF file says of itself to a reader, a search or a screen reader."""

    title: str
    subject: str
    author: str
    creator: str
    keywords: str = ""


# One byte of a PDF string: what must be escaped, and everything that is not plain ASCII.
_STRING_BYTES = tuple(
    chr(byte) if 32 <= byte < 127 and byte not in b"()\\" else f"\\{byte:03o}"  # noqa: PLR2004  (printable ASCII)
    for byte in range(256)
)


class _Info(PDFInfo):
    """What a file says of itself, without a date.

    ReportLab's is the clock's or the first day of 2000: whoever looks into the properties of a
    proof would take it for when it was made.
    """

    def format(self, document: PDFDocument) -> bytes:
        told = {
            "Title": self.title, "Subject": self.subject, "Author": self.author,
            "Keywords": self.keywords, "Creator": self.creator, "Producer": self.producer,
        }  # fmt: skip
        return PDFDictionary({key: PDFString(text) for key, text in told.items()}).format(document)


class Paper:
    """An A4 document under construction; the same calls give the same bytes."""

    def __init__(self, size: tuple[float, float], about: About) -> None:
        self.width, self.height = size
        regular, bold = fonts.font(REGULAR), fonts.font(BOLD)
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file, pagesize=size, invariant=True, pageCompression=1, pdfVersion=(1, 7),
            lang="fr-FR",
            initialFontName=REGULAR,  # type: ignore[arg-type] # the stubs mistake it for a size
        )  # fmt: skip
        self._document: PDFDocument = self._canvas._doc  # type: ignore[attr-defined] # noqa: SLF001 the fonts' only door
        self._document.info = _Info()
        self._canvas.setTitle(about.title)
        self._canvas.setSubject(about.subject)
        self._canvas.setAuthor(about.author)
        self._canvas.setCreator(about.creator)
        self._canvas.setProducer(about.creator)
        self._canvas.setKeywords(about.keywords)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._fonts = {REGULAR: regular, BOLD: bold}
        for face in self._fonts.values():
            face.splitString(fonts.REPERTOIRE, self._document)
        self._operators: list[str] = []

    def text(self, x: float, y: float, text: str, style: Style = BODY) -> None:
        """``text`` on the baseline ``y``, beginning at ``x``."""
        self._show(f"1 0 0 1 {x:.2f} {y:.2f} Tm", text, style)

    def upwards(self, x: float, y: float, text: str, style: Style = BODY) -> None:
        """``text`` written from (x, y) to the top of the page, its baseline on the right."""
        self._show(f"0 1 -1 0 {x:.2f} {y:.2f} Tm", text, style)

    def _show(self, place: str, text: str, style: Style) -> None:
        font = self._fonts[style.face]
        self._operators.append(f"BT {style.colour} rg {place}")
        for subset, chunk in font.splitString(fonts.printable(text), self._document):
            name = font.getSubsetInternalName(subset, self._document)
            string = "".join([_STRING_BYTES[byte] for byte in chunk])
            self._operators.append(f"{name} {style.size:g} Tf ({string}) Tj")
        self._operators.append("ET")

    def marked(self, code: str, x: float, y: float) -> None:
        """What is drawn next is read as the character of that UTF-16 code (hexadecimal).

        A space carries it: readers skip an alternate text with no glyph inside.
        """
        self._operators.append(f"/Span <</ActualText <FEFF{code}>>> BDC")
        self.text(x, y, " ")
        self._operators.append("EMC")

    def right(self, x: float, y: float, text: str, style: Style = BODY) -> None:
        """``text`` ending at ``x``."""
        self.text(x - text_width(text, style), y, text, style)

    def centred(self, x: float, y: float, text: str, style: Style = BODY) -> None:
        """``text`` with its middle at ``x``."""
        self.text(x - text_width(text, style) / 2, y, text, style)

    def paragraph(self, x: float, y: float, room: float, text: str, style: Style = BODY) -> float:
        """``text`` wrapped in ``room`` points from the baseline ``y``; the next free baseline."""
        for line in fonts.wrap(text, style.face, style.size, room):
            self.text(x, y, line, style)
            y -= style.leading
        return y

    def line(
        self, x1: float, y1: float, x2: float, y2: float, tint: Colour = RULE, weight: float = 0.5
    ) -> None:
        """A straight rule."""
        self._operators.append(f"{tint} RG {weight:g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, tint: Colour) -> None:
        """A filled rectangle whose bottom left is (x, y)."""
        self._operators.append(f"{tint} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, x: float, y: float, width: float, height: float, tint: Colour = RULE) -> None:
        """A rectangle's outline."""
        self._operators.append(f"{tint} RG 0.5 w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def operators(self, operators: str) -> None:
        """PDF operators as they are, in a graphics state of their own."""
        self._operators.append(f"q {operators} Q")

    def bookmark(self, title: str, level: int = 0) -> None:
        """An entry of the reader's outline, leading to this page."""
        key = f"p{self._canvas.getPageNumber()}-{title}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level)

    def end_page(self) -> None:
        """Close the page and open the next."""
        self._canvas.addLiteral("\n".join(self._operators))
        self._operators.clear()
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The PDF file. The paper must not be used after that."""
        self._canvas.save()
        return self._file.getvalue()


def text_width(text: str, style: Style) -> float:
    """The width in points of ``text`` as ``Paper.text`` draws it."""
    return fonts.width(fonts.printable(text), style.face, style.size)


def fitted(text: str, style: Style, room: float) -> Style:
    """``style``, made smaller when ``text`` would be wider than ``room`` points."""
    drawn = text_width(text, style)
    return style if drawn <= room else replace(style, size=style.size * room / drawn)
