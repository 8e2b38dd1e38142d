"""A real encrypted store filled by the real import, copied for each test of the window."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from coachdesk.app import make_application
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.models import Appointment, Place
from coachdesk.queries.participants import ParticipantRow, participants_table
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.association_key import decline_association_key
from coachdesk.services.backup import automatic
from coachdesk.services.desk import ActionInfo, Desk, open_desk
from coachdesk.services.importing import import_file
from coachdesk.services.pad.sittings import presence_sitting
from coachdesk.services.setup import create_desk
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.agenda.handled import HandledBoard
from coachdesk.ui.screens.agenda.view import AgendaScreen
from coachdesk.ui.screens.appointment.open_sheets import OpenSheetsBar
from coachdesk.ui.screens.month.view import MonthScreen
from coachdesk.ui.screens.pad.view import PadScreen
from coachdesk.ui.widgets import announced as announcing
from support.clock import FixedClock
from support.desk_context import Trail, make_context
from support.desk_window import DeskWindow, desk_window
from support.full_week import FullWeek, full_week
from support.outbox_desk import reach, sftp_facts
from support.servers.ssh import ssh_server
from support.ui import InlineRunner, MessageRecorder, window_on

WORKBOOKS = Path(__file__).resolve().parent.parent / "golden" / "workbooks"
SAMPLE = WORKBOOKS / "coaching-emploi-2023.xlsx"
PASSPHRASE = "quatre mots sans lien"
NOW = datetime(2024, 1, 15, 9, 10, tzinfo=timezone(timedelta(hours=1)))


@dataclass(frozen=True)
class Filled:
    """The folder of a store, and the key that opens it without a slow derivation."""

    directory: Path
    recovery_key: str


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[[list[str]], QApplication]:
    """The application of the product: its font, its theme, its French."""
    return make_application


@pytest.fixture
def sauvegardes() -> None:
    """Sauvegardes make themselves, as in the product."""


@pytest.fixture(autouse=True)
def _no_sauvegarde(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One at the end of each window would cost most tests more than what they look at."""
    if "sauvegardes" not in request.fixturenames:
        monkeypatch.setattr(automatic, "due_places", lambda _desk, _moment: ())


@pytest.fixture
def clock() -> FixedClock:
    """Mid-January 2024: the whole of 2023 is past."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A store made and filled once; tests work on copies."""
    directory = tmp_path_factory.mktemp("filled") / "store"
    made = create_desk(
        directory,
        PASSPHRASE,
        profile="coaching-emploi",
        coach_name="Claire Exemple",
        clock=FixedClock(NOW),
    )
    desk = made.desk
    decline_association_key(desk)  # else each window asks about it
    action = desk.action(None)
    report = import_file(desk.store, action.id, action.profile, SAMPLE)
    desk.close()
    assert not report.errors
    return Filled(directory, made.recovery_key)


@pytest.fixture
def store(filled: Filled, tmp_path: Path) -> Path:
    """A copy of the filled store."""
    return Path(shutil.copytree(filled.directory, tmp_path / "store"))


@pytest.fixture
def recovery_key(filled: Filled) -> str:
    """Opens the copies too, and at once: only a passphrase is slow to try."""
    return filled.recovery_key


