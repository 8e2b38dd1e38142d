"""The names of the files that make a store, all in one directory."""

from pathlib import Path

DATABASE_FILE = "store.db"
KEY_FILE = "store.keys.json"
SPARE_KEY_FILE = "store.keys.json.bak"
"""A second copy of the key file, for the day the first is damaged."""
MARK_FILE = "store.head.json"
COPY_FILE = "store.copy"
"""There in a copy until it is opened: what was done since in the store is not in it."""
ERASED_FILE = "store.erased.json"
"""Who was erased, by ids alone: beside the database, so that a restore does not bring them back."""
PLACE_FILE = "store.place.json"
"""Which file of which disk the database was when it was last opened: a copy is another one."""
MANIFEST_FILE = "store.manifest.json"
"""There in a copy until it is opened: its files, sizes and hashes as it was made."""
REPLACED_FILE = "store.replaced.json"
"""There while another store takes the place of this one, and read at the next opening."""
ASIDE_FOLDER = "mis-de-cote"
"""Where a store goes that another took the place of, and its damaged files; nothing is deleted."""
UNFINISHED_FILE = "store.unfinished"
"""There while a store is being made, and gone once it can be opened."""
TRIES_FILE = "store.tries.json"
"""There after a wrong passphrase, until a right one; no copy takes it."""
PLACES_FILE = "store.places.json"
"""The folders where its sauvegardes went: for the day when the store itself can't tell."""
NEXT_FOLDER = "store.next"
"""Where the store encrypted anew is made, before it takes the place of the old one."""
SWITCH_FILE = "store.switch"
"""There from the moment when what is in ``NEXT_FOLDER`` is the store, until it is in place."""
WINDOW_FILE = "store.window"
"""Held by the window that shows the store, and removed with it; no copy takes it."""
JOURNAL_FILE = f"{DATABASE_FILE}-journal"
"""There when the program was cut while it was alone with the database: what SQLite takes back."""
STORE_FILES = (
    KEY_FILE,
    SPARE_KEY_FILE,
    DATABASE_FILE,
    f"{DATABASE_FILE}-wal",
    JOURNAL_FILE,
    f"{DATABASE_FILE}-shm",
    MARK_FILE,
    ERASED_FILE,
    COPY_FILE,
    MANIFEST_FILE,
    TRIES_FILE,
    PLACE_FILE,
)


def store_exists(directory: Path) -> bool:
    """Whether ``directory`` holds a store, or what is left of one."""
    return any((directory / name).exists() for name in (DATABASE_FILE, KEY_FILE, REPLACED_FILE))


def is_unfinished(directory: Path) -> bool:
    """Whether the making of the store there was cut, and it was never opened since."""
    return (directory / UNFINISHED_FILE).exists()
