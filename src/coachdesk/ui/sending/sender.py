"""What sends in the background: by one click, or by itself when a connection is there.

It has one job at a time on the runner's thread for the network. Each step of ``send_due`` is a
short write of its own, so that neither the window nor what is recorded in it ever waits.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from coachdesk.core.errors import UserError
from coachdesk.services.desk import Desk
from coachdesk.services.outbox.looking import (
    Awaited,
    all_that_waits,
    awaited,
    first_trouble,
    that_could_leave,
)
from coachdesk.services.outbox.receipts import Fetched, fetch_receipts
from coachdesk.services.outbox.sending import SentReport, send_due
from coachdesk.services.outbox.stamping import Stamped, stamp_packages
from coachdesk.services.outbox.when import When, sending_when
from coachdesk.ui.runner import Runner, Task
from coachdesk.ui.sending.following import TaskWatch
from coachdesk.ui.sending.network import Network

if TYPE_CHECKING:
    from coachdesk.ui.backups.keeper import BackupKeeper

_EVERY_MS = 60_000
_LOOK_EACH = 5
"""Ticks between two looks whether a recipient answers, where the system does not tell."""
_BETWEEN_MS = 1_000
"""Between two words of deliveries that leave one after the other."""
_SETTLE_MS = 2_000
"""A network that has just come back is given the time to work."""


@dataclass(frozen=True)
class Sent:
    """How a sending ended, with what came back after it."""

    report: SentReport
    receipts: Fetched
    stamped: Stamped
    asked: bool
    """She asked for it; else it went by itself."""
    why: str
    """Of the first that did not leave; empty when all did."""


@dataclass(frozen=True)
class _Looked:
    ready: tuple[UUID, ...]
    when: When
    receipts: Fetched
    stamped: Stamped


class Sender(QObject):
    """``moved`` when a delivery changed its state, ``offered`` how many can leave now.

    ``begun`` and ``ended`` frame a sending (``ended`` carries its ``Sent``, None when it was
    refused), ``progressed`` says how far it is and in what words.
    """

    moved = Signal()
    offered = Signal(int)
    begun = Signal()
    progressed = Signal(float, str)
    ended = Signal(object)

    def __init__(
        self,
        runner: Runner,
        refuse: Callable[[UserError], None],
        desk: Desk,
        parent: QObject | None = None,
    ) -> None:
        """``refuse`` tells her what could not even be tried."""
        super().__init__(parent)
        self._runner, self._refuse, self._desk = runner, refuse, desk
        self.network = Network(self)
        self.task: Task | None = None
        """What is being sent, to be cancelled."""
        self.ready = 0
        """How many can leave now, as was found last; 0 when nobody answers, or nothing waits."""
        self.keeper: BackupKeeper | None = None
        """What makes sauvegardes beside it, for as long; None without a window."""
        self._looking: Task | None = None
        self._asked: list[Collection[UUID] | None] = []
        """What else she asked for, to be sent once this is over."""
        self._words = ""
        self._unsaid = False
        """Another delivery began since ``moved`` was last told."""
        self._waiting = 0
        self._stopped = False
        self._ticks = 0
        self._minute = QTimer(self)
        self._minute.setInterval(_EVERY_MS)
        self._minute.timeout.connect(self.tick)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.look)
        self._between = QTimer(self)
        self._between.setSingleShot(True)
        self._between.setInterval(_BETWEEN_MS)
        self._between.timeout.connect(self._say_moved)
        self.network.appeared.connect(self._soon.start)

    @property
    def busy(self) -> bool:
        """Whether something is being sent."""
        return self.task is not None

    def start(self) -> None:
        """The desk is open, and what a crash left was settled: a connection is looked for."""
        self._soon.start()
        self._minute.start()
        if self.keeper is not None:
            self.keeper.start()

    def send(self, only: Collection[UUID] | None = None) -> None:
        """Send what she asks for, whatever the connection costs; None is all that waits."""
        if self.busy:
            self._asked.append(only)
        else:
            self._send(only, asked=True)

    def cancel(self) -> None:
        """Stop; what did not leave waits as before."""
        self._asked.clear()
        if self.task is not None:
            self.task.cancel()

    def note_waiting(self, number: int) -> None:
        """So many wait for a connection; one more may leave at once."""
        more, self._waiting = number > self._waiting, number
        if more and not self._stopped:
            self._soon.start()
        elif number < self.ready:
            self._offer(number)

    def look(self) -> None:
        """See whether what waits can leave: propose it, or send it, as she set."""
        if self._paused or self._looking is not None:
            return
        desk, self._ticks = self._desk, 0

        def work(task: Task) -> _Looked:
            known = awaited(desk)
            ready = that_could_leave(desk, task.cancelled) if known.waiting else ()
            asks = known.receipts and (ready or not known.waiting)
            found = fetch_receipts(desk, task.cancelled) if asks else Fetched(0, ())
            stamped = stamp_packages(desk, cancelled=task.cancelled)
            return _Looked(ready, desk.read(sending_when), found, stamped)

        def looked(found: _Looked) -> None:
            self._looking = None
            if found.receipts.confirmed or found.stamped.queued:
                self.moved.emit()
            if found.ready and found.when is When.BY_ITSELF and not self._paused:
                self._send(found.ready, asked=False)
            elif not self._paused:
                self._offer(len(found.ready))

        def unseen(_: UserError) -> None:
            self._looking = None  # nobody asked for it: nothing is said

        self._looking = Task()  # work that is done at once ends before its task is given
        looking = self._runner.carry(self, work, looked, unseen)
        if self._looking is not None:
            self._looking = looking

    def tick(self) -> None:
        """A minute went by: what failed is tried again when its time has come."""
        if self._paused:
            return
        self._ticks += 1
        desk = self._desk

        def known(found: Awaited) -> None:
            if self._paused:
                return
            if found.due:
                self._send(found.due, asked=False)
            elif self._ticks >= _LOOK_EACH and (found.waiting or found.receipts or found.stamps):
                self.look()

        self._runner.read(self, lambda: awaited(desk), known, lambda _: None)

    def stop(self) -> None:
        """The desk is about to close: nothing more begins, what is under way is asked to stop."""
        self._stopped = True
        self.cancel()
        if self.keeper is not None:
            self.keeper.stop()
        for timer in (self._minute, self._soon, self._between):
            timer.stop()
        if self._looking is not None:
            self._looking.cancel()

    @property
    def _paused(self) -> bool:
        """Nothing goes by itself: closed, busy, or what is sent is counted."""
        return self._stopped or self.busy or self.network.metered

    def _offer(self, number: int) -> None:
        self.ready = number
        self.offered.emit(number)

    def _send(self, only: Collection[UUID] | None, *, asked: bool) -> None:
        if self._stopped:
            return
        desk = self._desk
        if self._looking is not None:
            self._looking.cancel()  # she waits for no other answer

        def work(task: Task) -> Sent:
            asked_for = all_that_waits(desk) if only is None else only
            report = send_due(desk, only=asked_for, watch=TaskWatch(task, desk.clock))
            stopped = task.cancelled()
            found = Fetched(0, ()) if stopped else fetch_receipts(desk, task.cancelled)
            stamped = Stamped(0, None) if stopped else _stamped(desk, task, report)
            why = first_trouble(desk, asked_for) if report.troubled else ""
            return Sent(report, found, stamped, asked, why)

        def not_sent(error: UserError) -> None:
            if asked:
                self._refuse(error)
            self._end(None)

        self.task = Task()  # work that is done at once ends before its task is given
        self._offer(0)
        self.begun.emit()
        task = self._runner.carry(self, work, self._end, not_sent, self._progress)
        if self.task is not None:
            self.task = task

    def _progress(self, share: float, words: str) -> None:
        """In the window's thread: other words, another delivery."""
        self.progressed.emit(share, words)
        if words != self._words:
            self._words, self._unsaid = words, True
            if not self._between.isActive():
                self._say_moved()

    def _say_moved(self) -> None:
        """Seldom enough: each time, pages are read again."""
        if self._unsaid:
            self._unsaid = False
            self._between.start()
            self.moved.emit()

    def _end(self, sent: Sent | None) -> None:
        self.task, self._words, self._unsaid = None, "", False
        self.moved.emit()
        self.ended.emit(sent)
        if self._asked and not self._stopped:
            self._send(self._asked.pop(0), asked=True)


def _stamped(desk: Desk, task: Task, report: SentReport) -> Stamped:
    """Once what waits has left: its timestamps, and their supplements at once behind them."""
    connected = report.handed > 0  # the authority may answer now, whatever it did before
    stamped = stamp_packages(desk, asked=connected, cancelled=task.cancelled)
    if stamped.queued and connected and not task.cancelled():
        send_due(desk, only=stamped.queued, watch=TaskWatch(task, desk.clock))
    return stamped
