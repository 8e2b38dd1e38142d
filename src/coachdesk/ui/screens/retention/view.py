"""Whose time is over, why, and what goes: looked at first, erased when the coach confirms it."""

from datetime import date, timedelta
from typing import TypeAlias

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import capital, listed, plural, short_date
from coachdesk.services.rights.applying import Applied, apply_retention
from coachdesk.services.rights.group_proofs import GroupProof, ProofKind
from coachdesk.services.rights.retention import CONTACTS, Due, DuePerson, all_due
from coachdesk.services.rights_settings import keep_number
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.messages import Question
from coachdesk.ui.runner import Task
from coachdesk.ui.widgets.layout import button, label
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.table import RowTable

Line: TypeAlias = DuePerson | GroupProof


class RetentionScreen(Page):
    """Enter opens a line; Ctrl+Enter asks, with the number to be typed, then erases."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.act = button("", kind="primary", glyph="eraser")
        super().__init__("", self.act, before=self.leave)
        self._context = context
        self._due = Due()
        self.title.setText(self.tr("Fin de conservation"))
        self.leave.clicked.connect(context.back)
        self.act.clicked.connect(self._ask)
        bind_main_act(self, self.act.click)
        self.told = label("", wrap=True)
        self.settings = button(self.tr("Régler la durée…"), glyph="settings")
        self.settings.clicked.connect(
            lambda: context.go(Target(Screen.SETTINGS, section="rights/retention"))
        )
        self.progress = self.long_act = ProgressLine()
        self.table: RowTable[Line] = RowTable(
            self._columns(), self.tr("Ce dont la conservation est à son terme"), wrap=True
        )
        self.table.opened.connect(lambda line: context.go(_target(line)))
        self.nothing = NothingHere(
            self.settings,
            heading=self.tr("Rien à effacer pour l’instant"),
            told=self.tr(
                "Personne n’est au terme de sa conservation, ni aucun envoi. Quand il y en aura, "
                "Aujourd’hui le dira."
            ),
            glyph="archive",
        )
        self.body.addWidget(self.told)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.nothing, 1)
        self.body.addWidget(self.table, 1)
        self.body.addStretch()
        self.first = self.table
        for part in (self.table, self.act, self.nothing):
            part.hide()

    def refresh(self) -> None:
        """Count again; how many there are is kept for what is to be done."""
        desk, day = self._context.desk, today(self._context.desk.clock)

        def found(due: Due) -> None:
            self._show(due)
            ready = due.ready
            self._context.runner.write(
                self, lambda _task: keep_number(desk, ready, day), lambda _: None
            )

        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: all_due(link, desk.actions, day), widely=True),
            found,
        )

    @property
    def due(self) -> Due:
        """What is shown."""
        return self._due

    def _columns(self) -> tuple[Column[Line], ...]:
        return (
            Column(self.tr("Personne ou preuve"), _who),
            Column(
                self.tr("Dernier contact"),
                lambda each: (
                    f"{short_date(each.last.day)}\n{CONTACTS[each.last.kind]}"
                    if isinstance(each, DuePerson)
                    else ""
                ),
                lambda each: each.last.day.isoformat() if isinstance(each, DuePerson) else "",
                width=190,
            ),
            Column(
                self.tr("Au terme depuis le"),
                lambda each: short_date(_over(each)),
                lambda each: _over(each).isoformat(),
                width=130,
                spare=True,
            ),
            Column(
                self.tr("Ce qui se passera"),
                self._becomes,
                colour=lambda each: "mend" if each.held else None,
            ),
        )

    def _becomes(self, line: Line) -> str:
        if line.held:
            return capital(line.held)
        if isinstance(line, DuePerson):
            return self.tr("Sera effacée")
        return self.tr("Contenu effacé\u00a0; l’empreinte reste")

    def _show(self, due: Due) -> None:
        self._due = due
        lines: tuple[Line, ...] = (*due.people, *due.proofs)
        self.table.rows.set_rows(lines)
        self.table.measure(len(lines))
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.told.setVisible(bool(lines))
        self.first = self.table if lines else self.settings
        ready = due.ready
        self.subtitle.setText(_counted(len(due.people), len(due.proofs)))
        self.act.setVisible(ready > 0)
        erased = self._ready_words()
        self.act.setText(self.tr("Effacer {}…").format(erased))
        self.act.setToolTip(self.tr("Effacer {}… (Ctrl+Entrée)").format(erased))
        self.told.setText(self._explained(len(lines) - ready))

    def _explained(self, waiting: int) -> str:
        told = []
        if self._due.people:
            told.append(
                self.tr(
                    "Ces personnes n’ont plus de contact depuis la durée décidée. Leurs preuves "
                    "signées vont dans l’archive restreinte, leurs chiffres restent, sans nom."
                )
            )
        if self._due.proofs:
            told.append(
                self.tr(
                    "Le temps légal de ces preuves de groupe est passé\u00a0: vidées, elles "
                    "gardent leur empreinte, et les envois suivants se vérifient comme avant."
                )
            )
        if waiting:
            held = plural(waiting, self.tr("ligne attend"), self.tr("lignes attendent"))
            told.append(self.tr("{} d’être réglées d’abord.").format(held))
        told.append(self.tr("Entrée ouvre la ligne."))
        return " ".join(told)

    def _ready_words(self) -> str:
        return _counted(
            sum(not each.held for each in self._due.people),
            sum(not each.held for each in self._due.proofs),
        )

    def _ask(self) -> None:
        number = self._due.ready
        if not number or self.progress.busy:
            return
        self._context.messages.ask(
            Question(
                self.tr("Effacer {} pour toujours\u202f?").format(self._ready_words()),
                self.tr(
                    "Les noms, notes, pièces et papiers disparaissent du magasin. Cela ne "
                    "s’annule pas. Les sauvegardes faites avant les gardent encore\u00a0: si l’une "
                    "est remise en place, tout y est effacé de nouveau."
                ),
                self.tr("Effacer"),
                reason=self.tr("Pour confirmer, tapez leur nombre\u00a0: {}").format(number),
                exactly=str(number),
            ),
            lambda typed: self._confirmed(typed, number),
        )

    def _confirmed(self, typed: str, number: int) -> None:
        if typed.strip() != str(number):
            self._context.messages.refuse(
                UserError(
                    self.tr("Rien n’a été effacé\u00a0: le nombre tapé n’est pas le bon."),
                    self.tr("Tapez {} pour confirmer.").format(number),
                )
            )
            return
        desk, due = self._context.desk, self._due
        self.progress.begin(self.tr("Effacement"))

        def work(task: Task) -> Applied:
            return apply_retention(desk, due, task.report, task.cancelled)

        self.progress.follow(
            self._context.runner.write(self, work, self._done, self._refused, self.progress.step)
        )

    def _done(self, applied: Applied) -> None:
        self.progress.end()
        told = [plural(applied.erased, self.tr("personne effacée"), self.tr("personnes effacées"))]
        if applied.emptied:
            told.append(plural(applied.emptied, self.tr("preuve vidée"), self.tr("preuves vidées")))
        self._context.messages.inform(self.tr("{}.").format(listed(told)))
        self.refresh()

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        self._context.messages.refuse(error)
        self.refresh()


def _counted(people: int, proofs: int) -> str:
    """« 3 personnes et 2 preuves de groupe »."""
    told = [plural(people, "personne")] if people else []
    if proofs:
        told.append(plural(proofs, "preuve de groupe", "preuves de groupe"))
    return listed(told) if told else ""


def _who(line: Line) -> str:
    if isinstance(line, DuePerson):
        return f"{line.name}\nn°\u00a0{', '.join(line.numbers)}"
    return line.name


def _over(line: Line) -> date:
    return line.over_since if isinstance(line, DuePerson) else line.until + timedelta(days=1)


def _target(line: Line) -> Target:
    if isinstance(line, DuePerson):
        return Target(Screen.CARD, line.prescription_id)
    if line.kind is ProofKind.PACKAGE:
        return Target(Screen.MONTH, day=line.day)
    return Target(Screen.WORKSHOP, subject_id=line.subject_id)
