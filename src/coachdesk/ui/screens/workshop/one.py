"""One atelier: who is there, the pad for all of them, its sheet, its closing."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.domain.attendance import Presence
from coachdesk.services.desk import Desk
from coachdesk.services.drafts import draft_key
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.closing import close_workshop
from coachdesk.services.workshops.inviting import invite_by_letter, to_invite
from coachdesk.services.workshops.planning import (
    WorkshopFacts,
    add_people,
    change_workshop,
    drop_workshop,
    note_presences,
    take_out,
)
from coachdesk.services.workshops.view import WorkshopView, may_begin, workshop_asked
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.workshop.form import WorkshopForm, ticks_of
from coachdesk.ui.screens.workshop.people import WorkshopPeople
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.tick_box import TickBox
from coachdesk.ui.widgets.two_columns import TwoColumns


class OneWorkshop(QWidget):
    """``recorded`` after each act, ``dropped`` once it is no more; ``changed`` at each tick."""

    recorded = Signal()
    dropped = Signal()
    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: WorkshopView | None = None
        self.people = WorkshopPeople(context.action.profile)
        self.people.changed.connect(self.changed)
        self.people.changed.connect(self._show_acts)
        self.people.taken_out.connect(self._take_out)
        self.progress = label("", role="heading", wrap=True)
        self.why = label("", role="soft", wrap=True)
        self.note = button(self.tr("Noter les présences"), glyph="check")
        self.sheet = button(self.tr("Feuille d’émargement"), glyph="file-text")
        self.close_it = button(self.tr("Clore et cacheter la feuille"), glyph="lock-keyhole")
        self.by_phone = button(self.tr("Inviter par SMS"), glyph="smartphone")
        self.by_phone.setToolTip(
            self.tr("Les SMS l’un après l’autre, par un code que vise votre téléphone")
        )
        self.by_letter = button("", glyph="mails")
        self.by_phone.clicked.connect(self._invite_by_phone)
        self.by_letter.clicked.connect(self._invite_by_letter)
        self.invited = ProgressLine()
        self.change = button(self.tr("Modifier"), glyph="pencil")
        self.drop = button(self.tr("Supprimer"), glyph="trash-2")
        self.note.clicked.connect(self._note)
        self.sheet.clicked.connect(self._open_sheet)
        self.close_it.clicked.connect(self._ask_close)
        self.change.clicked.connect(self._open_form)
        self.drop.clicked.connect(self._drop)
        self.adding = TickBox(self.tr("Ajouter des personnes"), least=8)
        self.add = button(self.tr("Ajouter"), glyph="plus")
        self.add.clicked.connect(self._add)
        self.adding.changed.connect(self._show_acts)
        self.form: WorkshopForm | None = None
        self._form_place = column()
        listed = panel(column(self.progress, self.people, self.why, None, spacing=10))
        self._more = panel(
            column(
                label(self.tr("Ajouter sur le moment"), role="heading"),
                self.adding,
                row(None, self.add),
                spacing=8,
            )
        )
        acts = Flow(
            self.note,
            self.by_phone,
            self.by_letter,
            self.sheet,
            self.close_it,
            self.change,
            self.drop,
        )
        both = TwoColumns(column(listed, None), column(self._more, None), (6, 5))
        layout = column(acts, self.invited, self._form_place, both, spacing=12)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def begin(self) -> None:
        """Another atelier is shown."""
        self._view = None
        self._close_form()
        self.people.lines = {}
        self.adding.line.clear()

    def show_view(self, view: WorkshopView) -> None:
        """Show it as it stands."""
        self._view = view
        open_still = not (view.closed or view.month_closed)
        self.people.show_view(view, fixed=not may_begin(self._context.desk, view))
        self.adding.show_ticks(ticks_of(view.others))
        self._more.setVisible(open_still)
        self._tell(view)
        self._show_acts()

    def main_act(self) -> tuple[str, bool]:
        """The words of the page's button, and whether it can be pressed."""
        view = self._view
        if view is None:
            return self.tr("Faire passer l’écran"), False
        if self._inviting(view):
            return self.tr("Inviter par SMS"), True
        waiting = len(self.people.to_sign())
        if waiting and may_begin(self._context.desk, view):
            return self.tr("Faire passer l’écran\u00a0: {}").format(
                plural(waiting, self.tr("personne"))
            ), True
        if view.closed:
            return self.tr("Voir la feuille"), True
        if self._closable(view):
            return self.close_it.text(), True
        return self.tr("Faire passer l’écran"), False

    def do(self) -> None:
        """Hand the pad over to everyone who is there; once closed, look at the sheet."""
        view = self._view
        if view is None:
            return
        if view.closed:
            self._open_sheet()
            return
        if self._inviting(view):
            self._invite_by_phone()
            return
        if self._closable(view):
            self._ask_close()
            return
        desk, keys = self._context.desk, self.people.to_sign()
        absent, workshop_id = self.people.absences(), view.head.id

        def hand(_: object) -> None:
            action = self._context.action
            self._context.hand_pad(lambda desk: workshop_asked(desk, action, keys))

        if not absent:
            hand(None)
            return
        self._context.runner.write(
            self, lambda _task: note_presences(desk, workshop_id, absent), hand
        )

    def _later(self, view: WorkshopView) -> bool:
        return view.head.held_on > today(self._context.desk.clock)

    def _inviting(self, view: WorkshopView) -> bool:
        """Whether inviting comes first: its day is to come, and someone is expected."""
        return self._later(view) and not view.closed and not view.month_closed and _expected(view)

    def _closable(self, view: WorkshopView) -> bool:
        """Whether nothing is left but to close it."""
        begun, left_open = may_begin(self._context.desk, view), view.closed or view.month_closed
        return begun and not left_open and not view.why_open and not self.people.to_note()

    def _tell(self, view: WorkshopView) -> None:
        signed = plural(view.signed, self.tr("signature"))
        words = self.tr("{} sur {}").format(signed, view.expected)
        if view.otherwise:
            answers = plural(view.otherwise, self.tr("autre réponse"), self.tr("autres réponses"))
            words = f"{words}, {answers}"
        if self._later(view):
            told = sum(bool(person.contact_attempts) for person in view.people)
            words = self.tr("{}, {}").format(
                plural(view.expected, self.tr("personne attendue"), self.tr("personnes attendues")),
                plural(told, self.tr("prévenue")),
            )
        self.progress.setText(words if view.expected else self.tr("Qui vient"))
        if view.closed:
            words = self.tr("Atelier clos\u00a0: sa feuille est cachetée avec ses preuves.")
        elif view.month_closed:
            words = self.tr(
                "Le mois de cet atelier est clôturé\u00a0: s’il est faux, ouvrez une rectification "
                "depuis sa page."
            )
        elif not may_begin(self._context.desk, view):
            words = self.tr("Les présences se notent et se signent le jour même.")
        elif view.why_open:
            words = view.why_open
        else:
            words = self.tr("Tout le monde a répondu\u00a0: la feuille peut être cachetée.")
        self.why.setText(words)

    def _show_acts(self) -> None:
        view = self._view
        if view is None:
            return
        begun = may_begin(self._context.desk, view)
        open_still = not (view.closed or view.month_closed)
        noted = any(person.row.presence is not Presence.PLANNED for person in view.people)
        answered = any(person.answered for person in view.people)
        self.note.setVisible(begun and self.people.to_note())
        self.sheet.setHidden(view.closed)  # it is the main act then, as closing it is before
        self.close_it.setVisible(open_still and not self._closable(view))
        self.close_it.setEnabled(False)
        self.change.setVisible(open_still and not answered)
        self.drop.setVisible(open_still and not noted and not answered)
        self.add.setEnabled(bool(self.adding.ticked()))
        self._tell_note()
        left, inviting = len(to_invite(view.people)), self._inviting(view)
        self.by_phone.setVisible(open_still and not inviting and _expected(view))
        self.by_letter.setVisible(inviting and left > 0)
        self.by_letter.setText(
            plural(left, self.tr("lettre d’invitation"), self.tr("lettres d’invitation"))
        )
        self.by_letter.setToolTip(
            self.tr("Pour ceux que rien n’a prévenus encore\u00a0: à imprimer en une fois")
        )

    def _tell_note(self) -> None:
        presences = self.people.presences().values()
        absent = sum(presence is not Presence.ATTENDED for presence in presences)
        self.note.setText(
            self.tr("Noter\u00a0: tous présents sauf {}").format(absent)
            if absent
            else self.tr("Noter\u00a0: tous présents")
        )

    def _note(self) -> None:
        presences = self.people.presences()
        self._write(lambda desk, key: note_presences(desk, key, presences))

    def _add(self) -> None:
        people = [UUID(key) for key in sorted(self.adding.ticked())]
        self._write(lambda desk, key: add_people(desk, key, people))

    def _invite_by_phone(self) -> None:
        if self._view is not None:
            self._context.go(Target(Screen.PHONE, subject_id=self._view.head.id))

    def _invite_by_letter(self) -> None:
        """All the letters at once, put with those that wait for the printer."""
        view, desk, action = self._view, self._context.desk, self._context.action
        if view is None or self.invited.busy:
            return
        words, key = self.tr("Lettres d’invitation"), view.head.id

        def invite(task: Task) -> int:
            def step(done: float) -> bool:
                task.report(done, words)
                return not task.cancelled()

            return invite_by_letter(desk, action, key, step)

        def invited(number: int) -> None:
            self.invited.end()
            if number:
                self._context.messages.inform(
                    self.tr("{} dans «\u00a0À imprimer\u00a0», en une fois.").format(
                        plural(number, self.tr("invitation"))
                    )
                )
            self.recorded.emit()

        def refused(error: UserError) -> None:
            self.invited.end()
            self._context.messages.refuse(error)

        self.invited.begin(words)
        self.invited.follow(
            self._context.runner.write(self, invite, invited, refused, self.invited.step)
        )

    def _take_out(self, appointment_id: UUID) -> None:
        self._write(lambda desk, key: take_out(desk, key, appointment_id))

    def _drop(self) -> None:
        view, desk = self._view, self._context.desk
        if view is not None:
            self._context.runner.write(
                self,
                lambda _task: drop_workshop(desk, view.head.id),
                lambda _: self.dropped.emit(),
            )

    def _ask_close(self) -> None:
        question = Question(
            self.tr("Clore cet atelier\u202f?"),
            self.tr(
                "Sa feuille sera cachetée avec ses preuves, et l’atelier ne se modifiera plus."
            ),
            self.tr("Clore et cacheter"),
        )
        self._context.messages.ask(question, lambda _: self._close())

    def _close(self) -> None:
        action = self._context.action
        self._write(lambda desk, key: close_workshop(desk, action, key))

    def _open_sheet(self) -> None:
        if self._view is not None:
            self._context.go(Target(Screen.SHEET, subject_id=self._view.head.id))

    def _open_form(self) -> None:
        view = self._view
        if view is None or self.form is not None:
            self._close_form()
            return
        self.form = form = WorkshopForm(self._context.action.profile, view.slot)
        form.propose(view.titles, view.places)
        form.show_facts(WorkshopFacts(view.head.title, view.slot))
        record = button(self.tr("Enregistrer"), kind="primary", glyph="check")
        record.clicked.connect(self._change)
        away = button(self.tr("Annuler"))
        away.clicked.connect(self._close_form)
        self._form_place.addWidget(panel(column(form, row(None, away, record), spacing=10)))
        fields = {"title": form.title, "slot": form.slot}
        self._context.drafts.keep(form, self._draft(view), fields)
        form.title.setFocus()

    def _change(self) -> None:
        view, form = self._view, self.form
        if view is None or form is None:
            return
        facts = form.facts()
        self._write(lambda desk, key: change_workshop(desk, key, facts), self._close_form)

    def _close_form(self) -> None:
        form, self.form = self.form, None
        if form is None:
            return
        if self._view is not None:
            self._context.drafts.forget(self._draft(self._view))
        clear(self._form_place)

    @staticmethod
    def _draft(view: WorkshopView) -> str:
        return draft_key(Target(Screen.WORKSHOP, subject_id=view.head.id))

    def _write(
        self, act: Callable[[Desk, UUID], object], done: Callable[[], None] | None = None
    ) -> None:
        """Record an act on the atelier shown, then read it again."""
        view, desk = self._view, self._context.desk
        if view is None:
            return

        def recorded(_: object) -> None:
            if done is not None:
                done()
            self.recorded.emit()

        self._context.runner.write(self, lambda _task: act(desk, view.head.id), recorded)


def _expected(view: WorkshopView) -> bool:
    return any(person.row.presence is Presence.PLANNED for person in view.people)
