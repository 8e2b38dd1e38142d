"""The window as a program: Qt, French, the theme, and no traceback on any screen."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from coachdesk.core.bounded import read_bounded
from coachdesk.core.clock import Clock, SystemClock
from coachdesk.system.crash import CrashLog, incident_directory, keep_what_nobody_catches
from coachdesk.system.runs import Kind, run_kept
from coachdesk.system.temporary import keep_temporary_files_in_memory
from coachdesk.ui.appearance import Appearance, dress
from coachdesk.ui.collector import Collector
from coachdesk.ui.constants_kept import keep_constants
from coachdesk.ui.messages import Messages
from coachdesk.ui.motion import keep_still_when_asked
from coachdesk.ui.one_window import answered
from coachdesk.ui.program_icon import program_icon
from coachdesk.ui.reader import serve_screen_readers
from coachdesk.ui.runner import ThreadRunner, unexpected_error
from coachdesk.ui.session_end import leave_with_the_session
from coachdesk.ui.shell import Shell
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_messages import WindowMessages

_MOST_INCIDENT = 1 << 20


def run(directory: Path, secret: str | None = None) -> int:
    """Open the window on the store of ``directory`` until it is closed; returns the exit code.

    With ``secret`` the store is unlocked at once (the demonstration's is no secret).
    """
    keep_temporary_files_in_memory()
    clock = SystemClock()
    crashes = CrashLog(incident_directory(), clock)
    keep_what_nobody_catches(crashes)
    with run_kept(crashes.directory, clock, Kind.WINDOW) as ended:
        try:
            return _run_window(directory, secret, clock, crashes, ended)
        except Exception as error:  # noqa: BLE001  (there is no window to say it in)
            kept = crashes.record(error)
            _tell(sys.stderr, f"CoachDesk ne peut pas s’ouvrir. {kept}".rstrip())
            return 1


def _run_window(
    directory: Path,
    secret: str | None,
    clock: Clock,
    crashes: CrashLog,
    ended: Callable[[], None],
) -> int:
    application = make_application(sys.argv[:1])
    if answered(directory):
        return 0  # its window is in front now
    banner = Banner()
    parts = _parts(application, crashes, WindowMessages(banner), banner)
    shell = parts.shell(clock, directory)
    leave_with_the_session(application, shell.leave, ended)
    if secret is not None:
        shell.unlock(secret)
    shell.settled.connect(lambda: shell.incidents.look(crashes.directory))
    shell.show()
    code = application.exec()
    parts.runner.close()
    return code


@dataclass(frozen=True)
class _Parts:
    """What every window of the program has beside its store."""

    runner: ThreadRunner
    messages: WindowMessages
    banner: Banner
    appearance: Appearance

    def shell(self, clock: Clock, directory: Path) -> Shell:
        """The window on the store of ``directory``, not shown yet."""
        return Shell(self.runner, self.messages, self.banner, clock, directory, self.appearance)


def _parts(
    application: QApplication, crashes: CrashLog, messages: WindowMessages, banner: Banner
) -> _Parts:
    Collector(application)
    sys.excepthook = partial(show_unexpected, crashes, messages)
    runner = ThreadRunner(messages, crashes)
    return _Parts(runner, messages, banner, Appearance(application, runner))


def try_window(directory: Path, secret: str) -> int:
    """Open the window on a store, show each of its pages, and close it; 1 when one of them fails.

    What goes wrong is told on the standard error, and kept beside the store: it is made up.
    """
    from coachdesk.ui.window_trial import HeardMessages, WindowTrial

    keep_temporary_files_in_memory()
    clock = SystemClock()
    crashes = CrashLog(directory.parent / "incidents", clock)
    keep_what_nobody_catches(crashes)
    application = make_application(sys.argv[:1])
    banner = Banner()
    messages = HeardMessages(banner)
    parts = _parts(application, crashes, messages, banner)
    shell = parts.shell(clock, directory)
    trial = WindowTrial(shell, messages, clock)
    shell.unlock(secret)
    shell.show()
    application.exec()
    parts.runner.close()
    kept = crashes.directory.glob("*.txt")
    faults = [*trial.faults, *(read_bounded(path, _MOST_INCIDENT).decode() for path in kept)]
    _tell(sys.stderr, *faults)
    _tell(sys.stdout, trial.told)
    return 1 if faults else 0


def try_screen() -> int:
    """Meet the screen of this machine, show nothing; Qt ends the program when it can't."""
    application = make_application(sys.argv[:1])
    sizes = [screen.size() for screen in application.screens()]
    met = [f"{size.width()} × {size.height()}" for size in sizes]
    _tell(sys.stdout, ", ".join((application.platformName(), *met)))
    return 0


def run_tour() -> int:
    """Open the visite guidée until it is closed; its store goes with it. Returns the exit code."""
    from coachdesk.ui.tour.window import TourOpening

    keep_temporary_files_in_memory()
    crashes = CrashLog(incident_directory(), SystemClock())
    keep_what_nobody_catches(crashes)
    application = make_application(sys.argv[:1])
    banner = Banner()
    parts = _parts(application, crashes, WindowMessages(banner), banner)
    opening = TourOpening(parts.runner, parts.messages, parts.banner)
    opening.show()
    opening.begin(parts.appearance)
    leave_with_the_session(application, opening.leave, opening.take_away)
    try:
        return application.exec()
    finally:
        parts.runner.close()
        opening.take_away()


def _tell(stream: TextIO | None, *lines: str) -> None:
    if stream is not None:  # there is none where there is no console
        stream.write("".join(f"{line}\n" for line in lines))


def make_application(arguments: list[str]) -> QApplication:
    """The Qt application, in French, with every point of a pen and the theme of the papers."""
    keep_constants()
    # A signature is drawn with every point the device gives, not with one per frame.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, on=False)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressTabletEvents, on=False)
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    # Asked for by ``setStyle``, the style would be made an object of Python: a tenth of the start.
    application = QApplication([*arguments, "-style", "fusion"])
    application.setApplicationName("CoachDesk")
    application.setApplicationDisplayName("CoachDesk")
    application.setDesktopFileName("coachdesk")  # its entry in the menu: the icon of the window
    application.setWindowIcon(program_icon())
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    translator = QTranslator(application)
    if translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    dress(application)
    serve_screen_readers(application)
    keep_still_when_asked(application)
    return application


def show_unexpected(
    crashes: CrashLog,
    messages: Messages,
    _kind: type[BaseException],
    error: BaseException,
    _trace: TracebackType | None,
) -> None:
    """Tell an error that nothing caught, as ``sys.excepthook``: in a sentence, kept for us."""
    messages.refuse(unexpected_error(error, crashes))
