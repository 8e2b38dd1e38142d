"""What stands in the coach's agenda: one SELECT for each kind of thing, whatever the action.

The coach is one person: what she does for one action takes her from the others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Date, String, and_, bindparam, func, select, type_coerce

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.identity import ANONYMISED
from coachdesk.models import (
    Appointment,
    Company,
    Document,
    Immersion,
    ImmersionVisit,
    OutreachEvent,
    Participant,
    Pathway,
    Place,
    Prescription,
    Signature,
    TimeEntry,
    Workshop,
)
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.people import with_met
from coachdesk.queries.workshops import sealed_sheet

M = TypeVar("M")


class EntryKind(StrEnum):
    """What an entry of the agenda is."""

    APPOINTMENT = "appointment"
    WORKSHOP = "workshop"
    """Once, with all its people."""
    OUTREACH = "outreach"
    TIME = "time"
    VISIT = "visit"
    """To someone in immersion; only its day is known."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Something of one day; minutes since midnight, None when only the day is known."""

    kind: EntryKind
    id: UUID
    action_id: UUID | None
    """None for time that is shared between actions."""
    held_on: date
    start_minute: int | None
    end_minute: int | None
    place: str | None = None
    prescription_id: UUID | None = None
    last_name: str = ""
    first_name: str = ""
    title: str = ""
    word: str | None = None
    """Its kind, in the words of the profile: of an outreach event, of time."""
    mode: Mode | None = None
    presence: Presence | None = None
    """Of a workshop: cancelled when everyone’s rendez-vous is."""
    signed: bool = False
    people: int | None = None
    cut_over: bool = False


def entries_between(connection: Connection, first: date, last: date) -> tuple[EntryRow, ...]:
    """Everything of these days, in no order; not what is of someone anonymised."""
    alone = records(connection, _alone, _appointments(), {"first": first, "last": last})
    every = (*alone, *others_between(connection, first, last))
    return tuple(row for row in every if row.last_name != ANONYMISED)


def others_between(connection: Connection, first: date, last: date) -> tuple[EntryRow, ...]:
    """The same but the rendez-vous of one person each."""
    days = {"first": first, "last": last}
    lists = ((_together, _workshops()), (_outside, _outreach()), (_time, _times()),
             (_visit, _visits()))  # fmt: skip
    return tuple(row for made, listing in lists for row in records(connection, made, listing, days))


class MetRow(NamedTuple):
    """A rendez-vous of one person, without who she is: a year of them is read at once."""

    id: UUID | str
    action_id: UUID | None
    held_on: date
    start_minute: int | None
    end_minute: int | None
    place: str | None
    mode: Mode | None
    presence: Presence | None
    kind: EntryKind = EntryKind.APPOINTMENT
    title: str = ""
    word: str | None = None


def met_between(connection: Connection, first: date, last: date) -> list[MetRow]:
    """The rendez-vous of one person each that she came to, missed, or that wait to be noted.

    Days, words and actions are few for so many rows: each is made once, not at every row.
    """
    bare = connection.execute(_bare(), {"first": first, "last": last})
    days: dict[str, date] = _Made(date.fromisoformat)
    actions: dict[str, UUID] = _Made(UUID)
    modes, presences = {str(each): each for each in Mode}, {str(each): each for each in Presence}
    return [
        MetRow(key, actions[action], days[day], start, end, place, modes[mode], presences[presence])
        for key, action, day, start, end, place, mode, presence in bare.all()
    ]


