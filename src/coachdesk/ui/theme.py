"""The look of the window: tokens of colour and type, light and dark, and the icons drawn in them.

One accent, the blue-green of the papers; greys that carry text at 4.5:1 or better; no other colour
but the three that mean something (done, to mend, refused) and the edges of the agenda's places.
What paints by itself asks ``tokens()`` each time it paints, so that another theme shows at once.
"""

from dataclasses import dataclass, replace
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from coachdesk.core.resources import resource, resources_root
from coachdesk.ui.style_sheet import SHEET


@dataclass(frozen=True)
class Tokens:
    """Every colour and measure of the window; lengths in device-independent pixels."""

    accent: str = "#12545C"
    accent_deep: str = "#0C3F46"
    accent_soft: str = "#E3EFF0"
    accent_line: str = "#9CC3C6"
    accent_fill: str = "#12545C"
    """Ground of what is pressed to act, on which ``on_fill`` is written."""
    fill_hover: str = "#0C3F46"
    on_fill: str = "#FFFFFF"
    ink: str = "#1D2A2C"
    ink_soft: str = "#536164"
    ink_faint: str = "#5F6C6F"
    line: str = "#DCE3E4"
    line_strong: str = "#B9C5C7"
    paper: str = "#FFFFFF"
    ground: str = "#F4F7F7"
    menu: str = "#0C3F46"
    menu_ink: str = "#FFFFFF"
    menu_soft: str = "#A9CED1"
    menu_chosen: str = "#1A656E"
    done: str = "#1F6B45"
    done_soft: str = "#E5F2EA"
    mend: str = "#8A5300"
    mend_soft: str = "#FCF2DF"
    refused: str = "#A3262E"
    refused_soft: str = "#FBEAEA"
    focus: str = "#2C8A94"
    place_1: str = "#2C8A94"
    """The edge by which a place is known in the agenda; its name is always written too."""
    place_2: str = "#7A5FB5"
    place_3: str = "#C0762A"
    place_4: str = "#3F77C4"
    place_5: str = "#B0508A"
    place_6: str = "#6F8A2E"
    chevrons: str = "on-light"
    """Folder of the little arrows that a style sheet can only take from a file."""
    family: str = "Ubuntu"
    base: int = 14
    small: int = 12
    large: int = 17
    title: int = 23
    figure: int = 26
    padcode: int = 40
    """The code that a person notes, read from across a table."""
    brand: int = 19
    cover: int = 72
    control: int = 34
    target: int = 32
    """What is pressed is no lower, whatever it says."""
    hand: int = 48
    """What the participant presses, on a screen that a finger touches."""
    menu_row: int = 40
    menu_tight: int = 31
    tile: int = 76
    tile_figure: int = 22
    arrow: int = 14
    gap: int = 8
    pad: int = 16
    radius: int = 6


LIGHT = Tokens()
DARK = Tokens(
    accent="#83CBD2",
    accent_deep="#B4E1E5",
    accent_soft="#1E3437",
    accent_line="#3F7076",
    accent_fill="#1F6F78",
    fill_hover="#257D87",
    on_fill="#FFFFFF",
    ink="#E6EDEE",
    ink_soft="#AFBDBF",
    ink_faint="#95A4A7",
    line="#2B383A",
    line_strong="#4A5B5E",
    paper="#182123",
    ground="#101718",
    menu="#0A1011",
    menu_ink="#E6EDEE",
    menu_soft="#93B9BD",
    menu_chosen="#1E3F43",
    done="#82CDA2",
    done_soft="#15301F",
    mend="#EBB868",
    mend_soft="#33280F",
    refused="#F5A3A7",
    refused_soft="#3B1B1E",
    focus="#5DBBC5",
    place_1="#5DBBC5",
    place_2="#A993DE",
    place_3="#DE9A55",
    place_4="#7FA9E6",
    place_5="#DA8DB9",
    place_6="#A3BD62",
    chevrons="on-dark",
)
CONTRAST = replace(
    LIGHT,
    accent="#003B42",
    accent_deep="#00282D",
    accent_soft="#DDF0F2",
    accent_line="#0E8A96",
    accent_fill="#00363C",
    fill_hover="#000000",
    ink="#000000",
    ink_soft="#1A1A1A",
    ink_faint="#303030",
    line="#6B6B6B",
    line_strong="#000000",
    ground="#FFFFFF",
    menu="#000000",
    menu_soft="#D6E6E8",
    menu_chosen="#004B53",
    done="#003D1C",
    done_soft="#E2F4E8",
    mend="#4D2C00",
    mend_soft="#FFF3DC",
    refused="#74000A",
    refused_soft="#FFECEC",
    focus="#0047C2",
)
"""Every text at 7:1 or better, every edge at 3:1."""
CONTRAST_DARK = replace(
    DARK,
    accent="#8FE9F2",
    accent_deep="#C8F6FA",
    accent_soft="#00353B",
    accent_line="#4FB6C1",
    accent_fill="#00525B",
    fill_hover="#003C43",
    ink="#FFFFFF",
    ink_soft="#E6E6E6",
    ink_faint="#CFCFCF",
    line="#8C8C8C",
    line_strong="#FFFFFF",
    paper="#000000",
    ground="#000000",
    menu="#000000",
    menu_ink="#FFFFFF",
    menu_soft="#D0E8EA",
    menu_chosen="#004B53",
    done="#8DF0B5",
    done_soft="#002B14",
    mend="#FFCE7A",
    mend_soft="#2E1F00",
    refused="#FFB9BC",
    refused_soft="#3A0004",
    focus="#FFD500",
)
THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST, "contrast_dark": CONTRAST_DARK}
"""By the keys that are kept with the machine."""
_SIZES = (
    "base", "small", "large", "title", "figure", "padcode", "brand", "cover", "control", "menu_row",
    "menu_tight", "tile", "tile_figure", "arrow",
)  # fmt: skip
"""What grows with the text."""


