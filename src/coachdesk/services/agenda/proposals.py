"""The next rendez-vous, proposed: a week later, the same hour, in a place where she will be.

The ways of asking; the search itself is ``search``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.travels import commune_of
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.models import Appointment, Pathway, Place
from coachdesk.queries.places import taken_hours
from coachdesk.services.agenda.search import (
    USUAL_MINUTES,
    USUAL_START,
    places_of,
    proposed_slots,
)

WEEK = timedelta(days=7)
_STEP = 15
NEAR = 7
"""Days among which her own place is looked for, before another place is proposed."""


def next_slot(connection: Connection, after: Slot, today: date | None = None) -> Slot:
    """A week after a rendez-vous: the same place when she is there, or else where she is.

    ``today`` is given when ``after`` may be long past: the next one is to come.
    """
    first = a_week_later(after.held_on, today)
    found = next_slots(connection, after, first, 1)
    return found[0] if found else replace(after, held_on=first)


def next_slots(
    connection: Connection,
    like: Slot,
    first: date,
    number: int = 3,
    moved: Sequence[UUID] = (),
) -> tuple[Slot, ...]:
    """The best few slots from ``first`` on, those in the place of ``like`` before the others."""
    return best(like, proposed_slots(connection, first, like=like, moved=moved), number)


def slot_now(connection: Connection, day: date, minute: int) -> Slot:
    """Here and now: where she sits today, at this quarter of an hour, for the usual time."""
    start = min(minute // _STEP * _STEP, DAY_MINUTES - USUAL_MINUTES)
    today = [hours for hours in taken_hours(connection, day, day) if hours.place]
    near = sorted(today, key=lambda hours: abs(hours.start_minute - minute))
    place = near[0].place if near else next(iter(places_of(connection, day)), None)
    return Slot(day, start, start + USUAL_MINUTES, place, Mode.ON_SITE)


def first_slot(connection: Connection, today: date, within: int, place: str | None = None) -> Slot:
    """The first rendez-vous of a prescription: from tomorrow, ``within`` days if she is there."""
    tomorrow = today + timedelta(days=1)
    like = Slot(today, USUAL_START, USUAL_START + 2 * USUAL_MINUTES, place, Mode.ON_SITE)
    found = tuple(islice(proposed_slots(connection, tomorrow, like=like), within))
    home = commune_of(place)
    near = (slot for slot in found if home and commune_of(slot.place) == home)
    late = today + timedelta(days=within)
    good = next((slot for slot in near if slot.held_on <= late), found[0] if found else None)
    return good or replace(like, held_on=tomorrow)


def last_slot(connection: Connection, prescription_id: UUID) -> Slot | None:
    """When and where she came last, or is to come: what she is used to."""
    pathway = select(Pathway.id).where(Pathway.prescription_id == prescription_id)
    last = connection.execute(
        select(
            Appointment.held_on,
            Appointment.start_minute,
            Appointment.end_minute,
            Place.name,
            Appointment.mode,
        )
        .outerjoin(Place, Place.id == Appointment.place_id)
        # Each side of the « or » by its own index: a join on either would read them all.
        .where(
            (Appointment.prescription_id == prescription_id) | Appointment.pathway_id.in_(pathway)
        )
        .order_by(Appointment.held_on.desc(), Appointment.start_minute.desc())
        .limit(1)
    ).first()
    return Slot(*last) if last else None


def a_week_later(day: date, today: date | None = None) -> date:
    """A week after ``day``, or the next such day of the week that is still to come."""
    first = day + WEEK
    if today is not None and first <= today:
        return today + timedelta(days=(day - today).days % 7 or 7)
    return first


def best(like: Slot, found: Iterable[Slot], number: int, near: int = NEAR) -> tuple[Slot, ...]:
    """The first few of those near in time, the ones in the place of ``like`` before the others."""
    return tuple(sorted(islice(found, near), key=lambda slot: slot.place != like.place)[:number])
