"""What a kilometre is paid, where it is: nothing is shown of it otherwise."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import decimal
from coachdesk.domain.typed_amount import thousandths
from coachdesk.services.timesheet.typing import keep_rate
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import EntryLine, captioned
from coachdesk.ui.widgets.layout import column, label


class RateLine(QWidget):
    """``recorded`` carries what is said once it is kept."""

    recorded = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.line = EntryLine()
        self.line.setPlaceholderText("0,529")
        self.line.setMaximumWidth(em(7))
        self.line.entered.connect(self._keep)
        hint = label(
            self.tr("Entrée pour l’enregistrer\u202f; vide, aucun montant."),
            role="caption",
            wrap=True,
        )
        field = captioned(self.tr("Taux du km en euros, facultatif"), self.line)
        self.setLayout(column(field, hint, spacing=4))

    def show_rate(self, thousandths: int | None) -> None:
        """Show what is kept."""
        if not self.line.hasFocus():
            self.line.setText("" if thousandths is None else decimal(thousandths / 1000, 3))

    def _keep(self) -> None:
        typed, desk = self.line.text().strip(), self._context.desk
        rate = thousandths(typed)
        if typed and rate is None:
            self._context.messages.refuse(
                UserError(self.tr("Ce taux n’est pas lisible."), self.tr("Écrivez p. ex. 0,529."))
            )
            return
        said = self.tr("Taux du kilomètre enregistré.")
        self._context.runner.write(
            self, lambda _task: keep_rate(desk, rate), lambda _: self.recorded.emit(said)
        )
