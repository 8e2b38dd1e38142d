"""A new atelier: title, moment, people ticked; beside it those there are, with what they lack."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import clock_time, plural, short_weekday
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.queries.workshops import WorkshopLine
from coachdesk.services.drafts import draft_key
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.conflicts import WorkshopCheck, workshop_check
from coachdesk.services.workshops.planning import WorkshopFacts, plan_series
from coachdesk.services.workshops.view import WorkshopsView
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.workshop.against import AgainstPanel
from coachdesk.ui.screens.workshop.form import WorkshopForm, ticks_of
from coachdesk.ui.widgets.fields import (
    captioned,
)
from coachdesk.ui.widgets.layout import column, label, panel, row
from coachdesk.ui.widgets.number_box import NumberBox
from coachdesk.ui.widgets.table import RowTable
from coachdesk.ui.widgets.tick_box import TickBox
from coachdesk.ui.widgets.two_columns import TwoColumns

_DRAFT = draft_key(Target(Screen.WORKSHOP))
_USUAL = (14 * 60, 16 * 60)
_MOST_TIMES = 26
"""Half a year."""
_PAUSE_MS = 150
"""After the last change of the moment."""


class WorkshopPlanning(QWidget):
    """``planned`` carries the atelier that was made; ``changed`` what is typed."""

    planned = Signal(object)
    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._fresh = False
        day = today(context.desk.clock)
        self.form = WorkshopForm(context.action.profile, Slot(day, *_USUAL, None, Mode.COLLECTIVE))
        self.people = TickBox(self.tr("Qui vient"), least=9)
        self.times = NumberBox(_MOST_TIMES, 1, suffix=self.tr("\u00a0fois"))
        self.times.setToolTip(self.tr("Le même jour, une semaine après l’autre, hors jours fériés"))
        self.against = AgainstPanel()
        self.against.untick.connect(self._untick)
        self.absent = label("", role="soft", wrap=True)
        self._view: WorkshopsView | None = None
        self._check: WorkshopCheck | None = None
        self._wanted: tuple[UUID, ...] = ()
        """Those whom the page was opened for."""
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(_PAUSE_MS)
        self._asking.timeout.connect(self._ask)
        self.form.changed.connect(self.changed)
        self.form.slot.changed.connect(self._asking.start)
        self.times.valueChanged.connect(lambda _: self._asking.start())
        self.times.valueChanged.connect(lambda _: self.changed.emit())
        self.people.changed.connect(self.changed)
        self.people.changed.connect(self._tell)
        self.table: RowTable[WorkshopLine] = RowTable(
            (
                Column(self.tr("Jour"), _when, lambda line: line.held_on.isoformat(), width=142),
                Column(self.tr("Titre"), lambda line: line.title),
                Column(
                    self.tr("État"),
                    lambda line: _state(line, today(context.desk.clock)),
                    width=150,
                    colour=_tone,
                ),
            ),
            self.tr("Ateliers"),
        )
        self.table.opened.connect(
            lambda line: context.go(Target(Screen.WORKSHOP, subject_id=line.id))
        )
        self.none = label(self.tr("Aucun atelier encore."), role="soft", wrap=True)
        left = panel(
            column(
                self.form,
                row(captioned(self.tr("Chaque semaine"), self.times), None),
                label(self.tr("Qui vient"), role="caption"),
                self.absent,
                self.people,
                spacing=10,
            )
        )
        right = column(
            label(self.tr("Ce moment-là"), role="heading"),
            panel(column(self.against)),
            6,
            label(self.tr("Ateliers d’avant et à venir"), role="heading"),
            self.none,
            self.table,
            None,
            spacing=8,
        )
        right.setStretch(5, 10)  # of the table; where there is none, the words stay at the top
        both = TwoColumns(column(left), right, (6, 5))
        layout = column(both)
        self.setLayout(layout)

    def begin(self, day: date | None, people: tuple[UUID, ...] = ()) -> None:
        """A new one, on ``day`` when it is said, for ``people`` when they are known."""
        self._fresh = True
        self._day = day
        self._wanted = people
        self._check = None
        self.people.line.clear()

    def show_view(self, view: WorkshopsView) -> None:
        """Show who may come and the ateliers there are; what is typed stays."""
        self.form.propose(view.titles, view.places)
        self._view = view
        if self._fresh:
            self._fresh = False
            slot = view.proposed
            held_on = self._day or slot.held_on
            placed = Slot(held_on, slot.start_minute, slot.end_minute, slot.place, slot.mode)
            self.form.show_facts(WorkshopFacts("", placed))
            self.times.setValue(1)
            self.people.show_ticks(ticks_of(view.people))
            self._context.drafts.keep(
                self,
                _DRAFT,
                {
                    "title": self.form.title,
                    "slot": self.form.slot,
                    "people": self.people,
                    "times": self.times,
                },
            )
            self._take_wanted(view)
            self._ask()
        else:
            self._show_people(self.people.ticked())
        self.table.rows.set_rows(list(view.lines))
        self.table.setVisible(bool(view.lines))
        self.none.setVisible(not view.lines)

    def main_act(self) -> tuple[str, str]:
        """The words of the page's button, and what it still lacks, if it can't be pressed yet."""
        number = len(self.people.ticked())
        words = self.tr("Planifier l’atelier")
        if number:
            words = self.tr("Planifier pour {}").format(plural(number, self.tr("personne")))
        if number and self.times.value() > 1:
            words = self.tr("{}, {} fois").format(words, self.times.value())
        lacks = {
            self.tr("le titre"): self.form.titled,
            self.tr("une fin après le début"): self.form.slot.possible(),
            self.tr("les personnes"): number > 0,
        }
        lacking = ", ".join(what for what, there in lacks.items() if not there)
        return words, self.tr("Il manque encore\u00a0: {}.").format(lacking) if lacking else ""

    def lead(self) -> None:
        """Put the keyboard where what is lacking is told."""
        if not self.form.titled:
            self.form.title.setFocus()
        elif not self.form.slot.possible():
            self.form.slot.start.setFocus()
        else:
            self.people.line.setFocus()

    def do(self) -> None:
        """Plan it."""
        desk, action = self._context.desk, self._context.action
        facts = self.form.facts()
        people = [UUID(key) for key in sorted(self.people.ticked())]
        times = self.times.value()

        def planned(made: tuple[UUID, ...]) -> None:
            self._context.drafts.forget(_DRAFT)
            if len(made) > 1:
                self._context.messages.inform(
                    self.tr("{} ateliers planifiés, un par semaine. Voici le premier.").format(
                        len(made)
                    )
                )
            self.planned.emit(made[0])

        self._context.runner.write(
            self, lambda _task: plan_series(desk, action, facts, people, times), planned
        )

    def _take_wanted(self, view: WorkshopsView) -> None:
        """Tick those whom the page was opened for; a draft of before gives way to them."""
        if not self._wanted:
            self.absent.hide()
            return
        there = {each.prescription_id for each in view.people}
        gone = sum(key not in there for key in self._wanted)
        self.absent.setText(
            self.tr("{} de la liste\u00a0: pas dans l’action, ou plus suivies.").format(
                plural(gone, self.tr("personne n’est pas reprise"),
                       self.tr("personnes ne sont pas reprises"))
            )
        )  # fmt: skip
        self.absent.setVisible(gone > 0)
        self._show_people(frozenset())
        self.people.set_draft_value([str(key) for key in self._wanted if key in there])

    def _ask(self) -> None:
        """What stands against the moment as it is typed."""
        desk, action = self._context.desk, self._context.action
        slot, times = self.form.facts().slot, self.times.value()
        if not self.form.slot.possible():
            return

        def show(check: WorkshopCheck) -> None:
            if (slot, times) == (self.form.facts().slot, self.times.value()):
                self._check = check
                self._show_people(self.people.ticked())
                self._tell()

        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: workshop_check(link, action, slot, times)),
            show,
        )

    def _show_people(self, ticked: frozenset[str]) -> None:
        if self._view is not None:
            first = frozenset(self._wanted)
            people = sorted(self._view.people, key=lambda one: one.prescription_id not in first)
            self.people.show_ticks(ticks_of(people, self._check), ticked)

    def _tell(self) -> None:
        self.against.show_check(self._check, self.people.ticked())

    def _untick(self, taken: frozenset[UUID]) -> None:
        left = self.people.ticked() - {str(key) for key in taken}
        self.people.set_draft_value(sorted(left))


def _when(line: WorkshopLine) -> str:
    return f"{short_weekday(line.held_on)}, {clock_time(line.start_minute)}"


def _state(line: WorkshopLine, day: date) -> str:
    """What comes next for it, in two words: the column is narrow."""
    if line.closed:
        return "clos"
    if line.held_on > day or not line.people:
        return plural(line.people, "personne")
    if line.to_note:
        return plural(line.to_note, "présence à noter", "présences à noter")
    if line.to_sign:
        return plural(line.to_sign, "signature à donner", "signatures à donner")
    return "à clore"


def _tone(line: WorkshopLine) -> str:
    return "ink_soft" if line.closed else "ink"
