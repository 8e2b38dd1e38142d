"""Real mouse and keys on the agenda of a test."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from coachdesk.services.agenda.view import AgendaEntry
from coachdesk.ui.screens.agenda.board import Board
from coachdesk.ui.screens.agenda.lanes import Block

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
_LEFT = Qt.MouseButton.LeftButton


def block_of(board: Board, key: UUID) -> Block:
    """The entry of that key, where it stands."""
    return next(block for block in board.plan.blocks if block.entry.id == key)


def entry_of(board: Board, key: UUID) -> AgendaEntry:
    """The entry of that key."""
    return block_of(board, key).entry


def middle(board: Board, key: UUID) -> QPoint:
    """The middle of an entry on screen."""
    return board.entry_rect(entry_of(board, key)).center().toPoint()


def drag(
    board: Board,
    start: QPoint,
    end: QPoint,
    *,
    keys: Qt.KeyboardModifier = NONE,
    before: Callable[[], None] = lambda: None,
) -> None:
    """Press, carry in three moves, let go; ``before`` is called with the button still down."""
    sheet = board.viewport()
    QTest.mousePress(sheet, _LEFT, pos=start)
    for step in (1, 2, 3):
        QTest.mouseMove(sheet, start + (end - start) * step / 3)
    if keys is not NONE:  # QTest moves without modifiers
        _move_with(board, end, keys)
    before()
    QTest.mouseRelease(sheet, _LEFT, keys, end)


def _move_with(board: Board, at: QPoint, keys: Qt.KeyboardModifier) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(board.viewport().mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        _LEFT,
        keys,
    )
    QApplication.sendEvent(board.viewport(), moved)


def move_by(board: Board, key: UUID, lanes: int, minutes: int, **how: object) -> None:
    """Take an entry by its middle and carry it that far."""
    block, scale = block_of(board, key), board.scale
    start = middle(board, key)
    far = QPoint(round(lanes * scale.lane_width), round(minutes * scale.hour_height / 60))
    assert block.entry.id == key
    drag(board, start, start + far, **how)  # type: ignore[arg-type]  # as ``drag`` takes them


def click(board: Board, at: QPoint) -> None:
    """One click of the left button."""
    QTest.mouseClick(board.viewport(), _LEFT, pos=at)


def press(board: Board, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    """One key, on the agenda."""
    QTest.keyClick(board, key, keys)
