"""How well what a window shows stands out from its ground, measured on the pixels drawn."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from coachdesk.ui.widgets.spoken import TellsItems, ToldItem
from support.read_aloud import part_of_another

_EDGE = 4
"""Pixels of a border, the thickest one that the keyboard makes included."""
_ROWS, _COLUMNS = 3, 12
_LEAST_PIXELS = 60
_LEGIBLE = 3
"""Of what can't be pressed now: WCAG asks nothing of it, but it is read."""
_TYPED_IN = QLineEdit | QComboBox | QAbstractSpinBox | QPlainTextEdit
Text = tuple[str, str, QRect, bool]
"""By whom it is written, the words, where in the window, and whether it can be worked with."""


@cache
def luminance(pixel: int) -> float:
    """Relative luminance of WCAG 2.1, of a pixel 0xAARRGGBB."""
    colour = QColor(pixel & 0xFFFFFF)
    parts = colour.redF(), colour.greenF(), colour.blueF()
    r, g, b = (p / 12.92 if p <= 0.04045 else pow((p + 0.055) / 1.055, 2.4) for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: int, other: int) -> float:
    """Their ratio, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def weak_texts(window: QWidget, least: float, shown: QImage | None = None) -> list[str]:
    """Each text in sight whose strongest pixel does not reach ``least`` on its ground.

    ``shown`` is the window as it was ``drawn`` already.
    """
    shown, found = shown or drawn(window), []
    for what, words, box, enabled in texts(window):
        if box.width() * box.height() < _LEAST_PIXELS:
            continue
        ratio = _strongest(_cut(shown, box))
        if ratio < (least if enabled else min(least, _LEGIBLE)):
            found.append(f"{what} {words!r}: {ratio:.2f}")
    return found


def weak_edges(window: QWidget, least: float, shown: QImage | None = None) -> list[str]:
    """What is typed in, ticked or known by its icon alone, and does not stand out by that."""
    shown, found = shown or drawn(window), []
    for what, name, box, outside in _edges(window):
        ratio = _apart(_cut(shown, box), _cut(shown, outside))
        if ratio < least:
            found.append(f"{what} {name!r}: {ratio:.2f}")
    return found


def changed(before: QImage, after: QImage) -> float:
    """The strongest contrast between what a pixel was and what it became."""
    pairs = zip(_pixels(before), _pixels(after), strict=True)
    return max((contrast(old, new) for old, new in set(pairs) if old != new), default=1)


def drawn(widget: QWidget) -> QImage:
    """What is seen of it."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _pixels(image: QImage) -> "array[int]":
    pixels = array("I")
    pixels.frombytes(bytes(image.constBits()))
    return pixels


def _cut(shown: QImage, box: QRect) -> bytes:
    scale = shown.devicePixelRatio()
    sides = (round(side * scale) for side in (box.x(), box.y(), box.width(), box.height()))
    part = shown.copy(QRect(*sides))  # held: what it gives of its bits does not keep it
    return bytes(part.constBits())


def ground_of(shown: QImage, box: QRect) -> int:
    """The commonest pixel of a part of a picture."""
    return _counted(_cut(shown, box)).most_common(1)[0][0]


@lru_cache(maxsize=20_000)
def _strongest(crop: bytes) -> float:
    """Of a text: the menu and the line of state are the same on every screen."""
    counted = _counted(crop)
    ground = counted.most_common(1)[0][0]
    return max(contrast(ground, pixel) for pixel in counted)


@lru_cache(maxsize=20_000)
def _apart(strip: bytes, around: bytes) -> float:
    ground = _counted(around).most_common(1)[0][0]
    return max(contrast(ground, pixel) for pixel in _counted(strip))


def _counted(crop: bytes) -> Counter[int]:
    pixels = array("I")
    pixels.frombytes(crop)
    return Counter(pixels)


def texts(window: QWidget) -> Iterator[Text]:
    """What is written in sight."""
    if isinstance(window, QMenu):
        yield from _acts(window)
    for widget in in_sight(window):
        yield from _texts_of(window, widget)


