"""The high-water mark: the last entry known to be committed, kept outside the database.

A database that lost its latest commits (its WAL damaged in the middle, an older copy put back) is
sound in itself; only something outside can tell.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.bounded import read_bounded
from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.errors import DamagedError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, NNBSP, quoted
from coachdesk.core.store_files import MARK_FILE
from coachdesk.store.journal import Head, read_head

_MOST_BYTES = 4_096
_NUMBERS = range(1, 1 << 63)
"""Those that SQLite can count."""
_UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError
)  # fmt: skip
"""What damaged JSON, or JSON of another shape, can raise."""


@dataclass(frozen=True)
class Mark:
    """The head of the journal of one store, as it was last seen."""

    store_id: UUID
    head: Head


def write_mark(directory: Path, mark: Mark) -> None:
    """Replace the mark.

    Raises:
        OSError: the former mark is then still there, older and still true.
    """
    head = mark.head
    content: dict[str, Json] = {
        "store": str(mark.store_id),
        "incarnation": str(head.incarnation),
        "seq": head.seq,
        "hash": head.hash,
    }
    write_atomically(directory / MARK_FILE, canonical_json(content) + b"\n")


def read_mark(directory: Path) -> Mark | None:
    """The mark, or None when there is none that can be read."""
    try:
        content = json.loads(read_bounded(directory / MARK_FILE, _MOST_BYTES))
        seq = int(content["seq"])
        if seq not in _NUMBERS:
            return None
        head = Head(seq, str(content["hash"]), UUID(content["incarnation"]))
        return Mark(UUID(content["store"]), head)
    except _UNREADABLE:
        return None


def known_head(directory: Path, store_id: UUID) -> Head | None:
    """The entry that the mark there names, if it is one of that store."""
    mark = read_mark(directory)
    return mark.head if mark and mark.store_id == store_id else None


def check_mark(connection: Connection, store_id: UUID, mark: Mark | None, path: Path) -> None:
    """Refuse a database that no longer holds the entry that ``mark`` names.

    Raises:
        DamagedError: it is older than the mark, or tells another story.
    """
    if mark is None:
        return
    head = read_head(connection)
    found = connection.exec_driver_sql(
        "SELECT hash FROM journal_entry WHERE seq = ?", (mark.head.seq,)
    ).scalar()
    if mark.store_id == store_id and found == mark.head.hash:
        return
    last = head.seq if head else 0
    if mark.store_id != store_id:
        raise DamagedError(
            f"Le fichier {quoted(path.with_name(MARK_FILE))} est le repère d’un autre magasin.",
            f"Rien n’a été modifié{NBSP}: continuez avec ce magasin{NNBSP}; le journal le notera.",
        )
    if found is None:
        what = (
            f"est plus ancien que ce qui a été enregistré{NBSP}: il s’arrête à "
            f"l’enregistrement n°{NBSP}{last} au lieu de n°{NBSP}{mark.head.seq}"
        )
    else:
        what = f"n’a pas le même enregistrement n°{NBSP}{mark.head.seq} que son repère"
    raise DamagedError(
        f"Le fichier {quoted(path)} {what}.",
        f"Rien n’a été modifié{NBSP}: remettez en place une sauvegarde{NNBSP}; s’il n’y en a pas, "
        f"reprenez à l’enregistrement n°{NBSP}{last}{NNBSP}; le journal le notera.",
    )
