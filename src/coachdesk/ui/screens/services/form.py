"""One act: who, what; recorded, and once more for the next person without typing it again."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, plural, quoted
from coachdesk.queries.services import ActPerson, ServiceRow
from coachdesk.services.drafts import draft_key
from coachdesk.services.prestations.recording import (
    ServiceFacts,
    change_service,
    delete_service,
    record_services,
)
from coachdesk.services.prestations.view import ServiceForm, service_form
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.ticks import Tick
from coachdesk.ui.screens.services.fields import ServiceFields
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.layout import button, column, label, panel
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.tab_order import tab_on
from coachdesk.ui.widgets.tick_box import TickBox
from coachdesk.ui.widgets.two_columns import TwoColumns


class ServiceScreen(Page):
    """Ctrl+Enter records and leaves; with Shift it stays for the next person."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.delete = button("", glyph="trash-2")
        self.again = button("")
        self.record = button("", kind="primary", glyph="check")
        super().__init__("", self.delete, self.again, self.record, before=self.leave)
        self._context = context
        self._target = Target(Screen.SERVICE)
        self._shown: ServiceRow | None = None
        self._begun = False
        self._people: tuple[ActPerson, ...] = ()
        self._today = today(context.desk.clock)
        self.fields = ServiceFields(context.action.profile, self._today)
        self.people = TickBox(self.tr("Pour qui"), least=12)
        self.people_answer = refusal_line()
        self.first = self.people.line
        self._name_acts()
        who = panel(
            column(
                label(self.tr("Pour qui"), role="strong"),
                self.people,
                self.people_answer,
                spacing=8,
            )
        )
        what = panel(column(label(self.tr("Quoi"), role="strong"), self.fields, spacing=8))
        self._columns = TwoColumns(column(who), column(what), (4, 6))
        self.body.addWidget(self._columns, 1)
        self.fields.changed.connect(self._say)
        self.people.changed.connect(self._say)

    def show_target(self, target: Target) -> None:
        """Begin a new act, for someone when she is named; or change the one that is named."""
        self._target, self._begun = target, False
        self.refresh()

    def refresh(self) -> None:
        """Read who there is; what is typed stays."""
        desk, action, target = self._context.desk, self._context.action, self._target
        day = self._today = today(desk.clock)
        self._context.runner.read(
            self,
            lambda: desk.read(
                lambda link: service_form(
                    link, action, day, target.subject_id, target.prescription_id
                )
            ),
            lambda form: self._show(form, target),
        )

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """Tab goes as the eye does: who, what, then what is done with it."""
        parts = (self.people, self.fields, self.record, self.again, self.delete, self.leave)
        return tab_on(self, parts, forward=next) or super().focusNextPrevChild(next)

    def _show(self, form: ServiceForm, target: Target) -> None:
        if target is not self._target:
            return  # another one was asked for in the meantime
        self._people = form.people
        ticked = self.people.ticked() if self._begun else frozenset(self._ticked(form))
        ticks = sorted(map(_tick, form.people), key=lambda tick: tick.key not in ticked)
        self.people.show_ticks(ticks, ticked)  # those who are ticked are seen to be
        if self._begun:
            return
        self._begun, self._shown = True, form.row
        self.people_answer.hide()
        self.fields.propose_places(form.places)
        asked = ServiceFacts(target.section, self._today)
        self.fields.show_facts(_facts(form.row) if form.row else asked)
        self.people.line.clear()
        self._say()
        # The key of a new one, made for someone, is hers; of one that is changed, its own.
        self._context.drafts.keep(self, self._key, {"act": self.fields, "people": self.people})
        if self.isVisible():
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """Where something is missing: who it is for, else what was done."""
        if self.people.ticked() and self.fields.chosen is None:
            next(iter(self.fields.kind.buttons.values()), self.people.line).setFocus()
        else:
            self.people.line.setFocus()

    def _ticked(self, form: ServiceForm) -> set[str]:
        if form.row is not None:
            return {str(person.prescription_id) for person in form.row.persons}
        return {str(self._target.prescription_id)} if self._target.prescription_id else set()

    @property
    def _key(self) -> str:
        if self._target.subject_id is not None:
            return draft_key(Target(Screen.SERVICE, subject_id=self._target.subject_id))
        return draft_key(Target(Screen.SERVICE, self._target.prescription_id))

    def _say(self) -> None:
        """What the button will do, in words."""
        kind, number = self.fields.chosen, len(self.people.ticked())
        new = self._shown is None
        self.title.setText(self.tr("Nouvel acte") if new else self.tr("Changer un acte"))
        self.delete.setVisible(not new)
        self.again.setVisible(new)
        unnamed = self.fields.facts().unnamed or 0 if kind and kind.group else 0
        words = self.tr("Enregistrer")
        if new and kind is not None and kind.group and number + unnamed > 1:
            words = self.tr("Enregistrer pour {}").format(plural(number + unnamed, "personne"))
        elif new and kind is not None and number > 1:
            words = self.tr("Enregistrer {}").format(plural(number, "acte"))
        self.record.setText(words)
        self.record.setToolTip(f"{words} (Ctrl+Entrée)")
        if kind is None:
            told = self.tr("Une personne, ou plusieurs\u00a0; ce qui a été fait\u00a0; c’est tout.")
        elif kind.group:
            told = self.tr("Un seul acte pour tous, nommés ou seulement comptés.")
        else:
            told = self.tr("Un acte par personne cochée.")
        self.subtitle.setText(told)
        if number:
            self.people_answer.hide()

    def _record(self, then: Callable[[], None]) -> None:
        facts = self._typed()
        if facts is None:
            return
        desk, action, key, shown = (
            self._context.desk, self._context.action, self._key, self._shown,
        )  # fmt: skip

        def recorded(_: object) -> None:
            self._context.drafts.forget(key)
            self._context.messages.inform(self._told(facts))
            then()

        if shown is None:
            self._context.runner.write(
                self, lambda _task: record_services(desk, action, facts), recorded
            )
        else:
            self._context.runner.write(
                self, lambda _task: change_service(desk, action, shown.id, facts), recorded
            )

    def _typed(self) -> ServiceFacts | None:
        """What is asked for; None where something can't be, which is said beside it."""
        kind = self.fields.chosen
        group = kind is not None and kind.group
        facts = self.fields.facts()
        nobody = not self.people.ticked() and not (group and facts.unnamed)
        self.people_answer.setText(
            self.tr("Cochez qui était là, ou écrivez combien.")
            if group
            else self.tr("Cochez la personne.")
        )
        self.people_answer.setVisible(nobody)
        if self.fields.faults():
            return None
        if nobody:
            self.people.line.setFocus()
            return None
        ticked = self.people.ticked()
        people = [
            person.prescription_id
            for person in self._people
            if str(person.prescription_id) in ticked
        ]
        return replace(facts, people=tuple(people))

    def _told(self, facts: ServiceFacts) -> str:
        label_ = self._context.action.profile.services.label(facts.kind)
        if len(facts.people) == 1 and not facts.unnamed:
            who = next(p.name for p in self._people if p.prescription_id == facts.people[0])
        else:
            who = plural(len(facts.people) + (facts.unnamed or 0), self.tr("personne"))
        return self.tr("Noté{}: {} pour {}.").format(NBSP, quoted(label_), who)

    def _next(self) -> None:
        """The same for someone else."""
        self._target = Target(Screen.SERVICE)
        self.people.show_ticks(self.people.model.every)
        self.fields.unnamed.setValue(0)
        self._context.drafts.keep(self, self._key, {"act": self.fields, "people": self.people})
        self.people.line.setFocus()
        self._say()

    def _delete(self) -> None:
        desk, action, shown = self._context.desk, self._context.action, self._shown
        if shown is None:
            return
        key = self._key

        def deleted(_: object) -> None:
            self._context.drafts.forget(key)
            self._context.messages.inform(self.tr("Acte supprimé. Ctrl+Z le rend."))
            self._context.back_from(self)

        self._context.runner.write(
            self, lambda _task: delete_service(desk, action, shown.id), deleted
        )

    def _name_acts(self) -> None:
        self.leave.clicked.connect(self._context.back)
        self.delete.setText(self.tr("Supprimer"))
        self.delete.setToolTip(self.tr("Supprimer cet acte\u00a0; Ctrl+Z le rend"))
        self.delete.clicked.connect(self._delete)
        self.again.setText(self.tr("Enregistrer, encore un"))
        self.again.setToolTip(
            self.tr("Enregistrer, puis le même acte pour une autre personne (Ctrl+Maj+Entrée)")
        )
        self.again.clicked.connect(lambda: self._record(self._next))
        self.record.clicked.connect(lambda: self._record(partial(self._context.back_from, self)))
        bind_main_act(self, self.record.click)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            QShortcut(QKeySequence(keys), self, self.again.click)


def _tick(person: ActPerson) -> Tick:
    return Tick(str(person.prescription_id), f"{person.name}, n°{NBSP}{person.number}")


def _facts(row: ServiceRow) -> ServiceFacts:
    people = tuple(person.prescription_id for person in row.persons)
    return ServiceFacts(
        row.kind, row.done_on, people, row.unnamed or None, row.quantity, row.minutes,
        row.place or "", row.result, row.note or "",
    )  # fmt: skip
