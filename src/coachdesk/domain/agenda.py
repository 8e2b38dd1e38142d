"""When the coach sits where: the openings of a place, week after week."""

from datetime import date
from enum import StrEnum


class Weeks(StrEnum):
    """In which weeks of the calendar (ISO 8601) an opening is kept."""

    EVERY = "every"
    EVEN = "even"
    ODD = "odd"

    def holds(self, day: date) -> bool:
        """Whether the week of ``day`` is one of them."""
        even = day.isocalendar().week % 2 == 0
        return self is Weeks.EVERY or (self is Weeks.EVEN) == even
