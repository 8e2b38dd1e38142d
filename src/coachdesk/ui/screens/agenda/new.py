"""Something new in hours that were drawn: someone by a few letters and Enter, an atelier, time."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from coachdesk.core.french import clock_time, full_date
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.queries.planned import OpenDossier
from coachdesk.services.agenda.times import TimeFacts, change_time, drop_time, note_time
from coachdesk.services.agenda.view import AgendaEntry
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.drafts import draft_key
from coachdesk.services.slot_words import slot_words
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Task
from coachdesk.ui.widgets.fields import EntryLine, captioned, choose, words_box
from coachdesk.ui.widgets.flow import Chips
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.person_finder import PersonFinder
from coachdesk.ui.widgets.slot_form import SlotForm
from coachdesk.ui.widgets.slot_warning import SlotWarning

_SOMEONE, _WORKSHOP, _TIME = "someone", "workshop", "time"
_DRAFT = draft_key(Target(Screen.AGENDA))
_KINDS = (_SOMEONE, _WORKSHOP, _TIME)


class NewPanel(QWidget):
    """``made`` carries the words of what was recorded; ``closed`` when she gives it up."""

    made = Signal(str)
    closed = Signal()
    changed = Signal(object)
    """The ``Slot`` of the fields: the agenda shows it as a ghost."""

    def __init__(self, context: Context, slot: Slot) -> None:
        super().__init__()
        self._context = context
        self.kinds = Chips(
            (
                (_SOMEONE, self.tr("Rendez-vous")),
                (_WORKSHOP, self.tr("Atelier…")),
                (_TIME, self.tr("Autre temps")),
            ),
            self.tr("Que voulez-vous placer\u202f?"),
            only_one=True,
            small=True,
        )
        self.kinds.changed.connect(self._turn)
        self.when = label("", role="heading", wrap=True)
        self.slot = SlotForm(context.action.profile, slot, narrow=True)
        self.slot.changed.connect(self._tell)
        self.finder = PersonFinder(context.go, slim=True)
        self.finder.taken.connect(self._plan)
        self.plan = button(self.tr("Planifier"), kind="primary")
        self.plan.setToolTip(self.tr("Planifier ce rendez-vous (Entrée)"))
        self.plan.setEnabled(False)
        self.plan.clicked.connect(self.do)
        self.finder.chosen.connect(lambda person: self.plan.setEnabled(person is not None))
        self.title = EntryLine()
        self.title.setPlaceholderText(self.tr("p. ex. Rédiger son CV"))
        self.title.entered.connect(self._plan_workshop)
        self.make_workshop = button(self.tr("Créer l’atelier"), kind="primary")
        self.make_workshop.setToolTip(self.tr("Puis choisir qui vient (Entrée)"))
        self.make_workshop.clicked.connect(self._plan_workshop)
        self.kind: QComboBox = words_box(context.action.profile.time_kinds, optional=False)
        self.note = EntryLine()
        self.note.setPlaceholderText(self.tr("facultatif"))
        self.note.entered.connect(self._note_time)
        self.make_time = button(self.tr("Noter ce temps"), kind="primary")
        self.make_time.clicked.connect(self._note_time)
        self.drop = button(self.tr("Supprimer"), kind="link")
        self.drop.clicked.connect(self._drop)
        self._edited: UUID | None = None
        """The time that is put right, when nothing new is made."""
        self._parts = dict(
            zip(_KINDS, (self._someone(), self._workshop(), self._time()), strict=True)
        )
        self.leave = button("", kind="icon", glyph="x", name=self.tr("Fermer (Échap)"))
        self.leave.clicked.connect(self.give_up)
        head = row(self.when, self.leave)
        head.setStretch(0, 1)
        SlotWarning(context, self.slot, lambda: self._edited)
        # What stands against the hours is read before the letters are typed.
        layout = column(
            head, self.slot.warning, self.kinds, *self._parts.values(), self.slot, None, spacing=10
        )
        layout.setStretch(3, 100)
        self.setLayout(layout)

    def begin(self, slot: Slot) -> None:
        """Ready for something at ``slot``; the letters of a name come first."""
        self._clear(slot)
        self._context.drafts.keep(self, _DRAFT, {"title": self.title, "note": self.note})
        self.finder.start()

    def give_up(self) -> None:
        """What was typed is not wanted any more."""
        self._context.drafts.forget(_DRAFT)
        self.closed.emit()

    def _clear(self, slot: Slot) -> None:
        self.slot.warn("")
        self.slot.show_slot(slot)
        self._edited = None
        self.kinds.show_keys([_SOMEONE])
        self.kinds.show()
        self.drop.hide()
        self.make_time.setText(self.tr("Noter ce temps"))
        self.title.clear()
        self.note.clear()
        self._turn()
        self._tell()

    def edit(self, entry: AgendaEntry) -> None:
        """Put right some time of the coach."""
        slot = Slot(
            entry.held_on, entry.start_minute or 0, entry.end_minute or 0, None, Mode.ON_SITE
        )
        self._clear(slot)
        self._edited = entry.id
        self.kinds.show_keys([_TIME])
        self.kinds.hide()
        self.drop.show()
        self.make_time.setText(self.tr("Enregistrer"))
        choose(self.kind, entry.word or "")
        self.note.setText(entry.title)
        self._turn()

    def know(self, people: Sequence[OpenDossier], places: Sequence[str]) -> None:
        """Who may be placed, and where."""
        self.finder.show_people(people)
        known = {self.slot.place.itemText(number) for number in range(self.slot.place.count())}
        typed = self.slot.place.currentText()
        self.slot.place.addItems([place for place in places if place not in known])
        self.slot.place.setCurrentText(typed)

    def _someone(self) -> QWidget:
        part = QWidget()
        hint = label(self.tr("Quelques lettres, puis Entrée."), role="caption", wrap=True)
        layout = column(hint, self.finder, row(None, self.plan), spacing=6)
        layout.setStretch(1, 1)
        part.setLayout(layout)
        return part

    def _workshop(self) -> QWidget:
        part = QWidget()
        captioned_title = captioned(self.tr("Titre de l’atelier"), self.title)
        part.setLayout(column(captioned_title, row(None, self.make_workshop), spacing=10))
        return part

    def _time(self) -> QWidget:
        part = QWidget()
        part.setLayout(
            column(
                captioned(self.tr("Genre"), self.kind),
                captioned(self.tr("Note"), self.note),
                row(self.drop, None, self.make_time),
                spacing=10,
            )
        )
        return part

    def _turn(self) -> None:
        """Another kind of thing: its own field has the keyboard."""
        chosen = next(iter(self.kinds.keys()), _SOMEONE)
        self.kinds.show_keys([chosen])
        for kind, part in self._parts.items():
            part.setVisible(kind == chosen)
        self.slot.show_parts(place=chosen != _TIME, mode=chosen == _SOMEONE)
        field = {_SOMEONE: self.finder.line, _WORKSHOP: self.title, _TIME: self.kind}[chosen]
        field.setFocus()

    def _tell(self) -> None:
        slot = self.slot.slot()
        hours = f"{clock_time(slot.start_minute)} – {clock_time(slot.end_minute)}"
        self.when.setText(f"{full_date(slot.held_on)}, {hours}".capitalize())
        self.changed.emit(slot)

    def do(self) -> None:
        """Record what is described."""
        match next(iter(self.kinds.keys()), _SOMEONE):
            case "someone":
                person = self.finder.current()
                if person is not None:
                    self._plan(person)
            case "workshop":
                self._plan_workshop()
            case _:
                self._note_time()

    def _done(self, said: str) -> None:
        self._context.drafts.forget(_DRAFT)
        self.made.emit(said)

    def _plan(self, person: OpenDossier) -> None:
        desk, slot = self._context.desk, self.slot.slot()
        words = slot_words(slot, self._context.action.profile)
        said = self.tr("{} {}\u00a0: rendez-vous planifié le {}.").format(
            person.first_name, person.last_name, words
        )
        self._context.runner.write(
            self,
            lambda _task: plan_appointment(desk, person.prescription_id, slot),
            lambda _: self._done(said),
        )

    def _plan_workshop(self) -> None:
        desk, action = self._context.desk, self._context.action
        facts = WorkshopFacts(self.title.text(), replace(self.slot.slot(), mode=Mode.COLLECTIVE))

        def planned(workshop_id: UUID) -> None:
            self._done(self.tr("Atelier créé\u00a0: choisissez qui vient."))
            self._context.go_from(self, Target(Screen.WORKSHOP, subject_id=workshop_id))

        self._context.runner.write(
            self, lambda _task: plan_workshop(desk, action, facts, ()), planned
        )

    def _note_time(self) -> None:
        desk, action, slot = self._context.desk, self._context.action, self.slot.slot()
        facts = TimeFacts(
            self.kind.currentData(),
            slot.held_on,
            slot.start_minute,
            slot.end_minute - slot.start_minute,
            self.note.text(),
        )
        said, edited = self.tr("{} noté.").format(self.kind.currentText()), self._edited

        def work(_task: Task) -> None:
            if edited is None:
                note_time(desk, action, facts)
            else:
                change_time(desk, action, edited, facts)

        self._context.runner.write(self, work, lambda _: self._done(said))

    def _drop(self) -> None:
        desk, action, edited = self._context.desk, self._context.action, self._edited
        if edited is not None:
            self._context.runner.write(
                self,
                lambda _task: drop_time(desk, action, edited),
                lambda _: self._done(self.tr("Supprimé.")),
            )
