"""A child of the store's tests: saves people one by one, acknowledging each committed one.

``python -m support.child_store DIRECTORY LABEL COUNT``: each person is « LABEL number ».
"""

import sys
from pathlib import Path

from coachdesk.core.clock import SystemClock
from support.faults import acknowledge
from support.stores import open_store, save


def main(directory: Path, label: str, count: int) -> None:
    """Save ``count`` people in the store, each in its own unit of work."""
    store = open_store(directory, SystemClock())
    for number in range(count):
        name = f"{label} {number:05d}"
        save(store, name)
        acknowledge(name)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
