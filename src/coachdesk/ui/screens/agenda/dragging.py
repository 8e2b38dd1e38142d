"""What the hand, or the arrows, do to an entry before it is let go: the ghost, and its limits."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.services.agenda.view import AgendaEntry
from coachdesk.ui.screens.agenda.lanes import Block, Lane, place_there
from coachdesk.ui.screens.agenda.scale import FINE_STEP, STEP


class Grip(Enum):
    """By what something is held."""

    MOVE = auto()
    END = auto()
    DRAW = auto()
    """Nothing yet: free hours are drawn for something new."""


@dataclass(frozen=True)
class Ghost:
    """Where what is held would be."""

    grip: Grip
    lane: int
    start: int
    end: int
    entry: AgendaEntry | None = None
    held: int = 0
    """Minutes from its start to where it is held."""
    origin: Block | None = None

    @property
    def moved(self) -> bool:
        """Whether letting go changes anything."""
        was = self.origin
        return was is None or (was.lane, was.start, was.end) != (self.lane, self.start, self.end)

    def place_in(self, lane: Lane) -> str | None:
        """Where it would be held, let go in ``lane``: one whose end alone changes stays there."""
        entry, was = self.entry, self.origin
        if entry is None:
            return None
        begins = was is not None and (was.lane, was.start) == (self.lane, self.start)
        return entry.place if begins else place_there(lane, entry, self.start)

    def to(self, lane: int, minute: float, *, fine: bool) -> "Ghost":
        """Held at ``minute`` of ``lane``."""
        step = FINE_STEP if fine else STEP
        if self.grip is Grip.MOVE:
            return self._at(lane, _snapped(minute - self.held, step))
        if self.grip is Grip.END:
            return replace(self, end=_within(_snapped(minute, step), self.start + step))
        here = _snapped(minute, step)
        return replace(self, end=_within(max(here, self.start + step), self.start + step))

    def shifted(self, minutes: int, lane: int | None = None) -> "Ghost":
        """Moved by the arrows."""
        return self._at(self.lane if lane is None else lane, self.start + minutes)

    def stretched(self, minutes: int) -> "Ghost":
        """Its end moved by the arrows."""
        return replace(self, end=_within(self.end + minutes, self.start + FINE_STEP))

    def _at(self, lane: int, start: int) -> "Ghost":
        length = self.end - self.start
        begin = min(max(start, 0), DAY_MINUTES - length)
        return replace(self, lane=lane, start=begin, end=begin + length)


def taken_at(block: Block, grip: Grip, minute: float = 0) -> Ghost:
    """An entry taken at ``minute``."""
    return Ghost(
        grip, block.lane, block.start, block.end, block.entry,
        held=round(minute - block.start), origin=block,
    )  # fmt: skip


def _snapped(minute: float, step: int) -> int:
    return round(minute / step) * step


def _within(end: int, least: int) -> int:
    return min(max(end, least), DAY_MINUTES)
