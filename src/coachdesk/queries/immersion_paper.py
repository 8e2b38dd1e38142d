"""One immersion as its papers say it: the company, the dates, what its convention and bilan tell.

The words of a convention (tasks, objectives, who prescribes) are typed once, in its document: what
comes later reads them there.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.domain.papers import DocumentState
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.pmsmp_course import Course, course_of
from coachdesk.models import Company, Document, Immersion, Pathway, Prescription
from coachdesk.queries.listing import Listing, records

CONVENTION = "pmsmp_convention"
REVIEW = "immersion_review"
CERTIFICATE = "pmsmp_certificate"
GRID = "evaluation_grid"
"""Keys of templates whose answers other papers say."""


@dataclass(frozen=True, slots=True)
class ImmersionRow:
    """An immersion with its host."""

    id: UUID
    prescription_id: UUID
    number: str
    """Of the dossier."""
    company_id: UUID
    siret: str | None
    company: str
    address: str | None
    activity: str | None
    collective_agreement: str | None
    contact: str | None
    company_phone: str | None
    trade: str | None
    rome: str | None
    purpose: str | None
    starts_on: date
    ends_on: date
    weekly_minutes: int | None
    schedule: str | None
    place: str | None
    tutor: str | None
    review: str | None
    renews_id: UUID | None
    renewal_reason: str | None
    outcome: ImmersionOutcome | None
    ended_on: date | None
    missed_minutes: int | None
    cause: str | None
    cause_note: str | None
    cut_over: bool
    rank: int
    """Among the immersions of the pathway, from 1, by their beginning."""

    @property
    def course(self) -> Course:
        """What became of it."""
        return course_of(self)


def immersion_row(connection: Connection, immersion_id: UUID) -> ImmersionRow | None:
    """That immersion; None when it is gone."""
    earlier = Immersion.__table__.alias("earlier")
    rank = (
        select(func.count())
        .select_from(earlier)
        .where(
            earlier.c.pathway_id == Immersion.pathway_id,
            (earlier.c.starts_on < Immersion.starts_on)
            | ((earlier.c.starts_on == Immersion.starts_on) & (earlier.c.id <= Immersion.id)),
        )
        .correlate(Immersion)
        .scalar_subquery()
    )
    asked: Listing = (
        select(
            Immersion.id,
            Prescription.id.label("prescription_id"),
            Prescription.number,
            Company.id.label("company_id"),
            Company.siret,
            Company.name.label("company"),
            Company.address,
            Company.activity,
            Company.collective_agreement,
            Company.contact,
            Company.phone.label("company_phone"),
            Immersion.trade,
            Immersion.rome,
            Immersion.purpose,
            Immersion.starts_on,
            Immersion.ends_on,
            Immersion.weekly_minutes,
            Immersion.schedule,
            Immersion.place,
            Immersion.tutor,
            Immersion.review,
            Immersion.renews_id,
            Immersion.renewal_reason,
            Immersion.outcome,
            Immersion.ended_on,
            Immersion.missed_minutes,
            Immersion.cause,
            Immersion.cause_note,
            Immersion.cut_over,
            rank.label("rank"),
        )
        .join(Company, Company.id == Immersion.company_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
        .join(Prescription, Prescription.id == Pathway.prescription_id)
        .where(Immersion.id == immersion_id)
    )
    return next(iter(records(connection, ImmersionRow, asked)), None)


def latest_answers(connection: Connection, kind: str, subject_id: UUID) -> dict[str, Any]:
    """What the latest paper of that kind about something says; nothing when there is none."""
    kept = connection.execute(
        select(Document.answers)
        .join(Immersion, Immersion.id == Document.subject_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
        .where(
            Document.prescription_id == Pathway.prescription_id,
            Document.kind == kind,
            Document.subject_id == subject_id,
            Document.state != DocumentState.VOID,
        )
        .order_by(Document.id.desc())
        .limit(1)
    ).scalar()
    return json.loads(kept) if kept else {}


def answers_of_dossier(
    connection: Connection, kind: str, prescription_id: UUID
) -> tuple[dict[str, Any], ...]:
    """What each paper of that kind of a dossier says once it was signed, the oldest first."""
    kept = connection.execute(
        select(Document.answers)
        .where(
            Document.prescription_id == prescription_id,
            Document.kind == kind,
            Document.state.in_((DocumentState.OPEN, DocumentState.CLOSED)),
        )
        .order_by(Document.id)
    ).scalars()
    return tuple(json.loads(answers) for answers in kept)


def last_of_action(connection: Connection, kind: str, action_id: UUID) -> dict[str, Any]:
    """What the latest paper of that kind says in the whole action: who its usual parties are."""
    kept = connection.execute(
        select(Document.answers)
        .where(Document.action_id == action_id, Document.kind == kind)
        .order_by(Document.id.desc())
        .limit(1)
    ).scalar()
    return json.loads(kept) if kept else {}
