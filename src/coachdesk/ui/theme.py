"""The look of the window: tokens of colour, space and type, the style sheet made of them, icons.

One accent, the blue-green of the papers; greys that carry text at 4.5:1 or better; no other colour
but the three that mean something (done, to mend, refused).
"""

from dataclasses import dataclass
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
    ink: str = "#1D2A2C"
    ink_soft: str = "#536164"
    ink_faint: str = "#647174"
    line: str = "#DCE3E4"
    line_strong: str = "#B9C5C7"
    paper: str = "#FFFFFF"
    ground: str = "#F4F7F7"
    done: str = "#1F6B45"
    done_soft: str = "#E5F2EA"
    mend: str = "#8A5300"
    mend_soft: str = "#FCF2DF"
    refused: str = "#A3262E"
    refused_soft: str = "#FBEAEA"
    focus: str = "#2C8A94"
    family: str = "Ubuntu"
    base: int = 14
    small: int = 12
    large: int = 17
    title: int = 23
    figure: int = 26
    gap: int = 8
    pad: int = 16
    radius: int = 6
    control: int = 34


LIGHT = Tokens()


def apply_theme(app: QApplication, tokens: Tokens = LIGHT) -> None:
    """Give ``app`` its font, palette and style sheet; the same on every system (Fusion)."""
    app.setStyle("Fusion")
    font = QFont(_families(tokens))
    font.setPixelSize(tokens.base)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    palette = QPalette(QColor(tokens.ground))
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.ground),
        (QPalette.ColorRole.WindowText, tokens.ink),
        (QPalette.ColorRole.Base, tokens.paper),
        (QPalette.ColorRole.AlternateBase, tokens.ground),
        (QPalette.ColorRole.Text, tokens.ink),
        (QPalette.ColorRole.Button, tokens.paper),
        (QPalette.ColorRole.ButtonText, tokens.ink),
        (QPalette.ColorRole.Highlight, tokens.accent),
        (QPalette.ColorRole.HighlightedText, tokens.paper),
        (QPalette.ColorRole.PlaceholderText, tokens.ink_faint),
        (QPalette.ColorRole.ToolTipBase, tokens.ink),
        (QPalette.ColorRole.ToolTipText, tokens.paper),
    ):
        palette.setColor(role, QColor(colour))
    app.setPalette(palette)
    app.setStyleSheet(style_sheet(tokens))


def _families(tokens: Tokens) -> list[str]:
    """The shipped font, or the system's own when the installation lacks it."""
    for path in sorted((resources_root() / "fonts").glob(f"{tokens.family}-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return [tokens.family, system]


def style_sheet(tokens: Tokens) -> str:
    """The Qt style sheet of the whole window."""
    names = {name: getattr(tokens, name) for name in tokens.__dataclass_fields__}
    names["chevron"] = resource("icons", "chevron-down.svg").as_posix()
    names["up"] = resource("icons", "chevron-up.svg").as_posix()
    return Template(SHEET).substitute(names)


@cache
def icon(name: str, colour: str = LIGHT.ink) -> QIcon:
    """A shipped icon in one colour, drawn from its vectors at whatever size and scale is asked."""
    svg = resource("icons", f"{name}.svg").read_text("utf-8")
    return QIcon(_VectorIcon(svg.replace("currentColor", colour).encode()))


class _VectorIcon(QIconEngine):
    """Draws the SVG each time: crisp at 100, 125 and 200 %, greyed by opacity when disabled."""

    def __init__(self, svg: bytes) -> None:
        super().__init__()
        self._svg = svg
        self._renderer = QSvgRenderer(QByteArray(svg))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the vectors in ``rect``."""
        del state
        painter.save()
        box = QRectF(rect)
        side = min(box.width(), box.height())
        painter.setOpacity(0.4 if mode == QIcon.Mode.Disabled else 1.0)
        left = QRectF(box.left(), box.top() + (box.height() - side) / 2, side, side)
        self._renderer.render(painter, left)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The drawing on a transparent ground."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """A copy that Qt may keep."""
        return _VectorIcon(self._svg)
