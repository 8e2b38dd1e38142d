"""From which day to which day the store knows something of an action."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from coachdesk.domain.attendance import Presence
from coachdesk.domain.periods import Period
from coachdesk.models import Action, Appointment, Exit, Immersion, Pathway, Prescription
from coachdesk.models.base import Identifier
from coachdesk.queries.listing import Listing

_OF_PATHWAYS = (Appointment.held_on, Immersion.starts_on, Immersion.ends_on, Exit.left_on)
"""The days of what hangs on a pathway."""


def known_days(connection: Connection, action_id: UUID) -> Period | None:
    """From the first to the last fact of the action; None when it has none.

    A planned end is no fact: a pathway without exit does not make next year known. Each table gives
    the first and the last entry of its index of days: ten years are not read for two.
    """
    edges = (
        day.subquery().select()
        for facts, column in _facts(action_id)
        for day in (facts.order_by(column).limit(1), facts.order_by(column.desc()).limit(1))
    )
    days = union_all(*edges).subquery()
    day = days.c[0]
    span = select(type_coerce(func.min(day), Date), type_coerce(func.max(day), Date)).having(
        func.count(day) > 0
    )
    known = connection.execute(span).one_or_none()
    return Period(*known) if known else None


def knows_anything(connection: Connection, action_id: UUID) -> bool:
    """Whether the action has a fact: without a prescription it has none."""
    return bool(connection.execute(_anything(), {"action": action_id}).scalar())


def known_by(connection: Connection, action_id: UUID, day: date) -> bool:
    """Whether the first fact of the action came by ``day``."""
    return bool(connection.execute(_by(), {"action": action_id, "day": day}).scalar())


def known_since(connection: Connection, action_id: UUID, day: date) -> bool:
    """Whether a fact of the action came on ``day`` or later."""
    return bool(connection.execute(_since(), {"action": action_id, "day": day}).scalar())


def here_since(connection: Connection, action_id: UUID) -> date | None:
    """The day on which the store took the action on; what is known may be older, as imported.

    None for an action that is not there.
    """
    added = connection.execute(_added(), {"action": action_id}).scalar_one_or_none()
    return None if added is None else added.astimezone().date()


def presence_noted() -> ColumnElement[bool]:
    """Of a rendez-vous: its presence was noted here, not taken over from before."""
    return and_(Appointment.presence != Presence.PLANNED, ~Appointment.cut_over)


def noted_here(connection: Connection, action_id: UUID, period: Period) -> bool:
    """Whether a presence or an exit of ``period`` was noted here, not taken over from before."""
    asked = {"action": action_id, "day": period.first, "last": period.last}
    return bool(connection.execute(_noted(), asked).scalar())


# The SELECTs are made once: to make them costs the day more than to run them.
_ACTION = bindparam("action", type_=Identifier())
_DAY = bindparam("day", type_=Date())
_LAST = bindparam("last", type_=Date())


@cache
def _anything() -> Select[bool]:
    return select(select(Prescription.id).where(Prescription.action_id == _ACTION).exists())


@cache
def _added() -> Select[datetime]:
    return select(Action.created_at).where(Action.id == _ACTION)


@cache
def _noted() -> Select[bool]:
    own = select(Pathway.id).where(Pathway.action_id == _ACTION)
    met = select(Appointment.id).where(
        Appointment.held_on.between(_DAY, _LAST),
        presence_noted(),
        own.where(Pathway.id == Appointment.pathway_id).exists(),
    )
    left = select(Exit.id).where(
        Exit.left_on.between(_DAY, _LAST),
        ~Exit.cut_over,
        own.where(Pathway.id == Exit.pathway_id).exists(),
    )
    return select(or_(met.exists(), left.exists()))


@cache
def _by() -> Select[bool]:
    return select(or_(*(facts.where(day <= _DAY).exists() for facts, day in _facts(_ACTION))))


@cache
def _since() -> Select[bool]:
    return select(or_(*(facts.where(day >= _DAY).exists() for facts, day in _facts(_ACTION))))


def _facts(
    action_id: UUID | BindParameter[UUID],
) -> Iterator[tuple[Listing, InstrumentedAttribute[date]]]:
    """Each day on which something is known of the action, with its column."""
    for column in (Prescription.received_on, Pathway.entered_on):
        yield select(column.label("day")).where(column.class_.action_id == action_id), column
    for column in _OF_PATHWAYS:
        # Not a join: the days are walked in order, the pathway of each is only looked at.
        own = select(Pathway.id).where(
            Pathway.id == column.class_.pathway_id, Pathway.action_id == action_id
        )
        yield select(column.label("day")).where(own.exists()), column
