"""One company: what is written of it, the people whom it hosted and hired."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import Company, CompanyContact, CompanyTrade, Exit, Immersion, Pathway
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.people import WHO, with_person


@dataclass(frozen=True, slots=True)
class CompanyRecord:
    """All that is written of one company."""

    id: UUID
    siret: str | None
    name: str
    address: str | None
    activity: str | None
    collective_agreement: str | None
    contact: str | None
    phone: str | None
    email: str | None
    note: str | None


def company_record(connection: Connection, company_id: UUID) -> CompanyRecord | None:
    """That company; None when it is gone."""
    asked: Listing = select(
        Company.id,
        Company.siret,
        Company.name,
        Company.address,
        Company.activity,
        Company.collective_agreement,
        Company.contact,
        Company.phone,
        Company.email,
        Company.note,
    ).where(Company.id == company_id)
    return next(iter(records(connection, CompanyRecord, asked)), None)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Someone to speak to there."""

    id: UUID
    name: str
    function: str | None
    phone: str | None
    email: str | None


def contacts_of(connection: Connection, company_id: UUID) -> tuple[ContactRow, ...]:
    """The contacts of a company, in the order in which they were noted."""
    asked: Listing = (
        select(
            CompanyContact.id,
            CompanyContact.name,
            CompanyContact.function,
            CompanyContact.phone,
            CompanyContact.email,
        )
        .where(CompanyContact.company_id == company_id)
        .order_by(CompanyContact.id)
    )
    return records(connection, ContactRow, asked)


def trades_of(connection: Connection, company_id: UUID) -> tuple[str, ...]:
    """The ROME codes of a company, in the order in which they were chosen."""
    asked = (
        select(CompanyTrade.rome)
        .where(CompanyTrade.company_id == company_id)
        .order_by(CompanyTrade.id)
    )
    return tuple(connection.execute(asked).scalars())


@dataclass(frozen=True, slots=True)
class HostedRow:
    """Someone whom a company hosted, or will."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    immersion_id: UUID
    trade: str | None
    starts_on: date
    ends_on: date
    outcome: ImmersionOutcome | None
    ended_on: date | None


def hosted_by(connection: Connection, company_id: UUID) -> tuple[HostedRow, ...]:
    """The immersions there, whatever the action, the latest first."""
    people: Listing = select(
        *WHO,
        Immersion.id.label("immersion_id"),
        Immersion.trade,
        Immersion.starts_on,
        Immersion.ends_on,
        Immersion.outcome,
        Immersion.ended_on,
    )
    asked = (
        with_person(people.select_from(Immersion).join(Pathway, Pathway.id == Immersion.pathway_id))
        .where(Immersion.company_id == company_id)
        .order_by(Immersion.starts_on.desc(), Immersion.id.desc())
    )
    return records(connection, HostedRow, asked)


@dataclass(frozen=True, slots=True)
class HiredRow:
    """Someone whom a company hired at her exit."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    kind: str
    detail: str | None
    left_on: date
    job_starts_on: date | None
    job_ends_on: date | None


def hired_by(connection: Connection, company_id: UUID) -> tuple[HiredRow, ...]:
    """The exits to that employer, whatever the action, the latest first."""
    people: Listing = select(
        *WHO, Exit.kind, Exit.detail, Exit.left_on, Exit.job_starts_on, Exit.job_ends_on
    )
    asked = (
        with_person(people.select_from(Exit).join(Pathway, Pathway.id == Exit.pathway_id))
        .where(Exit.company_id == company_id)
        .order_by(Exit.left_on.desc(), Exit.id.desc())
    )
    return records(connection, HiredRow, asked)
