"""The acts done for someone: the latest ones, each a click from its form; one more to note."""

from coachdesk.core.french import short_date
from coachdesk.queries.card_work import CardService
from coachdesk.services.card import CardView
from coachdesk.services.prestations.words import act_details, result_words
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timeline import EventKind
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.widgets.layout import button, column, label, row

_SHOWN = 3


class ServicesSection(Section):
    """Hidden where the action declares no act and none is noted."""

    def __init__(self, context: Context) -> None:
        self.add = button("", kind="mini")
        super().__init__(context, "actes", "", self.add)
        self.title.setText(self.tr("Actes"))
        self.add.setText(self.tr("Acte…"))
        self.add.setToolTip(self.tr("Noter un acte pour cette personne"))
        self.add.clicked.connect(self._new)

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.work.services

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        latest = view.work.services[::-1]
        self.setVisible(bool(latest) or bool(len(self.context.action.profile.services)))
        for service in latest[:_SHOWN]:
            self._add(service)
        if not latest:
            self.say(self.tr("Aucun acte n’est noté."))
        self.tell_others(len(latest) - _SHOWN, EventKind.SERVICE)

    def _add(self, service: CardService) -> None:
        profile = self.context.action.profile
        name = profile.services.label(service.kind)
        parts = (
            short_date(service.done_on),
            *act_details(profile, service.kind, service.quantity, service.minutes),
            result_words(profile, service.kind, service.result),
            service.note,
        )
        said = "  ·  ".join(part for part in parts if part)
        words = column(label(name, wrap=True), label(said, role="caption", wrap=True), spacing=0)
        change = button("", kind="icon", glyph="pencil", name=self.tr("Changer {}").format(name))
        target = Target(Screen.SERVICE, self.dossier, subject_id=service.id)
        change.clicked.connect(lambda: self.context.go(target))
        line = row(words, change, spacing=8)
        line.setStretch(0, 1)
        self.add_line(line)

    def _new(self) -> None:
        self.context.go(Target(Screen.SERVICE, self.dossier))
