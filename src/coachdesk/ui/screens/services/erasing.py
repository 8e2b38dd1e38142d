"""People met outside whom nothing came of: told once they are kept for too long, then erased."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from coachdesk.core.french import plural
from coachdesk.services.prestations.erasing import erase_contacts
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.widgets.layout import Glyph, button, label, row


class ErasingBar(QFrame):
    """``erased`` once they are forgotten; hidden where there is nobody to forget."""

    erased = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        self.words = label("", wrap=True)
        self.act = button(self.tr("Effacer leurs coordonnées…"))
        self.act.clicked.connect(self._ask)
        layout = row(Glyph("triangle-alert", "mend"), self.words, self.act, spacing=12)
        layout.setStretch(1, 1)
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)
        self.hide()

    def offer(self, number: int) -> None:
        """Say how many there are, and why they should go."""
        months = self._context.action.profile.rules.contact_months
        self.words.setText(
            self.tr(
                "{} depuis plus de {}\u00a0mois\u00a0: rien n’oblige à garder nom ni téléphone. "
                "Les chiffres restent."
            ).format(
                plural(
                    number,
                    self.tr("personne rencontrée, sans suite"),
                    self.tr("personnes rencontrées, sans suite"),
                ),
                months,
            )
        )
        self.setVisible(number > 0)

    def _ask(self) -> None:
        self._context.messages.ask(
            Question(
                self.tr("Effacer des coordonnées"),
                self.tr(
                    "Nom, téléphone, commune et note s’effacent pour toujours, du journal aussi. "
                    "Ce que ces personnes comptent dans les chiffres reste."
                ),
                self.tr("Effacer"),
            ),
            lambda _: self._erase(),
        )

    def _erase(self) -> None:
        desk, action = self._context.desk, self._context.action

        def erased(number: int) -> None:
            self._context.messages.inform(
                self.tr("Coordonnées effacées\u00a0: {}.").format(
                    plural(number, self.tr("personne"))
                )
            )
            self.erased.emit()

        self._context.runner.write(self, lambda _task: erase_contacts(desk, action), erased)
