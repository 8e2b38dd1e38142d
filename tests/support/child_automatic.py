"""A child of the tests: the signing desk works day after day, its sauvegardes making themselves.

``python -m support.child_automatic STORE FIRST`` acknowledges each row it saves (``row FIRST``…)
and each sauvegarde that was made by itself (its name).
"""

import sys
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from coachdesk.services.backup.automatic import Moment, back_up
from coachdesk.services.desk import open_desk
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.faults import acknowledge
from support.stores import save

if __name__ == "__main__":
    first = int(sys.argv[2])
    began = datetime(2023, 6, 2, 9, tzinfo=timezone(timedelta(hours=2)))
    clock = FixedClock(began + timedelta(days=first))
    desk = open_desk(Path(sys.argv[1]), PASSPHRASE, clock=clock)
    for number in count(first):
        save(desk.store, f"Rang {number}")
        acknowledge(f"row {number}")
        for made in back_up(desk, Moment.LEAVE).backups:
            acknowledge(made.path.name)
        clock.advance(timedelta(days=1))
