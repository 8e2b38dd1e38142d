"""The window of the visite: it prepares its store, opens it, and takes it away at the end."""

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from coachdesk.core.clock import Clock, clock_from
from coachdesk.core.errors import UserError
from coachdesk.services.tour.store import MORNING, SECRET, Tour, make_tour
from coachdesk.ui.appearance import Appearance
from coachdesk.ui.locking.why import Why
from coachdesk.ui.program_icon import ProgramMark, program_icon
from coachdesk.ui.runner import Runner
from coachdesk.ui.shell import Shell
from coachdesk.ui.theme import em
from coachdesk.ui.tour.control import TourControl
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.widgets.layout import column, label, row
from coachdesk.ui.window_messages import WindowMessages

TITLE = "Visite guidée, données inventées"
"""The name of the program follows it, as in any of its windows."""


class TourShell(Shell):
    """A window on invented data: it has nothing to lock away, so it closes where others lock."""

    def lock(self, _why: Why = Why.ASKED) -> None:
        """Close."""
        self.leave()


class TourOpening(QWidget):
    """Says that the example is being made; ``opened`` carries the window that follows it."""

    opened = Signal(object)

    def __init__(self, runner: Runner, messages: WindowMessages, banner: Banner) -> None:
        super().__init__()
        self._runner, self._messages, self._banner = runner, messages, banner
        self.clock: Clock = clock_from(MORNING)
        self.folder = Path(tempfile.mkdtemp(prefix="coachdesk-visite-"))
        self.shell: TourShell | None = None
        self.control: TourControl | None = None
        self.setObjectName("page")
        self.setWindowTitle(TITLE)
        self.setWindowIcon(program_icon())
        self.words = label(self.tr("La visite se prépare\u00a0: quelques secondes."), wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        layout = column(None, self._name(), self.words, self.bar, None, spacing=12)
        layout.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.setContentsMargins(em(3), em(2), em(3), em(2))
        self.setLayout(layout)
        self.resize(em(34), em(14))

    @staticmethod
    def _name() -> QHBoxLayout:
        """The program's, beside its icon."""
        return row(None, ProgramMark(), label("CoachDesk", role="title"), None)

    def begin(self, appearance: Appearance) -> None:
        """Make the store beside the window, then open it."""
        folder, clock = self.folder / "magasin", self.clock
        self._runner.read(
            self, lambda: make_tour(folder, clock), lambda tour: self._open(tour, appearance),
            self._failed,
        )  # fmt: skip

    def leave(self) -> None:
        """Close, whatever is shown."""
        if self.shell is None:
            self.close()
        else:
            self.shell.leave()

    def take_away(self) -> None:
        """Nothing of the visite stays on the disk."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _open(self, tour: Tour, appearance: Appearance) -> None:
        if not self.isVisible():
            return  # closed in the meantime
        shell = TourShell(
            self._runner, self._messages, self._banner, self.clock, tour.directory, appearance
        )
        self.shell = shell
        shell.setWindowTitle(TITLE)
        self.control = TourControl(shell, tour)
        self.control.there.connect(self._show)
        shell.unlock(SECRET)

    def _show(self) -> None:
        """The desk is open: nobody is asked for a passphrase that is not hers."""
        if self.shell is not None and self.isVisible():
            self.shell.show()
            self.hide()
            self.opened.emit(self.shell)

    def _failed(self, error: UserError) -> None:
        self.bar.hide()
        self.words.setText(str(error))
