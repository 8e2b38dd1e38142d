"""The trades of a company, chosen from the ROME one after the other."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import NBSP
from coachdesk.services.trades import Trade, rome_of, trade_label
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import column
from coachdesk.ui.widgets.trade_field import TradeField


class TradesForm(QWidget):
    """A trade taken becomes a chip; a click on it takes it back. ``changed`` at each."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = TradeField()
        self.field.setAccessibleName(self.tr("Ajouter un métier"))
        self.field.taken.connect(self._add)
        self.chips = Flow()
        self.buttons: dict[str, QPushButton] = {}
        self.fault = refusal_line()
        self.field.textChanged.connect(lambda _: self.fault.hide())
        self.setLayout(column(self.chips, self.field, self.fault, spacing=8))
        self.show_codes(())

    def finish(self) -> QWidget | None:
        """Take what is typed in full; gives the field when it is no trade of the list."""
        typed = self.field.text().strip()
        code = rome_of(typed)
        if code is not None:
            self._add_code(code)
        elif typed:
            self.fault.setText(self.tr("Choisissez ce métier dans la liste, ou videz ce champ."))
            self.fault.show()
            return self.field
        return None

    def codes(self) -> tuple[str, ...]:
        """The ROME codes, in the order in which they were chosen."""
        return tuple(self.buttons)

    def show_codes(self, codes: Sequence[str]) -> None:
        """Show those."""
        self.chips.clear()
        self.buttons = {}
        for code in dict.fromkeys(codes):
            chip = chip_button(f"{trade_label(code)}{NBSP}{NBSP}×")
            chip.setToolTip(self.tr("{} – cliquer pour le retirer").format(code))
            chip.setAccessibleName(self.tr("Retirer le métier {}").format(trade_label(code)))
            chip.clicked.connect(lambda _=False, asked=code: self._drop(asked))
            self.buttons[code] = chip
            self.chips.add(chip)
        self.chips.setVisible(bool(self.buttons))

    def draft_value(self) -> Json:
        """What a draft keeps."""
        return list(self.codes())

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        if isinstance(value, list):
            self.show_codes([str(code) for code in value])
            self.changed.emit()

    def _add(self, trade: Trade) -> None:
        self._add_code(trade.code)

    def _add_code(self, code: str) -> None:
        self.show_codes((*self.codes(), code))
        self.field.clear()
        self.changed.emit()

    def _drop(self, code: str) -> None:
        self.show_codes([other for other in self.codes() if other != code])
        self.field.setFocus()
        self.changed.emit()
