"""The delegation by which an association prescribes immersions (L5135-2 5°, D5135-7, D5135-8)."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from coachdesk.domain.periods import months_later


class Warned(IntEnum):
    """How near the end of a delegation is: the months at which it is told."""

    OVER = 0
    MONTH = 1
    QUARTER = 3


@dataclass(frozen=True)
class Delegation:
    """Who gives it, its number, for whom, and until when."""

    giver: str
    number: str
    categories: str
    """The people for whom it is given."""
    ends_on: date

    def warned(self, day: date) -> Warned | None:
        """What is told of its end on ``day``; None while it is far."""
        if day > self.ends_on:
            return Warned.OVER
        if day >= months_later(self.ends_on, -Warned.MONTH):
            return Warned.MONTH
        return Warned.QUARTER if day >= months_later(self.ends_on, -Warned.QUARTER) else None
