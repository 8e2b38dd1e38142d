"""Known again in a workbook, though she was erased: keyed hashes, kept as long as her proofs."""

import secrets
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from coachdesk.domain.erased_marks import Facts, contact_facts, mark, number_facts, person_facts
from coachdesk.models import ErasedMark, OutreachContact, OutreachEvent, Secret
from coachdesk.queries.erased_marks import KEY, marks_key
from coachdesk.services.rights.naming import Naming
from coachdesk.services.rights.own_rows import Hers, chunks, table_of

_KEY_BYTES = 32


def keep_marks(link: Connection, mine: Hers, naming: Naming, kept_until: date) -> None:
    """Keep what lets a workbook be recognised, in the transaction of an erasure."""
    key = marks_key(link)
    if key is None:
        key = secrets.token_bytes(_KEY_BYTES)
        link.execute(table_of(Secret).insert().values(name=KEY, value=key))
    marks = {mark(key, told) for told in (*_names(naming), *_contacts(link, mine))}
    if marks:
        # In the order of the hashes: that of the rows tells nothing.
        rows = [{"mark": each, "kept_until": kept_until} for each in sorted(marks)]
        adding = insert(ErasedMark)
        link.execute(
            adding.on_conflict_do_update(
                index_elements=["mark"], set_={"kept_until": adding.excluded.kept_until}
            ),
            rows,
        )


def drop_old_marks(link: Connection, day: date) -> int:
    """Drop those whose time is over; gives how many."""
    table = table_of(ErasedMark)
    return link.execute(delete(table).where(table.c.kept_until < day)).rowcount


def _names(naming: Naming) -> Iterator[Facts]:
    for last, first in naming.names:
        yield from person_facts(last, first, (*naming.births, *naming.numbers))
    yield from map(number_facts, naming.benefit_numbers)


def _contacts(link: Connection, mine: Hers) -> Iterator[Facts]:
    for some in chunks(mine.of(OutreachContact)):
        listing = (
            select(
                OutreachEvent.held_on,
                OutreachEvent.title,
                OutreachContact.last_name,
                OutreachContact.first_name,
            )
            .join(OutreachEvent, OutreachEvent.id == OutreachContact.event_id)
            .where(OutreachContact.id.in_(some), OutreachContact.last_name != "")
        )
        for day, title, last, first in link.execute(listing):
            yield contact_facts(day, title, last, first)
