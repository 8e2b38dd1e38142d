"""The coach’s short code, which gives the desk back after a signature: its form, its patience."""

from itertools import pairwise

SHORTEST, LONGEST = 4, 6
_FREE = 3
"""Wrong tries that cost nothing: a thumb slips."""
_FIRST_WAIT, _LONGEST_WAIT = 5, 300


def code_fault(typed: str) -> str | None:
    """Why ``typed`` can't be the code, as one French sentence; None when it can."""
    if not (typed.isascii() and typed.isdigit() and SHORTEST <= len(typed) <= LONGEST):
        return "Le code a de 4 à 6 chiffres."
    steps = {int(after) - int(before) for before, after in pairwise(typed)}
    if steps in ({0}, {1}, {-1}):
        return "Ce code se devine trop vite : ni suite, ni chiffre répété."
    return None


def wait_after(wrong: int) -> int:
    """Seconds to wait after that many wrong tries in a row: none, then 5, 10, 20… up to 300."""
    if wrong < _FREE:
        return 0
    return int(min(_FIRST_WAIT * 2 ** min(wrong - _FREE, LONGEST), _LONGEST_WAIT))
