"""Where a minute of a column is on screen, and which minute is under the hand."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from coachdesk.ui.screens.agenda.lanes import Block, Free, Plan

STEP, FINE_STEP = 15, 5
"""Minutes to which the hand snaps; the finer with Alt."""
NEW_MINUTES = 30
"""Of what a click on a free hour makes."""
_BETWEEN = 2
"""Pixels between two blocks."""


@dataclass(frozen=True)
class Scale:
    """Lengths in pixels; ``left`` and ``top`` are how far the board is scrolled."""

    lanes: int
    lane_width: float
    hour_height: float
    gutter: float
    head: float
    first: int
    left: float = 0
    top: float = 0

    def x(self, lane: int) -> float:
        """The left side of a column."""
        return self.gutter + lane * self.lane_width - self.left

    def y(self, minute: float) -> float:
        """Where a minute is."""
        return self.head + (minute - self.first) * self.hour_height / 60 - self.top

    def span(self, lane: int, start: float, end: float) -> QRectF:
        """Some hours of a whole column."""
        return QRectF(self.x(lane), self.y(start), self.lane_width, self.y(end) - self.y(start))

    def rect(self, item: Block | Free) -> QRectF:
        """Where an entry, or a free time, is painted."""
        whole = self.span(item.lane, item.start, item.end)
        nth, beside = (item.nth, item.beside) if isinstance(item, Block) else (0, 1)
        width = (whole.width() - 3 * _BETWEEN) / beside
        return QRectF(
            whole.x() + _BETWEEN + nth * width,
            whole.y() + 1,
            width - (_BETWEEN if nth + 1 < beside else 0),
            max(whole.height() - _BETWEEN, 6),
        )

    def untimed_rect(self, lane: int, nth: int, line: float) -> QRectF:
        """Where the ``nth`` entry without an hour is painted: at the foot of the head."""
        top = self.head - (nth + 1) * line
        return QRectF(self.x(lane) + _BETWEEN, top, self.lane_width - 3 * _BETWEEN, line - 2)

    def lane_at(self, x: float) -> int | None:
        """The column under ``x``."""
        if x < self.gutter:
            return None
        lane = int((x - self.gutter + self.left) // self.lane_width)
        return lane if 0 <= lane < self.lanes else None

    def nearest_lane(self, x: float) -> int:
        """The column under ``x``, or the one that is nearest to it."""
        lane = int((x - self.gutter + self.left) // self.lane_width)
        return min(max(lane, 0), self.lanes - 1)

    def minute_at(self, y: float) -> int:
        """The minute under ``y``."""
        minute = self.first + (y - self.head + self.top) * 60 / self.hour_height
        return round(minute)

    def begin_at(self, y: float) -> int:
        """The step in which ``y`` is."""
        minute = self.first + (y - self.head + self.top) * 60 / self.hour_height
        return int(minute // STEP * STEP)


def height_of(plan: Plan, hour_height: float) -> float:
    """Of all the hours shown."""
    return (plan.last - plan.first) * hour_height / 60
