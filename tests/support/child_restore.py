"""A child of the tests: puts a sauvegarde back in the place of the signing desk's store.

``python -m support.child_restore STORE BACKUP`` acknowledges that it begins, then that it is done.
"""

import sys
from datetime import timedelta
from pathlib import Path

from coachdesk.services.restoring.use_case import look_at, put_back
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.faults import acknowledge
from support.signing_desk import CLOCK

if __name__ == "__main__":
    clock = FixedClock(CLOCK.now() + timedelta(days=1))
    acknowledge("begins")
    put_back(look_at(Path(sys.argv[2]), PASSPHRASE, Path(sys.argv[1]), clock=clock), clock)
    acknowledge("done")
