"""A few answers side by side, of which one is chosen by one click or one key."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from coachdesk.ui.widgets.layout import button, row


class Choices(QWidget):
    """``chosen`` carries the key of the answer; pressing it again takes it back."""

    chosen = Signal(object)

    def __init__(
        self,
        answers: Iterable[tuple[str, str]],
        name: str,
        *,
        kind: str = "",
        shortcuts: str = "",
    ) -> None:
        """``answers`` are keys and words; ``shortcuts`` one letter for each, with Alt."""
        super().__init__()
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        self._key: str | None = None
        layout = row(spacing=6)
        for number, (key, words) in enumerate(answers):
            answer = button(words, kind=kind)
            answer.setCheckable(True)
            answer.setProperty("choice", True)
            if number < len(shortcuts):
                answer.setShortcut(QKeySequence(f"Alt+{shortcuts[number]}"))
                answer.setToolTip(f"{words} (Alt+{shortcuts[number]})")
            answer.clicked.connect(lambda _=False, asked=key: self._choose(asked))
            self.buttons[key] = answer
            layout.addWidget(answer)
        layout.addStretch(1)
        self.setLayout(layout)

    def key(self) -> str | None:
        """The answer chosen; None when there is none."""
        return self._key

    def show_key(self, key: str | None) -> None:
        """Show ``key`` as chosen, without saying so."""
        self._key = key
        for other, answer in self.buttons.items():
            answer.setChecked(other == key)

    def _choose(self, key: str) -> None:
        self.show_key(None if key == self._key else key)
        self.chosen.emit(self._key)
