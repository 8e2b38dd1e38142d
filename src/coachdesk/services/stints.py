"""One person is followed once at a time in an action, and expected once."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.profile import ActionProfile, OutcomeKind
from coachdesk.queries.exits import StintRow, stints


def stints_in(link: Connection, action_id: UUID, participant_id: UUID) -> tuple[StintRow, ...]:
    """Each time that she came to that action, the oldest first."""
    return tuple(item for item in stints(link, participant_id) if item.action_id == action_id)


def refuse_followed(hers: Iterable[StintRow]) -> None:
    """Let only someone pass who is not followed now.

    Raises:
        UserError: she is.
    """
    for item in hers:
        if item.entered_on is not None and item.left_on is None:
            raise UserError(
                f"Cette personne est déjà suivie dans l’action, sous le n°{NBSP}{item.number}.",
                "Notez d’abord sa sortie.",
            )


def refuse_present(profile: ActionProfile, hers: tuple[StintRow, ...]) -> None:
    """Let only someone pass who is neither followed nor expected.

    Raises:
        UserError: otherwise.
    """
    refuse_followed(hers)
    for item in hers:
        waits = item.outcome in profile.outcomes and (
            profile.outcomes[item.outcome].kind is OutcomeKind.PENDING
        )
        if item.entered_on is None and waits:
            label = quoted(profile.outcomes.label(item.outcome))
            raise UserError(
                f"Une prescription de cette personne est déjà {label}, sous le "
                f"n°{NBSP}{item.number}.",
                "Prenez d’abord la décision sur celle-là.",
            )
