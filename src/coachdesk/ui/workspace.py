"""The open desk on screen: the menu at the left, the pages at the right."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.actions.current import current_action
from coachdesk.services.acts import Undone, undo_act
from coachdesk.services.companies.company_list import Companies
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.questionnaires import questionnaire
from coachdesk.services.fse_answers import counts_fse
from coachdesk.services.guide.pages import NEWS
from coachdesk.services.month import RowsBehind
from coachdesk.services.pad.sittings import Sitting, presence_sitting, sitting_of
from coachdesk.services.people_list import People
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.access_notes import AccessNotes
from coachdesk.ui.action_switch import ActionSwitch
from coachdesk.ui.appearance import Appearance, worn_by
from coachdesk.ui.backups.keeper import BackupKeeper
from coachdesk.ui.commands import Bindings
from coachdesk.ui.context import Context
from coachdesk.ui.desk_pages import MENU, DeskPages
from coachdesk.ui.drafts import DraftKeeper
from coachdesk.ui.key_bar import KeyBar
from coachdesk.ui.messages import Messages
from coachdesk.ui.news_bar import NewsBar
from coachdesk.ui.page_reads import PageReads
from coachdesk.ui.palette.control import PaletteControl
from coachdesk.ui.paper_keys_bar import PaperKeysBar
from coachdesk.ui.retention_watch import RetentionWatch
from coachdesk.ui.runner import Runner, Task
from coachdesk.ui.screens.appointment.open_sheets import OpenSheetsBar
from coachdesk.ui.screens.appointment.view import AppointmentScreen
from coachdesk.ui.screens.companies.company import CompanyScreen
from coachdesk.ui.screens.companies.view import CompaniesScreen
from coachdesk.ui.screens.month.rows import RowsScreen
from coachdesk.ui.screens.participants.view import ParticipantsScreen
from coachdesk.ui.screens.today.view import TodayScreen
from coachdesk.ui.sending.sender import Sender
from coachdesk.ui.sending_bar import SendingBar
from coachdesk.ui.side_menu import SideMenu
from coachdesk.ui.theme import em
from coachdesk.ui.undo_keys import UndoKeys
from coachdesk.ui.weekly_check import WeeklyCheck
from coachdesk.ui.widgets.layout import column, row
from coachdesk.ui.widgets.page import Page, PageStack
from coachdesk.ui.workspace_keys import bind_commands

T = TypeVar("T")

_NARROW = 80
"""In heights of the font. Below it the menu shows its icons only."""


class Workspace(DeskPages):
    """The menu and the pages, and the way from one to another.

    ``sign_asked`` carries the sitting to be shown on the pad, ``questions_asked`` the paper that
    the person fills in herself; ``reopen_asked`` the screen to show once all pages are made anew;
    ``key_asked`` asks for another recovery key.
    """

    sign_asked = Signal(object)
    questions_asked = Signal(object)
    reopen_asked = Signal(object)
    key_asked = Signal()

    def __init__(
        self,
        runner: Runner,
        messages: Messages,
        desk: Desk,
        action: ActionInfo,
        appearance: Appearance | None = None,
        sender: Sender | None = None,
    ) -> None:
        """``appearance`` and ``sender`` are the window's; without a window they are of its own."""
        super().__init__()
        drafts = DraftKeeper(runner, desk)
        drafts.written.connect(self._draft_written)
        self._accesses = AccessNotes(runner, desk, self)
        self._terms = RetentionWatch(runner, desk, self)
        self.context = Context(
            runner=runner,
            messages=messages,
            desk=desk,
            action=action,
            drafts=drafts,
            go=self.go,
            back=self.back,
            sign=lambda appointment_id: self._hand_pad(
                lambda desk: presence_sitting(desk, appointment_id)
            ),
            hand_questions=self._hand_questions,
            hand_pad=lambda asked: self._hand_pad(lambda desk: sitting_of(desk, asked(desk))),
            appearance=appearance or Appearance(worn_by(), runner),
            run=lambda key: self.bindings.run(key),  # noqa: PLW0108  (it is made below)
            reopen=self.reopen_asked.emit,
            sender=sender or Sender(runner, messages.refuse, desk, self),
            renew_key=self.key_asked.emit,
            show_rows=self._show_rows,
        )
        self.shown = Target(Screen.TODAY)
        """What was opened last."""
        self._helped = self.shown
        """What she was at when she asked for help."""
        self._trail: list[Page] = []
        """The pages passed through, the latest last."""
        self.side: RowsScreen | None = None
        self.pages = PageStack()
        self.reads = PageReads(self.pages)
        self.reads.again.connect(lambda: self.go(self.shown))
        self.reads.left.connect(self.back)
        runner.follow_reads(self.reads.follow)
        self.people = People(desk, action)
        """Who there is, for the list and for the palette."""
        self.known_companies = Companies(desk)
        """Which companies there are, for their list, the page of one and the palette."""
        self.bindings = Bindings(self)
        self._without = frozenset() if counts_fse(action.profile) else frozenset({Screen.FSE})
        # Each has its place in the window, and in the round of Tab, from the first.
        self.menu = SideMenu(action.profile.name, self.bindings, self._without, self)
        if len(desk.actions) > 1:
            self.menu.offer_actions(ActionSwitch(self.context))
        self.open_sheets = OpenSheetsBar(self)
        self.sending = SendingBar(self.context.sender, messages, self)
        keeper = self.context.sender.keeper or BackupKeeper(runner, messages, desk, self)
        self.key_bar = KeyBar(keeper, self)
        self.paper_keys = PaperKeysBar(self.context, self)
        self.news = NewsBar(runner, partial(self.show_help, NEWS), self)
        bars = (self.open_sheets, self.sending, self.key_bar, self.paper_keys, self.news)
        above = column(*bars, self.pages, spacing=0)
        above.setStretch(len(bars), 1)
        layout = row(self.menu, above, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        UndoKeys(self)
        self.finding = PaletteControl(
            self, self.context, self.people, self.known_companies, self.bindings
        )
        self.finding.helped.connect(self.show_help)
        bind_commands(self, self._without)
        self._weekly = WeeklyCheck(self.context, self)

    @cached_property
    def participants(self) -> ParticipantsScreen:
        """Everyone."""
        page = ParticipantsScreen(self.context, self.people)
        page.opened.connect(self.open_card)
        return self.add(page)

    @cached_property
    def companies(self) -> CompaniesScreen:
        """Every company."""
        return self.add(CompaniesScreen(self.context, self.known_companies))

    @cached_property
    def company(self) -> CompanyScreen:
        """One company."""
        return self.add(CompanyScreen(self.context, self.known_companies))

    @cached_property
    def appointment(self) -> AppointmentScreen:
        """The sheet of a rendez-vous."""
        return self.add(AppointmentScreen(self.context, self.open_sheets))

    def regions(self) -> tuple[QWidget, ...]:
        """See ``TabRegions``."""
        bars = self.open_sheets, self.sending, self.key_bar, self.paper_keys, self.news
        return self.menu, *bars, self.pages

    def start(self, target: Target | None = None) -> None:
        """Show the day, or ``target``."""
        self.go(target or self.shown)

    def go(self, target: Target) -> None:
        """Open the screen that ``target`` names, on what it names."""
        self.context.drafts.flush()  # before the same fields show someone else
        self.reads.hold()
        page = self.page_of(target.screen)
        self.shown = target
        self._accesses.look(target)
        with self.reads.opening(page, target):
            self._turn(page)
            page.done = False
            page.show_target(target)
        self.finding.note_opened(target)  # what is read comes before what is written

    def back(self) -> None:
        """Return to the page before this one, read again."""
        self.context.drafts.flush()
        page = self._trail.pop() if self._trail else self.today
        helped = self.shown.screen is Screen.GUIDE and self._helped.screen is not Screen.GUIDE
        if type(page) in MENU and not helped:
            self.go(Target(MENU[type(page)]))
            return
        with self.reads.opening(page):
            self.pages.turn_to(page)
            if helped:
                self.shown = self._helped  # it was read beside the work, which is as it was left
            else:
                self.refresh()

    def undo(self) -> None:
        """Undo the last act, or say why it can't be."""
        desk, known = self.context.desk, (self.context.action, self.context.desk.coach)

        def undo(_task: Task) -> tuple[Undone, bool]:
            undone = undo_act(desk)
            return undone, (current_action(desk), desk.coach) == known

        def undone(done: tuple[Undone, bool]) -> None:
            act, same = done
            if same and not self._leave_gone(act.gone):
                self.refresh()
            # « Annulé : rendez-vous de… » would be read as a rendez-vous that is called off.
            words = self.tr("Saisie annulée\u00a0: {}.").format(act.words)
            self.context.messages.inform(words)
            if not same:  # the pages were made for another profile, or another name
                self.reopen_asked.emit(self.shown)

        self.context.runner.write(self, undo, undone)

    def _leave_gone(self, gone: frozenset[UUID]) -> bool:
        """Show no more what the undoing took away; gives whether a page was left for it.

        A prescription comes back to its form, as it was typed.
        """
        page, made = self.pages.current(), vars(self)
        left = page is not None and page.is_about(gone)
        if "appointment" in made:
            self.appointment.close_gone(gone)
        typed = self.intake.take_back(gone) if "intake" in made else None
        self._trail = [page for page in self._trail if not page.is_about(gone)]
        if page is None or not left:
            return False
        page.done = True  # Retour does not come back to it
        if typed is not None:
            self.go(typed)
        else:
            self.back()
        return True

    def _hand_questions(self, document_id: UUID) -> None:
        desk = self.context.desk
        self.context.drafts.flush()
        self.context.runner.read(
            self, lambda: questionnaire(desk, document_id), self.questions_asked.emit
        )

    def _hand_pad(self, sitting: Callable[[Desk], Sitting]) -> None:
        desk = self.context.desk
        self.context.runner.read(self, lambda: sitting(desk), self.sign_asked.emit)

    def _turn(self, page: Page) -> None:
        """Show ``page``; Retour comes back to the one shown, but for a page of the menu."""
        shown, screen = self.pages.current(), MENU.get(type(page))
        if screen is not None:
            self.menu.mark(screen.value)
            self._trail.clear()
            self.open_sheets.left.emit()
        elif shown is not None and shown is not page and not shown.done:
            self._trail.append(shown)
        while self._trail and self._trail[-1] is page:
            self._trail.pop()  # it went on to a page that comes back to it
        self.context.messages.hush()
        self.paper_keys.settle(screen)
        self.pages.turn_to(page)
        if screen is not None:
            self._drop_side()

    def show_help(self, page: str = "") -> None:
        """The guide on the page shown, or on that one of its own; asked there again, back."""
        if self.shown.screen is not Screen.GUIDE:
            self._helped = self.shown
        elif not page:
            self.back()
            return
        self.go(Target(Screen.GUIDE, section=page or self.helped_about))

    @property
    def helped_about(self) -> str:
        """The screen that is shown, as the guide tells of it: « settings/backup » for a part."""
        page = self.pages.current()
        screen = self.screen_of(page) or self.shown.screen
        return f"{screen}/{page.part}" if page is not None and page.part else screen

    def refresh(self) -> None:
        """Read again the page that is shown; what is typed in it comes back as a draft."""
        self.context.drafts.flush()
        page = self.pages.current()
        if page is not None:
            page.refresh()
            page.take_keyboard()

    def _draft_written(self) -> None:
        """The day names what was begun: a form just recorded is none any more."""
        page = self.pages.current()
        if isinstance(page, TodayScreen):
            page.refresh()

    def stand_still(self, owner: QObject, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run ``work``, after which these pages are no more; refused, they go on as they were."""
        self.context.drafts.flush()
        self.setEnabled(False)

        def refused(error: UserError) -> None:
            self.setEnabled(True)
            self.context.messages.refuse(error)

        self.context.runner.write(owner, lambda _task: work(), done, refused)

    def end(self) -> None:
        """The store is about to close: what is typed is kept, and no examination begins."""
        self.context.drafts.close()
        self._weekly.stop()

    def show_participants(self) -> None:
        """Go to the participants."""
        self.go(Target(Screen.PARTICIPANTS))

    def show_months(self) -> None:
        """Go to the month."""
        self.go(Target(Screen.MONTH))

    def open_card(self, prescription_id: UUID) -> None:
        """Go to a person's card."""
        self.go(Target(Screen.CARD, prescription_id))

    def fit(self, width: int) -> None:
        """A narrow window keeps the icons of the menu and gives the rest to the page."""
        self.menu.fit(narrow=width < em(_NARROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self.fit(self.width())

    def _show_rows(self, told: str, found: RowsBehind) -> None:
        self._accesses.look_behind(len({*found.cells.prescription_ids} - {None}))
        rows = RowsScreen(told, found)
        rows.back.connect(self.back)
        rows.opened.connect(self.open_card)
        self._drop_side()
        self.side = rows
        self.turn_aside(self.add(rows))

    def turn_aside(self, page: Page) -> None:
        """Show what no target opens, and which has nothing to read."""
        with self.reads.opening(page):
            self._turn(page)

    def _drop_side(self) -> None:
        side, self.side = self.side, None
        if side is not None:
            self._trail = [page for page in self._trail if page is not side]
            self.pages.drop(side)
