"""What a file comes to once judged: accepted rows, each with its twin in the store; faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coachdesk.services.importing.forms import Values
from coachdesk.services.importing.report import Fault


@dataclass(frozen=True)
class Person:
    """Who a row is about: known to the store, or accepted from this file."""

    outcome: str
    pathway_id: UUID | None
    entered_on: date | None


NOBODY = Person("", None, None)
"""Whom a row is about that is about several people, or none."""


@dataclass(frozen=True)
class Record:
    """An accepted row: its line, the values of the columns that are there, its person."""

    line: int
    values: Values
    person: Person
    stored: Values | None = None
    """The row that the store holds in its place; None when it is new."""


@dataclass(frozen=True)
class Judged:
    """What a file holds: accepted rows by sheet title, and the faults of the others, in order."""

    records: Mapping[str, Sequence[Record]]
    faults: tuple[Fault, ...]
