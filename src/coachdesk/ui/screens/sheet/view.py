"""An attendance sheet at any time, someone's for a month or an atelier's: read, printed, saved.

What is saved is sealed; a sheet whose month or atelier is open says that it is provisional.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import month_name
from coachdesk.domain.periods import month_of
from coachdesk.queries.attendance import SheetPerson, sheet_people
from coachdesk.services.accesses import AccessDeed
from coachdesk.services.month import months_known
from coachdesk.services.papers.one_sheet import one_sheet
from coachdesk.services.papers.shown_sheet import ShownSheet, save_sheet
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.closing import view_sheet
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.printing import print_pages
from coachdesk.ui.screens.month.chooser import MonthChooser
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, chip, column, row, set_tone
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.page_view import PageView
from coachdesk.ui.widgets.table import RowTable

if TYPE_CHECKING:
    from uuid import UUID

_LIST_EMS = 19


class SheetScreen(Page):
    """The list at the left goes through everyone of the month by the arrows."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.print = button("", glyph="printer")
        self.save = button("", kind="primary", glyph="save")
        super().__init__("", self.print, self.save, before=self.leave)
        self._context = context
        self._month: date | None = None
        self._person: UUID | None = None
        self._workshop: UUID | None = None
        self._shown: ShownSheet | None = None
        self.leave.clicked.connect(context.back)
        self.title.setText(self.tr("Feuille d’émargement"))
        self.print.setText(self.tr("Imprimer"))
        self.print.setToolTip(self.tr("Imprimer (Ctrl+P)"))
        self.save.setText(self.tr("Enregistrer…"))
        self.save.setToolTip(self.tr("Enregistrer en PDF cacheté (Ctrl+Entrée)"))
        self.chooser = MonthChooser()
        self.state = chip("", "quiet")
        self.table: RowTable[SheetPerson] = RowTable(
            (Column(self.tr("Personne"), lambda person: person.name),),
            self.tr("Personnes qui ont une feuille ce mois-ci"),
        )
        self.table.horizontalHeader().hide()
        self.table.setFixedWidth(em(_LIST_EMS))
        self.view = PageView(context.runner)
        self._list = QWidget()
        self._list.setLayout(column(self.table))
        self.agenda = button(self.tr("Ouvrir l’agenda"), glyph="calendar-days")
        self.agenda.clicked.connect(lambda: context.go(Target(Screen.AGENDA, day=self._month)))
        self.nothing = NothingHere(self.agenda, glyph="signature")
        both = row(self._list, self.view, self.nothing, spacing=12)
        both.setStretch(1, 1)
        both.setStretch(2, 1)
        self.body.addLayout(row(self.chooser, self.state, None))
        self.body.addLayout(both, 1)
        self.first = self.table
        self.table.chosen.connect(self._choose)
        self.chooser.asked.connect(self._turn_to)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_target)
        bind_main_act(self, self.save.click)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print.click)
        self._show(None)

    def show_target(self, target: Target) -> None:
        """Show the sheet of someone for a month, of everyone of a month, or of an atelier."""
        self._workshop = target.subject_id
        self._person = target.prescription_id
        day = target.day or today(self._context.desk.clock)
        self._month = None if self._workshop else day.replace(day=1)
        self._show(None)
        self.refresh()
        self.take_keyboard()  # on the list, or on the pages where there is none

    def refresh(self) -> None:
        """Read it again."""
        group = self._workshop is not None
        self.first = self.view if group else self.table
        if group and self.table.hasFocus():
            self.view.setFocus()  # what is hidden hands the keyboard on, and the page scrolls
        self.chooser.setVisible(not group)
        self._list.setVisible(not group)
        if group:
            self._read_workshop()
        elif self._month is not None:
            self._read_people(self._month)

    def _read_people(self, month: date) -> None:
        desk, action = self._context.desk, self._context.action
        period = month_of(month)

        def shown(known: tuple[tuple[date, ...], tuple[SheetPerson, ...]]) -> None:
            if month == self._month:
                self._show_people(month, *known)

        self._context.runner.read(
            self,
            lambda: desk.read(
                lambda link: (
                    months_known(link, action.id),
                    sheet_people(link, action.id, period.first, period.last),
                )
            ),
            shown,
        )

    def _show_people(
        self, month: date, months: tuple[date, ...], people: tuple[SheetPerson, ...]
    ) -> None:
        self.chooser.set_months(sorted({*months, month}))
        self.chooser.show_month(month)
        wanted = self._person
        self.table.rows.set_rows(list(people))
        numbers = [each.prescription_id for each in people]
        if wanted in numbers:
            self.table.selectRow(numbers.index(wanted))
        elif wanted is None and people:
            self.table.selectRow(0)
        else:
            self._person = wanted
            who = (
                self.tr("Cette personne n’a pas de feuille en {}")
                if wanted
                else self.tr("Personne n’a de feuille en {}")
            )
            self._say_nothing(
                who.format(month_name(month)),
                self.tr(
                    "Une feuille vient d’un rendez-vous. Choisissez un autre mois, ou quelqu’un "
                    "d’autre."
                ),
            )
        self._list.setVisible(bool(people))

    def _choose(self, person: SheetPerson | None) -> None:
        month, desk, action = self._month, self._context.desk, self._context.action
        if person is None or month is None:
            return
        self._person = person.prescription_id
        self._read(
            lambda: one_sheet(desk, action, person.prescription_id, month),
            lambda: (self._month, self._person) == (month, person.prescription_id),
        )

    def _read_workshop(self) -> None:
        desk, action, workshop = self._context.desk, self._context.action, self._workshop
        if workshop is None:
            return

        self._read(lambda: view_sheet(desk, action, workshop), lambda: self._workshop == workshop)

    def _read(self, work: Callable[[], ShownSheet], wanted: Callable[[], bool]) -> None:
        """Show what ``work`` makes, unless another one is wanted by then."""

        def made(shown: ShownSheet) -> None:
            if wanted():
                self._show(shown)

        def failed(error: UserError) -> None:
            if wanted():
                self._say_nothing(error.sentence, error.remedy)

        self._context.runner.read(self, work, made, failed)

    def _turn_to(self, month: date) -> None:
        self._month = month
        self._show(None)
        self._read_people(month)

    def _say_nothing(self, why: str, remedy: str) -> None:
        """Why there is no sheet here."""
        self._show(None)
        self.nothing.say(why, remedy)
        self.nothing.show()
        self.view.hide()

    def _show(self, shown: ShownSheet | None) -> None:
        self._shown = shown
        self.nothing.hide()
        self.view.show()
        for act in (self.print, self.save):
            act.setEnabled(shown is not None)
        self.state.setVisible(shown is not None)
        if shown is None:
            self.view.clear()
            self.subtitle.setText("")
            return
        closed = shown.closed
        self.state.setText(self.tr("Cachetée") if closed else self.tr("Provisoire"))
        set_tone(self.state, "done" if closed else "mend")
        self.subtitle.setText(shown.title)
        self.view.show_pdf(shown.pdf, shown.title)

    def _print(self) -> None:
        shown = self._shown
        if shown is not None:
            context = self._context
            sent = self.tr("La feuille est partie à l’imprimante.")
            print_pages(
                self, context.runner, context.messages, shown.pdf,
                lambda: context.messages.inform(sent),
                noted=lambda: context.desk.accesses.note(
                    AccessDeed.PRINT, Screen.SHEET, dossier=self._person
                ),
            )  # fmt: skip

    def _ask_target(self) -> None:
        shown = self._shown
        if shown is not None:
            self._context.messages.choose_target(
                self.tr("Enregistrer la feuille d’émargement"),
                Path.home() / shown.file_name,
                self.tr("PDF (*.pdf)"),
                lambda target: self._save(shown, target),
            )

    def _save(self, shown: ShownSheet, target: Path) -> None:
        desk = self._context.desk
        self._context.runner.write(
            self,
            lambda _task: save_sheet(desk, shown, target),
            lambda _: self._context.messages.inform(
                self.tr("Feuille enregistrée en clair\u00a0: {}").format(target), target
            ),
        )
