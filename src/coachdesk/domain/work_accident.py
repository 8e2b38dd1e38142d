"""What is to be done after an accident during an immersion, and by when (D5135-5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

HOST_TELLS = timedelta(hours=24)
"""The host tells the association."""
DECLARED = timedelta(hours=48)
"""The prescriber, or the employer, declares it to the health insurance."""


@dataclass(frozen=True)
class Deadlines:
    """By the clock from the hour of the accident, Sundays included: the strictest reading."""

    host_tells: datetime
    declared: datetime


def deadlines(happened: datetime) -> Deadlines:
    """By when each must act."""
    return Deadlines(happened + HOST_TELLS, happened + DECLARED)
