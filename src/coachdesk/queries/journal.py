"""The chain of the journal: its headers and signatures, nothing of what the entries say."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from coachdesk.core.journal_form import HEADER
from coachdesk.models import JournalEntry


def chain(connection: Connection) -> Iterator[tuple[dict[str, Any], bytes | None]]:
    """The header of each entry, as its hash covers it, and the device's signature; from the first.

    They come as they stand: whether they still fit together is for who reads them.
    """
    entries = select(JournalEntry.__table__).order_by(JournalEntry.seq)
    for row in connection.execute(entries).mappings():
        header = {name: row[name] for name in HEADER}
        header |= {name: str(header[name]) for name in ("incarnation", "entity_id")}
        yield header, row["signature"]
