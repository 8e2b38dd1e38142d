"""Tab as the eye reads: parts made one after the other, whenever that was, in their order."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def order_tabs(*parts: QWidget) -> None:
    """Have Tab go through ``parts``, each in the order of its layouts.

    Qt's own order is that in which widgets were made: what is made late comes last.
    """
    met = [widget for part in parts for widget in _reached(part)]
    for before, after in pairwise(met):
        QWidget.setTabOrder(before, after)


def _reached(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif isinstance(widget, QScrollArea):
        if (inside := widget.widget()) is not None:
            yield from _reached(inside)
    elif (layout := widget.layout()) is not None:
        yield from _reached_in(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _reached(child)


def _reached_in(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _reached(widget)
        elif (inner := item.layout()) is not None:
            yield from _reached_in(inner)
