"""People followed, as plain values, and a bare database filled with them.

The figures are recounted from these values by the tests; the program counts them from the tables.
The database is SQLite in memory with the tables of ``models``: for what does not depend on the
encryption or the journal.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, insert
from sqlalchemy.pool import NullPool

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import (
    Action,
    Appointment,
    Base,
    Company,
    EngagementContract,
    Exit,
    FollowUp,
    Immersion,
    Participant,
    Pathway,
    Place,
    Prescription,
)

USUAL_HOST = "Garage du Centre"


@dataclass(frozen=True)
class Met:
    """A rendez-vous."""

    day: date
    presence: Presence = Presence.ATTENDED
    minutes: int = 30
    mode: Mode = Mode.ON_SITE
    start: int = 540
    cut_over: bool = True
    place: str | None = None


@dataclass(frozen=True)
class Stage:
    """An immersion."""

    first: date
    last: date
    review: str | None = "favourable"
    cut_over: bool = True
    outcome: ImmersionOutcome | None = None
    purpose: str | None = None
    cause: str | None = None
    company: str = USUAL_HOST


@dataclass(frozen=True)
class Gone:
    """An exit."""

    day: date
    kind: str = "dropout"
    detail: str | None = None
    cut_over: bool = True
    recommendation: str | None = None
    job_starts: date | None = None
    job_ends: date | None = None


@dataclass(frozen=True)
class Followed:
    """A follow-up, so many months after the exit."""

    months: int
    day: date
    outcome: str


@dataclass(frozen=True)
class Case:
    """A prescription and all that followed; no entry, no pathway. Words are keys."""

    number: str
    received: date
    entered: date | None = None
    gone: Gone | None = None
    met: Sequence[Met] = ()
    stages: Sequence[Stage] = ()
    birth: date = date(1990, 6, 15)
    gender: str = "female"
    outcome: str = "enrolled"
    prescriber: str = "department"
    words: dict[str, str | None] = field(default_factory=dict)
    """Of the pathway: status, training_level, household, main_obstacle."""
    first_met: date | None = None
    planned_end: date | None = None
    contract: date | None = None
    cut_over: bool = True
    commune: str | None = None
    case_manager: str | None = None
    follow_ups: Sequence[Followed] = ()
    person: str | None = None
    """N° of an earlier case of the same person, when she comes again."""


@contextmanager
def bare_database() -> Iterator[Connection]:
    """An empty database in memory with every table."""
    engine, tables = _bare()
    with engine.connect() as connection:
        _driver(connection).deserialize(tables)
        yield connection


@cache
def _bare() -> tuple[Engine, bytes]:
    """What gives an empty database at each connection, and the bytes of one with the tables."""
    engine = create_engine("sqlite://", poolclass=NullPool)
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        connection.commit()
        return engine, _driver(connection).serialize()


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def fill(connection: Connection, cases: Sequence[Case]) -> UUID:
    """Write an action and its cases without committing; gives the action's id."""
    action_id = new_id()
    action = {"id": action_id, "code": str(action_id), "profile": ""}
    connection.execute(insert(Action), {**action, "created_at": datetime(2023, 1, 1, tzinfo=UTC)})
    hosts = {name: new_id() for name in sorted({s.company for c in cases for s in c.stages})}
    for name, key in hosts.items():
        company = {"id": key, "siret": str(key), "name": name}
        connection.execute(insert(Company), {**company, "version": 1, "cut_over": True})
    places = {name: new_id() for name in sorted({m.place for c in cases for m in c.met if m.place})}
    for name, key in places.items():
        connection.execute(insert(Place), {"id": key, "name": name})
    people: dict[str, UUID] = {}
    for case in cases:
        people[case.number] = people[case.person] if case.person else new_id()
        for table, row in _rows(case, action_id, hosts, people[case.number], places):
            connection.execute(insert(table), {"id": new_id(), "version": 1, **row})
    return action_id


def _rows(
    case: Case,
    action_id: UUID,
    hosts: Mapping[str, UUID],
    participant_id: UUID,
    places: Mapping[str, UUID],
) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    prescription_id, pathway_id = new_id(), new_id()
    kept = {"cut_over": case.cut_over}
    if case.person is None:
        yield (
            Participant,
            kept
            | {
                "id": participant_id,
                "last_name": f"NOM{case.number}",
                "first_name": "Zoé",
                "gender": case.gender,
                "birth_date": case.birth,
                "commune": case.commune,
            },
        )
    yield (
        Prescription,
        kept
        | {
            "id": prescription_id,
            "action_id": action_id,
            "participant_id": participant_id,
            "number": case.number,
            "received_on": case.received,
            "prescriber": case.prescriber,
            "case_manager": case.case_manager,
            "outcome": case.outcome,
            "first_appointment_on": case.first_met,
        },
    )
    if case.entered is None:
        return
    yield (
        Pathway,
        kept
        | case.words
        | {
            "id": pathway_id,
            "action_id": action_id,
            "participant_id": participant_id,
            "prescription_id": prescription_id,
            "entered_on": case.entered,
            "planned_end_on": case.planned_end,
        },
    )
    own = {"pathway_id": pathway_id}
    if case.contract is not None:
        yield EngagementContract, kept | own | {"revision": 1, "signed_on": case.contract}
    for met in case.met:
        yield (
            Appointment,
            own
            | {
                "held_on": met.day,
                "start_minute": met.start,
                "end_minute": met.start + met.minutes,
                "mode": met.mode,
                "presence": met.presence,
                "cut_over": met.cut_over,
                "place_id": places[met.place] if met.place else None,
            },
        )
    for stage in case.stages:
        yield (
            Immersion,
            own
            | {
                "company_id": hosts[stage.company],
                "starts_on": stage.first,
                "ends_on": stage.last,
                "review": stage.review,
                "outcome": stage.outcome,
                "purpose": stage.purpose,
                "cause": stage.cause,
                "cut_over": stage.cut_over,
            },
        )
    if case.gone is not None:
        yield (
            Exit,
            own
            | {
                "left_on": case.gone.day,
                "kind": case.gone.kind,
                "detail": case.gone.detail,
                "recommendation": case.gone.recommendation,
                "job_starts_on": case.gone.job_starts,
                "job_ends_on": case.gone.job_ends,
                "cut_over": case.gone.cut_over,
            },
        )
    for followed in case.follow_ups:
        yield (
            FollowUp,
            own
            | {
                "milestone": followed.months,
                "done_on": followed.day,
                "mode": Mode.PHONE,
                "outcome": followed.outcome,
                "attempts": 1,
            },
        )
