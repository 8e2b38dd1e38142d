"""The open desk on screen: the menu at the left, the pages at the right."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import month_name
from coachdesk.services.acts import undo_last
from coachdesk.services.attendance_signature import signature_request
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.importing import ImportReport
from coachdesk.services.month import RowsBehind
from coachdesk.services.people_list import People
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import Bindings
from coachdesk.ui.context import Context
from coachdesk.ui.drafts import DraftKeeper
from coachdesk.ui.messages import Messages
from coachdesk.ui.palette.control import PaletteControl
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.appointment.open_sheets import OpenSheetsBar
from coachdesk.ui.screens.appointment.view import AppointmentScreen
from coachdesk.ui.screens.cancelling.view import CancellingScreen
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.contract.view import ContractScreen
from coachdesk.ui.screens.decision.view import DecisionScreen
from coachdesk.ui.screens.diagnostic.view import DiagnosticScreen
from coachdesk.ui.screens.dossier_page import DossierPage
from coachdesk.ui.screens.importing.view import ImportScreen
from coachdesk.ui.screens.intake.view import IntakeScreen
from coachdesk.ui.screens.month.audit import AuditScreen
from coachdesk.ui.screens.month.rows import RowsScreen
from coachdesk.ui.screens.month.view import MonthScreen
from coachdesk.ui.screens.moving.view import MovingScreen
from coachdesk.ui.screens.participants.view import ParticipantsScreen
from coachdesk.ui.screens.ready.view import ReadyScreen
from coachdesk.ui.screens.shortcuts.view import ShortcutsScreen
from coachdesk.ui.screens.today.view import TodayScreen
from coachdesk.ui.screens.walk_in.view import WalkInScreen
from coachdesk.ui.side_menu import SideMenu
from coachdesk.ui.theme import em
from coachdesk.ui.undo_keys import UndoKeys
from coachdesk.ui.widgets.layout import column, row
from coachdesk.ui.widgets.page import MadeOnDemand, Page, PageStack
from coachdesk.ui.widgets.progress import ProgressLine

_NARROW = 80
"""In heights of the font. Below it the menu shows its icons only."""


P = TypeVar("P", bound=Page)
Menu = TodayScreen | ParticipantsScreen | MonthScreen
"""The pages that the menu opens."""
MENU: dict[type[Page], Screen] = {
    TodayScreen: Screen.TODAY,
    ParticipantsScreen: Screen.PARTICIPANTS,
    MonthScreen: Screen.MONTH,
}
Moves = MovingScreen | WalkInScreen | CancellingScreen
"""What happens to a rendez-vous besides its sheet."""
MOVES: dict[Screen, Callable[[Context], Moves]] = {
    Screen.MOVE: MovingScreen,
    Screen.WALK_IN: WalkInScreen,
    Screen.CANCEL_MORNING: CancellingScreen,
}
DOSSIER_PAGES: dict[Screen, Callable[[Context], DossierPage]] = {
    Screen.DIAGNOSTIC: DiagnosticScreen,
    Screen.DECISION: DecisionScreen,
    Screen.CONTRACT: ContractScreen,
}
ReadAgain = CardScreen | AppointmentScreen | AuditScreen | ImportScreen | ReadyScreen
"""Other pages that are read again when what they show may have changed."""


class Workspace(QWidget):
    """The menu and the pages, each made when it is first opened.

    ``sign_asked`` carries what is to be shown on the pad.
    """

    sign_asked = Signal(object)

    def __init__(self, runner: Runner, messages: Messages, desk: Desk, action: ActionInfo) -> None:
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._desk = desk
        self._action = action
        self._drafts = DraftKeeper(runner, desk)
        self.context = Context(
            runner=runner,
            messages=messages,
            desk=desk,
            action=action,
            drafts=self._drafts,
            go=self.go,
            back=self.back,
            sign=self._ask_signature,
        )
        self.shown = Target(Screen.TODAY)
        """What was opened last."""
        self._trail: list[Page] = []
        """The pages passed through, the latest last."""
        self.moves = MadeOnDemand[Screen, Moves](
            lambda screen: self._add(MOVES[screen](self.context))
        )
        self.dossier_pages = MadeOnDemand[Screen, DossierPage](
            lambda screen: self._add(DOSSIER_PAGES[screen](self.context))
        )
        self.side: Page | None = None
        """The page opened from another one: the rows behind a figure."""
        self.pages = PageStack()
        self.open_sheets = OpenSheetsBar()
        self.people = People(desk, action)
        """Who there is, for the list and for the palette."""
        self.bindings = Bindings(self)
        self.menu = SideMenu(action.profile.name, self.bindings)
        above = column(self.open_sheets, self.pages, spacing=0)
        above.setStretch(1, 1)
        layout = row(self.menu, above, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._drafts.written.connect(self._draft_written)
        UndoKeys(self)
        self.finding = PaletteControl(self, self.context, self.people, self.bindings)
        self._bind()

    @cached_property
    def today(self) -> TodayScreen:
        """The day."""
        return self._add(TodayScreen(self.context))

    @cached_property
    def participants(self) -> ParticipantsScreen:
        """Everyone."""
        page = ParticipantsScreen(self.context, self.people)
        page.opened.connect(self.open_card)
        page.imported.connect(self._show_report)
        return self._add(page)

    @cached_property
    def month(self) -> MonthScreen:
        """A month."""
        page = MonthScreen(self.context)
        page.rows_asked.connect(self._show_rows)
        return self._add(page)

    @cached_property
    def audit(self) -> AuditScreen:
        """The relecture of a month."""
        return self._add(AuditScreen(self.context))

    @cached_property
    def card(self) -> CardScreen:
        """A person."""
        return self._add(CardScreen(self.context))

    @cached_property
    def intake(self) -> IntakeScreen:
        """A new prescription."""
        return self._add(IntakeScreen(self.context))

    @cached_property
    def importing(self) -> ImportScreen:
        """A workbook brought in and mended."""
        return self._add(ImportScreen(self.context))

    @cached_property
    def shortcuts(self) -> ShortcutsScreen:
        """The sheet of shortcuts."""
        return self._add(ShortcutsScreen(self.context))

    @cached_property
    def appointment(self) -> AppointmentScreen:
        """The sheet of a rendez-vous."""
        return self._add(AppointmentScreen(self.context, self.open_sheets))

    @cached_property
    def ready(self) -> ReadyScreen:
        """The check before leaving."""
        return self._add(ReadyScreen(self.context))

    def _add(self, page: P) -> P:
        self.pages.add(page)
        return page

    def start(self, target: Target | None = None) -> None:
        """Show the day, or ``target``."""
        self.go(target or self.shown)

    def go(self, target: Target) -> None:
        """Open the screen that ``target`` names, on what it names."""
        self.context.drafts.flush()  # before the same fields show someone else
        self.shown = target
        match target.screen:
            case Screen.CARD:
                self._open_card(target)
            case Screen.APPOINTMENT | Screen.AUDIT | Screen.IMPORT:
                aimed = self._aimed(target.screen)
                self._turn(aimed)
                aimed.show_target(target)
            case Screen.INTAKE:
                self._turn(self.intake)
                self.intake.refresh()
            case Screen.READY:
                self._turn(self.ready)
                self.ready.refresh()
            case Screen.MONTH:
                if target.day is not None:
                    self.month.stand_on(target.day.replace(day=1))
                self._go(Screen.MONTH)
            case screen if screen in MOVES:
                moving = self.moves[screen]
                moving.show_target(target)
                self._turn(moving)
            case screen if screen in DOSSIER_PAGES:
                page = self.dossier_pages[screen]
                self._turn(page)
                page.show_target(target)
            case screen:
                self._go(screen)

    def _aimed(self, screen: Screen) -> AppointmentScreen | AuditScreen | ImportScreen:
        """The page that is shown, then told its target."""
        if screen is Screen.APPOINTMENT:
            return self.appointment
        return self.audit if screen is Screen.AUDIT else self.importing

    def back(self) -> None:
        """Return to the page before this one, read again."""
        self.context.drafts.flush()
        page = self._trail.pop() if self._trail else self.today
        if type(page) in MENU:
            self._go(MENU[type(page)])
        else:
            self.pages.turn_to(page)
            self.refresh()

    def undo(self) -> None:
        """Undo the last act, or say why it can't be."""
        desk = self._desk

        def undone(words: str) -> None:
            self._messages.inform(self.tr("Annulé\u00a0: {}.").format(words))
            self.refresh()

        self._runner.write(self, lambda _task: undo_last(desk), undone)

    def _ask_signature(self, appointment_id: UUID) -> None:
        desk = self._desk
        self._runner.read(
            self, lambda: signature_request(desk, appointment_id), self.sign_asked.emit
        )

    def _turn(self, page: Page) -> None:
        """Show ``page``; Retour comes back to the one shown."""
        shown = self.pages.current()
        if shown is not None and shown is not page:
            self._trail.append(shown)
        self._messages.hush()
        self.pages.turn_to(page)

    def refresh(self) -> None:
        """Read again the page that is shown; what is typed in it comes back as a draft."""
        self.context.drafts.flush()
        page = self.pages.current()
        if isinstance(page, Menu | Moves | DossierPage | ReadAgain):
            page.refresh()
            page.take_keyboard()

    def _draft_written(self) -> None:
        """The day names what was begun: a form just recorded is none any more."""
        page = self.pages.current()
        if isinstance(page, TodayScreen):
            page.refresh()

    @property
    def under_way(self) -> ProgressLine | None:
        """The long act that leaving would cut: an import, a closing, an export, a copy."""
        lines = [
            page.acts.progress if isinstance(page, MonthScreen) else page.progress
            for page in self.pages.all()
            if isinstance(page, ParticipantsScreen | ImportScreen | ReadyScreen | MonthScreen)
        ]
        return next((line for line in lines if line.busy), None)

    def show_participants(self) -> None:
        """Go to the participants."""
        self._go(Screen.PARTICIPANTS)

    def show_months(self) -> None:
        """Go to the month."""
        self._go(Screen.MONTH)

    def open_card(self, prescription_id: UUID | None, appointment_id: UUID | None = None) -> None:
        """Go to a person's card, on that rendez-vous when one is named."""
        self._open_card(Target(Screen.CARD, prescription_id, appointment_id))

    def _open_card(self, target: Target) -> None:
        if target.prescription_id is None:
            return
        self.shown = target
        self.finding.note_opened(target.prescription_id)
        self._turn(self.card)
        self.card.show_card(target.prescription_id, target.appointment_id, target.section)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window keeps the icons of the menu and gives the rest to the page."""
        super().resizeEvent(event)
        self.menu.fit(narrow=self.width() < em(_NARROW))

    def _bind(self) -> None:
        """What can be asked from any page; the window binds the rest."""
        bind = self.bindings.bind
        for screen in MENU.values():
            bind(screen.value, partial(self._go, screen))
        for screen in (*MOVES, Screen.INTAKE, Screen.IMPORT, Screen.READY):
            bind(screen.value, partial(self.go, Target(screen)))
        bind("close_month", self.show_months)
        bind("export_people", self._export_people)
        bind("next_sheet", self.open_sheets.following.emit)
        bind("close_sheet", self.open_sheets.closed.emit)
        bind("undo", self.undo)
        bind("palette", self.finding.open)
        bind("shortcuts", lambda: self._turn(self.shortcuts))

    def _export_people(self) -> None:
        self.show_participants()
        self.participants.ask_export()

    def _menu_page(self, screen: Screen) -> Menu:
        match screen:
            case Screen.PARTICIPANTS:
                return self.participants
            case Screen.MONTH:
                return self.month
            case _:
                return self.today

    def _go(self, screen: Screen) -> None:
        page = self._menu_page(screen)
        self.shown = Target(screen)
        self.menu.mark(screen.value)
        self._trail.clear()
        self.open_sheets.left.emit()
        self._messages.hush()
        page.refresh()
        self.pages.turn_to(page)
        self._drop_side()

    def _show_rows(self, month: date, found: RowsBehind) -> None:
        rows = RowsScreen(month_name(month), found)
        rows.back.connect(self.show_months)
        rows.opened.connect(self.open_card)
        self._show_side(rows)

    def _show_report(self, outcome: tuple[Path, ImportReport]) -> None:
        self.shown = Target(Screen.IMPORT)
        self._turn(self.importing)
        self.importing.show_report(*outcome)

    def _show_side(self, page: Page) -> None:
        self._drop_side()
        self.side = page
        self.pages.add(page)
        self.pages.turn_to(page)

    def _drop_side(self) -> None:
        side, self.side = self.side, None
        if side is not None:
            self._trail = [page for page in self._trail if page is not side]
            self.pages.drop(side)
