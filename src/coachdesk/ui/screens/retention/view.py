"""Whose time is over, why, and what goes: looked at first, erased when the coach confirms it."""

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import capital, plural, short_date
from coachdesk.services.rights.applying import Applied, apply_retention
from coachdesk.services.rights.retention import CONTACTS, DuePerson, due_people
from coachdesk.services.rights_settings import keep_number
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.messages import Question
from coachdesk.ui.runner import Task
from coachdesk.ui.widgets.layout import button, label
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.table import RowTable


class RetentionScreen(Page):
    """Enter opens a card; Ctrl+Enter asks, with the number to be typed, then erases."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.act = button("", kind="primary", glyph="eraser")
        super().__init__("", self.act, before=self.leave)
        self._context = context
        self._people: tuple[DuePerson, ...] = ()
        self.title.setText(self.tr("Fin de conservation"))
        self.leave.clicked.connect(context.back)
        self.act.clicked.connect(self._ask)
        bind_main_act(self, self.act.click)
        self.told = label("", wrap=True)
        self.progress = self.long_act = ProgressLine()
        self.table: RowTable[DuePerson] = RowTable(
            self._columns(), self.tr("Personnes dont la conservation est à son terme"), wrap=True
        )
        self.table.opened.connect(
            lambda person: context.go(Target(Screen.CARD, person.prescription_id))
        )
        self.body.addWidget(self.told)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.table, 1)
        self.body.addStretch()
        self.first = self.table
        self.table.hide()
        self.act.hide()

    def refresh(self) -> None:
        """Count again; how many there are is kept for what is to be done."""
        desk, day = self._context.desk, today(self._context.desk.clock)
        if not self._people:
            self.told.setText(self.tr("Les derniers contacts sont relus…"))

        def found(people: tuple[DuePerson, ...]) -> None:
            self._show(people)
            ready = len(self.ready)
            self._context.runner.write(
                self, lambda _task: keep_number(desk, ready, day), lambda _: None
            )

        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: due_people(link, desk.actions, day), widely=True),
            found,
        )

    @property
    def ready(self) -> tuple[DuePerson, ...]:
        """Those whom nothing keeps."""
        return tuple(person for person in self._people if not person.held)

    def _columns(self) -> tuple[Column[DuePerson], ...]:
        return (
            Column(
                self.tr("Personne"), lambda each: f"{each.name}\nn°\u00a0{', '.join(each.numbers)}"
            ),
            Column(
                self.tr("Dernier contact"),
                lambda each: f"{short_date(each.last.day)}\n{CONTACTS[each.last.kind]}",
                lambda each: each.last.day.isoformat(),
                width=190,
            ),
            Column(
                self.tr("Au terme depuis le"),
                lambda each: short_date(each.over_since),
                lambda each: each.over_since.isoformat(),
                width=130,
                spare=True,
            ),
            Column(
                self.tr("Ce qui se passera"),
                lambda each: capital(each.held) if each.held else self.tr("Sera effacée"),
                colour=lambda each: "mend" if each.held else None,
            ),
        )

    def _show(self, people: tuple[DuePerson, ...]) -> None:
        self._people = people
        self.table.rows.set_rows(people)
        self.table.measure(len(people))
        self.table.setVisible(bool(people))
        ready, waiting = len(self.ready), len(people) - len(self.ready)
        self.subtitle.setText(plural(len(people), self.tr("personne")) if people else "")
        self.act.setVisible(ready > 0)
        erased = plural(ready, self.tr("personne"))
        self.act.setText(self.tr("Effacer {}…").format(erased))
        self.act.setToolTip(self.tr("Effacer {}… (Ctrl+Entrée)").format(erased))
        if not people:
            self.told.setText(
                self.tr(
                    "Personne n’arrive au terme de sa conservation. La durée se règle dans "
                    "Réglages, «\u00a0Droits et données\u00a0»."
                )
            )
            return
        kept = self.tr(
            "Ces personnes n’ont plus de contact depuis la durée décidée. Leurs preuves signées "
            "vont dans l’archive restreinte, leurs chiffres restent, sans nom. Entrée ouvre la "
            "fiche."
        )
        held = plural(waiting, self.tr("dossier attend"), self.tr("dossiers attendent"))
        more = self.tr(" {} d’être réglés d’abord.").format(held) if waiting else ""
        self.told.setText(kept + more)

    def _ask(self) -> None:
        number = len(self.ready)
        if not number or self.progress.busy:
            return
        self._context.messages.ask(
            Question(
                self.tr("Effacer {} pour toujours\u202f?").format(
                    plural(number, self.tr("personne"))
                ),
                self.tr(
                    "Leurs noms, notes, pièces et papiers disparaissent du magasin. Cela ne "
                    "s’annule pas. Les sauvegardes faites avant les gardent encore\u00a0: remises "
                    "en place, elles seront purgées de même."
                ),
                self.tr("Effacer"),
                reason=self.tr("Tapez {} pour confirmer").format(number),
            ),
            lambda typed: self._confirmed(typed, number),
        )

    def _confirmed(self, typed: str, number: int) -> None:
        if typed.strip() != str(number):
            self._context.messages.refuse(
                UserError(
                    self.tr("Personne n’a été effacé\u00a0: le nombre tapé n’est pas le bon."),
                    self.tr("Tapez {} pour confirmer.").format(number),
                )
            )
            return
        desk, people = self._context.desk, self._people
        self.progress.begin(self.tr("Effacement"))

        def work(task: Task) -> Applied:
            return apply_retention(desk, people, task.report, task.cancelled)

        self.progress.follow(
            self._context.runner.write(self, work, self._done, self._refused, self.progress.step)
        )

    def _done(self, applied: Applied) -> None:
        self.progress.end()
        erased = plural(applied.erased, self.tr("personne effacée"), self.tr("personnes effacées"))
        self._context.messages.inform(self.tr("{}.").format(erased))
        self.refresh()

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        self._context.messages.refuse(error)
        self.refresh()
