"""A child of the store's tests: encrypts a store anew, to be killed while it does.

``python -m support.child_rekey DIRECTORY NEW`` acknowledges that it begins, then that it is done.
"""

import sys
from pathlib import Path

from coachdesk.core.clock import SystemClock
from coachdesk.store import store as stores
from support.faults import acknowledge
from support.stores import CHEAP, open_store

if __name__ == "__main__":
    # The blow is to fall on the disk, not in the derivation.
    vars(stores)["KdfCost"] = lambda: CHEAP
    store = open_store(Path(sys.argv[1]), SystemClock())
    acknowledge("begins")
    store.encrypt_anew(sys.argv[2], None, lambda _uow: None)
    acknowledge("done")
    store.close()