def _acts(menu: QMenu) -> Iterator[Text]:
    for act in menu.actions():
        if act.text():
            yield "QMenu", act.text(), menu.actionGeometry(act), act.isEnabled()


def _painted(window: QWidget, sheet: QWidget, items: Iterable[ToldItem]) -> Iterator[Text]:
    port = sheet.viewport() if isinstance(sheet, QAbstractScrollArea) else sheet
    for item in items:
        if item.written and port.rect().contains(item.box):
            yield "item", item.name, _in(window, port, item.box), sheet.isEnabled()


def _texts_of(window: QWidget, widget: QWidget) -> Iterator[Text]:
    """What is written on one widget."""
    enabled = widget.isEnabled()
    if isinstance(widget, QAbstractItemView):
        yield from _cells(window, widget)
    elif isinstance(widget, TellsItems):
        yield from _painted(window, widget, widget.told_items())
    elif isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit):
        words = _words(widget)
        whole = widget.visibleRegion().boundingRect() == widget.rect()
        if not _is_read(words) or not whole or part_of_another(widget):
            return
        inside = widget.rect().adjusted(_EDGE, 1, -_EDGE, -1)
        if isinstance(widget, QAbstractButton):
            beside = 0 if widget.icon().isNull() else widget.iconSize().width()
            inside = widget.rect().adjusted(_EDGE + beside, _EDGE, -_EDGE, -_EDGE)
        yield type(widget).__name__, words, _in(window, widget, inside), enabled


def in_sight(widget: QWidget) -> Iterator[QWidget]:
    """What shows inside of ``widget``; hidden pages have thousands more."""
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible():
            yield child
            yield from in_sight(child)


def _is_read(words: str) -> bool:
    """A dash for « nothing » is too thin to be measured, and says nothing."""
    return any(map(str.isalnum, words))


def _words(widget: QLabel | QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit) -> str:
    """What is written in it, or what stands there until something is."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText() or widget.placeholderText()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.text()


def _cells(window: QWidget, view: QAbstractItemView) -> Iterator[Text]:
    model, port = view.model(), view.viewport()
    for row in range(min(model.rowCount(), _ROWS)):
        for column in range(_COLUMNS):
            cell = model.index(row, column)
            box, words = view.visualRect(cell), cell.data()
            seen = port.visibleRegion().boundingRect().contains(box)
            shown = str(words) if isinstance(words, str | int) else ""  # a day is a number
            if _is_read(shown) and seen and not box.isEmpty():
                inside = _in(window, port, box.adjusted(2, 2, -2, -2))
                able = view.isEnabled() and bool(cell.flags() & Qt.ItemFlag.ItemIsEnabled)
                yield type(view).__name__, shown, inside, able


def _edges(window: QWidget) -> Iterator[tuple[str, str, QRect, QRect]]:
    """By whom, its name, the strip that makes it known, and what is around that strip."""
    for widget in in_sight(window):
        name, box = widget.accessibleName(), widget.rect()
        if not isinstance(widget, _TYPED_IN | QAbstractButton) or not widget.isEnabled():
            continue
        if widget.visibleRegion().boundingRect() != box or part_of_another(widget):
            continue
        here = None
        if isinstance(widget, _TYPED_IN):
            middle = box.height() // 2
            here = QRect(0, middle, 2, 1), QRect(-3, middle, 2, 1)
        elif isinstance(widget, QCheckBox | QRadioButton) and widget.property("role") != "choice":
            here = (QRect(4, 4, box.height() - 8, box.height() - 8),) * 2
        elif _bare_icon(widget):
            here = (box.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE),) * 2
        if here is not None:
            edge, outside = (_in(window, widget, strip) for strip in here)
            yield type(widget).__name__, name, edge, outside


def _bare_icon(button: QAbstractButton) -> bool:
    return not button.icon().isNull() and not button.text().strip()


def _in(window: QWidget, widget: QWidget, box: QRect) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)) + box.topLeft(), box.size())
