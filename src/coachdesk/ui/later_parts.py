"""A window whose parts around the pages are made once it is drawn: the passphrase comes first."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from coachdesk.core.clock import Clock
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.widgets.layout import column

if TYPE_CHECKING:
    from coachdesk.ui.handing_over import HandingOver
    from coachdesk.ui.incident_bar import IncidentBar
    from coachdesk.ui.status_line import StatusLine


class LaterParts(QMainWindow):
    """Each part is made hidden, when it is first asked for; what it asks for is a signal here.

    ``place_asked`` carries a Target, ``command_asked`` the key of a command, ``stood`` where the
    desk stands; ``put_away`` asks for the lock, ``handed_back`` says that the desk is the coach's.
    """

    place_asked = Signal(object)
    command_asked = Signal(str)
    stood = Signal(object)
    put_away = Signal()
    handed_back = Signal()

    def __init__(self, runner: Runner, messages: Messages, banner: Banner, clock: Clock) -> None:
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._banner = banner
        self._clock = clock
        self.pages = QStackedWidget()
        self._centre = QWidget()
        self._lines = column(banner, self.pages, spacing=0)
        self._lines.setStretch(1, 1)
        self._centre.setLayout(self._lines)

    def head_with(self, bar: QWidget) -> None:
        """Put ``bar`` above all else, for as long as the window is."""
        self._lines.insertWidget(0, bar)

    @cached_property
    def incidents(self) -> "IncidentBar":
        """What went wrong the last time, above the pages."""
        from coachdesk.ui.incident_bar import IncidentBar

        incidents = IncidentBar(self._runner, self._messages, self._clock)
        self._lines.insertWidget(self._lines.indexOf(self.pages), incidents)
        return incidents

    @cached_property
    def status(self) -> "StatusLine":
        """The line at the foot."""
        from coachdesk.ui.status_line import StatusLine

        status = StatusLine(self._runner)
        status.asked.connect(self.place_asked)
        status.command_asked.connect(self.command_asked)
        status.stood.connect(self.stood)
        status.hide()
        self._lines.addWidget(status)
        return status

    @cached_property
    def _handing(self) -> "HandingOver":
        """What gives the window to a person, and takes it back."""
        from coachdesk.ui.handing_over import HandingOver

        handing = HandingOver(self, self.pages, (self._banner, self.incidents), self.status)
        handing.lock_asked.connect(self.put_away)
        handing.came_back.connect(self.handed_back)
        return handing

    def make_parts(self) -> None:
        """Make all of them: an open store does not wait for them either."""
        assert self._handing.shown is None, "nothing is open yet"
