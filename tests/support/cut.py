"""What a person would see cut on a page: text wider or higher than the place it is given."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from coachdesk.ui.widgets.wrapped_button import WordsButton

_SLACK = 1
"""Pixels of rounding."""


def cut_texts(page: QWidget) -> list[str]:
    """Each visible text of ``page`` that can't be read whole, with the widget that holds it.

    A button that gives way on purpose has its words in its tooltip; what only lies further down is
    not cut, it scrolls.
    """
    return [f"{type(widget).__name__} {why}" for widget, why in _cut(page)]


def scrolls_sideways(page: QWidget) -> list[str]:
    """The areas of ``page`` that a reader would have to push from left to right."""
    areas = [page, *page.findChildren(QScrollArea)]
    return [
        f"{area.widget().__class__.__name__}: {area.horizontalScrollBar().maximum()} px"
        for area in areas
        if isinstance(area, QScrollArea)
        and area.isVisible()
        and area.widget() is not None
        and area.horizontalScrollBar().maximum() > _SLACK
    ]


def _cut(page: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or not _has_a_place(widget):
            continue
        if isinstance(widget, QLabel):
            yield from _label(widget)
        elif isinstance(widget, QPushButton):
            yield from _button(widget)
        elif isinstance(widget, QComboBox):
            yield from _combo(widget)
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
            yield from _outside(widget)


def _has_a_place(widget: QWidget) -> bool:
    """Not one that Qt keeps inside another, like the line of a combo box."""
    return not isinstance(widget.parentWidget(), QComboBox | QAbstractScrollArea)


def _label(widget: QLabel) -> Iterator[tuple[QWidget, str]]:
    text = widget.text()
    if not text or widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
        return
    if widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        if needed > widget.height() + _SLACK:
            yield widget, f"{text!r}: {widget.height()} px high, {needed} needed"
    elif widget.sizeHint().width() > widget.width() + _SLACK:
        yield widget, f"{text!r}: {widget.width()} px wide, {widget.sizeHint().width()} needed"
    if widget.sizeHint().height() > widget.height() + _SLACK and not widget.wordWrap():
        yield widget, f"{text!r}: {widget.height()} px high, {widget.sizeHint().height()} needed"


def _button(widget: QPushButton) -> Iterator[tuple[QWidget, str]]:
    metrics = widget.fontMetrics()
    text = widget.text().replace("&", "")
    if not text:
        return
    if isinstance(widget, WordsButton):  # which goes on to another line
        needed = widget.sizeHint().height()
        if needed > widget.height() + _SLACK:
            yield widget, f"{text!r}: {widget.height()} px high, {needed} needed"
        return
    wide = metrics.size(Qt.TextFlag.TextSingleLine, text).width()
    if wide > widget.width() and text not in widget.toolTip():
        yield widget, f"{text!r}: {widget.width()} px wide, {wide} needed, no tooltip"
    if metrics.height() > widget.height():
        yield widget, f"{text!r}: {widget.height()} px high, {metrics.height()} needed"


def _combo(widget: QComboBox) -> Iterator[tuple[QWidget, str]]:
    text = widget.currentText()
    wide = widget.fontMetrics().horizontalAdvance(text)
    if wide > widget.width() and not widget.isEditable() and text not in widget.toolTip():
        yield widget, f"{text!r}: {widget.width()} px wide, {wide} needed"


def _outside(widget: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Beyond the edge of what it stands in, where nothing scrolls."""
    box = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            return
        room = QRect(around.mapTo(widget.window(), QPoint(0, 0)), around.size())
        if box.right() > room.right() + _SLACK or box.bottom() > room.bottom() + _SLACK:
            said = getattr(widget, "text", str)() or widget.accessibleName()
            yield widget, f"{said!r}: beyond the edge of {type(around).__name__}"
            return
        around = around.parentWidget()
