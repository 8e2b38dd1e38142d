"""A child of the tests: sends what is due in the outbox of the signing desk.

``python -m support.child_send STORE HOURS MOST`` opens the store that many hours later than it was
made, acknowledges that it begins, then each delivery that it begins to send, and stops by itself
after ``MOST`` of them, in the middle of the next one.
"""

import sys
from datetime import timedelta
from pathlib import Path

from coachdesk.services.outbox.recovering import recover
from coachdesk.services.outbox.sending import send_due
from coachdesk.sync.transports import sftp, webdav
from support.clock import FixedClock
from support.faults import acknowledge
from support.signing_desk import CLOCK, reopen

LOADED = (sftp, webdav)
"""Whichever it goes by: what is looked at is the sending, not the loading of what sends."""


class Stopping:
    """Who follows the sending, and stops it."""

    def __init__(self, most: int) -> None:
        self._left = most

    def begun(self, subject: str, number: int, total: int) -> None:
        """Acknowledge it."""
        del number, total
        self._left -= 1
        acknowledge(subject)

    def sent(self, done: int, total: int) -> None:
        """Nothing to note."""

    def cancelled(self) -> bool:
        """Whether it sent enough."""
        return self._left < 0


if __name__ == "__main__":
    desk = reopen(Path(sys.argv[1]), FixedClock(CLOCK.now() + timedelta(hours=int(sys.argv[2]))))
    recover(desk)
    acknowledge("begins")
    send_due(desk, watch=Stopping(int(sys.argv[3])))
    desk.close()
