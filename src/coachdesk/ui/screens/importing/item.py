"""What is common to the items of the list: their words at the left, their answer at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import Glyph, button, column, label, row
from coachdesk.ui.widgets.two_columns import TwoColumns

_GLYPHS = {
    "open": ("triangle-alert", "mend"),
    "mended": ("circle-check", "done"),
    "left_out": ("x", "ink_faint"),
}
_SHARES = (3, 2)
_NARROW_EMS = 42


class MendItem(QFrame):
    """A line of the list; ``left_out`` carries whether she leaves it aside."""

    left_out = Signal(bool)
    entered = Signal()
    """Enter was pressed: go to the next one."""

    def __init__(self, answer: QWidget) -> None:
        """``answer`` holds the fields."""
        super().__init__()
        self._state = "open"
        self.setObjectName("panel")
        self.glyph = Glyph(*_GLYPHS["open"])
        self.heading = label("", role="strong", wrap=True)
        self.message = label("", wrap=True)
        self.where = label("", role="caption", wrap=True)
        self.beside = label("", role="caption", wrap=True)
        self.aside = button("", kind="link")
        self.aside.clicked.connect(lambda: self.left_out.emit(self._state != "left_out"))
        words = column(self.heading, self.message, self.where, self.beside, None, spacing=2)
        answers = row(answer, column(self.aside, None), spacing=4)
        answers.setStretch(0, 1)
        both = TwoColumns(words, answers, _SHARES, _NARROW_EMS)
        layout = row(column(self.glyph, None), both, spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(em(0.8), em(0.6), em(0.5), em(0.6))
        self.setLayout(layout)

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        raise NotImplementedError

    @property
    def state(self) -> str:
        """« open », « mended » or « left_out »."""
        return self._state

    def say(
        self, heading: str, message: str, where: str, neighbours: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Show what is wrong, and whose line it is."""
        self.heading.setText(heading)
        self.message.setText(message)
        self.where.setText(where)
        self.beside.setText(" · ".join(f"{name}\u00a0: {text}" for name, text in neighbours))
        for words in (self.message, self.where, self.beside):
            words.setVisible(bool(words.text()))

    def show_state(self, state: str) -> None:
        """Show how the item stands."""
        self._state = state
        self.glyph.show_glyph(*_GLYPHS[state])
        self.aside.setText(
            self.tr("Reprendre") if state == "left_out" else self.tr("Laisser de côté")
        )
        self.setAccessibleName(f"{self.heading.text()} {self.message.text()}")


def captioned_small(text: str, field: QWidget) -> QLabel:
    """The heading of a field when there are two."""
    caption = label(text, role="caption")
    caption.setBuddy(field)
    field.setAccessibleName(text)
    return caption


def choice_button(words: str) -> QPushButton:
    """The word proposed: one click takes it."""
    made = button(words, kind="chip")
    made.setProperty("choice", True)
    made.setCheckable(True)
    return made
