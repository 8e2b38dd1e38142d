"""The companies: proposed while an immersion is typed, and listed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import (
    Company,
    CompanyContact,
    CompanyTrade,
    Exit,
    Immersion,
    Prospecting,
)
from coachdesk.queries.listing import Listing, alphabetical, records

_BETWEEN, _WITHIN = "\x1e", "\x1f"
"""Between the contacts of a company in one column, and between the name and function of one."""
_CONTACTS = (
    select(
        func.group_concat(
            CompanyContact.name.concat(_WITHIN).concat(func.coalesce(CompanyContact.function, "")),
            _BETWEEN,
        )
    )
    .where(CompanyContact.company_id == Company.id)
    .scalar_subquery()
)
_TOOK_PLACE = or_(Immersion.outcome.is_(None), Immersion.outcome != ImmersionOutcome.NOT_DONE)
_TRADES = (
    select(func.group_concat(CompanyTrade.rome))
    .where(CompanyTrade.company_id == Company.id)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company with what a convention says of it, and of the last one it received."""

    id: UUID
    siret: str | None
    name: str
    address: str | None
    activity: str | None
    collective_agreement: str | None
    contact: str | None
    schedule: str | None
    """Hours of its last immersion, where they are known day by day."""
    tutor: str | None
    """Of that one."""
    contacts: str | None
    """Those known there, as ``contact_lines`` reads them."""


def companies(connection: Connection) -> tuple[CompanyRow, ...]:
    """All of them, by name."""
    known = (
        select(
            Immersion.company_id,
            Immersion.schedule,
            Immersion.tutor,
            func.row_number()
            .over(
                partition_by=Immersion.company_id,
                order_by=(Immersion.starts_on.desc(), Immersion.id.desc()),
            )
            .label("place"),
        )
        .where(Immersion.schedule.is_not(None))
        .subquery()
    )
    asked: Listing = (
        select(
            Company.id,
            Company.siret,
            Company.name,
            Company.address,
            Company.activity,
            Company.collective_agreement,
            Company.contact,
            known.c.schedule,
            known.c.tutor,
            _CONTACTS.label("contacts"),
        )
        .outerjoin(known, (known.c.company_id == Company.id) & (known.c.place == 1))
        .order_by(Company.siret)
    )
    return alphabetical(records(connection, CompanyRow, asked))


def contact_lines(contacts: str | None) -> tuple[str, ...]:
    """« Prénom NOM, fonction » of each contact, as a convention says it."""
    told = (one.split(_WITHIN) for one in contacts.split(_BETWEEN)) if contacts else ()
    return tuple(sorted(", ".join(part for part in one if part) for one in told))


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A line of the list of companies."""

    id: UUID
    siret: str | None
    name: str
    address: str | None
    phone: str | None
    email: str | None
    contact: str | None
    contacts: str | None
    trades: str | None
    """ROME codes, as « D1106,G1602 »."""
    last_on: date | None
    """The last contact in the prospecting log."""
    call_back_on: date | None
    """Promised at that contact."""
    hosted: int
    """Immersions held, under way or planned."""
    hired: int


def company_lines(connection: Connection) -> tuple[CompanyLine, ...]:
    """Every company, in one pass over each table."""
    last = (
        select(
            Prospecting.company_id,
            Prospecting.done_on,
            Prospecting.call_back_on,
            func.row_number()
            .over(
                partition_by=Prospecting.company_id,
                order_by=(Prospecting.done_on.desc(), Prospecting.id.desc()),
            )
            .label("place"),
        )
    ).subquery()
    hosted = (
        select(Immersion.company_id, func.count().label("number"))
        .where(_TOOK_PLACE)
        .group_by(Immersion.company_id)
        .subquery()
    )
    hired = (
        select(Exit.company_id, func.count().label("number"))
        .where(Exit.company_id.is_not(None))
        .group_by(Exit.company_id)
        .subquery()
    )
    asked: Listing = (
        select(
            Company.id,
            Company.siret,
            Company.name,
            Company.address,
            Company.phone,
            Company.email,
            Company.contact,
            _CONTACTS.label("contacts"),
            _TRADES.label("trades"),
            last.c.done_on.label("last_on"),
            last.c.call_back_on,
            func.coalesce(hosted.c.number, 0).label("hosted"),
            func.coalesce(hired.c.number, 0).label("hired"),
        )
        .outerjoin(last, (last.c.company_id == Company.id) & (last.c.place == 1))
        .outerjoin(hosted, hosted.c.company_id == Company.id)
        .outerjoin(hired, hired.c.company_id == Company.id)
    )
    return records(connection, CompanyLine, asked)
