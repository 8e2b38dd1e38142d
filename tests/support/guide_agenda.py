"""The pictures of the agenda: a week, a day by place, someone placed, a free slot, a move."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.domain.attendance import Presence
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.agenda.lanes import Scope
from support.full_week import full_week
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY

_LEFT = Qt.MouseButton.LeftButton


def agenda(album: Album) -> None:
    """What stands in a full week, what is placed in it."""
    window = album.window
    full_week(window.space.context.desk, but=TODAY)
    window.shell.activateWindow()  # a dialog of an earlier part took the keyboard with it
    window.space.go(Target(Screen.AGENDA, day=TODAY))
    page = window.space.agenda
    board = page.board
    window.until(lambda: page.isVisible() and board.plan.blocks)
    live(SETTLED_MS)
    album.picture("agenda-semaine")
    _carried(album)
    free = next(free for free in board.plan.frees if board.plan.lanes[free.lane].held_on > TODAY)
    QTest.mouseClick(board.viewport(), _LEFT, pos=board.point_of(free.lane, free.start))
    window.until(page.side.new.finder.table.model().rowCount)
    window.hands.type("bou")
    live(SETTLED_MS)
    album.picture("agenda-nouveau")
    page.side.rest()
    page.bar.seek.click()
    window.until(page.side.offers.finder.table.model().rowCount)
    window.hands.type("bou")
    window.hands.press("Return", said="Entrée")
    window.until(lambda: page.side.offers.slots)
    live(SETTLED_MS)
    album.picture("agenda-creneau")
    page.side.rest()
    page.show_day(TODAY)
    live(SETTLED_MS)
    album.picture("agenda-jour")
    page.show_scope(Scope.WEEK)


def _carried(album: Album) -> None:
    """A rendez-vous in the hand, then put back where it was."""
    board = album.window.space.agenda.board
    block = next(block for block in board.plan.blocks if block.entry.presence is Presence.PLANNED)
    sheet, start = board.viewport(), board.entry_rect(block.entry).center().toPoint()
    end = board.point_of(min(block.lane + 1, len(board.plan.lanes) - 1), 16 * 60)
    QTest.mousePress(sheet, _LEFT, pos=start)
    for step in (1, 2, 3):
        QTest.mouseMove(sheet, start + (end - start) * step / 3)
    live(SETTLED_MS)
    album.picture("agenda-deplacer")
    QTest.keyClick(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(sheet, _LEFT, pos=end)
