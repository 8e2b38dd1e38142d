"""How values stand on paper: a day in letters, the label of a word, nothing for what is unknown."""

from datetime import date
from typing import Any

from coachdesk.core.french import long_date
from coachdesk.domain.attendance import REMOTE
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import WordList
from coachdesk.queries.card import CardAppointment


def day_of(day: date | None) -> str:
    """« 16 janvier 2024 »."""
    return long_date(day) if day else ""


def label_of(words: WordList[Any], key: str | None) -> str:
    """The label of a word of the profile."""
    return words.label(key) if key else ""


def where(item: CardAppointment, profile: ActionProfile) -> str:
    """The place of a rendez-vous, or how it is held when there is none."""
    return item.place or (profile.modes.label(item.mode) if item.mode in REMOTE else "")