class _Made(dict[str, M]):
    """Values by the text they are made from, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], M]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> M:
        """Make it."""
        made = self[text] = self._make(text)
        return made


_FIRST, _LAST = bindparam("first", type_=Date()), bindparam("last", type_=Date())
_alone = partial(EntryRow, EntryKind.APPOINTMENT)
_outside = partial(EntryRow, EntryKind.OUTREACH)
_time = partial(EntryRow, EntryKind.TIME)
_visit = partial(EntryRow, EntryKind.VISIT, start_minute=None, end_minute=None)


def _together(*, cancelled: bool, signed: bool, **columns: Any) -> EntryRow:  # noqa: ANN401  (a row)
    presence = Presence.CANCELLED if cancelled else Presence.PLANNED
    return EntryRow(
        EntryKind.WORKSHOP,
        mode=Mode.COLLECTIVE,
        presence=Presence.ATTENDED if signed else presence,
        signed=signed,
        **columns,
    )


@cache
def _appointments() -> Listing:
    """The rendez-vous of one person each: those of a workshop stand in it."""
    alone: Listing = select(
        Appointment.id,
        Prescription.action_id,
        Appointment.held_on,
        Appointment.start_minute,
        Appointment.end_minute,
        Place.name.label("place"),
        Prescription.id.label("prescription_id"),
        Participant.last_name,
        Participant.first_name,
        Appointment.mode,
        Appointment.presence,
        Signature.id.is_not(None).label("signed"),
        Appointment.cut_over,
    ).select_from(Appointment)
    return (
        with_met(alone)
        .outerjoin(Place, Place.id == Appointment.place_id)
        .outerjoin(Signature, Signature.appointment_id == Appointment.id)
        .where(Appointment.held_on.between(_FIRST, _LAST), Appointment.workshop_id.is_(None))
    )


@cache
def _bare() -> Listing:
    """The rendez-vous of one person each, as the database keeps them."""
    action_id = func.coalesce(Pathway.action_id, Prescription.action_id)
    told = (Appointment.id, action_id, Appointment.held_on)
    words = (Appointment.mode, Appointment.presence)
    return (
        select(
            *(type_coerce(column, String) for column in told),
            Appointment.start_minute,
            Appointment.end_minute,
            Place.name,
            *(type_coerce(column, String) for column in words),
        )
        .select_from(Appointment)
        .outerjoin(Pathway, Pathway.id == Appointment.pathway_id)
        .outerjoin(Prescription, Prescription.id == Appointment.prescription_id)
        .outerjoin(Place, Place.id == Appointment.place_id)
        .where(
            Appointment.held_on.between(_FIRST, _LAST),
            Appointment.workshop_id.is_(None),
            Appointment.presence.in_((Presence.ATTENDED, Presence.UNEXCUSED, Presence.PLANNED)),
        )
    )


@cache
def _workshops() -> Listing:
    kept = func.count(Appointment.id).filter(Appointment.presence != Presence.CANCELLED)
    gone = and_(func.count(Appointment.id) > 0, kept == 0)
    return (
        select(
            Workshop.id,
            Workshop.action_id,
            Workshop.held_on,
            Workshop.start_minute,
            Workshop.end_minute,
            Place.name.label("place"),
            Workshop.title,
            gone.label("cancelled"),
            Document.id.is_not(None).label("signed"),
            kept.label("people"),
        )
        .select_from(Workshop)
        .outerjoin(Appointment, Appointment.workshop_id == Workshop.id)
        .outerjoin(Place, Place.id == Workshop.place_id)
        .outerjoin(Document, sealed_sheet())
        .where(Workshop.held_on.between(_FIRST, _LAST))
        .group_by(Workshop.id)
    )


@cache
def _outreach() -> Listing:
    return (
        select(
            OutreachEvent.id,
            OutreachEvent.action_id,
            OutreachEvent.held_on,
            OutreachEvent.start_minute,
            OutreachEvent.end_minute,
            Place.name.label("place"),
            OutreachEvent.title,
            OutreachEvent.kind.label("word"),
            OutreachEvent.people_met.label("people"),
            OutreachEvent.cut_over,
        )
        .outerjoin(Place, Place.id == OutreachEvent.place_id)
        .where(OutreachEvent.held_on.between(_FIRST, _LAST))
    )


@cache
def _times() -> Listing:
    """The times whose hour is known: the others stand in the feuille de temps only."""
    return select(
        TimeEntry.id,
        TimeEntry.action_id,
        TimeEntry.held_on,
        TimeEntry.start_minute,
        (TimeEntry.start_minute + TimeEntry.minutes).label("end_minute"),
        func.coalesce(TimeEntry.note, "").label("title"),
        TimeEntry.kind.label("word"),
    ).where(TimeEntry.held_on.between(_FIRST, _LAST), TimeEntry.start_minute.is_not(None))


@cache
def _visits() -> Listing:
    return (
        select(
            ImmersionVisit.id,
            Pathway.action_id,
            ImmersionVisit.done_on.label("held_on"),
            Pathway.prescription_id,
            Participant.last_name,
            Participant.first_name,
            Company.name.label("title"),
            ImmersionVisit.mode,
        )
        .select_from(ImmersionVisit)
        .join(Immersion, Immersion.id == ImmersionVisit.immersion_id)
        .join(Company, Company.id == Immersion.company_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
        .join(Participant, Participant.id == Pathway.participant_id)
        .where(ImmersionVisit.done_on.between(_FIRST, _LAST))
    )
