"""What was done to reach someone, as one line that grows: « SMS envoyé le 15/01 à 9 h 10 »."""

from datetime import datetime

from coachdesk.core.french import clock_time


def with_attempt(before: str, attempt: str, when: str) -> str:
    """``before`` with one more attempt; a word after others loses its capital."""
    kept = before.rstrip(",;. ")
    if not kept:
        return f"{attempt} {when}"
    said = f"{attempt[0].lower()}{attempt[1:]}" if _is_word(attempt) else attempt
    return f"{kept}, {said} {when}"


def moment_of(now: datetime, *, with_day: bool) -> str:
    """« à 9 h 10 », « le 15/01 à 9 h 10 »."""
    hour = clock_time(now.hour * 60 + now.minute)
    return f"le {now:%d/%m} à {hour}" if with_day else f"à {hour}"


def _is_word(text: str) -> bool:
    """Not an abbreviation like « SMS »."""
    first = text.split(maxsplit=1)[0]
    return not (len(first) > 1 and first.isupper())
