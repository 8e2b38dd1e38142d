"""Step 4: a key for the association, put off twice at most."""

from coachdesk.services.association_key import AssociationKey, association_key, put_off
from coachdesk.services.desk import Desk
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.first_run.association_box import AssociationBox
from coachdesk.ui.screens.first_run.step import Step


class AssociationStep(Step):
    """Once put off twice, it is left by a yes or a no."""

    help_page = "phrase-et-cle"

    def __init__(self, runner: Runner, messages: Messages) -> None:
        super().__init__(
            self.tr("Une clé pour l’association\u202f?"),
            self.tr(
                "En votre absence, la direction rouvre votre magasin avec cette clé, gardée sous "
                "enveloppe. Chaque ouverture est notée dans Réglages, «\u00a0Sécurité\u00a0». La "
                "même clé sert à tous les coachs\u00a0: le premier la fait, les autres la tapent. "
                "Dans le doute, «\u00a0Plus tard\u00a0»."
            ),
        )
        self._runner = runner
        self._desk: Desk | None = None
        self._known: AssociationKey | None = None
        self._noted = False
        """Whether « Plus tard » was said since it is shown."""
        self.answered = False
        self.box = AssociationBox(runner, messages, leads=True)
        self.box.decided.connect(self._decide)
        self.box.changed.connect(self.changed)
        self.lay_out(self.box)
        self.first = self.box.make

    def take(self, desk: Desk) -> None:
        """Whose store it is about."""
        self._desk = desk
        self.answered = self._noted = False
        self.box.take_desk(desk)
        self._runner.read(self, lambda: desk.read(association_key), self._show)

    def complete(self) -> bool:
        """Answered, its sheet in hand if there is one; or still to be put off."""
        if self.answered:
            return not self.box.at_risk
        return self._noted or (self._known is not None and self._known.may_wait)

    def leave_words(self) -> str:
        """Whether it waits."""
        return self.tr("Continuer") if self.answered else self.tr("Plus tard")

    def is_put_off(self) -> bool:
        """« Plus tard »."""
        return not self.answered

    def forward(self) -> bool:
        """« Plus tard » is noted once."""
        desk = self._desk
        if not self.answered and not self._noted and desk is not None:
            self._noted = True
            self._runner.write(self, lambda _task: put_off(desk), lambda _: None)
        return False

    def _show(self, known: AssociationKey) -> None:
        self._known = known
        self.changed.emit()

    def _decide(self) -> None:
        self.answered = True
        self.changed.emit()
        if not self.box.at_risk:
            self.entered.emit()
