"""Known again in a workbook, though she was erased: keyed hashes of who she was, for a time.

Her name is kept nowhere. Whoever opens the store and thinks of somebody can ask whether she was
erased here, and learns nothing else; without the store, not even that. They go with her proofs.
"""

import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from coachdesk.core.french import fold
from coachdesk.models import ErasedMark, OutreachContact, OutreachEvent, Secret
from coachdesk.services.rights.naming import Naming
from coachdesk.services.rights.own_rows import Hers, table_of

_KEY = "erased_marks"
_KEY_BYTES = 32


@dataclass(frozen=True)
class ErasedMarks:
    """The marks of a store; ``NO_MARKS`` where nobody was erased."""

    key: bytes = field(default=b"", repr=False)
    marks: frozenset[str] = frozenset()

    def has_person(self, values: Mapping[str, Any]) -> bool:
        """Whether a row of a workbook tells of someone who was erased."""
        return bool(self.marks) and any(self._has(told) for told in _told_of(values))

    def has_contact(self, values: Mapping[str, Any]) -> bool:
        """The same of someone met at an event."""
        return bool(self.marks) and self._has(
            _contact(
                values["event_on"], values["event_title"], values["last_name"],
                values.get("first_name"),
            )
        )  # fmt: skip

    def _has(self, told: tuple[str, ...]) -> bool:
        return _mark(self.key, told) in self.marks


NO_MARKS = ErasedMarks()


def erased_marks(link: Connection) -> ErasedMarks:
    """What is kept of those who were erased."""
    marks = frozenset(link.execute(select(ErasedMark.mark)).scalars())
    key = _kept_key(link)
    return ErasedMarks(key, marks) if marks and key is not None else NO_MARKS


def keep_marks(link: Connection, mine: Hers, naming: Naming, kept_until: date) -> None:
    """Keep what lets a workbook be recognised, in the transaction of an erasure."""
    key = _kept_key(link)
    if key is None:
        key = secrets.token_bytes(_KEY_BYTES)
        link.execute(table_of(Secret).insert().values(name=_KEY, value=key))
    marks = {_mark(key, told) for told in (*_names(naming), *_contacts(link, mine))}
    if marks:
        # In the order of the hashes: that of the rows tells nothing.
        rows = [{"mark": mark, "kept_until": kept_until} for mark in sorted(marks)]
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


def _kept_key(link: Connection) -> bytes | None:
    table = table_of(Secret)
    return link.execute(select(table.c.value).where(table.c.name == _KEY)).scalar()


def _names(naming: Naming) -> Iterator[tuple[str, ...]]:
    for last, first in naming.names:
        for told in (*naming.births, *naming.numbers):
            yield "person", fold(last), fold(first), told
    for number in naming.beneficiary_numbers:
        yield "beneficiary", _plain(number)


def _told_of(values: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """What a row of prescriptions tells of its person."""
    last, first = values.get("last_name"), values.get("first_name")
    birth, number = values.get("birth_date"), values.get("number")
    if last and first:
        for told in (birth.isoformat() if birth else None, number):
            if told:
                yield "person", fold(last), fold(first), told
    if values.get("beneficiary_number"):
        yield "beneficiary", _plain(values["beneficiary_number"])


def _contacts(link: Connection, mine: Hers) -> Iterator[tuple[str, ...]]:
    listing = (
        select(
            OutreachEvent.held_on,
            OutreachEvent.title,
            OutreachContact.last_name,
            OutreachContact.first_name,
        )
        .join(OutreachEvent, OutreachEvent.id == OutreachContact.event_id)
        .where(OutreachContact.id.in_(mine.of(OutreachContact)), OutreachContact.last_name != "")
    )
    for day, title, last, first in link.execute(listing):
        yield _contact(day, title, last, first)


def _contact(day: date, title: str, last: str, first: str | None) -> tuple[str, ...]:
    return "contact", day.isoformat(), fold(title), fold(f"{last} {first or ''}")


def _plain(number: str) -> str:
    return "".join(fold(number).split()).lstrip("0")


def _mark(key: bytes, told: tuple[str, ...]) -> str:
    text = json.dumps(told, ensure_ascii=False).encode()
    return hmac.new(key, text, sha256).hexdigest()