@pytest.fixture
def desk(store: Path, recovery_key: str, clock: FixedClock) -> Iterator[Desk]:
    """The copy, unlocked."""
    opened = open_desk(store, recovery_key, clock=clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def read_desk(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A copy opened once for a module's tests that only read."""
    copy = shutil.copytree(filled.directory, tmp_path_factory.mktemp("read") / "store")
    opened = open_desk(Path(copy), filled.recovery_key, clock=FixedClock(NOW))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def filled_week(
    filled: Filled, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Filled, FullWeek]:
    """The filled store with a whole week in its agenda."""
    copy = Path(shutil.copytree(filled.directory, tmp_path_factory.mktemp("week") / "store"))
    opened = open_desk(copy, filled.recovery_key, clock=FixedClock(NOW))
    week = full_week(opened)
    opened.close()
    return Filled(copy, filled.recovery_key), week


@pytest.fixture
def week(filled_week: tuple[Filled, FullWeek]) -> FullWeek:
    """What stands in the agenda of ``week_desk``."""
    return filled_week[1]


@pytest.fixture
def week_store(filled_week: tuple[Filled, FullWeek], tmp_path: Path) -> Path:
    """A copy of that store."""
    return Path(shutil.copytree(filled_week[0].directory, tmp_path / "week"))


@pytest.fixture
def week_desk(week_store: Path, recovery_key: str, clock: FixedClock) -> Iterator[Desk]:
    """The copy, unlocked."""
    opened = open_desk(week_store, recovery_key, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def agenda(qtbot, week_desk: Desk) -> tuple[AgendaScreen, Trail]:
    """The agenda on that week, with the keyboard, and the trail that it leaves."""
    context, trail = make_context(week_desk)
    page = AgendaScreen(context)
    qtbot.addWidget(page)
    page.resize(1120, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.show_target(Target(Screen.AGENDA))
    page.take_keyboard()
    return page, trail


@pytest.fixture
def board(agenda: tuple[AgendaScreen, Trail]) -> HandledBoard:
    """Its painted sheet."""
    return agenda[0].board


@pytest.fixture
def slot_of(week_desk):
    """Where an entry is, as the store says it."""

    def read(key, table=Appointment):
        wanted = (
            select(table.held_on, table.start_minute, table.end_minute, Place.name)
            .outerjoin(Place, Place.id == table.place_id)
            .where(table.id == key)
        )
        return tuple(week_desk.read(lambda link: link.execute(wanted).one()))

    return read


@pytest.fixture
def action(desk: Desk) -> ActionInfo:
    return desk.action(None)


@pytest.fixture
def made(qapp: QApplication, desk: Desk, action: ActionInfo) -> tuple[Context, Trail]:
    """A context on the copy, and the trail that the page shown with it leaves."""
    return make_context(desk, action)


@pytest.fixture
def trail(made: tuple[Context, Trail]) -> Trail:
    return made[1]


@pytest.fixture
def messages() -> MessageRecorder:
    return MessageRecorder()


@pytest.fixture
def runner(messages: MessageRecorder) -> InlineRunner:
    return InlineRunner(messages)


@pytest.fixture
def participants(desk: Desk, action: ActionInfo) -> tuple[ParticipantRow, ...]:
    """Everyone in the store."""
    return desk.read(lambda link: participants_table(link, action.id))


@pytest.fixture
def run() -> Callable[..., None]:
    """An outside tool that must succeed."""
    return lambda *command: subprocess.run(
        [str(part) for part in command], check=True, capture_output=True
    )


@pytest.fixture
def shell(qtbot, store: Path, clock: FixedClock):
    """The whole window on the copy, its real threads behind it."""
    runner, window = window_on(store, clock)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    runner.close()


@pytest.fixture
def until(qtbot) -> Callable[..., None]:
    """Let the window live until something holds."""
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()))


@pytest.fixture
def plan(desk: Desk, participants: tuple[ParticipantRow, ...]):
    """Plan a rendez-vous of today with someone followed; gives its id."""
    followed = [row for row in participants if row.number in {"23-076", "23-105"}]
    minutes = iter(range(540, 1200, 30))

    def make(days_ago=0, person=0, mode=Mode.ON_SITE):
        start = next(minutes)
        place = None if mode is Mode.PHONE else "Mairie d’Airaines"
        day = desk.clock.now().date() - timedelta(days=days_ago)
        slot = Slot(day, start, start + 30, place, mode)
        return plan_appointment(desk, followed[person].prescription_id, slot)

    make.people = followed
    return make


@pytest.fixture
def open_pad(qtbot, runner, messages, desk, plan):
    def make(appointment_id=None, **asked):
        sitting = presence_sitting(desk, appointment_id or plan(**asked))
        return show(sitting)

    def show(sitting):
        pad = PadScreen(runner, messages, desk, sitting)
        qtbot.addWidget(pad)
        pad.resize(1366, 740)
        pad.show()
        return pad

    make.show = show
    return make


@pytest.fixture
def show_may(qtbot) -> Callable[[Context], MonthScreen]:
    """The month page of a context, on May 2023."""

    def show(context: Context) -> MonthScreen:
        page = MonthScreen(context)
        qtbot.addWidget(page)
        page.refresh()
        page.show_month(date(2023, 5, 1))
        return page

    return show


@pytest.fixture
def window(store: Path, clock: FixedClock, recovery_key: str, qtbot) -> Iterator[DeskWindow]:
    """The whole window unlocked, driven by hands; its look is the usual one again in the end."""
    with desk_window(store, clock, qtbot) as opened:
        opened.shell.unlock(recovery_key)
        opened.until(lambda: opened.shell.workspace)
        opened.shows(opened.space.today)
        yield opened
        opened.shell._leaving = True
        appearance = opened.shell._appearance
        appearance.choose("light")
        appearance.usual()


@pytest.fixture
def choose(window: DeskWindow, monkeypatch) -> Callable[[Path], None]:
    """The file or folder that the next choice gives."""

    def make(path: Path) -> None:
        for door in ("choose_file", "choose_target", "choose_folder"):
            monkeypatch.setattr(window.shell._messages, door, lambda *asked: asked[-1](path))

    return make


@pytest.fixture(scope="module")
def ssh(tmp_path_factory):
    """A real SFTP server."""
    with ssh_server(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture
def inbox(ssh):
    """What it received for this test."""
    for path in ssh.folder.iterdir():
        path.unlink()
    return ssh.folder


@pytest.fixture
def county(desk, action, ssh):
    """A recipient that it serves."""
    return reach(desk, action, sftp_facts(ssh))


@pytest.fixture
def tabs(qapp: QApplication) -> Iterator[OpenSheetsBar]:
    """Those above the pages of a window: a page of sheets is given them."""
    window = QWidget()
    yield OpenSheetsBar(window)
    window.close()


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[QAccessibleAnnouncementEvent]:
    """What is said of itself to a screen reader that listens, on Windows and macOS."""
    said: list[QAccessibleAnnouncementEvent] = []

    def take(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event)

    monkeypatch.setattr(announcing, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", take)
    return said
