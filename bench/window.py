"""The real window on the big store: how long a page takes from the wish to its paint."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from PySide6.QtCore import QEventLoop, QTimer

from big_store import PASSPHRASE, BenchClock, BigStore, big_store
from coachdesk.app import make_application
from coachdesk.services.backup import automatic
from coachdesk.services.targets import Target
from coachdesk.system.crash import CrashLog
from coachdesk.ui.appearance import Appearance
from coachdesk.ui.shell import Shell
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_messages import WindowMessages
from measure import now
from support.watched_runner import WatchedRunner

PATIENCE_MS = 30_000
WINDOW = (1366, 768)


class BenchWindow:
    """A shell on the big store, shown."""

    def __init__(self, store: BigStore, folder: Path) -> None:
        self.application = make_application(["bench"])
        clock, banner = BenchClock(), Banner()
        messages = WindowMessages(banner)
        self.runner = WatchedRunner(messages, CrashLog(folder, clock))
        appearance = Appearance(self.application, self.runner)
        self.shell = Shell(self.runner, messages, banner, clock, store.directory, appearance)
        self.shell.resize(*WINDOW)
        self.took(self.shell.show)  # which also loads what is inside

    def unlock(self) -> float:
        """Seconds from the passphrase typed, which derives at once, to the day painted."""
        return self.took(lambda: self.shell.unlock(PASSPHRASE))

    def open(self, target: Target) -> float:
        """Seconds from the wish for a page to its paint."""
        workspace = self.shell.workspace
        assert workspace is not None, "unlock first"
        return self.took(lambda: workspace.go(target))

    def took(self, act: Callable[[], None]) -> float:
        """Seconds from ``act`` until all it asked for is read and painted."""
        loop = QEventLoop()
        self.runner.idle = lambda: QTimer.singleShot(0, loop.quit)
        impatience = QTimer(singleShot=True, interval=PATIENCE_MS)
        impatience.timeout.connect(lambda: loop.exit(1))
        impatience.start()
        began = now()
        act()
        refused = loop.exec()
        self.shell.repaint()
        taken = now() - began
        if refused:
            raise TimeoutError("the page never came")
        return taken

    def close(self) -> None:
        """Close the window, and its store."""
        self.shell.close()
        self.runner.close()


@contextmanager
def bench_window() -> Iterator[BenchWindow]:
    """The window as first installed, not unlocked yet; read in it, write nothing."""
    store = big_store()
    # A sauvegarde of a gigabyte and a half, begun at the unlocking, would be all that is measured.
    no_sauvegarde = patch.object(automatic, "due_places", return_value=())
    with TemporaryDirectory() as folder, no_sauvegarde:
        os.environ["XDG_CONFIG_HOME"] = folder  # not in the size of text of who runs the bench
        window = BenchWindow(store, Path(folder))
        try:
            yield window
        finally:
            window.close()
