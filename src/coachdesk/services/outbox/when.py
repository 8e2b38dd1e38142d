"""When a connection appears: sending is proposed, or begins by itself, as she set it."""

from enum import StrEnum

from sqlalchemy import Connection

from coachdesk.services.desk import Desk
from coachdesk.services.preferences import keep_preference, preference

_KEPT = "sending_when"


class When(StrEnum):
    """What a connection does to what waits."""

    ASK = "ask"
    """It is proposed, one click away."""
    BY_ITSELF = "by_itself"


def sending_when(connection: Connection) -> When:
    """What she chose; it is proposed until she says otherwise."""
    return When.BY_ITSELF if preference(connection, _KEPT) == When.BY_ITSELF else When.ASK


def keep_sending_when(desk: Desk, when: When) -> None:
    """Keep what she chose."""
    keep_preference(desk, _KEPT, when.value)
