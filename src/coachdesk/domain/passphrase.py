"""How long a passphrase would hold, in words: an honest guess that forbids nothing.

A guesser is taken to try about ten thousand passphrases a second (the key derivation is slow on
purpose), beginning with the commonest, with what is known of the coach, then with words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log2

from coachdesk.core.french import fold

MIN_PASSPHRASE = 8
"""Below this many characters a passphrase is refused, whatever the key derivation costs."""
GOOD = 3
"""From this level on there is nothing more to advise."""
_TRIES_PER_SECOND = 10_000
_MINUTE, _DAY, _YEAR = 60, 86_400, 31_557_600
_WORD_BITS = 11.0
"""A word is one of about two thousand that people think of."""
_LETTER_BITS = log2(26)
_DIGIT_BITS = log2(10)
_MARK_BITS = 4.0
"""A mark or a space is most often one of a few."""
_KNOWN_BITS = 3.0
"""Her own name, the action's: tried before anything else, with a few variants."""
_AGAIN_BITS = 1.0
_SHORT_WORD = 3
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "azertyuiop", "qsdfghjklm", "wxcvbn", "0123456789")
_COMMONEST = """
    123456 azerty motdepasse password soleil bonjour doudou loulou marseille chouchou azertyuiop
    123456789 12345678 qwerty bonjour1 camille nicolas julien alexandre coucou jetaime chocolat
    princesse admin admin123 bienvenue football marine caroline isabelle sandrine vacances
    papillon pompier amour licorne minou bebe mamour cheval chaton maison france paris secret
    motdepasse1 password1 azerty123 azerty1 iloveyou 1234567890 000000 111111 11111111 00000000
"""
"""What is found first in every list of stolen passwords in French."""

_COMMON = frozenset(_COMMONEST.split())


@dataclass(frozen=True)
class Strength:
    """``level`` goes from 0 (at once) to 4 (it will hold); ``advice`` is empty from GOOD on."""

    level: int
    verdict: str
    advice: str


def strength(typed: str, known: Iterable[str] = ()) -> Strength:
    """How well ``typed`` would hold; ``known`` are her name, the association's, the action's."""
    mine = {word for text in known for word in re.findall(r"[a-z]{3,}", fold(text))}
    level, verdict = _verdict(_seconds(bits(typed, mine)))
    return Strength(level, verdict, "" if level >= GOOD else _advice(typed, mine))


def bits(typed: str, mine: Iterable[str] = ()) -> float:
    """Twice the guesses for each bit."""
    text, known = fold(typed), frozenset(mine)
    if _bare(text) in _COMMON:
        return _KNOWN_BITS
    total, met = 0.0, set[str]()
    for piece in re.findall(r"[a-z]+|[0-9]+|[^a-z0-9]+", text):
        cost = _piece_bits(piece, known)
        if cost > _AGAIN_BITS and piece in met and piece.isalnum():
            cost = _AGAIN_BITS
        elif piece == " ":
            cost = 0.0  # a guesser tries words with a space between them
        met.add(piece)
        total += cost
    capitals = sum(char.isupper() for char in typed[1:])
    return total + min(capitals, 4)


def _piece_bits(piece: str, known: frozenset[str]) -> float:
    if piece in known:
        return _KNOWN_BITS
    if piece.isalpha() and len(piece) >= _SHORT_WORD and piece in _COMMON:
        return _KNOWN_BITS
    told = _told_apart(piece)
    if piece.isalpha():
        by_letter = told * _LETTER_BITS
        return min(by_letter, _WORD_BITS) if len(piece) >= _SHORT_WORD else by_letter
    if piece.isdigit():
        if re.fullmatch(r"(19|20)\d\d", piece):
            return log2(100)
        return told * _DIGIT_BITS
    return told * _MARK_BITS


def _told_apart(piece: str) -> int:
    """How many characters count: one that repeats or follows the one before counts once."""
    kept = [char for char, _ in groupby(piece)]
    count = 1
    for before, after in pairwise(kept):
        follows = any(before + after in run or after + before in run for run in _RUNS)
        count += not follows
    return count


def _seconds(guess_bits: float) -> float:
    return float(2.0 ** (guess_bits - 1)) / _TRIES_PER_SECOND


def _verdict(seconds: float) -> tuple[int, str]:
    for level, below, verdict in (
        (0, _MINUTE, "Se devine aussitôt"),
        (1, _DAY, "Se devine en quelques heures"),
        (1, 30 * _DAY, "Se devine en quelques jours"),
        (2, _YEAR, "Se devine en quelques mois"),
        (3, 30 * _YEAR, "Tiendra des années"),
    ):
        if seconds < below:
            return level, verdict
    return 4, "Tiendra"


def _advice(typed: str, mine: set[str]) -> str:
    words = re.findall(r"[a-z]{3,}", fold(typed))
    if _bare(fold(typed)) in _COMMON or (words and all(word in _COMMON for word in words)):
        return "C’est l’une des plus courantes : elle est essayée en premier."
    if any(word in mine for word in words):
        return "Votre nom et ceux de l’action sont essayés en premier : choisissez d’autres mots."
    if len(set(words)) < len(words):
        return "Un mot répété n’ajoute rien : changez-en un."
    if len(words) >= _SHORT_WORD:
        return "Ajoutez un mot ou deux, sans lien avec les autres."
    return "Quatre ou cinq mots sans lien entre eux tiennent mieux, et se retiennent."


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text)
