"""Above every page, of the keys kept on paper: that one opened the store, and a question put off.

Neither waits in front of her work: each stays at the top until she answers it.
"""

from PySide6.QtWidgets import QPushButton, QWidget

from coachdesk.core.clock import today
from coachdesk.services.association_key import (
    AssociationKey,
    association_key,
    decline_association_key,
    put_off,
)
from coachdesk.services.openings import (
    Opening,
    openings_words,
    tell_openings,
    untold_openings,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.bars import Bar
from coachdesk.ui.widgets.layout import Glyph, button, column, label, row


class PaperKeysBar(QWidget):
    """Read once, when the desk is opened."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._openings: tuple[Opening, ...] = ()
        self._asks = False
        """Whether the question waits."""
        self._is_answered = False
        """Whether she is where it is answered."""
        self.openings = label("", wrap=True, gives_back=True)
        self.look = button(self.tr("Changer les clés…"), glyph="lock-keyhole")
        self.look.clicked.connect(lambda: self._go("passphrase"))
        self.understood = button(self.tr("J’ai compris"))
        self.understood.clicked.connect(self._tell)
        self.told = _line("triangle-alert", "mend", self.openings, self.look, self.understood)
        self.question = label("", wrap=True, gives_back=True)
        self.decide = button(self.tr("Décider…"), kind="primary")
        self.decide.clicked.connect(lambda: self._go("association"))
        self.decline = button(self.tr("Pas de clé"))
        self.decline.clicked.connect(self._decline)
        self.later = button(self.tr("Plus tard"))
        self.later.clicked.connect(self._put_off)
        self.asked = _line(
            "lock-keyhole", "accent", self.question,
            self.later, self.decline, self.decide,
        )  # fmt: skip
        layout = column(self.told, self.asked, spacing=0)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.hide()
        desk = context.desk
        context.runner.read(
            self, lambda: (untold_openings(desk), desk.read(association_key)), self._show
        )

    def settle(self, screen: Screen | None) -> None:
        """Another page is turned to: in the settings it is answered, elsewhere read again."""
        was_answered, self._is_answered = self._is_answered, screen is Screen.SETTINGS
        if self._is_answered:
            self._leave(self.asked)
        elif self._asks or was_answered:
            desk = self._context.desk
            self._context.runner.read(self, lambda: desk.read(association_key), self._ask)

    def _show(self, known: tuple[tuple[Opening, ...], AssociationKey]) -> None:
        self._openings, association = known
        if self._openings:
            words = self.tr("{} Si ce n’était pas prévu, changez la phrase de passe et cette clé.")
            self.openings.setText(words.format(openings_words(self._openings)))
            self.told.show()
        self._ask(association)

    def _ask(self, association: AssociationKey) -> None:
        self._asks = association.asks_on(today(self._context.desk.clock))
        # One thing at a time: what may be an alarm first.
        self.asked.setVisible(self._asks and not (self._is_answered or self._openings))
        self.later.setVisible(association.may_wait)
        self.question.setText(
            self.tr(
                "La clé de l’association ouvre votre magasin, mais sa feuille n’a été ni imprimée "
                "ni enregistrée."
            )
            if association.unkept
            else self.tr(
                "En votre absence, une clé de l’association peut rouvrir votre magasin. En faire "
                "une\u202f?"
            )
        )
        self.decline.setText(
            self.tr("Retirer cette clé") if association.unkept else self.tr("Pas de clé")
        )
        self._refresh()

    def _tell(self) -> None:
        desk, openings = self._context.desk, self._openings

        def told(_: None) -> None:
            self._openings = ()
            self._leave(self.told)
            self._context.runner.read(self, lambda: desk.read(association_key), self._ask)

        self._context.runner.write(self, lambda _task: tell_openings(desk, openings), told)

    def _put_off(self) -> None:
        desk = self._context.desk
        self._asks = False
        self._context.runner.write(
            self, lambda _task: put_off(desk), lambda _: self._leave(self.asked)
        )

    def _decline(self) -> None:
        desk, self._asks = self._context.desk, False

        def declined(_: None) -> None:
            self._leave(self.asked)
            self._context.messages.inform(
                self.tr("Noté. Réglages, Sécurité\u00a0: une clé peut être faite plus tard.")
            )

        self._context.runner.write(self, lambda _task: decline_association_key(desk), declined)

    def _go(self, entry: str) -> None:
        self._context.go(Target(Screen.SETTINGS, section=f"security/{entry}"))

    def _leave(self, part: QWidget) -> None:
        part.hide()
        self._refresh()

    def _refresh(self) -> None:
        self.setVisible(not (self.told.isHidden() and self.asked.isHidden()))


def _line(glyph: str, tone: str, words: QWidget, *acts: QPushButton) -> QWidget:
    part = Bar()
    line = row(Glyph(glyph, tone), words, *acts, spacing=10)
    line.setStretch(1, 1)
    line.setContentsMargins(24, 6, 24, 6)
    part.setLayout(line)
    return part
