"""What is proposed while an identity is typed: postcodes of the communes known, référents RSA."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.models import Participant
from coachdesk.queries.directory import case_managers


@dataclass(frozen=True, slots=True)
class IdentityHints:
    """Gathered from everyone in the store; read when a form opens, not with each card."""

    postcodes: dict[str, str]
    """The postcode last written for each commune."""
    case_managers: tuple[str, ...]


def identity_hints(connection: Connection, action_id: UUID) -> IdentityHints:
    """What others of the store tell."""
    pairs = connection.execute(
        select(Participant.commune, Participant.postcode)
        .where(Participant.commune.is_not(None), Participant.postcode.is_not(None))
        .distinct()
    )
    return IdentityHints(
        {str(row.commune): str(row.postcode) for row in pairs},
        case_managers(connection, action_id),
    )
