"""What is to be done on a dossier, as buttons of its card: diagnostic, decision, contract."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.queries.card import Card
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.widgets.layout import button, row


class DossierActs(QWidget):
    """``asked`` carries the target of the button pressed."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._card: Card | None = None
        self.buttons = {
            screen: button(words)
            for screen, words in (
                (Screen.DIAGNOSTIC, self.tr("Diagnostic")),
                (Screen.DECISION, self.tr("Décision")),
                (Screen.CONTRACT, self.tr("Contrat")),
            )
        }
        for screen, act in self.buttons.items():
            act.clicked.connect(lambda _=False, asked=screen: self._ask(asked))
        self.setLayout(row(*self.buttons.values(), spacing=8))

    def show_card(self, card: Card, *, pending: bool) -> None:
        """Offer what the dossier of ``card`` can have done to it."""
        self._card = card
        self.buttons[Screen.DECISION].setVisible(pending)
        self.buttons[Screen.CONTRACT].setVisible(card.pathway is not None and card.exit is None)

    def _ask(self, screen: Screen) -> None:
        if self._card is not None:
            self.asked.emit(Target(screen, self._card.identity.prescription_id))
