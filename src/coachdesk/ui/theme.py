"""The look of the window: the theme that it wears, light or dark, and the icons drawn in it.

The colours and sizes are those of ``core.tokens``: one accent, greys that carry text at 4.5:1 or
better, no other colour but the three that mean something (done, to mend, refused) and the edges of
the agenda's places. What paints by itself asks ``tokens()`` each time it paints, so that another
theme shows at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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
from PySide6.QtWidgets import QApplication, QHeaderView

from coachdesk.core.resources import resource, resources_root
from coachdesk.core.tokens import DARK, LIGHT, Tokens
from coachdesk.ui.style_sheet import SHEET

_SIZES = (
    "base", "small", "axis", "large", "title", "figure", "padcode", "brand", "cover", "control",
    "menu_row", "menu_tight", "tile", "tile_figure", "arrow",
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
    with _lines_held(app):
        # A sheet over another tells each widget of its font once per widget around it: seconds.
        app.setStyleSheet("")
        _dress(app, worn)


def _dress(app: QApplication, worn: Tokens) -> None:
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


@contextmanager
def _lines_held(app: QApplication) -> Iterator[None]:
    """Tables measure their lines once, when it is over, and not each time Qt tells them of it."""
    fixed, to_contents = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.ResizeToContents
    heads = [
        each
        for each in app.allWidgets()
        if isinstance(each, QHeaderView)
        and each.orientation() is Qt.Orientation.Vertical
        and each.count()
        and each.sectionResizeMode(0) is to_contents
    ]
    for each in heads:
        each.setSectionResizeMode(fixed)
    yield
    for each in heads:
        each.setSectionResizeMode(to_contents)


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
    names["round_end"] = theme.control // 2
    # A height of a style sheet is that of the words: what stands around them is taken off.
    names |= {f"target_in_{around}": theme.target - around for around in (2, 4, 8)}
    names["hand_in_2"] = max(theme.hand, theme.control) - 2
    names["hand_end"] = max(theme.hand, theme.control) // 2
    files = {
        "chevron": "chevron-down",
        "up": "chevron-up",
        "left": "chevron-left",
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
