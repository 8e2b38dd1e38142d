"""A child of the tests: opens a store, which upgrades it when it is older than the program.

``python -m support.child_open STORE`` acknowledges that it begins, then that it is open.
"""

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from coachdesk.services.desk import open_desk
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.faults import acknowledge

LATER = FixedClock(datetime(2023, 7, 4, 9, 0, tzinfo=timezone(timedelta(hours=2))))
EARLIER = FixedClock(LATER.now() - timedelta(minutes=1))
"""When it is tried in vain: the copy that an upgrade begins by bears the second."""

if __name__ == "__main__":
    acknowledge("begins")
    desk = open_desk(Path(sys.argv[1]), PASSPHRASE, clock=EARLIER)
    acknowledge("open")
    desk.close()
