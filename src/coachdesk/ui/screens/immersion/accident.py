"""After an accident during an immersion: what to do now, by when, whom to call; one page to print.

Nothing is recorded, and nothing needs a network.
"""

from datetime import datetime, time
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import full_date
from coachdesk.services.accesses import AccessDeed
from coachdesk.services.accident import (
    AccidentFacts,
    AccidentView,
    accident_pdf,
    accident_steps,
    accident_view,
    fact_lines,
    missing_phones,
    save_accident_pdf,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.printing import print_pages
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import (
    captioned,
    day_edit,
    day_of,
    minute_of,
    show_day,
    show_minute,
    time_edit,
)
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row
from coachdesk.ui.widgets.page import Page


class AccidentScreen(Page):
    """The deadlines follow the hour of the accident, now to begin with."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.save = button("", glyph="save")
        self.print = button("", kind="primary", glyph="printer")
        super().__init__("", self.save, self.print, before=self.leave)
        self.title.setText(self.tr("Accident pendant une immersion"))
        self.save.setText(self.tr("Enregistrer en PDF…"))
        self.print.setText(self.tr("Imprimer"))
        self.print.setToolTip(self.tr("Imprimer (Ctrl+Entrée)"))
        self._context = context
        self._immersion: UUID | None = None
        self._facts: AccidentFacts | None = None
        day = today(context.desk.clock)
        self.day, self.time = day_edit(day), time_edit(0)
        self.whose = label(self.tr("De qui s’agit-il\u202f?"), role="strong")
        self.people = Choices((), self.tr("Personnes en immersion"))
        self._people = column(spacing=0)
        self._steps, self._lines = QGridLayout(), QGridLayout()
        for grid in (self._steps, self._lines):
            grid.setHorizontalSpacing(12)
        self._steps.setVerticalSpacing(10)
        self._steps.setColumnStretch(2, 1)
        self._lines.setVerticalSpacing(6)
        self._lines.setColumnStretch(1, 1)
        self.note = label("", role="caption", wrap=True)
        self.lacking = label("", role="caption", tone="mend", wrap=True)
        when = QWidget()
        when.setLayout(
            row(
                captioned(self.tr("Jour de l’accident"), self.day),
                captioned(self.tr("Heure"), self.time),
                None,
                spacing=12,
            )
        )
        self.body.addWidget(panel(column(self.whose, self._people, when, spacing=8)))
        self.body.addWidget(panel(column(self._steps, self.lacking, self.note, spacing=10)))
        self.body.addWidget(panel(column(self._lines)))
        self.body.addStretch(1)
        self.first = self.time
        self.leave.clicked.connect(context.back)
        self.save.clicked.connect(self._ask_target)
        self.print.clicked.connect(self._print)
        bind_main_act(self, self.print.click)
        self.day.dateChanged.connect(self._fill)
        self.time.timeChanged.connect(self._fill)

    def show_target(self, target: Target) -> None:
        """Of the immersion ``subject_id``, or one of those under way; the hour is now."""
        self._immersion = target.subject_id
        now = self._context.desk.clock.now()
        show_day(self.day, now.date())
        show_minute(self.time, now.hour * 60 + now.minute)
        super().show_target(target)

    def refresh(self) -> None:
        """Read who is concerned, and the numbers."""
        desk, action, asked = self._context.desk, self._context.action, self._immersion
        day = today(desk.clock)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: accident_view(link, action, asked, day)),
            lambda view: self._show(view) if asked == self._immersion else None,
        )

    @property
    def happened(self) -> datetime:
        """When, in the time of the desk."""
        hour, minute = divmod(minute_of(self.time), 60)
        zone = self._context.desk.clock.now().tzinfo
        return datetime.combine(day_of(self.day), time(hour, minute), zone)

    def _show(self, view: AccidentView) -> None:
        self._facts = view.facts
        clear(self._people)
        several = len(view.under_way) > 1
        self.people = Choices(
            (
                (str(item.immersion_id), f"{item.first_name} {item.last_name}, {item.company}")
                for item in view.under_way
            ),
            self.tr("Personnes en immersion"),
            kind="chip",
        )
        chosen = view.facts.immersion_id if view.facts.known else None
        self.people.show_key(str(chosen) if chosen else None)
        self.people.chosen.connect(self._choose)
        self._people.addWidget(self.people)
        self.people.setVisible(several)
        self.whose.setVisible(several or not view.facts.known)
        if not view.under_way and not view.facts.known:
            self.whose.setText(
                self.tr(
                    "Aucune immersion n’est en cours aujourd’hui\u00a0: voici la règle générale."
                )
            )
        self.subtitle.setText(view.facts.person if view.facts.known else "")
        self._fill()

    def _choose(self, key: str | None) -> None:
        self._immersion = UUID(key) if key else None
        self.refresh()

    def _fill(self, _changed: object = None) -> None:
        facts = self._facts
        if facts is None:
            return
        clear(self._steps)
        top = Qt.AlignmentFlag.AlignTop
        for number, step in enumerate(accident_steps(facts, self.happened)):
            told = column(label(step.who, role="strong", wrap=True), label(step.what, wrap=True),
                          spacing=2)  # fmt: skip
            phones = label(step.phones, role="strong", wrap=True)
            phones.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            when = label(step.when, role="strong", wrap=True)
            self._steps.addWidget(label(str(number + 1), role="strong"), number, 0, top)
            self._steps.addWidget(when, number, 1, top)
            self._steps.addLayout(told, number, 2)
            self._steps.addWidget(phones, number, 3, top)
        for place, share in ((1, 3), (2, 6), (3, 3)):
            self._steps.setColumnStretch(place, share)
        clear(self._lines)
        known = [pair for pair in fact_lines(facts) if pair[1]]
        for number, (name, value) in enumerate(known):
            self._lines.addWidget(label(name, role="caption"), number, 0, top)
            self._lines.addWidget(label(value, wrap=True), number, 1)
        self.note.setText(
            self.tr(
                "Délais comptés heure par heure depuis l’accident du {}, dimanches compris\u00a0: "
                "la lecture la plus stricte. Rien de cette page n’est gardé."
            ).format(full_date(day_of(self.day)))
        )
        lacking = missing_phones(facts)
        self.lacking.setText(lacking)
        self.lacking.setVisible(bool(lacking))

    def _print(self) -> None:
        facts, context, happened = self._facts, self._context, self.happened
        if facts is None:
            return
        desk, action = context.desk, context.action
        sent = self.tr("La fiche est partie à l’imprimante.")
        context.runner.read(
            self,
            lambda: accident_pdf(desk, action, facts, happened),
            lambda pdf: print_pages(
                self, context.runner, context.messages, pdf,
                lambda: context.messages.inform(sent),
                noted=lambda: desk.accesses.note(
                    AccessDeed.PRINT, Screen.ACCIDENT, self._immersion
                ),
            ),
        )  # fmt: skip

    def _ask_target(self) -> None:
        self._context.messages.choose_target(
            self.tr("Enregistrer la fiche d’accident"),
            Path.home() / f"accident_{day_of(self.day):%Y-%m-%d}.pdf",
            self.tr("PDF (*.pdf)"),
            self._save,
        )

    def _save(self, target: Path) -> None:
        facts, happened = self._facts, self.happened
        desk, action = self._context.desk, self._context.action
        if facts is None:
            return
        self._context.runner.write(
            self,
            lambda _task: save_accident_pdf(desk, action, facts, happened, target),
            lambda _: self._context.messages.inform(
                self.tr("Fiche enregistrée en clair\u00a0: {}").format(target), target
            ),
        )
