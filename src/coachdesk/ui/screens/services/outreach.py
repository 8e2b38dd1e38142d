"""An action d'aller-vers: noted on the spot with the people met, then called back from the list."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.french import clock_time, curled, file_slug, full_date, plural
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.outreach import ContactRow, EventRow
from coachdesk.services.drafts import draft_key
from coachdesk.services.papers.call_sheet import save_call_sheet
from coachdesk.services.prestations.contacts import (
    Answer,
    ContactFacts,
    add_contact,
    correct_contact,
    is_to_call,
    note_call,
    remove_contact,
)
from coachdesk.services.prestations.outreach import (
    EventView,
    delete_event,
    event_view,
    record_event,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.services.call_panel import CallPanel
from coachdesk.ui.screens.services.contact_line import ContactLine
from coachdesk.ui.screens.services.event_fields import EventFields
from coachdesk.ui.screens.services.tables import contact_table, event_words
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.tab_order import tab_on
from coachdesk.ui.widgets.two_columns import TwoColumns


class OutreachScreen(Page):
    """Ctrl+Enter records the event; Enter in the line of names adds one, and the event with it."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.delete = button("", glyph="trash-2")
        self.printing = button("", glyph="printer")
        self.record = button("", kind="primary", glyph="check")
        super().__init__("", self.delete, self.printing, self.record, before=self.leave)
        self._context = context
        self._event: UUID | None = None
        self._contact: str = ""
        """The person to begin with."""
        self._corrected: ContactRow | None = None
        self._begun = False
        profile = context.action.profile
        self.fields = EventFields(profile, today(context.desk.clock))
        self.figures = label("", role="soft", wrap=True)
        self.line = ContactLine(profile.communes)
        self.line.entered.connect(self._enter)
        self.table = contact_table(profile)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self._call())
        self.none = label("", role="soft", wrap=True)
        self.call = CallPanel(context)
        self.call.answered.connect(self._answered)
        self.call.prescription_asked.connect(self._prescribe)
        self.call.dossier_asked.connect(self._open_dossier)
        self.call.correction_asked.connect(self._correct)
        self.call.removal_asked.connect(self._remove)
        self.summary = label("", role="soft", wrap=True)
        self.change = button(self.tr("Modifier"), kind="mini")
        self.change.clicked.connect(self._unfold)
        head = row(label(self.tr("L’action"), role="strong"), None, self.change)
        left = panel(column(head, self.summary, self.fields, self.figures, spacing=8))
        people = column(
            label(self.tr("Personnes à rappeler"), role="strong"),
            self.line,
            self.none,
            self.table,
            None,
            spacing=8,
        )
        people.setStretch(3, 40)  # of the table; where there is none, the words stay at the top
        self._columns = TwoColumns(column(left, self.call, None), column(panel(people)), (2, 3))
        self.body.addWidget(self._columns, 1)
        self.first = self.fields.title
        self._name_acts()

    def show_target(self, target: Target) -> None:
        """Show the event that is named, on a person of its list when one is; or a new one."""
        self._event, self._contact = target.subject_id, target.section
        self._begun = False
        self.refresh()

    def refresh(self) -> None:
        """Read it again; what is typed stays."""
        desk, action, wanted = self._context.desk, self._context.action, self._event
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: event_view(link, action, wanted)),
            lambda view: self._show(view, wanted),
        )

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """Tab goes as the eye does: what leaves, the action, the call, the names, the list.

        Qt comes into the page by the first of them, whatever is last.
        """
        parts = (
            self.leave, self.change, self.fields, self.call, self.line, self.table, self.record,
            self.printing, self.delete,
        )  # fmt: skip
        return tab_on(self, parts, forward=next) or super().focusNextPrevChild(next)

    def take_keyboard(self) -> None:
        """On the list of an event that has one, on the names of another, on a new one's title."""
        if self._event is None:
            self.fields.title.setFocus()
        elif self.table.rows.rows():
            self.table.setFocus()
        else:
            self.line.last_name.setFocus()

    def _show(self, view: EventView, wanted: UUID | None) -> None:
        if wanted != self._event:
            return  # another one was asked for in the meantime
        event, profile = view.event, self._context.action.profile
        self.title.setText(event.title if event else self.tr("Nouvelle action d’aller-vers"))
        self.subtitle.setText(
            full_date(event.held_on)
            if event
            else self.tr("Une ligne par personne rencontrée\u00a0: Entrée passe à la suivante.")
        )
        self.figures.setText(event_words(event) if event else "")
        self.summary.setText(_summary(event, profile) if event else "")
        self.delete.setVisible(event is not None and not view.contacts)
        to_call = [person for person in view.contacts if is_to_call(profile, person)]
        self.printing.setVisible(bool(to_call))
        self.none.setText(self.tr("Personne encore. Écrivez un nom et un téléphone, puis Entrée."))
        self.none.setVisible(not view.contacts)
        self.table.setVisible(bool(view.contacts))
        self._list(view.contacts)
        if not self._begun:
            self._begun = True
            self._fold(folded=bool(view.contacts))
            day = today(self._context.desk.clock)
            self.fields.show_event(event, view.places, day)
            self._corrected = None
            self.line.show_contact(None)
            self._keep()
            if self.isVisible():
                self.take_keyboard()

    def _fold(self, *, folded: bool) -> None:
        """Once people are to be called, the fields of the event give way to them."""
        self.fields.setHidden(folded)
        self.record.setHidden(folded)
        self.change.setVisible(folded)
        self.summary.setVisible(folded and bool(self.summary.text()))  # no gap for nothing

    def _unfold(self) -> None:
        self._fold(folded=False)
        self.fields.title.setFocus()

    def _list(self, people: tuple[ContactRow, ...]) -> None:
        """List ``people``, on the one asked for, on the one she was on, or on the next to call."""
        before = self._contact or (str(self.call.person.id) if self.call.person else "")
        self._contact = ""
        self.table.rows.set_rows(people)
        keys = [str(person.id) for person in people]
        if before in keys:
            self.table.selectRow(keys.index(before))
        else:
            self.call.show_person(None)

    def _keep(self) -> None:
        names = ("last_name", "first_name", "phone", "commune", "contact_note")
        lines = dict(zip(names, self.line.lines(), strict=True))
        self._context.drafts.keep(self, self._key, {**self.fields.fields(), **lines})

    @property
    def _key(self) -> str:
        return draft_key(Target(Screen.OUTREACH, subject_id=self._event))

    def _record(self) -> None:
        self._write_event(lambda _event: None, self._recorded)

    def _recorded(self, _: object) -> None:
        listed = bool(self.table.rows.rows())
        words = self.tr("Noté. Ajoutez les personnes qui veulent bien être rappelées.")
        self._context.messages.inform(self.tr("Noté.") if listed else words)
        self._fold(folded=listed)
        self.line.last_name.setFocus()

    def _enter(self, facts: ContactFacts) -> None:
        """Add a person, with the event when it is new; or correct the one she asked for."""
        desk, action, corrected = self._context.desk, self._context.action, self._corrected

        def noted(_: object) -> None:
            self._corrected = None
            self.line.show_contact(None)

        if corrected is not None:
            self._write(lambda: correct_contact(desk, corrected.id, facts), noted)
        elif self._event is None:
            self._write_event(lambda event: add_contact(desk, action, event, facts), noted)
        else:
            event = self._event
            self._write(lambda: add_contact(desk, action, event, facts), noted)

    def _write_event(self, then: Callable[[UUID], object], done: Callable[[object], None]) -> None:
        """Record the event, then what hangs on it; the page is on it from then on."""
        facts = self.fields.facts()
        if facts is None:
            return
        desk, action, before, key = (
            self._context.desk, self._context.action, self._event, self._key,
        )  # fmt: skip
        made: list[UUID] = []

        def work() -> object:
            made.append(record_event(desk, action, facts, before))
            return then(made[0])

        def written(told: object) -> None:
            self._context.drafts.forget(key)
            self._event = made[0]
            done(told)
            self._keep()

        self._write(work, written)

    def _write(self, work: Callable[[], Any], done: Callable[[object], None]) -> None:
        """Run an act, then read the page again."""

        def written(told: object) -> None:
            done(told)
            self.refresh()

        self._context.runner.write(self, lambda _task: work(), written)

    def _choose(self, person: ContactRow | None) -> None:
        if person is not None:
            self.call.show_person(person)

    def _call(self) -> None:
        """Enter on a line goes to the outcomes of its call."""
        next(iter(self.call.outcomes.values())).setFocus()

    def _answered(self, answer: Answer) -> None:
        person = self.call.person
        if person is None:
            return
        desk, action = self._context.desk, self._context.action
        self._contact = self._after(person)
        self._write(lambda: note_call(desk, action, person.id, answer), lambda _: None)

    def _after(self, person: ContactRow) -> str:
        """The next one to call, below the one just called or from the top; herself when none."""
        rows, profile = self.table.rows.rows(), self._context.action.profile
        at = next((n for n, other in enumerate(rows) if other.id == person.id), 0)
        day = today(self._context.desk.clock)
        waiting = (
            other
            for other in (*rows[at + 1 :], *rows[:at])
            if is_to_call(profile, other) and other.called_on != day
        )
        return str(next(waiting, person).id)

    def _prescribe(self) -> None:
        person = self.call.person
        if person is not None:
            self._context.go(Target(Screen.INTAKE, subject_id=person.id))

    def _open_dossier(self) -> None:
        person = self.call.person
        if person is not None and person.prescription_id is not None:
            self._context.go(Target(Screen.CARD, person.prescription_id))

    def _correct(self) -> None:
        self._corrected = self.call.person
        self.line.show_contact(self._corrected)

    def _remove(self) -> None:
        person, desk = self.call.person, self._context.desk
        if person is not None:
            self._write(
                lambda: remove_contact(desk, person.id),
                lambda _: self._context.messages.inform(
                    self.tr("{} n’est plus sur la liste. Ctrl+Z la rend.").format(person.name)
                ),
            )

    def _delete(self) -> None:
        desk, action, event, key = (
            self._context.desk, self._context.action, self._event, self._key,
        )  # fmt: skip
        if event is None:
            return

        def deleted(_: object) -> None:
            self._context.drafts.forget(key)
            self._context.back_from(self)

        self._context.runner.write(self, lambda _task: delete_event(desk, action, event), deleted)

    def _print(self) -> None:
        event = self._event
        if event is None:
            return
        desk, action = self._context.desk, self._context.action
        suggested = Path.home() / f"a-rappeler-{file_slug(self.title.text())}.pdf"

        def written(number: int) -> None:
            self._context.messages.inform(
                self.tr("Liste de {} à imprimer, en clair\u00a0: effacez-la après usage.").format(
                    plural(number, self.tr("personne"))
                )
            )

        def write(target: Path) -> None:
            self._context.runner.write(
                self, lambda _task: save_call_sheet(desk, action, event, target), written
            )

        self._context.messages.choose_target(
            self.tr("Liste à rappeler"), suggested, self.tr("PDF (*.pdf)"), write
        )

    def _name_acts(self) -> None:
        self.leave.clicked.connect(self._context.back)
        self.delete.setText(self.tr("Supprimer"))
        self.delete.clicked.connect(self._delete)
        self.printing.setText(self.tr("Liste à imprimer…"))
        self.printing.clicked.connect(self._print)
        self.record.setText(self.tr("Enregistrer"))
        self.record.setToolTip(self.tr("Enregistrer l’action (Ctrl+Entrée)"))
        self.record.clicked.connect(self._record)
        bind_main_act(self, self.record.click)


def _summary(event: EventRow, profile: ActionProfile) -> str:
    """« Marché, 9 h 00 – 12 h 00, Doullens »: what the folded fields would say."""
    label = profile.outreach_kinds.label(event.kind)
    kind = curled(label) if event.title != label else ""  # an event without a title has its name
    start, end = event.start_minute, event.end_minute
    hours = f"{clock_time(start)} – {clock_time(end)}" if start is not None and end else ""
    return "  ·  ".join(part for part in (kind, hours, event.place, event.note) if part)
