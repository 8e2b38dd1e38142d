"""The day as the coach opens it: where she goes, whom she meets, what is to be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.day import DayAppointment, day_appointments, next_busy_day
from coachdesk.queries.known import knows_anything
from coachdesk.services.to_do_rules import ToDo
from coachdesk.services.to_dos import sorted_out


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of the day with its people, by hour; ``place`` None by phone or video."""

    place: str | None
    appointments: tuple[DayAppointment, ...]


@dataclass(frozen=True, slots=True)
class PersonToDo:
    """What is to be done for one person, most urgent first; of nobody when ``who`` is empty."""

    who: str
    prescription_id: UUID | None
    things: tuple[ToDo, ...]
    met_today: bool


@dataclass(frozen=True, slots=True)
class DayView:
    """All that Aujourd'hui shows."""

    day: date
    stops: tuple[Stop, ...]
    to_do: tuple[PersonToDo, ...]
    """Those met today first, then by urgency."""
    hidden: int
    """How many more things were postponed, obtained otherwise or silenced."""
    empty: bool
    """Nobody was ever prescribed to the action."""
    next_day: date | None
    """With someone to meet, when nobody is today."""


def day_view(connection: Connection, action_id: UUID, profile: ActionProfile, day: date) -> DayView:
    """The day of the coach."""
    appointments = day_appointments(connection, action_id, day)
    met = {item.prescription_id: number for number, item in enumerate(appointments)}
    things = sorted_out(connection, action_id, profile, day)
    people = sorted(
        _people(things.shown, set(met)),
        key=lambda person: (
            not person.met_today,
            met.get(person.prescription_id, 0) if person.prescription_id else 0,
            person.things[0].due_on,
        ),
    )
    return DayView(
        day=day,
        stops=tuple(_stops(appointments)),
        to_do=tuple(people),
        hidden=things.hidden,
        empty=not knows_anything(connection, action_id),
        next_day=None if appointments else next_busy_day(connection, day),
    )


def _stops(appointments: tuple[DayAppointment, ...]) -> Iterator[Stop]:
    """The places in the order of their first hour; what is remote comes last."""
    first: dict[str | None, int] = {}
    for item in appointments:
        first.setdefault(item.place, item.start_minute)
    for place in sorted(first, key=lambda place: (place is None, first[place])):
        yield Stop(place, tuple(item for item in appointments if item.place == place))


def _people(things: tuple[ToDo, ...], met: set[UUID]) -> Iterator[PersonToDo]:
    """One line per person; what concerns nobody is one line too."""

    def key(thing: ToDo) -> str:
        return str(thing.prescription_id or "")

    for _, group in groupby(sorted(things, key=key), key):
        hers = tuple(sorted(group, key=lambda thing: thing.due_on))
        whose = hers[0].prescription_id
        yield PersonToDo(hers[0].who, whose, hers, whose in met)
