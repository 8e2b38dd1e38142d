"""A child of the store's tests: upgrades a store, to be killed while it does.

``python -m support.child_migration DIRECTORY SCRIPTS``: one acknowledgement, before it begins.
"""

import sys
from pathlib import Path

from coachdesk.core.clock import SystemClock
from coachdesk.store.migrate import migrate
from coachdesk.store.unit_of_work import stamp
from coachdesk.store.vault import unlock
from support.faults import acknowledge
from support.stores import PASSPHRASE


def main(directory: Path, scripts: Path) -> None:
    """Upgrade the store in ``directory`` by the revisions in ``scripts``."""
    clock = SystemClock()
    keys = unlock(directory, PASSPHRASE)
    acknowledge("unlocked")
    migrate(directory, keys, stamp(clock, clock.now()), clock.now(), scripts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
