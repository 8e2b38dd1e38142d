"""Good news passes by itself, though not under a hand that moves."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor

from coachdesk.ui.widgets import banner
from coachdesk.ui.widgets.banner import Banner


@pytest.fixture
def shown(qtbot, monkeypatch):
    monkeypatch.setattr(banner, "_PASSING_MS", 60)
    monkeypatch.setattr(banner, "_STILL_MS", 40)
    made = Banner()
    qtbot.addWidget(made)
    made.show_message("done", "C’est enregistré.")
    return made


def test_good_news_passes_once_the_hand_is_still(qtbot, shown, monkeypatch):
    places = iter(range(5))
    moves: list[int] = []

    def hand() -> QPoint:
        moves.extend([at] if (at := next(places, None)) is not None else [])
        return QPoint(moves[-1], 0)

    monkeypatch.setattr(QCursor, "pos", hand)
    qtbot.waitUntil(lambda: len(moves) == 4)
    assert shown.isVisible(), "a button below it is about to be pressed"
    qtbot.waitUntil(shown.isHidden)
