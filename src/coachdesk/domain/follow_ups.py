"""The suivis post-parcours: when each is due after the exit, and where it stands on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coachdesk.domain.periods import months_later
from coachdesk.domain.words import Word

EARLY = timedelta(days=7)
"""A follow-up may be done so long before its day."""
LATE = timedelta(days=60)
"""It is asked for so long after its day."""
LATE_OF_REPRISE = timedelta(days=7)
"""The same, for an exit from before CoachDesk."""
AGAIN = timedelta(days=7)
"""Someone who could not be reached is tried again after that, unless said otherwise."""


@dataclass(frozen=True)
class FollowUpOutcome(Word):
    """What may have become of someone after her exit."""

    employed: bool = False
    """She works: her employer is asked for."""
    unreachable: bool = False
    """Nobody answered: she is tried again, until the coach lets it be."""


class MilestoneState(StrEnum):
    """Where a follow-up stands."""

    DONE = "done"
    AGAIN = "again"
    """She was tried, and will be again."""
    DUE = "due"
    OVERDUE = "overdue"
    TO_COME = "to_come"
    MISSED = "missed"
    """Too late for it to say anything of that milestone."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What was noted of one follow-up."""

    attempts: int
    again_on: date | None
    """When she is tried again; None once it is done."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A follow-up of someone who left."""

    months: int
    due_on: date
    state: MilestoneState
    attempts: int = 0

    @property
    def is_asked(self) -> bool:
        """Whether it is to be done now."""
        return self.state in {MilestoneState.DUE, MilestoneState.OVERDUE}


def milestones(
    left_on: date,
    months: Iterable[int],
    noted: Mapping[int, Tried],
    day: date,
    *,
    cut_over: bool = False,
) -> tuple[Milestone, ...]:
    """The follow-ups of an exit as they stand on ``day``, in order."""
    return tuple(_milestone(left_on, number, noted, day, cut_over=cut_over) for number in months)


def _milestone(
    left_on: date, months: int, noted: Mapping[int, Tried], day: date, *, cut_over: bool
) -> Milestone:
    due, tried = months_later(left_on, months), noted.get(months)
    attempts = tried.attempts if tried else 0
    last = due + (LATE_OF_REPRISE if cut_over else LATE)
    if tried is not None and tried.again_on is None:
        state = MilestoneState.DONE
    elif tried is not None and tried.again_on is not None and tried.again_on > day:
        state = MilestoneState.AGAIN
    elif day > last:
        state = MilestoneState.MISSED
    elif day > due:
        state = MilestoneState.OVERDUE
    elif tried is not None or day >= due - EARLY:
        state = MilestoneState.DUE
    else:
        state = MilestoneState.TO_COME
    return Milestone(months, due, state, attempts)
