"""The agenda as one painted sheet: columns of days or places, what is in them, the hand on it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from coachdesk.domain.attendance import Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.agenda.view import AgendaEntry
from coachdesk.ui.screens.agenda.aloud import spot_words, told_on
from coachdesk.ui.screens.agenda.brushes import (
    Said,
    Tones,
    paint_entry,
    paint_ghost,
    paint_label,
    written,
)
from coachdesk.ui.screens.agenda.dragging import Ghost, Grip
from coachdesk.ui.screens.agenda.ground import (
    Moment,
    paint_ground,
    paint_head,
    paint_hours,
    paint_now,
)
from coachdesk.ui.screens.agenda.lanes import Free, Plan
from coachdesk.ui.screens.agenda.placing import PlacedSheet
from coachdesk.ui.screens.agenda.scale import Scale
from coachdesk.ui.screens.agenda.walking import (
    Spot,
    entry_on,
    first_spot,
    found_again,
    mark_of,
    spot_of,
)
from coachdesk.ui.screens.agenda.words import (
    entry_lines,
    entry_name,
    ghost_words,
    short_name,
    state_of,
)
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.announced import announce
from coachdesk.ui.widgets.spoken import ToldItem, speaks_as
from coachdesk.ui.widgets.spoken_items import tell_where

_SHORT = 45
"""Minutes of the morning shown above what comes next, where all does not fit."""


class Board(PlacedSheet):
    """What is shown and where; ``HandledBoard`` adds what mouse and keys do to it."""

    chosen = Signal(object)
    """The ``Spot`` on which the keyboard is, or None."""

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self.tones: Tones = {}
        self.against: tuple[Ghost | None, str] = (None, "")
        """What stands against a ghost, once it was looked up."""
        self.spot: Spot | None = None
        self.ghost: Ghost | None = None
        self.said = ""
        """What was said last of where the keyboard is, or of what it holds."""
        self._hovered: AgendaEntry | None = None
        self._pending_scroll = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(em(14))
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Agenda"))
        speaks_as(self, QAccessible.Role.List)

    def sizeHint(self) -> QSize:
        """Its least height: the page gives it what is left, and would else scroll."""
        return QSize(em(50), em(14))

    def show_plan(self, plan: Plan, tones: Tones, now: Moment, *, afresh: bool = False) -> None:
        """Show ``plan``; ``afresh`` begins where the day is, rather than where the keyboard was."""
        mark = None if afresh else mark_of(self.plan, self.spot)
        self.plan, self.tones, self.now = plan, tones, now
        found = found_again(plan, mark)
        self.spot = found or first_spot(plan, now.day, now.minute)
        self._hovered = None
        if self.ghost is not None:
            self.ghost = _kept(self.ghost, plan)
        self.fit()
        if afresh or self._pending_scroll:
            self._begin()
        self._tell()
        self.viewport().update()

    def show_now(self, now: Moment) -> None:
        """A minute passed."""
        self.now = now
        self.viewport().update()

    def show_offers(self, slots: Sequence[Slot]) -> None:
        """Free times that are offered, each taken by a click."""
        self.offers = tuple(slots)
        self.viewport().update()

    def show_drawn(self, slot: Slot) -> None:
        """The hours of something new that is being described."""
        lanes = [n for n, lane in enumerate(self.plan.lanes) if lane.held_on == slot.held_on]
        named = [n for n in lanes if self.plan.lanes[n].place == slot.place]
        lane = next(iter(named or lanes), None)
        if lane is None or slot.end_minute <= slot.start_minute:
            self.ghost = None
        else:
            self.ghost = Ghost(Grip.DRAW, lane, slot.start_minute, slot.end_minute)
        self.viewport().update()

    def show_against(self, ghost: Ghost, words: str) -> None:
        """What stands against what is held, said before it is let go."""
        self.against = (ghost, words)
        if words and ghost == self.ghost:
            self._tell()
            self.viewport().update()

    def choose(self, entry: AgendaEntry) -> None:
        """Put the keyboard on an entry."""
        found = spot_of(self.plan, entry)
        if found is not None:
            self.go_to(found)

    def go_to(self, spot: Spot) -> None:
        """Put the keyboard there, in sight."""
        self.spot = spot
        if spot.item is not None:
            self.reveal(spot.lane, spot.item.start, spot.item.end)
        self._tell()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another scale."""
        super().resizeEvent(event)
        self.fit()
        if self._pending_scroll and self.plan.lanes:
            self._begin()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the hours; the page has nothing to scroll meanwhile."""
        super().wheelEvent(event)
        if self.verticalScrollBar().maximum():
            event.accept()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """All is painted anew: the head and the hours do not scroll."""
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the keyboard is on is seen."""
        super().focusInEvent(event)
        self._tell()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is no more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """On hovering, all that is known of an entry."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = QPointF(event.pos())
            entry = self.entry_at(at)
            words = "\n".join(entry_lines(entry, self._profile)) if entry else ""
            if not words and self.cancel_at(at) is not None:
                words = self.tr("Annuler ce jour ou une demi-journée…")
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, entries, what is held, the hours and the head over them."""
        if self.now is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, scale = self.viewport().size(), self.scale
        paint_ground(painter, self.plan, scale, self.tones, size)
        paint_now(painter, self.plan, scale, self.now)
        seen = QRectF(scale.gutter, scale.head, size.width(), size.height())
        held = self.ghost.entry if self.ghost is not None else None
        for block in self.plan.blocks:
            box = scale.rect(block)
            if box.intersects(seen):
                painter.setOpacity(0.35 if held is not None and held.id == block.entry.id else 1.0)
                self._paint_entry(painter, box, block.entry)
        painter.setOpacity(1.0)
        self._paint_free(painter, scale)
        for number, slot in enumerate(self.offers, 1):
            box = self.offer_rect(slot)
            if not box.isEmpty():
                paint_ghost(painter, box, f"{number} · {self.tr('Libre')}", "done")
        self._paint_held(painter, scale)
        paint_hours(painter, self.plan, scale, size.height(), self.now)
        paint_head(painter, self.plan, scale, self.tones, size.width(), self.now)
        for untimed in self.plan.untimed:
            for entry in untimed:
                self._paint_entry(painter, self.entry_rect(entry), entry)
        self._paint_frame(painter, size)
        painter.end()

    def _paint_entry(self, painter: QPainter, box: QRectF, entry: AgendaEntry) -> None:
        on = entry_on(self.spot)
        here = on is not None and on.id == entry.id
        focus = here and self.hasFocus()
        chosen = self._hovered is not None and self._hovered.id == entry.id
        name = entry_name(entry, self._profile)
        said = Said(name, short_name(entry), state_of(entry, self._profile))
        paint_entry(painter, box, entry, said, self.tones, chosen=chosen, focus=focus)

    def _paint_free(self, painter: QPainter, scale: Scale) -> None:
        """The free time on which the keyboard is."""
        item = self.spot.item if self.spot is not None else None
        if isinstance(item, Free) and self.hasFocus() and self.ghost is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().focus), 2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(scale.rect(item).adjusted(1, 1, -1, -1), 4, 4)
            painter.setPen(QColor(tokens().ink_soft))
            painter.setFont(written(tokens().small))
            words = self.tr("Libre\u00a0: Entrée pour y placer quelqu’un")
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(scale.rect(item), flags, words)

    def _paint_held(self, painter: QPainter, scale: Scale) -> None:
        ghost = self.ghost
        if ghost is None or ghost.lane >= len(self.plan.lanes):
            return
        box = scale.rect(Free(ghost.lane, ghost.start, ghost.end, None))
        entry = ghost.entry
        named = entry_name(entry, self._profile) if entry else self.tr("Nouveau")
        said = self.against[1] if self.against[0] == ghost else ""
        paint_ghost(painter, box, named, "mend" if said else "accent")
        paint_label(painter, box, self.held_words, self.viewport().rect(), said)

    @property
    def held_words(self) -> str:
        """Where what is held would be; nothing when nothing is."""
        ghost = self.ghost
        if ghost is None or ghost.lane >= len(self.plan.lanes):
            return ""
        lane = self.plan.lanes[ghost.lane]
        return ghost_words(lane, ghost.start, ghost.end, ghost.place_in(lane))

    def _paint_frame(self, painter: QPainter, size: QSize) -> None:
        focus = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens().focus if focus else tokens().line), 1))
        frame = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
        painter.drawRect(frame)

    def _begin(self) -> None:
        """Begin where the day begins, or where it is now."""
        if not self.isVisible() or self.now is None:
            self._pending_scroll = True
            return
        self._pending_scroll = False
        spot = self.spot
        if spot is not None:
            start = spot.item.start if spot.item is not None else self.plan.first
            self.verticalScrollBar().setValue(
                round((start - _SHORT - self.plan.first) * self.scale.hour_height / 60)
            )
            self.reveal(spot.lane, start, start + _SHORT)

    def _tell(self) -> None:
        """Say to who does not see it what the keyboard is on."""
        self.chosen.emit(self.spot)
        if not self.hasFocus():
            return
        said = self.held_words or self._spoken()
        if self.ghost is not None and self.against[0] == self.ghost:
            said = " ".join((said, *self.against[1].splitlines())).strip()
        if said != self.said:
            self.said = said
            self.setAccessibleDescription(said)
            if self.held_words or self.spot is None or self.spot.item is None:
                announce(self, said, at_once=True)
            else:
                tell_where(self)

    def told_items(self) -> Sequence[ToldItem]:
        """Its entries and its free times, each as a child of the sheet."""
        at = self.spot.item if self.spot is not None and self.ghost is None else None
        return told_on(self, self._profile, at)

    def _spoken(self) -> str:
        spot = self.spot
        if spot is None or spot.lane >= len(self.plan.lanes):
            return ""
        return spot_words(self.plan, spot, self._profile)


def _kept(ghost: Ghost, plan: Plan) -> Ghost | None:
    """What is held stays in the hand when another week comes under it."""
    if not plan.lanes:
        return None
    if ghost.entry is None:
        return ghost if ghost.lane < len(plan.lanes) else None
    lane = min(ghost.lane, len(plan.lanes) - 1)
    origin = next((b for b in plan.blocks if b.entry.id == ghost.entry.id), None)
    return Ghost(ghost.grip, lane, ghost.start, ghost.end, ghost.entry, ghost.held, origin)
