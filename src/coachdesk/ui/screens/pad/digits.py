"""Ten large digits for a finger, a mouse or the keyboard; what is typed shows as dots."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from coachdesk.core.french import plural
from coachdesk.domain.pad_code import LONGEST
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.announced import announce
from coachdesk.ui.widgets.layout import button, column, label
from coachdesk.ui.widgets.spoken import speaks_as

_ROWS = ("123", "456", "789", " 0\u232b")
_LOW_ROWS = ("12345\u232b", "67890")
"""For a window that has no room for four."""
_LOW_EMS = 46


class Digits(QWidget):
    """``changed`` follows each digit, ``entered`` the key Enter."""

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Code à chiffres"))
        speaks_as(self, QAccessible.Role.EditableText)  # a secret: its keys are not said
        self._typed = ""
        self.dots = label("", role="padcode")
        self.dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = {}
        grid = QGridLayout()
        grid.setSpacing(8)
        for digit in "0123456789":
            key = button(digit, kind="digit")
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(lambda _=False, typed=digit: self._add(typed))
            self.buttons[digit] = key
        self.erase = button("\u232b", kind="digit", name=self.tr("Effacer le dernier chiffre"))
        self.erase.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.erase.clicked.connect(self._take)
        self._grid = grid
        self._rows: tuple[str, ...] = ()
        self.fit(em(_LOW_EMS))
        self.setLayout(column(self.dots, grid))
        self.clear()

    def fit(self, high: int) -> None:
        """Stand in rows that a window of that height shows."""
        wanted = _ROWS if high >= em(_LOW_EMS) else _LOW_ROWS
        if wanted == self._rows:
            return
        self._rows = wanted
        for line, keys in enumerate(wanted):
            for place, key in enumerate(keys):
                if key != " ":
                    self._grid.addWidget(self.buttons.get(key, self.erase), line, place)

    @property
    def typed(self) -> str:
        """The digits."""
        return self._typed

    def clear(self) -> None:
        """None typed."""
        self._show("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a keyboard do the same."""
        if event.text().isdigit() and event.text().isascii():
            self._add(event.text())
        elif event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._take()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, digit: str) -> None:
        if len(self._typed) < LONGEST:
            self._show(self._typed + digit)

    def _take(self) -> None:
        self._show(self._typed[:-1])

    def _show(self, typed: str) -> None:
        self._typed = typed
        self.dots.setText(" ".join("●" * len(typed)) or "\u2013")
        told = plural(len(typed), self.tr("chiffre"))
        self.dots.setAccessibleName(told)
        if typed and self.hasFocus():
            announce(self, told)  # how many, never which
        self.changed.emit()
