"""The immersions of an action as a workbook holds them, the columns of its sheet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import Company, Immersion, Pathway, Prescription
from coachdesk.queries.listing import records


@dataclass(frozen=True, slots=True)
class ImmersionSheetRow:
    """One line of the sheet."""

    number: str
    company: str
    siret: str | None
    trade: str | None
    purpose: str | None
    starts_on: date
    ends_on: date
    weekly_minutes: int | None
    review: str | None
    outcome: ImmersionOutcome | None
    ended_on: date | None
    missed_minutes: int | None
    cause: str | None
    cause_note: str | None


def immersion_sheet(link: Connection, action_id: UUID) -> tuple[ImmersionSheetRow, ...]:
    """Every immersion of the action, by its first day."""
    query = (
        select(
            Prescription.number,
            Company.name.label("company"),
            Company.siret,
            Immersion.trade,
            Immersion.purpose,
            Immersion.starts_on,
            Immersion.ends_on,
            Immersion.weekly_minutes,
            Immersion.review,
            Immersion.outcome,
            Immersion.ended_on,
            Immersion.missed_minutes,
            Immersion.cause,
            Immersion.cause_note,
        )
        .join(Company, Company.id == Immersion.company_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
        .join(Prescription, Prescription.id == Pathway.prescription_id)
        .where(Pathway.action_id == action_id)
        .order_by(Immersion.starts_on, Prescription.number)
    )
    return records(link, ImmersionSheetRow, query)
