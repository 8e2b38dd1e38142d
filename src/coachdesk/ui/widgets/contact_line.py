"""How the coach is reached, typed once for all letters."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.services.papers.contact import contact_of, keep_contact
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.layout import column


class ContactLine(QWidget):
    """``kept`` once it is recorded: the letters that wait say it."""

    kept = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known = ""
        self.edit = QLineEdit()
        usual = context.action.profile.association_phone
        self.edit.setPlaceholderText(
            usual or self.tr("p. ex. 06 12 34 56 78, aussi sur vos lettres")
        )
        self.edit.setToolTip(self.tr("Sur les lettres, pour vous répondre\u00a0; retenu"))
        self.edit.editingFinished.connect(self._keep)
        self.setLayout(column(captioned(self.tr("Votre téléphone, pour vous répondre"), self.edit)))

    def refresh(self) -> None:
        """Read what is known; what is being typed stays."""
        if self.edit.text() != self._known:
            return
        desk = self._context.desk

        def show(known: str) -> None:
            if self.edit.text() == self._known:
                self.edit.setText(known)
                self._known = known

        self._context.runner.read(self, lambda: desk.read(contact_of), show)

    def _keep(self) -> None:
        typed, desk = self.edit.text(), self._context.desk
        if typed == self._known:
            return
        self._known = typed
        self._context.runner.write(
            self, lambda _task: keep_contact(desk, typed), lambda _: self.kept.emit()
        )
