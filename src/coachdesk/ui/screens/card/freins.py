"""Freins with their evolution; judged again by one click, as of today."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from coachdesk.core.french import curled, short_date
from coachdesk.domain.support import Impact, Trend, trend
from coachdesk.queries.card_work import CardObstacle
from coachdesk.services.card import CardView
from coachdesk.services.obstacles import assess_obstacle
from coachdesk.services.timeline import IMPACT_WORDS
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.marks import EvolutionMarks
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import column, label

TRENDS = {
    Trend.BETTER: "moins lourd qu’au début",
    Trend.SAME: "comme au début",
    Trend.WORSE: "plus lourd qu’au début",
}
_NO_OBSTACLE = "none"
"""The profile's word for having none is nothing to judge."""


class FreinsSection(Section):
    """Each frein that was judged, and a list to begin with another one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "freins", "")
        self.title.setText(self.tr("Freins"))
        self.answers: dict[str, Choices] = {}
        self.others = QComboBox()
        self._named = 0
        """The width of the names: the answers stand one below the other."""

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.work.obstacles

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        self.answers = {}
        self._named = self._widest(view)
        judged: dict[str, list[CardObstacle]] = {}
        for item in view.work.obstacles:
            judged.setdefault(item.kind, []).append(item)
        words = self.context.action.profile.obstacles
        for kind in (*(word.key for word in words if word.key in judged), *judged):
            if kind in judged:
                self._add(kind, judged.pop(kind))
        if not self.answers:
            self.say(self.tr("Aucun frein n’est noté. Choisissez-en un, ou faites le diagnostic."))
        self.others = QComboBox()
        self.others.setAccessibleName(self.tr("Juger un autre frein"))
        first = self.tr("Juger un autre frein…") if self.answers else self.tr("Juger un frein…")
        self.others.addItem(first, None)
        for word in words:
            if word.key not in self.answers and word.key != _NO_OBSTACLE:
                self.others.addItem(curled(word.label), word.key)
        self.others.activated.connect(self._begin)
        self.lines.addWidget(self.others)
        self.others.setVisible(self.others.count() > 1)

    def _add(self, kind: str, judged: Sequence[CardObstacle]) -> None:
        name = curled(self.context.action.profile.obstacles.label(kind))
        answer = Choices(
            ((impact.value, words.capitalize()) for impact, words in IMPACT_WORDS.items()),
            name,
            kind="mini",
        )
        for key, pressed in answer.buttons.items():
            said = IMPACT_WORDS[Impact(key)]
            pressed.setAccessibleName(f"{name}\u00a0: {said}")
            pressed.setToolTip(self.tr("Juger aujourd’hui\u00a0: {}").format(said))
        latest = judged[-1].impact.value if judged else None
        answer.show_key(latest)
        answer.chosen.connect(lambda key: self._assess(kind, key or latest))
        self.answers[kind] = answer
        holder = QWidget()
        named = label(name, role="strong")
        named.setMinimumWidth(self._named)
        head = Flow(named, answer)
        inside = column(head, spacing=4)
        if judged:
            words = label(_said(judged), role="caption", wrap=True)
            inside.addLayout(column(EvolutionMarks(judged), words, spacing=2))
        holder.setLayout(inside)
        self.lines.insertWidget(self.lines.count() if judged else self.lines.count() - 1, holder)

    def _widest(self, view: CardView) -> int:
        """The width of the longest name."""
        bold = label("", role="strong")
        bold.ensurePolished()
        words = self.context.action.profile.obstacles
        measures, kinds = bold.fontMetrics(), {item.kind for item in view.work.obstacles}
        widths = [measures.horizontalAdvance(words.label(kind)) for kind in kinds]
        return max(widths, default=em(7)) + em(0.6)

    def _begin(self, number: int) -> None:
        """Show the answers for a frein that was never judged."""
        kind = self.others.itemData(number)
        if kind is None:
            return
        self.others.removeItem(number)
        self.others.setCurrentIndex(0)
        self._add(str(kind), ())
        next(iter(self.answers[str(kind)].buttons.values())).setFocus()

    def _assess(self, kind: str, key: str | None) -> None:
        if key is not None:
            dossier, impact = self.dossier, Impact(key)
            self.answers[kind].show_key(key)
            self.write(lambda desk: assess_obstacle(desk, dossier, kind, impact))


def _said(judged: Sequence[CardObstacle]) -> str:
    """« Fort le 12/03/2023, moyen le 05/06/2023 : moins lourd qu’au début »."""
    first, last = judged[0], judged[-1]
    begun = f"{IMPACT_WORDS[first.impact].capitalize()} le {short_date(first.assessed_on)}"
    way = trend([item.impact for item in judged])
    if way is Trend.NEW:
        return begun
    now = f"{IMPACT_WORDS[last.impact]} le {short_date(last.assessed_on)}"
    return f"{begun}, {now}\u00a0: {TRENDS[way]}"