class _Worn:
    """The theme that the application wears."""

    tokens = LIGHT


def tokens() -> Tokens:
    """The colours and measures of the theme worn now."""
    return _Worn.tokens


def em(count: float) -> int:
    """A length in pixels that grows with the text: ``count`` heights of the usual font."""
    return round(count * _Worn.tokens.base)


def apply_theme(app: QApplication, theme: Tokens = LIGHT, text_percent: int = 100) -> None:
    """Give ``app`` its font, palette and style sheet; it was started in Fusion, on every system."""
    worn = enlarged(theme, text_percent)
    if worn == _Worn.tokens and app.styleSheet():
        return  # each widget would be measured again for nothing
    _Worn.tokens = worn
    font = QFont(_families(worn))
    font.setPixelSize(worn.base)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    palette = QPalette(QColor(worn.ground))
    for role, colour in (
        (QPalette.ColorRole.Window, worn.ground),
        (QPalette.ColorRole.WindowText, worn.ink),
        (QPalette.ColorRole.Base, worn.paper),
        (QPalette.ColorRole.AlternateBase, worn.ground),
        (QPalette.ColorRole.Text, worn.ink),
        (QPalette.ColorRole.Button, worn.paper),
        (QPalette.ColorRole.ButtonText, worn.ink),
        (QPalette.ColorRole.Highlight, worn.accent_fill),
        (QPalette.ColorRole.HighlightedText, worn.on_fill),
        (QPalette.ColorRole.PlaceholderText, worn.ink_faint),
        (QPalette.ColorRole.ToolTipBase, worn.ink),
        (QPalette.ColorRole.ToolTipText, worn.paper),
    ):
        palette.setColor(role, QColor(colour))
    app.setPalette(palette)
    app.setStyleSheet(style_sheet(worn))


def enlarged(theme: Tokens, text_percent: int) -> Tokens:
    """``theme`` with its text, and what holds text, at that size."""
    return replace(
        theme, **{name: round(getattr(theme, name) * text_percent / 100) for name in _SIZES}
    )


@cache
def _load_fonts(family: str) -> None:
    for path in sorted((resources_root() / "fonts").glob(f"{family}-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _families(theme: Tokens) -> list[str]:
    """The shipped font, or the system's own when the installation lacks it."""
    _load_fonts(theme.family)
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return [theme.family, system]


def style_sheet(theme: Tokens) -> str:
    """The Qt style sheet of the whole window."""
    names = {name: getattr(theme, name) for name in theme.__dataclass_fields__}
    names["half"] = theme.arrow // 2 + 1
    # A height of a style sheet is that of the words: what stands around them is taken off.
    names |= {f"target_in_{around}": theme.target - around for around in (2, 4, 8)}
    names["hand_in_2"] = max(theme.hand, theme.control) - 2
    files = {
        "chevron": "chevron-down",
        "up": "chevron-up",
        "right": "chevron-right",
        "tick": "check",
    }
    for name, file in files.items():
        names[name] = resource("icons", theme.chevrons, f"{file}.svg").as_posix()
    names["menu_chevron"] = resource("icons", DARK.chevrons, "chevron-down.svg").as_posix()
    return Template(SHEET).substitute(names)


@cache
def icon(name: str, tone: str = "ink") -> QIcon:
    """A shipped icon in the colour of a token, whatever the theme, the size and the scale."""
    svg = resource("icons", f"{name}.svg").read_text("utf-8")
    return QIcon(_VectorIcon(svg, tone))


@cache
def _drawing(svg: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))


class _VectorIcon(QIconEngine):
    """Draws the SVG each time: crisp at 100, 125 and 200 %, greyed when disabled."""

    def __init__(self, svg: str, tone: str) -> None:
        super().__init__()
        self._svg = svg
        self._tone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the vectors in ``rect``."""
        del state
        painter.save()
        box = QRectF(rect)
        side = min(box.width(), box.height())
        disabled = mode == QIcon.Mode.Disabled
        light = disabled and self._tone == "on_fill"  # nothing shows of white on a greyed ground
        painter.setOpacity(0.4 if disabled and not light else 1.0)
        left = QRectF(box.left(), box.top() + (box.height() - side) / 2, side, side)
        tone = "ink_faint" if light else self._tone
        _drawing(self._svg, getattr(tokens(), tone)).render(painter, left)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The drawing on a transparent ground, kept by Qt within its bounds: a page has dozens."""
        colour, side = getattr(tokens(), self._tone), f"{size.width()}x{size.height()}"
        key = f"{hash(self._svg)} {colour} {side} {mode == QIcon.Mode.Disabled}"
        pixmap = QPixmap()
        if not QPixmapCache.find(key, pixmap):
            pixmap = QPixmap(size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, pixmap.rect(), mode, state)
            painter.end()
            QPixmapCache.insert(key, pixmap)
        return pixmap

    def clone(self) -> QIconEngine:
        """A copy that Qt may keep."""
        return _VectorIcon(self._svg, self._tone)
