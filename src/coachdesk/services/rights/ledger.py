"""The registre des effacements: who was erased, by ids alone, in the store and in a file beside it.

The file is what tells a restored backup, made before, whom to erase again. It names nobody.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.bounded import read_bounded
from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.files import write_atomically
from coachdesk.core.store_files import ERASED_FILE
from coachdesk.models import ErasedPerson, Participant
from coachdesk.models.base import instant_text
from coachdesk.services.desk import Desk

_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What damaged JSON, or JSON of another shape, can raise."""
_MOST_BYTES = 1 << 24


@dataclass(frozen=True, order=True)
class Erased:
    """Someone who was erased."""

    id: UUID
    """Of the participant that she was."""
    at: datetime
    reason: str
    """« request », « retention »."""


def read_ledger(directory: Path) -> tuple[Erased, ...]:
    """What the file in ``directory`` tells; nothing when there is none that can be read."""
    path = directory / ERASED_FILE
    try:
        return tuple(
            Erased(UUID(told["id"]), datetime.fromisoformat(told["at"]), str(told["reason"])[:64])
            for told in json.loads(read_bounded(path, _MOST_BYTES))["erased"]
        )
    except _UNREADABLE:
        return ()


def write_ledger(directory: Path, store_id: UUID, erased: Iterable[Erased]) -> None:
    """Add to the file in ``directory`` who was erased.

    Raises:
        OSError: the file is as it was.
    """
    known = {each.id: each for each in read_ledger(directory)}
    every = sorted((known | {each.id: each for each in erased}).values())
    told: list[Json] = [
        {"id": str(each.id), "at": instant_text(each.at), "reason": each.reason} for each in every
    ]
    content: dict[str, Json] = {"store": str(store_id), "erased": told}
    write_atomically(directory / ERASED_FILE, canonical_json(content) + b"\n")


def erased_people(connection: Connection) -> tuple[Erased, ...]:
    """What the store itself tells."""
    table = ErasedPerson.__table__
    found = connection.execute(select(table.c.id, table.c.erased_at, table.c.reason))
    return tuple(Erased(row.id, row.erased_at, row.reason) for row in found)


def keep_ledger(desk: Desk) -> None:
    """Write beside the store what it tells; what the file tells of more stays.

    Raises:
        OSError: the file is as it was.
    """
    write_ledger(desk.store.directory, desk.store.store_id, desk.read(erased_people))


def due_again(desk: Desk) -> tuple[Erased, ...]:
    """Who is in the store though the file beside it tells that she was erased: it was restored."""
    told = {each.id: each for each in read_ledger(desk.store.directory)}
    if not told:
        return ()
    back = desk.read(
        lambda link: link.execute(
            select(Participant.id).where(Participant.id.in_(told))
        ).scalars().all()
    )  # fmt: skip
    return tuple(told[key] for key in back)
