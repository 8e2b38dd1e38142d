"""Why a presence is signed after its day: the usual reasons by one click, or other words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.ui.screens.pad.words import late_reasons
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import column, label


class LateReason(QWidget):
    """What is typed is printed on the sheet as « régularisation »."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(
            self.tr("Motif de la régularisation, qui figurera sur la feuille")
        )
        self.line.setAccessibleName(self.tr("Motif de la régularisation"))
        self.line.textChanged.connect(self.changed)
        usual = Flow(label(self.tr("Signé après ce jour, parce que\u00a0:"), role="caption"))
        self.buttons = {}
        for words in late_reasons():
            chip = chip_button(words)
            chip.clicked.connect(lambda _=False, said=words: self.line.setText(said))
            self.line.textChanged.connect(
                lambda typed, each=chip, said=words: each.setChecked(typed == said)
            )
            chip.setCheckable(True)
            self.buttons[words] = chip
            usual.add(chip)
        self.setLayout(column(usual, self.line, spacing=6))

    @property
    def text(self) -> str | None:
        """The reason; None while there is none."""
        return " ".join(self.line.text().split()) or None
