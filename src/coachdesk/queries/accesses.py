"""The journal of accesses as it is shown: each with the person that it is about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.models import AccessEntry, Participant
from coachdesk.queries.listing import records


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One access."""

    at: datetime
    deed: str
    subject: str
    participant_id: UUID | None
    last_name: str | None
    first_name: str | None
    """None for what is about nobody, or about someone who was erased."""
    people: int | None


def accesses(
    connection: Connection, *, participant: UUID | None = None, limit: int | None = None
) -> tuple[AccessRow, ...]:
    """The accesses, the latest first: of one person when ``participant`` is given."""
    listing = (
        select(
            AccessEntry.at,
            AccessEntry.deed,
            AccessEntry.subject,
            AccessEntry.participant_id,
            Participant.last_name,
            Participant.first_name,
            AccessEntry.people,
        )
        .select_from(AccessEntry)
        .outerjoin(Participant, Participant.id == AccessEntry.participant_id)
        .order_by(AccessEntry.at.desc(), AccessEntry.id.desc())
    )
    if participant is not None:
        listing = listing.where(AccessEntry.participant_id == participant)
    if limit is not None:
        listing = listing.limit(limit)
    return records(connection, AccessRow, listing)
