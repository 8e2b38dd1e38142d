"""A new atelier: title, moment, people ticked; beside it those there are, with what they lack."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import clock_time, plural, short_weekday
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.queries.workshops import WorkshopLine
from coachdesk.services.drafts import draft_key
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from coachdesk.services.workshops.view import WorkshopsView
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.workshop.form import WorkshopForm, ticks_of
from coachdesk.ui.widgets.layout import column, label, panel
from coachdesk.ui.widgets.table import RowTable
from coachdesk.ui.widgets.tick_box import TickBox
from coachdesk.ui.widgets.two_columns import TwoColumns

_DRAFT = draft_key(Target(Screen.WORKSHOP))
_USUAL = (14 * 60, 16 * 60)


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
        self.people = TickBox(self.tr("Qui vient"), least=11)
        self.form.changed.connect(self.changed)
        self.people.changed.connect(self.changed)
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
            column(self.form, label(self.tr("Qui vient"), role="caption"), self.people, spacing=10)
        )
        right = column(
            label(self.tr("Ateliers d’avant et à venir"), role="heading"),
            self.none,
            self.table,
            None,
            spacing=8,
        )
        right.setStretch(2, 10)  # of the table; where there is none, the words stay at the top
        both = TwoColumns(column(left), right, (6, 5))
        layout = column(both)
        self.setLayout(layout)

    def begin(self, day: date | None) -> None:
        """A new one, on ``day`` when it is said."""
        self._fresh = True
        self._day = day
        self.people.line.clear()

    def show_view(self, view: WorkshopsView) -> None:
        """Show who may come and the ateliers there are; what is typed stays."""
        self.form.propose(view.titles, view.places)
        if self._fresh:
            self._fresh = False
            slot = view.proposed
            held_on = self._day or slot.held_on
            placed = Slot(held_on, slot.start_minute, slot.end_minute, slot.place, slot.mode)
            self.form.show_facts(WorkshopFacts("", placed))
            self.people.show_ticks(ticks_of(view.people))
            self._context.drafts.keep(
                self,
                _DRAFT,
                {"title": self.form.title, "slot": self.form.slot, "people": self.people},
            )
        else:
            self.people.show_ticks(ticks_of(view.people), self.people.ticked())
        self.table.rows.set_rows(list(view.lines))
        self.table.setVisible(bool(view.lines))
        self.none.setVisible(not view.lines)

    def main_act(self) -> tuple[str, bool]:
        """The words of the page's button, and whether it can be pressed."""
        number = len(self.people.ticked())
        words = self.tr("Planifier l’atelier")
        if number:
            words = self.tr("Planifier pour {}").format(plural(number, self.tr("personne")))
        return words, self.form.possible and number > 0

    def do(self) -> None:
        """Plan it."""
        desk, action = self._context.desk, self._context.action
        facts = self.form.facts()
        people = [UUID(key) for key in sorted(self.people.ticked())]

        def planned(workshop_id: UUID) -> None:
            self._context.drafts.forget(_DRAFT)
            self.planned.emit(workshop_id)

        self._context.runner.write(
            self, lambda _task: plan_workshop(desk, action, facts, people), planned
        )


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
