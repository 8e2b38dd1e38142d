"""How well each text of a window stands out from its ground, measured on the pixels drawn."""

from array import array
from collections import Counter
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from support.read_aloud import part_of_another

_EDGE = 4
"""Pixels of a border, the thickest one that the keyboard makes included."""
_ROWS, _COLUMNS = 3, 12
_LEAST_PIXELS = 60


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


def weak_texts(window: QWidget, least: float) -> list[str]:
    """Each text in sight whose strongest pixel does not reach ``least`` on its ground."""
    shown = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    scale = shown.devicePixelRatio()
    found = []
    for what, words, box in _texts(window):
        if box.width() * box.height() < _LEAST_PIXELS:
            continue
        exact = QRect(
            round(box.x() * scale), round(box.y() * scale),
            round(box.width() * scale), round(box.height() * scale),
        )  # fmt: skip
        ratio = _strongest(shown.copy(exact))
        if ratio < least:
            found.append(f"{what} {words!r}: {ratio:.2f}")
    return found


def _strongest(crop: QImage) -> float:
    pixels = array("I")
    pixels.frombytes(bytes(crop.constBits()))
    counted = Counter(pixels)
    ground = counted.most_common(1)[0][0]
    return max(contrast(ground, pixel) for pixel in counted)


def _texts(window: QWidget) -> Iterator[tuple[str, str, QRect]]:
    """What is written in sight: by whom, the words, where in the window."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        if isinstance(widget, QAbstractItemView):
            yield from _cells(window, widget)
        elif isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
            words = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
            whole = widget.visibleRegion().boundingRect() == widget.rect()
            if not words.strip() or not whole or part_of_another(widget):
                continue
            inside = widget.rect().adjusted(_EDGE, 1, -_EDGE, -1)
            if isinstance(widget, QAbstractButton):
                beside = 0 if widget.icon().isNull() else widget.iconSize().width()
                inside = widget.rect().adjusted(_EDGE + beside, _EDGE, -_EDGE, -_EDGE)
            yield type(widget).__name__, words, _in(window, widget, inside)


def _cells(window: QWidget, view: QAbstractItemView) -> Iterator[tuple[str, str, QRect]]:
    model, port = view.model(), view.viewport()
    for row in range(min(model.rowCount(), _ROWS)):
        for column in range(_COLUMNS):
            cell = model.index(row, column)
            box, words = view.visualRect(cell), cell.data()
            seen = port.visibleRegion().boundingRect().contains(box)
            if isinstance(words, str) and words.strip() and seen and not box.isEmpty():
                yield type(view).__name__, words, _in(window, port, box.adjusted(2, 2, -2, -2))


def _in(window: QWidget, widget: QWidget, box: QRect) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)) + box.topLeft(), box.size())
