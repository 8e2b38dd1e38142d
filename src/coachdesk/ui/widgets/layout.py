"""Small helpers that make labels, buttons and boxes of one look."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coachdesk.core.tokens import LIGHT
from coachdesk.ui.theme import em, icon

B = TypeVar("B", bound=QBoxLayout)
GAP = LIGHT.gap
PAD = LIGHT.pad
_ENDLESS = 10_000


def label(
    text: str,
    *,
    role: str = "",
    tone: str = "",
    wrap: bool = False,
    gives_back: bool = False,
    aloud: bool = False,
) -> QLabel:
    """A plain-text label; role and tone are those of the style sheet.

    One that wraps and ``gives_back`` is as low again once it has more width: a head. One that is
    ``aloud`` wraps, and a screen reader says it as it comes up or changes, wherever the keyboard
    is: an answer, a refusal.
    """
    if aloud:
        made: QLabel = _SaidLabel(gives_back=gives_back)
    else:
        made = _WrappedLabel(gives_back=gives_back) if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)  # a name is never markup
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    made.setText(text)  # last: where a screen reader runs, Qt asks then what kind of text it is
    return made


class _WrappedLabel(QLabel):
    """Text on as many lines as its width asks for, each of them claimed from the layout.

    Qt's layouts forget the height that a width asks for as soon as they are nested.
    """

    def __init__(self, *, gives_back: bool) -> None:
        super().__init__()
        self._gives_back = gives_back
        self.setWordWrap(True)

    def setText(self, text: str) -> None:
        """Show ``text`` and claim its height."""
        super().setText(text)
        self._claim(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claim the height of the new width."""
        super().resizeEvent(event)
        self._claim(event.size().width())

    def _claim(self, width: int) -> None:
        too_high = self.minimumHeight() - self._words(width) if self._gives_back else 0
        if too_high >= self.fontMetrics().height():
            self.setMinimumHeight(0)  # Qt would never ask for less than what was claimed before
        needed = max(self.heightForWidth(width), 0)
        if needed != self.minimumHeight():  # to say the same again lays the whole page out again
            self.setMinimumHeight(needed)

    def _words(self, width: int) -> int:
        """Height of the words alone in that width."""
        room = QRect(0, 0, max(width, 1), _ENDLESS)
        wrapped = Qt.TextFlag.TextWordWrap
        return self.fontMetrics().boundingRect(room, wrapped, self.text()).height()


class _SaidLabel(_WrappedLabel):
    """Words that a screen reader says without being asked, once where the keyboard goes is said."""

    _waits = False
    """They are about to be said."""

    def setText(self, text: str) -> None:
        """Show ``text``, and have it said where it is another one."""
        other = text != self.text()
        super().setText(text)
        if other and self.isVisible():
            self._say_soon()

    def showEvent(self, event: QShowEvent) -> None:
        """It comes up."""
        super().showEvent(event)
        if not event.spontaneous():
            self._say_soon()

    def _say_soon(self) -> None:
        """After the keyboard moved, which would cut it short."""
        if QAccessible.isActive() and not self._waits:
            self._waits = True
            QTimer.singleShot(0, self, self._say)

    def _say(self) -> None:
        from coachdesk.ui.widgets.announced import announce

        self._waits = False
        words, here = self.accessibleName() or self.text(), QApplication.focusWidget()
        told = here.accessibleDescription() if here is not None else ""
        if self.isVisible() and words.rstrip(".") not in told:  # else it was said of the field
            announce(self, words, at_once=self.property("tone") == "refused")


def chip(text: str, tone: str) -> QLabel:
    """A small rounded state: done, mend, refused or quiet."""
    made = label(text, role="chip", tone=tone)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class Glyph(QWidget):
    """An icon beside words, in the colour of a token whatever the theme; said by nobody."""

    def __init__(self, name: str, tone: str, ems: float = 1.4) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(em(ems), em(ems))

    def show_glyph(self, name: str, tone: str) -> None:
        """Draw another one."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the vectors."""
        painter = QPainter(self)
        icon(self._name, self._tone).paint(painter, self.rect())
        painter.end()


def path_label(path: Path, lead: str) -> QLabel:
    """A path in small print that may be broken after each folder, and is whole on hovering.

    ``lead`` says what is there: a path alone says nothing to a coach.
    """
    broken = str(path).replace(os.sep, f"{os.sep}\u200b")
    shown = label(f"{lead} {broken}", role="caption", wrap=True)
    shown.setToolTip(str(path))
    return shown


