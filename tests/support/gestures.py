"""A pair of hands on the real window that counts what it does, and how long a person would take.

A click, a key or a shortcut, a choice in a list is one gesture; the letters of a person's own
facts, or of a search, count apart. Seconds are those of the keystroke-level model (Card, Moran and
Newell, 1980) for someone who types 40 words a minute: 0.3 s a letter or a key, 1.1 s to point and
0.2 s to press and let go, 1.35 s to decide before each gesture.
"""

from dataclasses import dataclass, field
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coachdesk.ui.widgets.page_veil import PageVeil

_KEY, _POINT, _PRESS, _DECIDE = 0.3, 1.1, 0.2, 1.35
_TURNS = 6000
"""Of ten milliseconds, at most, before some window must have the keyboard."""
_RUN = 2
"""The same gesture more often than that is told once, with how often."""


@dataclass(frozen=True)
class Count:
    """What one act took: gestures told in words, letters typed, seconds of the model."""

    act: str
    gestures: tuple[str, ...]
    letters: int
    seconds: float
    limit: int

    def __str__(self) -> str:
        runs = ((gesture, len(list(same))) for gesture, same in groupby(self.gestures))
        told = ", ".join(
            f"{many} × {each}" if many > _RUN else ", ".join([each] * many) for each, many in runs
        )
        return (
            f"| {self.act} | {len(self.gestures)} | {self.limit} | {self.letters} "
            f"| {self.seconds:.1f} s | {told} |"
        )


@dataclass
class Hands:
    """Real events of mouse and keyboard, counted."""

    gestures: list[str] = field(default_factory=list)
    letters: int = 0
    seconds: float = 0.0

    def click(self, widget: QWidget, at: QPoint | None = None, *, said: str = "") -> None:
        """One click of the left button, in the middle of what is seen of ``widget``."""
        self._gesture(f"clic « {said or _said(widget)} »", _POINT + _PRESS)
        laid_out()  # she points at what she sees
        where = at or widget.visibleRegion().boundingRect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)

    def drag(self, widget: QWidget, start: QPoint, end: QPoint, *, said: str) -> None:
        """Take what is at ``start`` and carry it to ``end``: pointing twice, one gesture."""
        self._gesture(f"glisser « {said} »", 2 * _POINT + _PRESS)
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
        for step in (1, 2, 3):
            QTest.mouseMove(widget, start + (end - start) * step / 3)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)

    def press(self, keys: str, *, said: str = "") -> None:
        """One key or shortcut, as « Ctrl+K », in the widget that has the keyboard."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # PySide's stub lacks it
        self._gesture(said or keys, _KEY * len(keys.split("+")))
        QTest.keyClick(_focused(), Qt.Key(combination.key()), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Letters, in the widget that has the keyboard; they are no gestures."""
        self.letters += len(text)
        self.seconds += _KEY * len(text)
        QTest.keyClicks(_focused(), text)

    def tab(self) -> None:
        """On to the next field: part of typing a person's facts."""
        self.letters += 1
        self.seconds += _KEY
        QTest.keyClick(_focused(), Qt.Key.Key_Tab)

    def count(self, act: str, limit: int) -> Count:
        """What was done since the last count."""
        made = Count(act, tuple(self.gestures), self.letters, self.seconds, limit)
        self.gestures, self.letters, self.seconds = [], 0, 0.0
        return made

    def _gesture(self, words: str, seconds: float) -> None:
        self.gestures.append(words)
        self.seconds += _DECIDE + seconds


def laid_out() -> None:
    """Let each layout that waits take its place: what is measured then is what is seen."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _focused() -> QWidget:
    # An open list has the keys first, as Qt gives them to it.
    listed = QApplication.activePopupWidget()
    for _ in range(_TURNS):
        veiled = isinstance(QApplication.focusWidget(), PageVeil)  # who reads « Lecture… » waits
        if not veiled and QApplication.focusWindow() is not None:
            break
        QTest.qWait(10)  # a dialog went: the window beneath is given the keyboard
    else:
        raise AssertionError("the keyboard is in no window, or behind « Lecture… »")
    widget = listed or QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None, "no window has the keyboard"
    return widget


def _said(widget: QWidget) -> str:
    return " ".join(getattr(widget, "text", str)().split()) or widget.accessibleName()
