"""All her answers before they are given: each can be changed by one tap."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from coachdesk.ui.screens.paper.asking import Asking
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, rule


class SummaryView(QWidget):
    """``changing`` carries the key of the question to go back to."""

    changing = Signal(str)

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self.buttons: dict[str, QPushButton] = {}
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)

    def show_answers(self) -> None:
        """Show them as they are now; what is lacking stands out."""
        clear(self._stack)
        self.buttons = {}
        asking = self._asking
        lacking = {field.key for field in asking.lacking}
        self._stack.addWidget(label(self.tr("Vos réponses"), role="question", wrap=True))
        said = (
            self.tr("Relisez-les. Touchez «\u00a0Changer\u00a0» pour en corriger une.")
            if not lacking
            else self.tr("Il manque encore une réponse\u00a0: elle est en couleur.")
            if len(lacking) == 1
            else self.tr("Il manque encore des réponses\u00a0: elles sont en couleur.")
        )
        self._stack.addWidget(label(said, role="said", wrap=True))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(10)
        grid.setHorizontalSpacing(em(1))
        grid.setColumnStretch(0, 1)
        line = 0
        for number, field in enumerate(asking.fields):
            if number:
                grid.addWidget(rule(), line, 0, 1, 2)
                line += 1
            answer = asking.answers.get(field.key, "")
            tone = "mend" if field.key in lacking else ""
            told = field.told(answer) or self.tr("Pas répondu")
            words = label(told, role="heading" if not tone else "strong", tone=tone, wrap=True)
            if tone:
                words.setContentsMargins(8, 4, 8, 4)
            question = label(field.label, role="oath", wrap=True)
            change = button(self.tr("Changer") if answer else self.tr("Répondre"))
            change.setAccessibleName(f"{change.text()}, {field.label}")
            change.clicked.connect(lambda _=False, key=field.key: self.changing.emit(key))
            self.buttons[field.key] = change
            grid.addLayout(column(question, words, spacing=2), line, 0)
            grid.addWidget(change, line, 1)
            line += 1
        self._stack.addWidget(panel(column(grid)))
