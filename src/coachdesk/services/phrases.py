"""The coach's own phrases, in her order: proposed after those of the action while she types."""

from collections.abc import Iterable

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from coachdesk.services.desk import Desk
from coachdesk.services.preferences import keep_preference, preference, put_preference

_PREFERENCE = "phrases"


def own_phrases(link: Connection) -> tuple[str, ...]:
    """Those kept."""
    kept = preference(link, _PREFERENCE)
    return tuple(str(phrase) for phrase in kept) if isinstance(kept, list) else ()


def keep_phrases(desk: Desk, phrases: Iterable[str]) -> None:
    """Keep them in that order, none twice, none empty."""
    keep_preference(desk, _PREFERENCE, _sound(phrases))


def put_phrases(session: Session, phrases: Iterable[str]) -> None:
    """Keep them with the rest of a transaction."""
    put_preference(session, _PREFERENCE, _sound(phrases))


def _sound(phrases: Iterable[str]) -> list[str]:
    told = (" ".join(phrase.split()) for phrase in phrases)
    return list(dict.fromkeys(phrase for phrase in told if phrase))
