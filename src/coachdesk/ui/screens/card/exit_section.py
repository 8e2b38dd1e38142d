"""How she left, her follow-ups as one line of milestones, and the other times that she came."""

from coachdesk.core.french import NBSP
from coachdesk.queries.exits import ExitRow, StintRow
from coachdesk.services.card import CardView
from coachdesk.services.exits.following import stones_of
from coachdesk.services.exits.words import (
    class_tone,
    class_words,
    derived_of,
    exit_words,
    job_words,
    stint_words,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.screens.follow_up.milestones import MilestoneLine
from coachdesk.ui.tips import plain_tip
from coachdesk.ui.widgets.layout import button, chip, label, row


class ExitSection(Section):
    """Seen once someone left, or came more than once."""

    def __init__(self, context: Context) -> None:
        self.change = button("", kind="mini")
        self.again = button("", kind="mini")
        super().__init__(context, "sortie", "", self.again, self.change)
        self.change.setText(self.tr("Modifier"))
        self.change.setToolTip(self.tr("Modifier la sortie, ou la retirer"))
        self.change.clicked.connect(lambda: context.go(Target(Screen.EXIT, self.dossier)))
        self.again.setText(self.tr("Nouveau parcours…"))
        self.again.setToolTip(self.tr("Recevoir une nouvelle prescription de la même personne"))
        self.again.clicked.connect(lambda: context.go(Target(Screen.REENTRY, self.dossier)))
        self.stones = MilestoneLine(context.action.profile)
        self.hide()

    def show_view(self, view: CardView) -> None:
        """Known at once whether there is anything to see."""
        super().show_view(view)
        self.setVisible(view.card.exit is not None or len(view.card.stints) > 1)

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.day, view.card.exit, view.card.follow_ups, view.card.stints

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        left = view.card.exit
        self.title.setText(
            self.tr("Sortie et suivis") if left is not None else self.tr("Parcours précédents")
        )
        self.change.setVisible(left is not None)
        self.again.setVisible(left is not None and self._may_come_again(view, left))
        if left is not None:
            self._exit(view, left)
        others = [
            item
            for item in view.card.stints
            if item.prescription_id != view.card.identity.prescription_id
        ]
        for stint in others:
            self._stint(view, stint)

    def _exit(self, view: CardView, left: ExitRow) -> None:
        profile = self.context.action.profile
        derived = derived_of(profile, left)
        state = chip(class_words(derived), class_tone(derived))
        state.setToolTip(plain_tip(derived.why))
        line = row(label(exit_words(profile, left), wrap=True), state, spacing=8)
        line.setStretch(0, 1)
        self.add_line(line)
        advised = left.recommendation and profile.recommendations.label(left.recommendation)
        told = (
            job_words(left),
            advised and self.tr("Préconisation\u00a0: {}").format(advised),
            left.dry_reason and self.tr("Sortie sèche\u00a0: {}").format(left.dry_reason),
            left.note,
        )
        for words in filter(None, told):
            self.say(words)
        noted = {item.milestone: item for item in view.card.follow_ups}
        stones = stones_of(profile, left, view.card.follow_ups, view.day)
        self.stones = MilestoneLine(profile)
        self.stones.opened.connect(self._follow)
        if stones:
            self.stones.show_stones(stones, noted)
            self.lines.addWidget(self.stones)

    def _stint(self, view: CardView, stint: StintRow) -> None:
        own = view.card.identity
        before = (stint.received_on, stint.number) < (own.received_on, own.number)
        name = self.tr("Parcours précédent") if before else self.tr("Parcours suivant")
        words = f"{name}{NBSP}: {stint_words(self.context.action.profile, stint)}"
        link = button(self.tr("Ouvrir"), kind="mini")
        link.setAccessibleName(f"{self.tr('Ouvrir')}{NBSP}: {words}")
        target = Target(Screen.CARD, stint.prescription_id)
        link.clicked.connect(lambda: self.context.go(target))
        line = row(label(words, wrap=True), link, spacing=8)
        line.setStretch(0, 1)
        self.add_line(line)

    def _follow(self, months: int) -> None:
        self.context.go(Target(Screen.FOLLOW_UP, self.dossier, section=str(months)))

    def _may_come_again(self, view: CardView, left: ExitRow) -> bool:
        """She left for good, is alive, and this is the last time that she came to this action."""
        if self.context.action.profile.is_deceased(left.kind):
            return False
        hers = [item for item in view.card.stints if item.action_id == self.context.action.id]
        return hers[-1].prescription_id == view.card.identity.prescription_id
