"""The agenda under the hand and the keys: open, move, stretch, draw something new."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from coachdesk.services.agenda.view import EntryKind
from coachdesk.ui.screens.agenda.aloud import item_key
from coachdesk.ui.screens.agenda.board import Board
from coachdesk.ui.screens.agenda.dragging import Ghost, Grip, taken_at
from coachdesk.ui.screens.agenda.lanes import Block, Free
from coachdesk.ui.screens.agenda.scale import FINE_STEP, NEW_MINUTES, STEP
from coachdesk.ui.screens.agenda.walking import Spot, along, beside, entry_on, first_spot
from coachdesk.ui.theme import em

_EDGE = 0.5
"""Height of the lower edge by which an entry is stretched, in heights of the font."""
_NO_HAND = frozenset({EntryKind.VISIT})
"""What is moved nowhere but on its own page."""
_MODIFIERS = Qt.KeyboardModifier
_ARROWS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class HandledBoard(Board):
    """Each signal is an act asked for; the page does it."""

    opened = Signal(object)
    """An ``AgendaEntry``."""
    dropped = Signal(object)
    """A ``Ghost`` that was let go elsewhere."""
    drawn = Signal(int, int, int)
    """A column and the hours of something new in it."""
    taken = Signal(object)
    """A ``Slot`` that was offered."""
    day_asked = Signal(object)
    cancel_asked = Signal(object)
    turned = Signal(int)
    """Weeks (or days) to go on, or back."""
    today_asked = Signal()
    menu_asked = Signal(object, object)
    """An entry, and where on screen."""

    held = Signal(object)
    """The ``Ghost`` of an entry in the hand, each time it comes to another hour or column."""

    _pressed: QPointF | None = None
    _grip: Grip | None = None
    _by_hand = False
    """What is held follows the mouse, and not the arrows."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take what is under the hand; nothing happens before it moves or lets go."""
        if event.button() is not Qt.MouseButton.LeftButton:
            self.let_go()
            return
        self.let_go()
        at = event.position()
        self._pressed, self._grip = at, None
        block = self.block_at(at)
        if block is not None:
            self.spot = Spot(block.lane, block)
            self._grip = Grip.END if self._on_edge(block, at) else Grip.MOVE
            self.viewport().update()
        elif self._on_hours(at) and self.offer_at(at) is None:
            self._grip = Grip.DRAW

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the ghost; without a button, show what could be taken."""
        at = event.position()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(at)
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._grip is None or (self.ghost is None and not far):
            return
        if self.ghost is None:
            self.ghost = self._begin_drag(self._pressed)
            self._by_hand = True
        if self.ghost is not None:
            scale = self.scale
            lane = scale.nearest_lane(at.x())
            minute = scale.minute_at(at.y())
            fine = bool(event.modifiers() & _MODIFIERS.AltModifier)
            before, self.ghost = self.ghost, self.ghost.to(lane, minute, fine=fine)
            self._scroll_with(at)
            if self.ghost != before and self.ghost.entry is not None:
                self.held.emit(self.ghost)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: elsewhere it is a drop, on the spot a click."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        ghost, self._pressed = self.ghost, None
        by_hand, self._by_hand = self._by_hand, False
        if ghost is None:
            self._click(event.position())
        elif by_hand:
            self._drop(ghost)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the hand any more."""
        super().leaveEvent(event)
        self._hovered = None
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with an entry, by mouse or by the menu key."""
        entry = self.entry_at(QPointF(event.pos()))
        where = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            entry = entry_on(self.spot)
            if entry is not None:
                where = self.viewport().mapToGlobal(self.entry_rect(entry).center().toPoint())
        if entry is not None:
            self.menu_asked.emit(entry, where)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What the arrows hold goes back to where it was."""
        held = self.ghost is not None and self.ghost.entry is not None
        if held and not self._by_hand and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.let_go()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk; with Ctrl they move an entry, with Ctrl and Maj its end."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _ARROWS and modifiers & _MODIFIERS.ControlModifier:
            self._push(*_ARROWS[key], modifiers)
        elif key in _ARROWS:
            self._walk(*_ARROWS[key])
        elif not self._keyed(key, event):
            super().keyPressEvent(event)

    def hold(self, block: Block) -> None:
        """Take an entry by the keyboard: the arrows with Ctrl move it, Enter lets go."""
        self.setFocus()
        self.spot = Spot(block.lane, block)
        self.ghost = taken_at(block, Grip.MOVE)
        self._say_held()

    def press_told(self, key: Hashable) -> None:
        """Open an entry, or place someone in a free time, as a screen reader asks."""
        for lane in range(len(self.plan.lanes)):
            for item in self.plan.of_lane(lane):
                if item_key(item) == key:
                    self.let_go()
                    self.go_to(Spot(lane, item))
                    self._enter()
                    return

    def let_go(self) -> None:
        """What is held goes back to where it was."""
        self.ghost, self._pressed, self._by_hand = None, None, False
        self.viewport().update()

    def _keyed(self, key: Qt.Key, event: QKeyEvent) -> bool:
        """Do what the key means here, if it means something."""
        if key is Qt.Key.Key_Escape and (self.ghost is not None or self._pressed is not None):
            self.let_go()
            return True
        if key in _ENTER and not event.modifiers() & _MODIFIERS.ControlModifier:
            self._enter()
            return True
        act = self._acts().get(key)
        if act is not None:
            act()
        return act is not None

    def _acts(self) -> Mapping[Qt.Key, Callable[[], object]]:
        return {
            Qt.Key.Key_PageUp: partial(self.turned.emit, -1),
            Qt.Key.Key_PageDown: partial(self.turned.emit, 1),
            Qt.Key.Key_Home: self.today_asked.emit,
            Qt.Key.Key_Space: self._enter,
        }

    def _enter(self) -> None:
        ghost = self.ghost
        if ghost is not None:
            self._drop(ghost)
            return
        item = self.spot.item if self.spot is not None else None
        if isinstance(item, Free):
            end = min(item.start + NEW_MINUTES, item.end)
            self.drawn.emit(item.lane, item.start, end)
        elif item is not None:
            self.opened.emit(item.entry)

    def _walk(self, across: int, down: int) -> None:
        """From one thing to the next; beyond the last column comes the next week."""
        if self.now is None or not self.plan.lanes:
            return
        if self.spot is None:
            found = first_spot(self.plan, self.now.day, self.now.minute)
            if found is not None:
                self.go_to(found)
            return
        if down:
            self.go_to(along(self.plan, self.spot, down))
            return
        near = beside(self.plan, self.spot, across)
        if near is not None:
            self.go_to(near)
        else:
            self.turned.emit(across)

    def _push(self, across: int, down: int, modifiers: Qt.KeyboardModifier) -> None:
        """Move what the keyboard is on by a step, or its end."""
        if self.ghost is None:
            item = self.spot.item if self.spot is not None else None
            if not isinstance(item, Block) or item.entry.kind in _NO_HAND:
                return
            self.ghost = taken_at(item, Grip.MOVE)
        step = FINE_STEP if modifiers & _MODIFIERS.AltModifier else STEP
        if down and modifiers & _MODIFIERS.ShiftModifier:
            self.ghost = self.ghost.stretched(step * down)
        elif down:
            self.ghost = self.ghost.shifted(step * down)
        else:
            lane = self.ghost.lane + across
            if 0 <= lane < len(self.plan.lanes):
                self.ghost = self.ghost.shifted(0, lane)
            else:
                edge = len(self.plan.lanes) - 1 if across < 0 else 0
                self.ghost = replace(self.ghost, lane=edge)
                self.turned.emit(across)
                return
        self._say_held()

    def _say_held(self) -> None:
        ghost = self.ghost
        if ghost is not None:
            self.reveal(ghost.lane, ghost.start, ghost.end)
            self.held.emit(ghost)
        self._tell()
        self.viewport().update()

    def _drop(self, ghost: Ghost) -> None:
        """It stays shown where it was let go until the page has read the agenda again."""
        if ghost.grip is Grip.DRAW:
            self.drawn.emit(ghost.lane, ghost.start, ghost.end)
        elif ghost.moved:
            self.dropped.emit(ghost)
        else:
            self.let_go()

    def _begin_drag(self, at: QPointF) -> Ghost | None:
        minute = self.scale.minute_at(at.y())
        if self._grip is Grip.DRAW:
            lane = self.scale.lane_at(at.x())
            start = self.scale.begin_at(at.y())
            return Ghost(Grip.DRAW, lane, start, start + STEP) if lane is not None else None
        item = self.spot.item if self.spot is not None else None
        if not isinstance(item, Block) or self._grip is None or item.entry.kind in _NO_HAND:
            return None
        return taken_at(item, self._grip, minute)

    def _click(self, at: QPointF) -> None:
        scale = self.scale
        entry, offer, away = self.entry_at(at), self.offer_at(at), self.cancel_at(at)
        lane = scale.lane_at(at.x())
        if entry is not None:
            self.opened.emit(entry)
        elif offer is not None:
            self.taken.emit(offer)
        elif away is not None:
            self.cancel_asked.emit(away.held_on)
        elif lane is not None and at.y() < scale.head:
            self.day_asked.emit(self.plan.lanes[lane].held_on)
        elif lane is not None and self._on_hours(at):
            start = scale.begin_at(at.y())
            self.ghost = Ghost(Grip.DRAW, lane, start, start + NEW_MINUTES)
            self.viewport().update()
            self.drawn.emit(lane, start, start + NEW_MINUTES)

    def _hover(self, at: QPointF) -> None:
        block, entry = self.block_at(at), self.entry_at(at)
        if entry != self._hovered:
            self._hovered = entry
            self.viewport().update()
        shapes = Qt.CursorShape
        if block is not None and self._on_edge(block, at):
            shape = shapes.SizeVerCursor
        elif (
            entry is not None or self.offer_at(at) or self.cancel_at(at) or at.y() < self.scale.head
        ):
            shape = shapes.PointingHandCursor
        else:
            shape = shapes.ArrowCursor
        self.viewport().setCursor(shape)

    def _on_edge(self, block: Block, at: QPointF) -> bool:
        box = self.scale.rect(block)
        edge = min(em(_EDGE), box.height() / 4)
        return block.entry.kind not in _NO_HAND and at.y() > box.bottom() - edge

    def _on_hours(self, at: QPointF) -> bool:
        scale = self.scale
        inside = self.plan.first <= scale.minute_at(at.y()) < self.plan.last
        return at.y() >= scale.head and at.x() >= scale.gutter and inside

    def _scroll_with(self, at: QPointF) -> None:
        """What is carried to an edge scrolls on."""
        down, across, step = self.verticalScrollBar(), self.horizontalScrollBar(), em(0.8)
        size, scale = self.viewport().size(), self.scale
        if at.y() > size.height() - em(1):
            down.setValue(down.value() + step)
        elif at.y() < scale.head + em(0.5):
            down.setValue(down.value() - step)
        if at.x() > size.width() - em(1):
            across.setValue(across.value() + step)
        elif at.x() < scale.gutter + em(0.5):
            across.setValue(across.value() - step)