def restyle(widget: QWidget) -> None:
    """Have the style sheet look again at a widget whose properties changed.

    One that was not styled yet is styled once, with all of its properties, as it is shown.
    """
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a widget."""
    widget.setProperty("tone", tone)
    restyle(widget)


def set_kind(made: QPushButton, kind: str) -> None:
    """Change the kind of a button of words alone."""
    if made.property("kind") != kind:
        made.setProperty("kind", kind)
        restyle(made)


def alone() -> QSize:
    """The size of the icon of a button that has no words."""
    return QSize(em(1.3), em(1.3))


def beside_words() -> QSize:
    """The size of the icon of a button with words: what is wider than high stands off from them."""
    return QSize(em(1.7), em(1.2))


def button(text: str, *, kind: str = "", glyph: str = "", name: str = "") -> QPushButton:
    """A button; ``glyph`` names its icon, ``name`` what a screen reader says for an icon alone."""
    made = QPushButton(text)
    made.setAutoDefault(True)  # Enter presses the button that has the keyboard
    if kind:
        made.setProperty("kind", kind)
    if glyph:
        made.setIcon(icon(glyph, "on_fill" if kind == "primary" else "accent"))
        # An icon is drawn at the left of its box: the rest is the space before the words.
        made.setIconSize(alone() if kind == "icon" else beside_words())
    if name:
        made.setAccessibleName(name)
        made.setToolTip(name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def row(*items: QWidget | QLayout | int | None, spacing: int = GAP) -> QHBoxLayout:
    """Items side by side; an int is a space, None stretches."""
    return _fill(QHBoxLayout(), items, spacing)


def column(*items: QWidget | QLayout | int | None, spacing: int = GAP) -> QVBoxLayout:
    """Items one below the other; an int is a space, None stretches."""
    return _fill(QVBoxLayout(), items, spacing)


def panel(layout: QLayout, *, margin: int = PAD) -> QFrame:
    """A white box with a fine border around ``layout``."""
    frame = QFrame()
    frame.setObjectName("panel")
    layout.setContentsMargins(margin, margin, margin, margin)
    frame.setLayout(layout)
    return frame


def rule() -> QFrame:
    """A fine horizontal line."""
    frame = QFrame()
    frame.setObjectName("rule")
    return frame


class _Area(QScrollArea):
    """An area that scrolls; what has the keyboard in it stays in sight when it becomes lower."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A message above the page would push the field it speaks of out of sight."""
        super().resizeEvent(event)
        typed, before = QApplication.focusWidget(), event.oldSize().height()
        if typed is None or event.size().height() >= before or not self.isAncestorOf(typed):
            return
        top = typed.mapTo(self.viewport(), typed.rect().topLeft()).y()
        if 0 <= top < before:  # she had not scrolled it away
            self.ensureWidgetVisible(typed, 0, em(2))


def scrolled(content: QWidget) -> QScrollArea:
    """``content`` in an area that scrolls when the window is too small for it."""
    content.setObjectName("page")
    area = _Area()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


class InnerArea(_Area):
    """An area inside a page: it takes what is left, down to a few lines; then the page scrolls.

    Qt would ask for the whole height of what is in it, and push what stands below out of sight.
    """

    def __init__(self, content: QWidget, least: float = 9) -> None:
        """``least`` is a height in heights of the font."""
        super().__init__()
        content.setObjectName("page")
        self._least = least
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.setMinimumHeight(em(least))

    def sizeHint(self) -> QSize:
        """As wide as what is in it, no higher than it must be."""
        return QSize(super().sizeHint().width(), em(self._least))


def reveal(widget: QWidget) -> None:
    """Scroll all that holds ``widget`` so far that it is seen: Qt does it for Tab alone."""
    _lay_out(widget)
    for above in _above(widget):
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, em(2))


def _lay_out(widget: QWidget) -> None:
    """Give ``widget`` its place now, where something was just shown, hidden or written.

    Each layout asks the one above it by an event, and once more when the width it was given
    changes its height: to wait for a turn of the event loop would be a guess.
    """
    for _ in range(2 * sum(1 for _ in _above(widget))):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _above(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def scroll_to_top(page: QWidget) -> None:
    """Show what holds ``page`` from its beginning."""
    for above in _above(page):
        if isinstance(above, QScrollArea):
            above.verticalScrollBar().setValue(0)


def clear(layout: QLayout) -> None:
    """Take every widget out of ``layout`` and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()  # gone at once, though Qt deletes it later
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _fill(box: B, items: Iterable[QWidget | QLayout | int | None], spacing: int) -> B:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QLayout):
            box.addLayout(item)
        else:
            box.addWidget(item)
    return box
