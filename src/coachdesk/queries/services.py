"""The acts: those of a month, a kind, a person; the démarches, narrowed likewise; their figures."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, select

from coachdesk.domain.periods import month_of
from coachdesk.domain.support import AidOutcome
from coachdesk.models import Participant, Place, Prescription, Service, ServicePerson, Step
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.people import WHO, by_name
from coachdesk.queries.stints import in_action

_FIELD, _PERSON = "\x1f", "\x1e"
"""Between the parts of a person, and between people: no name holds either."""


@dataclass(frozen=True)
class Narrowed:
    """Which acts: each None leaves all of them."""

    month: date | None = None
    kind: str | None = None
    prescription_id: UUID | None = None
    awaited: bool = False
    """Of the démarches, the aids that wait for an answer."""


@dataclass(frozen=True, slots=True)
class ActPerson:
    """Someone for whom an act was done."""

    last_name: str
    first_name: str
    number: str
    prescription_id: UUID

    @property
    def name(self) -> str:
        """« DURAND Léa »."""
        return f"{self.last_name} {self.first_name}"


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """An act; ``kind`` and ``result`` are keys of the profile."""

    id: UUID
    kind: str
    done_on: date
    unnamed: int
    """How many people are counted without being named."""
    people: int
    """All of them."""
    quantity: int | None
    """In hundredths of the unit of its kind."""
    minutes: int | None
    place: str | None
    result: str | None
    note: str | None
    named: str | None
    """Who they are, as ``persons`` tells them apart."""

    @property
    def persons(self) -> tuple[ActPerson, ...]:
        """Those who are named, by name."""
        found = (told.split(_FIELD) for told in (self.named or "").split(_PERSON) if told)
        return by_name(
            ActPerson(last, first, number, UUID(key)) for last, first, number, key in found
        )


@dataclass(frozen=True, slots=True)
class StepRow:
    """A démarche and whose it is."""

    id: UUID
    kind: str
    done_on: date
    minutes: int | None
    note: str | None
    aid_outcome: AidOutcome | None
    appointment_id: UUID | None
    prescription_id: UUID
    number: str
    last_name: str
    first_name: str


@dataclass(frozen=True, slots=True)
class KindTotal:
    """What the acts of one kind come to."""

    kind: str
    number: int
    people: int
    quantity: int
    minutes: int


def services(action_id: UUID, narrowed: Narrowed) -> Listing:
    """The acts of an action, the latest first."""
    unnamed = func.coalesce(Service.people, 0)
    every: Listing = select(
        Service.id,
        Service.kind,
        Service.done_on,
        unnamed.label("unnamed"),
        (_of_act(func.count()) + unnamed).label("people"),
        Service.quantity,
        Service.minutes,
        Place.name.label("place"),
        Service.result,
        Service.note,
        _of_act(
            func.group_concat(
                Participant.last_name
                + _FIELD
                + Participant.first_name
                + _FIELD
                + Prescription.number
                + _FIELD
                + func.lower(ServicePerson.prescription_id),
                _PERSON,
            )
        ).label("named"),
    )
    found = (
        every.select_from(Service)
        .outerjoin(Place, Place.id == Service.place_id)
        .where(Service.action_id == action_id)
        .order_by(Service.done_on.desc(), Service.id.desc())
    )
    if narrowed.prescription_id is not None:
        hers = ServicePerson.prescription_id == narrowed.prescription_id
        found = found.join(ServicePerson, and_(ServicePerson.service_id == Service.id, hers))
    return _within(found, Service.done_on, Service.kind, narrowed)


def steps(action_id: UUID, narrowed: Narrowed) -> Listing:
    """The démarches of an action, the latest first."""
    every: Listing = select(
        Step.id,
        Step.kind,
        Step.done_on,
        Step.minutes,
        Step.note,
        Step.aid_outcome,
        Step.appointment_id,
        *WHO,
    )
    found = (
        every.select_from(Step)
        .join(Prescription, Prescription.id == Step.prescription_id)
        .join(Participant, Participant.id == Prescription.participant_id)
        # Without an index of days: to walk through all of them costs less than to look for those of
        # each person of the action.
        .where(in_action(Prescription, action_id))
        .order_by(Step.done_on.desc(), Step.id.desc())
    )
    if narrowed.prescription_id is not None:
        found = found.where(Step.prescription_id == narrowed.prescription_id)
    if narrowed.awaited:
        found = found.where(Step.aid_outcome == AidOutcome.PENDING)
    return _within(found, Step.done_on, Step.kind, narrowed)


def service_rows(
    connection: Connection, listing: Listing, limit: int | None = None
) -> tuple[ServiceRow, ...]:
    """The acts of a listing of ``services``, the first ``limit`` of them."""
    return records(connection, ServiceRow, listing.limit(limit))


def step_rows(
    connection: Connection, listing: Listing, limit: int | None = None
) -> tuple[StepRow, ...]:
    """The démarches of a listing of ``steps``, the first ``limit`` of them."""
    return records(connection, StepRow, listing.limit(limit))


def totals(connection: Connection, listing: Listing) -> dict[str, KindTotal]:
    """What the rows of either listing come to, by kind: the figures are those of its rows."""
    inner = listing.order_by(None).subquery()
    people = func.sum(inner.c.people) if "people" in inner.c else func.count()
    quantity = func.sum(inner.c.quantity) if "quantity" in inner.c else func.sum(0)
    figures = select(
        inner.c.kind,
        func.count().label("number"),
        func.coalesce(people, 0).label("people"),
        func.coalesce(quantity, 0).label("quantity"),
        func.coalesce(func.sum(inner.c.minutes), 0).label("minutes"),
    ).group_by(inner.c.kind)
    return {found.kind: found for found in records(connection, KindTotal, figures)}


def people_of(connection: Connection, action_id: UUID, *, of_steps: bool) -> tuple[ActPerson, ...]:
    """Everyone for whom an act, or a démarche, is noted, by name."""
    table: Any = Step if of_steps else ServicePerson
    noted = select(table.prescription_id).where(table.prescription_id == Prescription.id).exists()
    found: Listing = (
        select(*WHO)
        .select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(Prescription.action_id == action_id, noted)
    )
    return by_name(records(connection, ActPerson, found))


def months_of(connection: Connection, action_id: UUID) -> tuple[date, date] | None:
    """The first and the last day of an act or a démarche; None before there is one."""
    days = select(func.min(Service.done_on), func.max(Service.done_on)).where(
        Service.action_id == action_id
    )
    hers = (
        select(func.min(Step.done_on), func.max(Step.done_on))
        .join(Prescription, Prescription.id == Step.prescription_id)
        .where(Prescription.action_id == action_id)
    )
    ends = [day for row in (*connection.execute(days), *connection.execute(hers)) for day in row]
    told = [day for day in ends if day is not None]
    return (min(told), max(told)) if told else None


HERS = "hers"
SERVICES_OF_ONE = (
    select(
        Service.id,
        Service.kind,
        Service.done_on,
        Service.quantity,
        Service.minutes,
        Place.name.label("place"),
        Service.result,
        Service.note,
    )
    .join(ServicePerson, ServicePerson.service_id == Service.id)
    .outerjoin(Place, Place.id == Service.place_id)
    .where(ServicePerson.prescription_id == bindparam(HERS))
    .order_by(Service.done_on, Service.id)
)
"""The acts done for the dossier ``HERS``; made once, as those of the card are."""


def one_service(connection: Connection, action_id: UUID, service_id: UUID) -> ServiceRow | None:
    """The act of that key; None when it is gone."""
    listing = services(action_id, Narrowed()).where(Service.id == service_id)
    return next(iter(service_rows(connection, listing)), None)


def _of_act(aggregate: ColumnElement[Any]) -> ColumnElement[Any]:
    """``aggregate`` over the people of the act of the row."""
    return (
        select(aggregate)
        .select_from(ServicePerson)
        .join(Prescription, Prescription.id == ServicePerson.prescription_id)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(ServicePerson.service_id == Service.id)
        .correlate(Service)
        .scalar_subquery()
    )


def _within(listing: Listing, day: Any, kind: Any, narrowed: Narrowed) -> Listing:  # noqa: ANN401  (columns)
    if narrowed.month is not None:
        month = month_of(narrowed.month)
        listing = listing.where(day.between(month.first, month.last))
    if narrowed.kind is not None:
        listing = listing.where(kind == narrowed.kind)
    return listing
