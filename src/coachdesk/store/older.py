"""A store as the first version of the program made it, to try that this one still opens it."""

from pathlib import Path

from coachdesk.core.clock import Clock
from coachdesk.store.foundations import create_database, make_room
from coachdesk.store.key_file import KdfCost
from coachdesk.store.migrate import revisions
from coachdesk.store.vault import create_keys


def make_oldest_store(directory: Path, passphrase: str, clock: Clock) -> str:
    """Make an empty store of the oldest revision, closed; gives that revision.

    Raises:
        UserError: the disk refuses.
    """
    make_room(directory)
    keys, _ = create_keys(directory, passphrase, KdfCost())
    oldest = revisions()[-1]
    create_database(directory, keys, clock, oldest)
    return oldest
