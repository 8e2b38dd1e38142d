"""Guards of every test: nothing of the user's is touched, nothing is left running or open."""

import gc
import os
import shutil
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import pytest
from hypothesis import settings

from coachdesk.store import place
from support.clock import FixedClock
from support.foundations import derive_once, lay_quickly
from support.statements import compile_once

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from support.patience import PatientBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt

settings.register_profile("untimed", deadline=None)  # speed is measured in bench/, never here
settings.load_profile("untimed")

QT_FIXTURES = {"qapp", "qtbot", "qtmodeltester"}
TORTURE = "COACHDESK_TORTURE"
SMALL_RUN = 3
SIGNING_KILLS = 20
GRACE = 20.0
"""Seconds given to a thread that was told to end."""
MANY_WIDGETS = 500
MANY_VALUES = 50_000
MEMORY = Path("/dev/shm")
"""Where Linux has a file system in memory."""
ROOM = 4 << 30
"""Bytes that must be free there: far more than the tests ever have at a time."""
YOUNG = 20_000
"""New values before the collector looks at them: 700 is for programs with little memory."""


@pytest.fixture(scope="session", autouse=True)
def _private_directories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The user's directories lead to a temporary one, whatever the system."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("COACHDESK_STORE", str(home / "coachdesk-store"))
        patch.delenv("COACHDESK_PASSPHRASE", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Every store of the tests speaks the same SQL."""
    with pytest.MonkeyPatch.context() as patch:
        compile_once(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _copied_at_will() -> Iterator[None]:
    """The stores of the tests are copies of one another, and taken for what they are copies of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, "lasting_identity", lambda _file: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _as_on_a_disk() -> Iterator[None]:
    """What the tests keep in memory outlives the machine, as far as a sauvegarde is concerned."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "coachdesk.services.backup.making.lost_with_the_machine", lambda _folder: False
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def _laid_once() -> Iterator[None]:
    """A new store of the tests costs what it holds, not its key nor its tables."""
    with pytest.MonkeyPatch.context() as patch:
        lay_quickly(patch)
        derive_once(patch)
        yield


@pytest.fixture(scope="session")
def _windows_were_made() -> list[bool]:
    """Whether windows of past tests may still wait for the collector."""
    return [False]


@pytest.fixture(autouse=True)
def _collected_in_this_thread(
    request: pytest.FixtureRequest, _windows_were_made: list[bool]
) -> None:
    """No server's thread ever collects a window of a past test: Qt would end the program."""
    if QT_FIXTURES & set(request.fixturenames):
        _windows_were_made[:] = [True]
        gc.disable()
        if gc.get_count()[0] > MANY_VALUES:
            gc.collect(0)
        return
    if _windows_were_made[0]:
        with warnings.catch_warnings():  # what a past test left open is none of this one's faults
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
        gc.freeze()  # what is left is of the session: hardly any of it will ever be garbage
        _windows_were_made[:] = [False]
    gc.enable()


@pytest.fixture(autouse=True)
def _choices_of_a_new_machine(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test of the window finds the looks, or the version seen, of the one before it."""
    yield
    if QT_FIXTURES & set(request.fixturenames):
        choices = platformdirs.user_config_path("CoachDesk", appauthor=False) / "settings.json"
        choices.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = set(threading.enumerate()) - before
    left = {thread for thread in left if not isinstance(thread, threading._DummyThread)}  # Qt's
    for thread in left:
        thread.join(GRACE)  # one that was told to end may still be ending
    names = [thread.name for thread in left if thread.is_alive()]
    assert not names, f"threads left running: {names}"


@pytest.fixture(autouse=True)
def _nothing_left_open(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """After a test of the window: no dialog loop, no visible window, no running Qt thread.

    Nor was anything a window for a moment that is to be a part of one.
    """
    if not QT_FIXTURES & set(request.fixturenames):
        yield
        return
    # Only the tests of the window pay for Qt.
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool
    from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
    from shiboken6 import isValid

    from support.window_manager import manage_windows, watch_flashes

    manage_windows(request.getfixturevalue("qapp"))
    flashes = watch_flashes(monkeypatch)
    begin, begun = QThread.start, []

    def note_and_begin(thread: QThread, *priority: QThread.Priority) -> None:
        begun.append(thread)
        begin(thread, *priority)

    def refuse(*_args: object) -> None:
        raise AssertionError("a dialog is opened with open() and a signal, never with exec()")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMessageBox, "exec", refuse)
    monkeypatch.setattr(QThread, "start", note_and_begin)
    yield
    stray = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in stray]
    for widget in stray:  # one test's oversight must not fail the next
        widget.close()
    assert not names, f"windows left open: {names}"
    assert not flashes, f"shown before they were laid out: {flashes}"
    assert QThreadPool.globalInstance().waitForDone(int(GRACE * 1000)), (
        "work left in the Qt thread pool"
    )
    # What the test closed: Qt waits for an event loop, and until then each theme styles it too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    running = [thread for thread in begun if isValid(thread) and thread.isRunning()]
    assert not running, f"Qt threads left running: {running}"
    del stray
    if len(QApplication.allWidgets()) > MANY_WIDGETS:
        gc.collect()  # windows of past tests, in cycles: each change of theme styles them again


@pytest.fixture
def qtbot(qapp: "QApplication", request: pytest.FixtureRequest) -> "PatientBot":
    """That of pytest-qt, with more patience."""
    from support.patience import PatientBot  # only the tests of the window pay for Qt

    del qapp  # it is there
    return PatientBot(request)


@pytest.fixture
def fixed_clock() -> FixedClock:
    """1 June 2023, nine in the morning, French summer time."""
    return FixedClock(datetime(2023, 6, 1, 9, 0, tzinfo=timezone(timedelta(hours=2))))


@pytest.fixture
def torture_n() -> int:
    """How many seeds a fault test runs: few in ``make test``, N in ``make torture N=…``."""
    return int(os.environ.get(TORTURE, str(SMALL_RUN)))


@pytest.fixture
def kills_n(torture_n: int) -> int:
    """The same for what is killed while someone signs: twenty in ``make test``."""
    return max(torture_n, SIGNING_KILLS)


@pytest.fixture
def torture_figures(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Note the figures of a fault test, printed at the end of ``make torture``."""

    def note(name: str, **figures: float) -> None:
        record_property("torture", f"{name}: {', '.join(f'{k} {v}' for k, v in figures.items())}")

    return note


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ``make torture`` runs: those that ask for a number of seeds."""
    for item in items:
        if "torture_n" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.torture)


def pytest_configure() -> None:
    """Keep what tests write in memory, where there is room: each act waits for the disk thrice.

    ``make torture`` stays on the disk, which is what it cuts.
    """
    if TORTURE not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Rewriting the asserts of all the tests makes millions of values, and no garbage in cycles."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """What the modules of the tests hold stays to the end: no collection walks it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests noted: gestures for docs/gestures.md, faults for docs/reliability.md."""
    _print_noted(terminalreporter, "gestures")
    if TORTURE in os.environ:
        _print_noted(terminalreporter, "torture")
        terminalreporter.write_line(f"Python {sys.version.split()[0]}, {sys.platform}")


def _print_noted(terminalreporter: pytest.TerminalReporter, wanted: str) -> None:
    noted = [
        str(value)
        for report in terminalreporter.getreports("passed")
        if report.when == "call"
        for name, value in report.user_properties
        if name == wanted
    ]
    if noted:
        terminalreporter.section(wanted)
        for line in sorted(noted):
            terminalreporter.write_line(line)
