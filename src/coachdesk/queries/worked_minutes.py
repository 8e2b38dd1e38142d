"""The days of a coach in short: minutes by kind, and where she went, for a year of them at once.

A feuille de temps says all of a day (``worked_days``); a year is counted from no more than this, by
the same rule (``domain.worked_time``). What stands at the same hours of a day, of the same kind, is
one row, and the places of a day are one text: sixty thousand rendez-vous are not read one by one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from coachdesk.domain.attendance import REMOTE, WITHOUT_HOUR, Presence
from coachdesk.domain.periods import Period
from coachdesk.domain.worked_time import Stretch, added
from coachdesk.models import Appointment, OutreachEvent, Place, TimeEntry, Workshop
from coachdesk.queries.appointments import of_another_action
from coachdesk.queries.listing import AnyRow, Listing
from coachdesk.queries.worked_days import MEETINGS, OUTREACH, WAITED, WORKSHOPS


@dataclass(frozen=True, slots=True)
class DayInShort:
    """What counts of one day."""

    day: date
    kinds: dict[str, int]
    """Minutes for the action, by kind."""
    places: tuple[str, ...]
    """Where she went, whatever the action, in order."""


_ALIKE = ("held_on", "start_minute", "end_minute", "time_kind", "own", "timed")
"""What makes two pieces count as one."""
_KEY = 32
"""Characters of a key as the database keeps it."""


def days_in_short(
    connection: Connection, action_id: UUID, period: Period
) -> tuple[DayInShort, ...]:
    """The days of the period in which something counts."""
    found = connection.execute(_stretches(action_id, period)).all()
    minutes = {
        day: _minutes(of_day, action_id) for day, of_day in groupby(found, attrgetter("held_on"))
    }
    gone = _gone(connection, action_id, period)
    return tuple(
        DayInShort(date.fromisoformat(day), minutes.get(day, {}), gone.get(day, ()))
        for day in sorted(minutes.keys() | gone.keys())
    )


def _minutes(rows: Iterable[AnyRow], action_id: UUID) -> dict[str, int]:
    """Those of one day for the action, by kind."""
    stretches = [
        Stretch(kind, action_id if own else None, start, end - start)
        if timed
        else Stretch(kind, action_id if own else None, None, (end - start) * number)
        for _, start, end, kind, own, timed, number in rows
    ]
    return {kind: number for (kind, of), number in added(stretches).items() if of is not None}


def _gone(connection: Connection, action_id: UUID, period: Period) -> dict[str, tuple[str, ...]]:
    """The places of each day by their names, in order."""
    told = connection.execute(select(_raw(Place.id).label("key"), Place.name))
    names: dict[str, str] = {row.key: row.name for row in told}
    piece = _pieces(action_id, period, "held_on", "start_minute", "end_minute", "id", "place_id")
    hours = func.printf("%04d%04d", piece.c.start_minute, piece.c.end_minute)
    # The hours, the key, the place: put in order here, SQLite does not promise any in one text.
    stop = hours.concat(piece.c.id).concat(piece.c.place_id)
    days: Listing = (
        select(piece.c.held_on, func.group_concat(stop))
        .where(piece.c.place_id.is_not(None))
        .group_by(piece.c.held_on)
    )
    return {
        day: tuple(names[stop[-_KEY:]] for stop in sorted(stops.split(",")))
        for day, stops in connection.execute(days)
    }


def _stretches(action_id: UUID, period: Period) -> Listing:
    """What counts at the same hours, once; first what was typed, then by the key.

    An outreach event without hours is gone to, no more.
    """
    piece = _pieces(action_id, period, *_ALIKE, "rank", "id")
    alike = [piece.c[name] for name in _ALIKE]
    number = func.count().label("number")
    return (
        select(*alike, number)
        .where(piece.c.end_minute > piece.c.start_minute)
        .group_by(*alike)
        .order_by(piece.c.held_on, func.min(cast(piece.c.rank, String).concat(piece.c.id)))
    )


def _pieces(action_id: UUID, period: Period, *names: str) -> Subquery:
    """Some columns of all that counts: what is not read is not worked out for each.

    Keys and days are as they are kept, which a year need not read as more.
    """
    parts = (
        _appointments(action_id, period),
        _workshops(action_id, period),
        _outreach(action_id, period),
        _times(action_id, period),
    )
    return union_all(
        *(
            part.with_only_columns(
                *(part.selected_columns[name] for name in names), maintain_column_froms=True
            )
            for part in parts
        )
    ).subquery()


def _raw(column: Any) -> ColumnElement[str]:  # noqa: ANN401  (a column)
    return type_coerce(column, String)


def _piece(
    of: Any,  # noqa: ANN401  (a model)
    kind: Any,  # noqa: ANN401  (a column)
    own: ColumnElement[bool],
    end: Any,  # noqa: ANN401  (a column)
    gone: ColumnElement[bool] | None,
) -> Listing:
    """The columns that the union is made of; what was typed comes before the agenda.

    ``own`` is 1 of what is for the action.
    """
    return select(
        _raw(of.held_on).label("held_on"),
        literal(0 if of is TimeEntry else 1, Integer).label("rank"),
        func.coalesce(of.start_minute, 0).label("start_minute"),
        func.coalesce(end, 0).label("end_minute"),
        _raw(of.id).label("id"),
        _raw(kind).label("time_kind"),
        type_coerce(func.coalesce(own, literal(0)), Integer).label("own"),
        type_coerce(_has_hours(of), Integer).label("timed"),
        (null() if gone is None else case((gone, _raw(of.place_id)))).label("place_id"),
    )


def _has_hours(of: Any) -> ColumnElement[bool]:  # noqa: ANN401  (a model)
    """Whether it stands at some hour of the day; else its length alone is known."""
    if of is Appointment:
        return Appointment.start_minute != WITHOUT_HOUR
    timed: ColumnElement[bool] = of.start_minute.is_not(None)
    return timed


def _appointments(action_id: UUID, period: Period) -> Listing:
    """Those held or waited for in vain, but for a workshop's."""
    kind = case((Appointment.presence == Presence.ATTENDED, MEETINGS), else_=WAITED)
    gone = and_(
        Appointment.place_id.is_not(None),
        Appointment.mode.not_in(REMOTE),
        Appointment.start_minute != WITHOUT_HOUR,
    )
    return _piece(
        Appointment, kind, ~of_another_action(action_id), Appointment.end_minute, gone
    ).where(
        Appointment.held_on.between(period.first, period.last),
        Appointment.workshop_id.is_(None),
        Appointment.presence.in_((Presence.ATTENDED, Presence.UNEXCUSED)),
    )


