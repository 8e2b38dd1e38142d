"""Where everything of the agenda is on its sheet, how far it scrolls, what is under the hand."""

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtWidgets import QAbstractScrollArea

from coachdesk.domain.attendance import Slot
from coachdesk.services.agenda.view import AgendaEntry
from coachdesk.ui.screens.agenda.ground import Moment, can_cancel, cancel_box, head_lines
from coachdesk.ui.screens.agenda.lanes import Block, Free, Lane, Plan
from coachdesk.ui.screens.agenda.scale import Scale, height_of
from coachdesk.ui.theme import em

_LEAST_HOUR, _MOST_HOUR = 3.1, 7.0
_LEAST_LANE, _LEAST_PLACE = 6.6, 9.5
_UNTIMED = 1.7
"""In heights of the font."""


class PlacedSheet(QAbstractScrollArea):
    """The plan shown and its measures; ``Board`` paints it."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = Plan()
        self.now: Moment | None = None
        self.offers: tuple[Slot, ...] = ()

    @property
    def scale(self) -> Scale:
        """Where everything is now."""
        plan = self.plan
        gutter, head = em(3.2), self._head_height()
        lanes = max(len(plan.lanes), 1)
        size = self.viewport().size()
        least = _LEAST_LANE if not plan.lanes or plan.lanes[0].whole else _LEAST_PLACE
        width = max((size.width() - gutter) / lanes, em(least))
        hours = max((plan.last - plan.first) / 60, 1)
        room = (size.height() - head - 2) / hours
        height = min(max(room, em(_LEAST_HOUR)), em(_MOST_HOUR))
        return Scale(
            lanes, width, height, gutter, head, plan.first,
            self.horizontalScrollBar().value(), self.verticalScrollBar().value(),
        )  # fmt: skip

    def entry_rect(self, entry: AgendaEntry) -> QRectF:
        """Where an entry is on screen; empty when it is not there."""
        scale = self.scale
        for block in self.plan.blocks:
            if block.entry.id == entry.id:
                return scale.rect(block)
        for lane, untimed in enumerate(self.plan.untimed):
            for nth, other in enumerate(reversed(untimed)):
                if other.id == entry.id:
                    return scale.untimed_rect(lane, nth, em(_UNTIMED))
        return QRectF()

    def point_of(self, lane: int, minute: int) -> QPoint:
        """The middle of a column at a minute."""
        scale = self.scale
        return QPoint(round(scale.x(lane) + scale.lane_width / 2), round(scale.y(minute)) + 1)

    def block_at(self, at: QPointF) -> Block | None:
        """The timed entry under the hand, the one on top first."""
        scale = self.scale
        if at.y() < scale.head or at.x() < scale.gutter:
            return None
        found = (block for block in self.plan.blocks if scale.rect(block).contains(at))
        return next(found, None)

    def entry_at(self, at: QPointF) -> AgendaEntry | None:
        """The entry under the hand, with or without an hour."""
        block = self.block_at(at)
        if block is not None:
            return block.entry
        if at.y() < self.scale.head:
            for untimed in self.plan.untimed:
                for entry in untimed:
                    if self.entry_rect(entry).contains(at):
                        return entry
        return None

    def offer_at(self, at: QPointF) -> Slot | None:
        """The free time offered under the hand."""
        if at.y() < self.scale.head:
            return None
        return next((slot for slot in self.offers if self.offer_rect(slot).contains(at)), None)

    def cancel_at(self, at: QPointF) -> Lane | None:
        """The day whose « annuler » is under the hand."""
        for number, lane in enumerate(self.plan.lanes):
            here = cancel_box(self.scale, number).contains(at)
            if here and self.now is not None and can_cancel(lane, self.now):
                return lane
        return None

    def reveal(self, lane: int, start: int, end: int) -> None:
        """Scroll so far that some hours of a column are in sight."""
        scale, size = self.scale, self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        box = scale.span(lane, start, end)
        if box.right() > size.width():
            across.setValue(round(across.value() + box.right() - size.width()))
        if box.left() < scale.gutter:
            across.setValue(round(across.value() - (scale.gutter - box.left())))
        if box.bottom() > size.height():
            down.setValue(round(down.value() + box.bottom() - size.height() + 4))
        if box.top() < scale.head:
            down.setValue(round(down.value() - (scale.head - box.top()) - 4))

    def offer_rect(self, slot: Slot) -> QRectF:
        """Where a free time offered is; empty when its day is not shown."""
        for number, lane in enumerate(self.plan.lanes):
            if lane.held_on == slot.held_on and (lane.whole or lane.place == slot.place):
                return self.scale.rect(Free(number, slot.start_minute, slot.end_minute, slot.place))
        return QRectF()

    def _head_height(self) -> float:
        places, notes, untimed = head_lines(self.plan)
        return em(2.1) + em(1.35) * places + em(1.6) * notes + em(_UNTIMED) * untimed

    def fit(self) -> None:
        """How far it scrolls."""
        scale, size = self.scale, self.viewport().size()
        wide = scale.gutter + scale.lanes * scale.lane_width
        high = scale.head + height_of(self.plan, scale.hour_height) + 2
        for bar, whole, room in (
            (self.horizontalScrollBar(), wide, size.width()),
            (self.verticalScrollBar(), high, size.height()),
        ):
            bar.setRange(0, max(round(whole - room), 0))
            bar.setPageStep(room)
            bar.setSingleStep(em(1.5))
