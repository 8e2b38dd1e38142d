"""The companies that hosted someone, or will: proposed while an immersion is typed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.models import Company
from coachdesk.queries.listing import Listing, records


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company with what a convention says of it."""

    id: UUID
    siret: str
    name: str
    address: str | None
    activity: str | None
    collective_agreement: str | None
    contact: str | None


def companies(connection: Connection) -> tuple[CompanyRow, ...]:
    """All of them, by name."""
    asked: Listing = select(
        Company.id,
        Company.siret,
        Company.name,
        Company.address,
        Company.activity,
        Company.collective_agreement,
        Company.contact,
    ).order_by(Company.name, Company.siret)
    return records(connection, CompanyRow, asked)