def _workshops(action_id: UUID, period: Period) -> Listing:
    """Those that are not cancelled for everyone."""
    kept = func.count(Appointment.id).filter(Appointment.presence != Presence.CANCELLED)
    gone, own = Workshop.place_id.is_not(None), Workshop.action_id == action_id
    return (
        _piece(Workshop, literal(WORKSHOPS), own, Workshop.end_minute, gone)
        .outerjoin(Appointment, Appointment.workshop_id == Workshop.id)
        .where(Workshop.held_on.between(period.first, period.last))
        .group_by(Workshop.id)
        .having(or_(func.count(Appointment.id) == 0, kept > 0))
    )


def _outreach(action_id: UUID, period: Period) -> Listing:
    """Those without hours do not count, but are gone to all the same."""
    gone, own = OutreachEvent.place_id.is_not(None), OutreachEvent.action_id == action_id
    return _piece(OutreachEvent, literal(OUTREACH), own, OutreachEvent.end_minute, gone).where(
        OutreachEvent.held_on.between(period.first, period.last)
    )


def _times(action_id: UUID, period: Period) -> Listing:
    """What was typed, with its hours or its length alone."""
    end = func.coalesce(TimeEntry.start_minute, 0) + TimeEntry.minutes
    return _piece(TimeEntry, TimeEntry.kind, TimeEntry.action_id == action_id, end, None).where(
        TimeEntry.held_on.between(period.first, period.last)
    )
