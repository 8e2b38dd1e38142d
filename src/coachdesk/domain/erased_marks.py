"""Known again, though her name is kept nowhere: keyed hashes of who somebody erased was.

Whoever opens the store and thinks of somebody can ask whether she was erased here, and learns
nothing else; without the store, not even that.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from coachdesk.core.french import fold

Facts = tuple[str, ...]
"""What is hashed: of what kind, then who."""


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
        met = (values["event_on"], values["event_title"])
        who = (values["last_name"], values.get("first_name"))
        return bool(self.marks) and self._has(contact_facts(*met, *who))

    def _has(self, told: Facts) -> bool:
        return mark(self.key, told) in self.marks


NO_MARKS = ErasedMarks()


def mark(key: bytes, told: Facts) -> str:
    """The hash of a fact, hexadecimal."""
    text = json.dumps(told, ensure_ascii=False).encode()
    return hmac.new(key, text, sha256).hexdigest()


def person_facts(last: str, first: str, known_by: Iterable[str]) -> Iterator[Facts]:
    """Names, each time with something that goes with them: a birth date, ISO, or a n°."""
    for told in known_by:
        yield "person", fold(last), fold(first), told


def number_facts(number: str) -> Facts:
    """A n° allocataire, as it is written anywhere."""
    return "number", "".join(fold(number).split()).lstrip("0")


def contact_facts(day: date, title: str, last: str, first: str | None) -> Facts:
    """Someone met at an event, before any dossier."""
    return "contact", day.isoformat(), fold(title), fold(f"{last} {first or ''}")


def _told_of(values: Mapping[str, Any]) -> Iterator[Facts]:
    """What a row of prescriptions tells of its person."""
    last, first = values.get("last_name"), values.get("first_name")
    birth, number = values.get("birth_date"), values.get("number")
    if last and first:
        known_by = (birth.isoformat() if birth else "", number or "")
        yield from person_facts(last, first, filter(None, known_by))
    if values.get("beneficiary_number"):
        yield number_facts(values["beneficiary_number"])
