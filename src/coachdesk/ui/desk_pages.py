"""The pages that the menu, a target or the palette open, each made when it is first opened."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from coachdesk.services.targets import Screen
from coachdesk.ui.context import Context
from coachdesk.ui.screens.agenda.view import AgendaScreen
from coachdesk.ui.screens.bilan.view import BilanScreen
from coachdesk.ui.screens.calendar_file.view import CalendarFileScreen
from coachdesk.ui.screens.cancelling.view import CancellingScreen
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.companies.view import CompaniesScreen
from coachdesk.ui.screens.contract.view import ContractScreen
from coachdesk.ui.screens.control.view import ControlScreen
from coachdesk.ui.screens.dashboard.view import DashboardScreen
from coachdesk.ui.screens.day_sheet.view import DaySheetScreen
from coachdesk.ui.screens.decision.view import DecisionScreen
from coachdesk.ui.screens.diagnostic.view import DiagnosticScreen
from coachdesk.ui.screens.erasure.view import ErasureScreen
from coachdesk.ui.screens.exit.view import ExitScreen
from coachdesk.ui.screens.follow_up.month import FollowUpsScreen
from coachdesk.ui.screens.follow_up.view import FollowUpScreen
from coachdesk.ui.screens.fse.view import FseScreen
from coachdesk.ui.screens.guide.view import GuideScreen
from coachdesk.ui.screens.immersion.accident import AccidentScreen
from coachdesk.ui.screens.immersion.form import ImmersionFormScreen
from coachdesk.ui.screens.immersion.list import ImmersionsScreen
from coachdesk.ui.screens.immersion.view import ImmersionScreen
from coachdesk.ui.screens.importing.view import ImportScreen
from coachdesk.ui.screens.intake.view import IntakeScreen
from coachdesk.ui.screens.month.audit import AuditScreen
from coachdesk.ui.screens.month.view import MonthScreen
from coachdesk.ui.screens.moving.view import MovingScreen
from coachdesk.ui.screens.outbox.view import OutboxScreen
from coachdesk.ui.screens.paper.view import PaperScreen
from coachdesk.ui.screens.participants.view import ParticipantsScreen
from coachdesk.ui.screens.phone.view import PhoneScreen
from coachdesk.ui.screens.places.view import PlacesScreen
from coachdesk.ui.screens.ready.view import ReadyScreen
from coachdesk.ui.screens.reentry.view import ReentryScreen
from coachdesk.ui.screens.retention.view import RetentionScreen
from coachdesk.ui.screens.satisfaction.view import SatisfactionScreen
from coachdesk.ui.screens.services.form import ServiceScreen
from coachdesk.ui.screens.services.outreach import OutreachScreen
from coachdesk.ui.screens.services.view import ServicesScreen
from coachdesk.ui.screens.settings.view import SettingsScreen
from coachdesk.ui.screens.sheet.view import SheetScreen
from coachdesk.ui.screens.shortcuts.view import ShortcutsScreen
from coachdesk.ui.screens.timesheet.view import TimeSheetScreen
from coachdesk.ui.screens.to_print.view import ToPrintScreen
from coachdesk.ui.screens.today.view import TodayScreen
from coachdesk.ui.screens.walk_in.view import WalkInScreen
from coachdesk.ui.screens.workshop.view import WorkshopScreen
from coachdesk.ui.widgets.page import Page, PageStack
from coachdesk.ui.widgets.tab_order import TabRegions

P = TypeVar("P", bound=Page)
MENU: dict[type[Page], Screen] = {
    TodayScreen: Screen.TODAY,
    AgendaScreen: Screen.AGENDA,
    ParticipantsScreen: Screen.PARTICIPANTS,
    CompaniesScreen: Screen.COMPANIES,
    ServicesScreen: Screen.SERVICES,
    MonthScreen: Screen.MONTH,
    DashboardScreen: Screen.DASHBOARD,
    BilanScreen: Screen.BILAN,
    OutboxScreen: Screen.OUTBOX,
    TimeSheetScreen: Screen.TIMESHEET,
    FseScreen: Screen.FSE,
    ToPrintScreen: Screen.TO_PRINT,
    SettingsScreen: Screen.SETTINGS,
}
"""The pages of the menu: with one of them the way back begins anew."""
_NAMED = {
    Screen.MOVE: "moving",
    Screen.CANCEL_MORNING: "cancelling",
    Screen.IMPORT: "importing",
}
"""Pages that are called otherwise than their screen."""


def _made(page: Callable[[Context], P]) -> "cached_property[P]":
    """A page that needs the context alone."""

    def make(pages: "DeskPages") -> P:
        return pages.add(page(pages.context))

    return cached_property(make)


class DeskPages(TabRegions):
    """One page of each kind; those that need more than the context are the workspace's own."""

    today = _made(TodayScreen)
    agenda = _made(AgendaScreen)
    card = _made(CardScreen)
    intake = _made(IntakeScreen)
    diagnostic = _made(DiagnosticScreen)
    decision = _made(DecisionScreen)
    contract = _made(ContractScreen)
    immersion = _made(ImmersionScreen)
    immersion_form = _made(ImmersionFormScreen)
    immersions = _made(ImmersionsScreen)
    accident = _made(AccidentScreen)
    erasure = _made(ErasureScreen)
    exit = _made(ExitScreen)
    follow_up = _made(FollowUpScreen)
    follow_ups = _made(FollowUpsScreen)
    reentry = _made(ReentryScreen)
    paper = _made(PaperScreen)
    walk_in = _made(WalkInScreen)
    moving = _made(MovingScreen)
    cancelling = _made(CancellingScreen)
    workshop = _made(WorkshopScreen)
    sheet = _made(SheetScreen)
    services = _made(ServicesScreen)
    service = _made(ServiceScreen)
    outreach = _made(OutreachScreen)
    month = _made(MonthScreen)
    dashboard = _made(DashboardScreen)
    bilan = _made(BilanScreen)
    audit = _made(AuditScreen)
    importing = _made(ImportScreen)
    places = _made(PlacesScreen)
    phone = _made(PhoneScreen)
    calendar_file = _made(CalendarFileScreen)
    control = _made(ControlScreen)
    day_sheet = _made(DaySheetScreen)
    ready = _made(ReadyScreen)
    satisfaction = _made(SatisfactionScreen)
    outbox = _made(OutboxScreen)
    timesheet = _made(TimeSheetScreen)
    fse = _made(FseScreen)
    to_print = _made(ToPrintScreen)
    shortcuts = _made(ShortcutsScreen)
    guide = _made(GuideScreen)
    settings = _made(SettingsScreen)
    retention = _made(RetentionScreen)

    context: Context
    pages: PageStack

    def add(self, page: P) -> P:
        """Have ``page`` among those that can be shown."""
        self.pages.add(page)
        return page

    def page_of(self, screen: Screen) -> Page:
        """The page of ``screen``, made when it is first opened."""
        page: Page = getattr(self, _NAMED.get(screen, screen.value))
        return page

    def screen_of(self, page: Page | None) -> Screen | None:
        """The screen of a page; None for one that no target opens."""
        return next((each for each in Screen if self._made_for(each) is page), None)

    def _made_for(self, screen: Screen) -> object:
        """The page of ``screen``, if it was opened."""
        return self.__dict__.get(_NAMED.get(screen, screen.value), self)
