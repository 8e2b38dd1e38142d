"""The class that an exit has when its contract is of some length, beside its usual one."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coachdesk.domain.profile_attributes import Choices
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import NOT_TOLD, choose
from coachdesk.ui.widgets.layout import row


class LengthClass(QWidget):
    """One length and its class; the others that a file may hold stay as they are."""

    changed = Signal()

    def __init__(self, classes: Choices) -> None:
        super().__init__()
        self._others: list[Any] = []
        self.months = QLineEdit()
        self.months.setPlaceholderText(self.tr("> 6"))
        self.months.setAccessibleName(self.tr("Durée"))
        self.months.setFixedWidth(em(5))
        self.months.textEdited.connect(self.changed)
        self.exit_class = QComboBox()
        self.exit_class.setAccessibleName(self.tr("Classe pour cette durée"))
        self.exit_class.setMinimumContentsLength(6)
        self.exit_class.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.exit_class.addItem(NOT_TOLD, None)
        for key, words in classes:
            self.exit_class.addItem(words, key)
        self.exit_class.currentIndexChanged.connect(self.changed)
        layout = row(self.months, self.exit_class)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.months)

    def value(self) -> list[Any] | None:
        """As the profile holds it; None without any."""
        months, exit_class = self.months.text().strip(), self.exit_class.currentData()
        own = {"months": months, "class": exit_class}
        told = {key: value for key, value in own.items() if value}
        return [*([told] if told else []), *self._others] or None

    def show_value(self, value: list[Any]) -> None:
        """Show the first of them."""
        first = value[0] if value else {}
        self._others = value[1:]
        with QSignalBlocker(self.exit_class):
            self.months.setText(first.get("months", ""))
            choose(self.exit_class, first.get("class"))
