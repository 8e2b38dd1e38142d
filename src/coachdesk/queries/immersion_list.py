"""The immersions of an action that are not settled, and those of the last twelve months."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, or_, select

from coachdesk.domain.papers import DocumentState
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import (
    Company,
    Document,
    Immersion,
    ImmersionVisit,
    Pathway,
    Prescription,
    SignatureRefusal,
)
from coachdesk.queries.immersion_paper import CONVENTION
from coachdesk.queries.immersions import last_on
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.people import WHO, with_person


@dataclass(frozen=True, slots=True)
class ImmersionListRow:
    """One immersion with whose it is."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    immersion_id: UUID
    company: str
    trade: str | None
    starts_on: date
    ends_on: date
    outcome: ImmersionOutcome | None
    ended_on: date | None
    cause: str | None
    review: str | None
    cut_over: bool
    renews_id: UUID | None
    signed: bool
    """Everyone signed its convention, or it is of the reprise."""
    visited: bool

    @property
    def last_on(self) -> date:
        """Its last day."""
        return self.ended_on or self.ends_on


def convention_signed() -> ColumnElement[bool]:
    """Whether everyone signed the convention of an immersion, on the screen or on paper."""
    declined = select(SignatureRefusal.id).where(SignatureRefusal.document_id == Document.id)
    return (
        select(Document.id)
        .where(
            Document.prescription_id == Pathway.prescription_id,
            Document.kind == CONVENTION,
            Document.subject_id == Immersion.id,
            Document.state == DocumentState.CLOSED,
            or_(Document.paper_signed_on.is_not(None), ~declined.exists()),
        )
        .exists()
    )


def immersion_list(
    connection: Connection, action_id: UUID, since: date
) -> tuple[ImmersionListRow, ...]:
    """Those whose last day is ``since`` or later, by that day."""
    return records(
        connection, ImmersionListRow, _listing(action_id).where(Immersion.ends_on >= since)
    )


def under_way(connection: Connection, action_id: UUID, day: date) -> tuple[ImmersionListRow, ...]:
    """Those that are under way on ``day``, by name."""
    asked = _listing(action_id).where(
        or_(Immersion.outcome.is_(None), Immersion.outcome == ImmersionOutcome.ENDED_EARLY),
        Immersion.starts_on <= day,
        last_on() >= day,
    )
    found = records(connection, ImmersionListRow, asked)
    return tuple(sorted(found, key=lambda row: (row.last_name, row.first_name)))


def _listing(action_id: UUID) -> Listing:
    visited = select(ImmersionVisit.id).where(ImmersionVisit.immersion_id == Immersion.id).exists()
    asked: Listing = select(
        *WHO,
        Immersion.id.label("immersion_id"),
        Company.name.label("company"),
        Immersion.trade,
        Immersion.starts_on,
        Immersion.ends_on,
        Immersion.outcome,
        Immersion.ended_on,
        Immersion.cause,
        Immersion.review,
        Immersion.cut_over,
        Immersion.renews_id,
        or_(Immersion.cut_over, convention_signed()).label("signed"),
        visited.label("visited"),
    )
    return (
        with_person(
            asked.select_from(Immersion)
            .join(Company, Company.id == Immersion.company_id)
            .join(Pathway, Pathway.id == Immersion.pathway_id)
        )
        .where(Pathway.action_id == action_id)
        .order_by(Immersion.starts_on, Prescription.number)
    )
