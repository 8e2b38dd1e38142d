"""How the coach is reached, as she last wrote it on a paper: proposed on the next ones."""

from collections.abc import Mapping

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from coachdesk.domain.papers import Answer
from coachdesk.services.preferences import preference, put_preference

FIELD = "contact"
"""Key of the field of any paper that says it."""
_PREFERENCE = "coach_contact"


def contact_of(link: Connection) -> str:
    """What she last wrote; empty before she did."""
    kept = preference(link, _PREFERENCE)
    return kept if isinstance(kept, str) else ""


def learn_contact(session: Session, answers: Mapping[str, Answer]) -> None:
    """Keep what ``answers`` say of it, if they do, with the rest of a transaction."""
    said = answers.get(FIELD)
    if isinstance(said, str) and said and said != contact_of(session.connection()):
        put_preference(session, _PREFERENCE, said)
