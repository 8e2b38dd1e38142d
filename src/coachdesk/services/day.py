"""The day as the coach opens it: where she goes, whom she meets, what is to be done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.day import next_busy_day
from coachdesk.queries.known import knows_anything
from coachdesk.services.drafts import DraftView, waiting_drafts
from coachdesk.services.to_do_rules import ToDo
from coachdesk.services.to_dos import sorted_out
from coachdesk.services.visits import Stop, day_stops


@dataclass(frozen=True, slots=True)
class PersonToDo:
    """What is to be done for one person, most urgent first; of nobody when ``who`` is empty."""

    who: str
    prescription_id: UUID | None
    things: tuple[ToDo, ...]
    met_at: int | None
    """Minute of the day at which she is met; None when she is not today."""

    @property
    def met_today(self) -> bool:
        """Whether she is met today."""
        return self.met_at is not None


@dataclass(frozen=True, slots=True)
class DayView:
    """All that Aujourd'hui shows."""

    day: date
    stops: tuple[Stop, ...]
    to_do: tuple[PersonToDo, ...]
    """Those met today first, by hour, then by urgency."""
    hidden: int
    """How many more things were postponed, obtained otherwise or silenced."""
    drafts: tuple[DraftView, ...]
    """What was begun and not recorded."""
    empty: bool
    """Nobody was ever prescribed to the action."""
    next_day: date | None
    """With someone to meet, when nobody is today."""


def day_view(connection: Connection, action_id: UUID, profile: ActionProfile, day: date) -> DayView:
    """The day of the coach."""
    things = sorted_out(connection, action_id, profile, day)
    stops = day_stops(connection, action_id, day, things.shown)
    met: dict[UUID, int] = {}
    for stop in stops:
        for item in stop.appointments:
            met[item.prescription_id] = min(
                item.start_minute, met.get(item.prescription_id, item.start_minute)
            )
    return DayView(
        day=day,
        stops=stops,
        to_do=tuple(
            sorted(
                _people(things.shown, met),
                key=lambda person: (
                    person.met_at is None,
                    person.met_at or 0,
                    person.things[0].due_on,
                ),
            )
        ),
        hidden=things.hidden,
        drafts=waiting_drafts(connection),
        empty=not knows_anything(connection, action_id),
        next_day=None if stops else next_busy_day(connection, day),
    )


def _people(things: tuple[ToDo, ...], met: Mapping[UUID, int]) -> Iterator[PersonToDo]:
    """One line per person, in the order of ``things``; what concerns nobody is one line too."""
    of: dict[UUID | None, list[ToDo]] = {}
    for thing in things:
        of.setdefault(thing.prescription_id, []).append(thing)
    for whose, hers in of.items():
        yield PersonToDo(hers[0].who, whose, tuple(hers), met.get(whose) if whose else None)
