"""The days of a coach in short: minutes by kind, and where she went, for a year of them at once.

A feuille de temps says all of a day (``worked_days``); a year is counted from no more than this, by
the same rule (``domain.worked_time``).
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.periods import Period
from coachdesk.domain.worked_time import Stretch, added
from coachdesk.models import (
    Appointment,
    OutreachEvent,
    Pathway,
    Place,
    Prescription,
    TimeEntry,
    Workshop,
)
from coachdesk.queries.listing import Listing
from coachdesk.queries.worked_days import MEETINGS, OUTREACH, WAITED, WORKSHOPS


@dataclass(frozen=True, slots=True)
class DayInShort:
    """What counts of one day."""

    day: date
    kinds: dict[str, int]
    """Minutes for the action, by kind."""
    places: tuple[str, ...]
    """Where she went, whatever the action, in order."""


def days_in_short(
    connection: Connection, action_id: UUID, period: Period
) -> tuple[DayInShort, ...]:
    """The days of the period in which something counts."""
    names = connection.execute(select(_raw(Place.id).label("key"), Place.name))
    places: dict[str, str] = {row.key: row.name for row in names}
    found = sorted(map(tuple, connection.execute(_pieces(period)).all()))
    return tuple(
        _day(day, list(of_day), action_id, places) for day, of_day in groupby(found, itemgetter(0))
    )


def _day(day: str, rows: list[Any], action_id: UUID, places: dict[str, str]) -> DayInShort:
    own = action_id.hex
    stretches = [
        Stretch(kind, action_id if of == own else None, start if timed else None, end - start)
        for _, _, start, end, _, kind, of, timed, _ in rows
        if end > start  # an outreach event without hours is gone to, no more
    ]
    return DayInShort(
        date.fromisoformat(day),
        {kind: minutes for (kind, of), minutes in added(stretches).items() if of is not None},
        tuple(places[row[-1]] for row in rows if row[-1] is not None),
    )


def _pieces(period: Period) -> Any:  # noqa: ANN401  (a union)
    """All that counts; keys and days as they are kept, which a year need not read as more."""
    return union_all(
        _appointments(period), _workshops(period), _outreach(period), _times(period)
    )  # fmt: skip


def _raw(column: Any) -> ColumnElement[str]:  # noqa: ANN401
    return type_coerce(column, String)


def _piece(
    of: Any,  # noqa: ANN401  (a model)
    kind: Any,  # noqa: ANN401  (a column)
    action: Any,  # noqa: ANN401
    end: Any,  # noqa: ANN401
    gone: ColumnElement[bool] | None,
) -> Listing:
    """The columns that the union is made of: first those by which a day is put in order.

    What was typed comes first, as ``worked_days`` has it; then what is of the agenda, by its hours.
    """
    return select(
        _raw(of.held_on).label("held_on"),
        literal(0 if of is TimeEntry else 1, Integer).label("rank"),
        func.coalesce(of.start_minute, 0).label("start_minute"),
        func.coalesce(end, 0).label("end_minute"),
        _raw(of.id).label("id"),
        _raw(kind).label("time_kind"),
        _raw(action).label("action_id"),
        type_coerce(of.start_minute.is_not(None), Integer).label("timed"),
        (null() if gone is None else case((gone, _raw(of.place_id)))).label("place_id"),
    )


def _appointments(period: Period) -> Listing:
    """Those held or waited for in vain, but for a workshop's."""
    kind = case((Appointment.presence == Presence.ATTENDED, MEETINGS), else_=WAITED)
    action = func.coalesce(Pathway.action_id, Prescription.action_id)
    gone = and_(Appointment.place_id.is_not(None), Appointment.mode.not_in(REMOTE))
    return (
        _piece(Appointment, kind, action, Appointment.end_minute, gone)
        .outerjoin(Pathway, Pathway.id == Appointment.pathway_id)
        .outerjoin(Prescription, Prescription.id == Appointment.prescription_id)
        .where(
            Appointment.held_on.between(period.first, period.last),
            Appointment.workshop_id.is_(None),
            Appointment.presence.in_((Presence.ATTENDED, Presence.UNEXCUSED)),
        )
    )


def _workshops(period: Period) -> Listing:
    """Those that are not cancelled for everyone."""
    kept = func.count(Appointment.id).filter(Appointment.presence != Presence.CANCELLED)
    gone = Workshop.place_id.is_not(None)
    return (
        _piece(Workshop, literal(WORKSHOPS), Workshop.action_id, Workshop.end_minute, gone)
        .outerjoin(Appointment, Appointment.workshop_id == Workshop.id)
        .where(Workshop.held_on.between(period.first, period.last))
        .group_by(Workshop.id)
        .having(or_(func.count(Appointment.id) == 0, kept > 0))
    )


def _outreach(period: Period) -> Listing:
    """Those without hours do not count, but are gone to all the same."""
    end, gone = OutreachEvent.end_minute, OutreachEvent.place_id.is_not(None)
    return _piece(OutreachEvent, literal(OUTREACH), OutreachEvent.action_id, end, gone).where(
        OutreachEvent.held_on.between(period.first, period.last)
    )


def _times(period: Period) -> Listing:
    """What was typed, with its hours or its length alone."""
    end = func.coalesce(TimeEntry.start_minute, 0) + TimeEntry.minutes
    return _piece(TimeEntry, TimeEntry.kind, TimeEntry.action_id, end, None).where(
        TimeEntry.held_on.between(period.first, period.last)
    )
