"""Measures with their evolution, where the profile has scales; taken by one click, as of today."""

from coachdesk.services.card import CardView
from coachdesk.services.measures import take_measure
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.widgets.measure_lines import MeasureLines


class MeasuresSection(Section):
    """Each scale of the profile; hidden where it has none."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "mesures", "")
        self.title.setText(self.tr("Mesures"))
        self.scales = MeasureLines(context.action.profile)
        if not context.action.profile.measures:
            self.hide()

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.work.measures

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        self.scales = MeasureLines(self.context.action.profile)
        self.scales.show_measures(view.work.measures)
        self.scales.taken.connect(self._take)
        if not view.work.measures:
            self.say(
                self.tr("À prendre à l’entrée, puis à la sortie\u00a0: un clic sur le niveau.")
            )
        self.lines.addWidget(self.scales)

    def _take(self, kind: str, level: str) -> None:
        dossier = self.dossier
        self.scales.answers[kind].show_key(level)
        self.write(lambda desk: take_measure(desk, dossier, kind, level))
