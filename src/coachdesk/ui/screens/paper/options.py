"""Answers that are ticked: one of them, or any number; one Tab stop, then the arrows."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from coachdesk.domain.words import Word
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.spoken import speaks_as

_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_PAD = 0.9
"""At both ends of the words of a chip, in heights of the font."""

_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
}  # fmt: skip


class Options(Flow):
    """``ticked`` once she ticked or unticked one; pressing the one chosen takes it back.

    A digit ticks the answer that it writes, as a note of a scale.
    """

    ticked = Signal()

    def __init__(self, words: Iterable[Word], name: str, *, several: bool, notes: bool) -> None:
        """``notes`` draws them large, to be hit at once."""
        super().__init__()
        self._several = several
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        self._shown: tuple[str, ...] = ()
        """Ticked, as last shown: a button that is clicked turns before it tells."""
        for word in words:
            made = button(word.label, kind="note") if notes else _Chip(word.label)
            made.setCheckable(True)
            if not several:
                speaks_as(made, QAccessible.Role.RadioButton)
            made.setProperty("choice", True)
            made.setAccessibleName(f"{name}, {word.label}")
            made.clicked.connect(lambda _=False, key=word.key: self._tick(key))
            made.installEventFilter(self)
            self.buttons[word.key] = made
            self.add(made)
        self._stop_at(next(iter(self.buttons), ""))

    def keys(self) -> tuple[str, ...]:
        """Those ticked, in their order."""
        return self._shown

    def show_keys(self, keys: Iterable[str]) -> None:
        """Tick those, without telling."""
        wanted = set(keys)
        self._shown = tuple(key for key in self.buttons if key in wanted)
        for key, made in self.buttons.items():
            made.setChecked(key in wanted)
        self._stop_at(next(iter(self._shown), next(iter(self.buttons), "")))

    def first(self) -> QPushButton | None:
        """Where Tab comes."""
        stops = (
            made for made in self.buttons.values() if made.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
        return next(stops, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go from one to the next, a digit ticks its note."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = next((key for key, made in self.buttons.items() if made is watched), "")
            if event.key() in _STEPS:
                self._go(key, _STEPS[Qt.Key(event.key())])
                return True
            if event.text() in self.buttons and event.text().isdigit():
                self._go(key, 0, to=event.text())
                self._tick(event.text())
                return True
        return super().eventFilter(watched, event)

    def _tick(self, key: str) -> None:
        if self._several:
            self.show_keys({*self._shown} ^ {key})
        else:
            self.show_keys(() if self._shown == (key,) else (key,))
        self._stop_at(key)
        self.ticked.emit()

    def _go(self, key: str, step: int, to: str = "") -> None:
        keys = list(self.buttons)
        wanted = to or keys[(keys.index(key) + step) % len(keys)]
        self._stop_at(wanted)
        self.buttons[wanted].setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, key: str) -> None:
        """Tab comes to that one alone."""
        for other, made in self.buttons.items():
            stops = Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(stops)


class _Chip(QPushButton):
    """A chip whose words stand on several lines where one is too short."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("kind", "chip")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(words)

    def hasHeightForWidth(self) -> bool:
        """Narrowed, it is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What its words take within that width."""
        inside = QRect(0, 0, max(width - 2 * em(_PAD), 1), 10_000)
        words = self.fontMetrics().boundingRect(inside, _WRAPPED, self.text()).height()
        return max(words + em(_PAD), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """On one line as any other; on several, the button without its words, then the words."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(QColor(tokens().on_fill if self.isChecked() else tokens().ink))
        inside = self.rect().adjusted(em(_PAD), 0, -em(_PAD), 0)
        painter.drawText(inside, _WRAPPED, self.text())
        painter.end()
