"""The other immersions of a person, whatever the action; the visits of one; who hired whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.domain.attendance import Mode
from coachdesk.domain.pmsmp_history import Stay
from coachdesk.domain.week_hours import read_week
from coachdesk.models import Company, Exit, Immersion, ImmersionVisit, Pathway
from coachdesk.queries.immersions import happens, last_on
from coachdesk.queries.listing import Listing, records, rows


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit or a call of the coach while an immersion lasts."""

    id: UUID
    done_on: date
    mode: Mode
    met: str | None
    note: str | None


def stays_of(connection: Connection, participant_id: UUID) -> tuple[Stay, ...]:
    """The immersions of a person that took place or are to, in every action, the oldest first."""
    asked: Listing = (
        select(
            Immersion.id,
            Company.name,
            Company.siret,
            Immersion.purpose,
            Immersion.starts_on,
            last_on().label("last_on"),
            Immersion.schedule,
            Immersion.renews_id,
        )
        .join(Company, Company.id == Immersion.company_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
        .where(Pathway.participant_id == participant_id, happens())
        .order_by(Immersion.starts_on, Immersion.id)
    )
    return tuple(
        Stay(
            row.id,
            row.name,
            row.siret,
            row.purpose,
            row.starts_on,
            row.last_on,
            read_week(row.schedule) if row.schedule else None,
            row.renews_id,
        )
        for row in rows(connection, asked)
    )


def visits_of(connection: Connection, immersion_id: UUID) -> tuple[VisitRow, ...]:
    """Its visits, the oldest first."""
    asked: Listing = (
        select(
            ImmersionVisit.id,
            ImmersionVisit.done_on,
            ImmersionVisit.mode,
            ImmersionVisit.met,
            ImmersionVisit.note,
        )
        .where(ImmersionVisit.immersion_id == immersion_id)
        .order_by(ImmersionVisit.done_on, ImmersionVisit.id)
    )
    return records(connection, VisitRow, asked)


def has_left(connection: Connection, prescription_id: UUID) -> bool:
    """Whether the pathway of a dossier has its exit."""
    found = (
        select(Exit.id)
        .join(Pathway, Pathway.id == Exit.pathway_id)
        .where(Pathway.prescription_id == prescription_id)
    )
    return connection.execute(found).first() is not None


def renewal_of(connection: Connection, immersion_id: UUID) -> UUID | None:
    """The immersion that renews this one; None when none does."""
    found: UUID | None = connection.execute(
        select(Immersion.id).where(Immersion.renews_id == immersion_id)
    ).scalar()
    return found
