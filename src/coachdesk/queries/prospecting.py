"""The prospecting log: what was said with a company, and the call-backs that were promised."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import aliased

from coachdesk.models import Company, Participant, Prescription, Prospecting
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.people import WHO


@dataclass(frozen=True, slots=True)
class ProspectingRow:
    """One contact. ``kind`` and ``result`` are keys of the profile."""

    id: UUID
    done_on: date
    kind: str
    result: str | None
    call_back_on: date | None
    note: str | None
    prescription_id: UUID | None
    """For whom; the names below are hers."""
    last_name: str | None
    first_name: str | None


def prospecting_log(connection: Connection, company_id: UUID) -> tuple[ProspectingRow, ...]:
    """The contacts with a company, the latest first."""
    asked: Listing = (
        select(
            Prospecting.id,
            Prospecting.done_on,
            Prospecting.kind,
            Prospecting.result,
            Prospecting.call_back_on,
            Prospecting.note,
            Prospecting.prescription_id,
            Participant.last_name,
            Participant.first_name,
        )
        .outerjoin(Prescription, Prescription.id == Prospecting.prescription_id)
        .outerjoin(Participant, Participant.id == Prescription.participant_id)
        .where(Prospecting.company_id == company_id)
        .order_by(Prospecting.done_on.desc(), Prospecting.id.desc())
    )
    return records(connection, ProspectingRow, asked)


def call_backs(action_id: UUID, since: date, day: date) -> Listing:
    """The call-backs due from ``since`` to ``day`` which no later contact settled.

    The person for whom is absent where it was for nobody in particular.
    """
    later = aliased(Prospecting)
    settled = (
        select(later.id)
        .where(
            later.company_id == Prospecting.company_id,
            or_(
                later.done_on > Prospecting.done_on,
                (later.done_on == Prospecting.done_on) & (later.id > Prospecting.id),
            ),
        )
        .exists()
    )
    people: Listing = select(
        *WHO,
        Prospecting.id.label("prospecting_id"),
        Prospecting.call_back_on,
        Company.id.label("company_id"),
        Company.name.label("company"),
        Company.phone,
    )
    return (
        people.select_from(Prospecting)
        .join(Company, Company.id == Prospecting.company_id)
        .outerjoin(Prescription, Prescription.id == Prospecting.prescription_id)
        .outerjoin(Participant, Participant.id == Prescription.participant_id)
        .where(
            Prospecting.action_id == action_id,
            Prospecting.call_back_on.between(since, day),
            ~settled,
        )
    )
