"""How the coach is reached, as she wrote it once: her letters say it."""

from sqlalchemy import Connection

from coachdesk.services.desk import Desk
from coachdesk.services.preferences import keep_preference, preference

_PREFERENCE = "coach_contact"


def contact_of(link: Connection) -> str:
    """What she wrote; empty before she did."""
    kept = preference(link, _PREFERENCE)
    return kept if isinstance(kept, str) else ""


def keep_contact(desk: Desk, contact: str) -> None:
    """Have every letter say it from now on, those that wait included."""
    keep_preference(desk, _PREFERENCE, " ".join(contact.split()))
