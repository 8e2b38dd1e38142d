"""Pieces of a dossier: what kind a file's name tells, and where the validity of one stands."""

import re
from collections import Counter
from datetime import date, timedelta
from enum import StrEnum
from pathlib import PurePath

from coachdesk.core.french import fold
from coachdesk.domain.periods import months_later
from coachdesk.domain.profile import AttachmentKind
from coachdesk.domain.words import WordList

SOON = timedelta(days=30)
"""A piece that ends within that time is to be renewed."""
OTHER = "other"
"""The kind of a file whose name tells nothing, where the profile has it."""
_GENERAL = frozenset(
    {
        "attestation", "autre", "conduire", "contrat", "copie", "document", "fiche", "justificatif",
        "papier", "piece", "signe", "titre",
    }
)  # fmt: skip
"""Words that many papers bear: alone, they tell no kind."""
_LEAST_LETTERS = 2


class Validity(StrEnum):
    """Where the validity of a piece stands."""

    ENDLESS = "endless"
    VALID = "valid"
    SOON = "soon"
    OVER = "over"


def validity(valid_until: date | None, day: date) -> Validity:
    """Where a validity stands on ``day``; the last day still counts."""
    if valid_until is None:
        return Validity.ENDLESS
    if valid_until < day:
        return Validity.OVER
    return Validity.SOON if valid_until <= day + SOON else Validity.VALID


def usual_validity(kind: AttachmentKind, day: date) -> date | None:
    """Until when a piece of that kind made on ``day`` is good, as the profile says."""
    return None if kind.valid_months is None else months_later(day, kind.valid_months)


def proposed_kind(name: str, kinds: WordList[AttachmentKind]) -> str | None:
    """The kind that a file's name tells: all words of a label, or one that no other kind has."""
    told = _words(PurePath(name).stem)
    holders = Counter(word for kind in kinds for word in _words_of(kind))
    best: tuple[int, str | None] = (0, None)
    for kind in kinds:
        whole = max(
            (len(words) for text in (kind.label, *kind.synonyms)
             if (words := _words(text)) and words <= told),
            default=0,
        )  # fmt: skip
        own = [word for word in _words_of(kind) & told - _GENERAL if holders[word] == 1]
        score = 2 * whole or len(own)
        if score > best[0]:
            best = (score, kind.key)
    return best[1]


def usual_kind(kinds: WordList[AttachmentKind]) -> str:
    """The kind of a file whose name tells nothing."""
    return OTHER if OTHER in kinds else next(reversed(tuple(kinds))).key


def _words_of(kind: AttachmentKind) -> frozenset[str]:
    return frozenset().union(*(_words(text) for text in (kind.label, *kind.synonyms)))


def _words(text: str) -> frozenset[str]:
    """The words of a text but the shortest, however they are joined: « RSA_attestation-2 (1) »."""
    parts = re.split(r"[^a-z]+", fold(text))
    little = {"de", "du", "des", "la", "le", "les", "sur", "en"}
    return frozenset(part for part in parts if len(part) >= _LEAST_LETTERS and part not in little)
