"""The corrections of who someone is, as the journal tells them: each column, before and after."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, TextClause, select, text

from coachdesk.core.canonical import Json
from coachdesk.models import JournalEntry, JournalPayload

IS_CORRECTION: TextClause = text(
    "journal_entry.kind = 'update' AND journal_entry.entity IN ('participant', 'prescription')"
)
"""The condition of the index ``ix_journal_entry_corrections``, in its words.

With its values as parameters SQLite would not use the index, and read the whole journal.
"""


@dataclass(frozen=True, slots=True)
class IdentityCorrection:
    """One column corrected."""

    seq: int
    at: datetime
    table: str
    column: str
    before: Json
    after: Json


def corrections(connection: Connection, keys: Collection[UUID]) -> tuple[IdentityCorrection, ...]:
    """Those of these rows (a participant, her prescriptions), the latest first."""
    listing = (
        select(JournalEntry.seq, JournalEntry.wall, JournalEntry.entity, JournalPayload.body)
        .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .where(
            IS_CORRECTION,
            JournalEntry.entity_id.in_(keys),
            JournalPayload.body.is_not(None),
        )
        .order_by(JournalEntry.seq.desc())
    )
    found = connection.execute(listing)
    return tuple(each for row in found for each in _changes(*row))


def _changes(seq: int, wall: str, table: str, body: bytes | None) -> Iterator[IdentityCorrection]:
    told = json.loads(body or b'{"new": {}, "old": {}}')
    at = datetime.fromisoformat(wall)
    for column, after in told["new"].items():
        yield IdentityCorrection(seq, at, table, column, told["old"][column], after)
