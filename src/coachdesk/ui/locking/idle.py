"""How long nobody has touched the window, and whether the machine slept meanwhile."""

from PySide6.QtCore import QObject, QTimer, Signal

from coachdesk.core.clock import Clock
from coachdesk.system.asleep import asleep_ms
from coachdesk.system.settings import load_settings

_LOOK_MS = 1_000
WARNED_MS = 30_000
"""She is told that long before."""
CHOICES = (2, 5, 10, 15, 30, 60)
"""Minutes; there is no « never »: the discreet screen and a longer time are for who needs them."""
USUAL = 10
_SLEPT_MS = 2_000


class Idle(QObject):
    """``passed`` when the time chosen went by, ``soon`` a little before, ``woken`` after a sleep.

    Time asleep does not count as idle: waking up is a reason of its own.
    """

    passed = Signal()
    soon = Signal()
    woken = Signal()

    def __init__(self, parent: QObject, clock: Clock) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock.monotonic_ms()
        self._warned = False
        self._asleep = asleep_ms()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def touch(self) -> None:
        """She is there."""
        self._last = self._clock.monotonic_ms()
        self._warned = False

    def look(self) -> None:
        """Tell what is due now."""
        slept, self._asleep = asleep_ms() - self._asleep, asleep_ms()
        if slept > _SLEPT_MS:
            self.woken.emit()
        idle = self._clock.monotonic_ms() - self._last
        if idle < CHOICES[0] * 60_000 - WARNED_MS:
            return
        limit = chosen_minutes() * 60_000  # read when it counts: it may have been changed since
        if idle >= limit:
            self.touch()
            self.passed.emit()
        elif idle >= limit - WARNED_MS and not self._warned:
            self._warned = True
            self.soon.emit()


def chosen_minutes() -> int:
    """The time chosen; the usual one where the file says something else than a choice."""
    kept = load_settings().lock_minutes
    return kept if kept in CHOICES else USUAL
