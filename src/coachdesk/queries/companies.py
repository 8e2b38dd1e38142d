"""The companies that hosted someone, or will: proposed while an immersion is typed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.models import Company, Immersion
from coachdesk.queries.listing import Listing, records


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company with what a convention says of it, and of the last one it received."""

    id: UUID
    siret: str
    name: str
    address: str | None
    activity: str | None
    collective_agreement: str | None
    contact: str | None
    schedule: str | None
    """Hours of its last immersion, where they are known day by day."""
    tutor: str | None
    """Of that one."""


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
        )
        .outerjoin(known, (known.c.company_id == Company.id) & (known.c.place == 1))
        .order_by(Company.name, Company.siret)
    )
    return records(connection, CompanyRow, asked)
