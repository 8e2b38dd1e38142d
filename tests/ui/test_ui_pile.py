"""A pile of parts: what is in sight at once, the rest below it soon, what did not change kept."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from coachdesk.ui.widgets.layout import column
from coachdesk.ui.widgets.pile import Part, Pile

TALL, BETWEEN, ROOM = 36, 6, 200


def part(word):
    return Part(word, TALL, partial(line, word))


def line(word):
    made = QLineEdit(word)
    made.setFixedHeight(TALL)
    return made


def words(pile):
    return [made.text() for made in pile.widgets()]


@pytest.fixture
def pile(qtbot):
    made, page, area = Pile(BETWEEN), QWidget(), QScrollArea()
    page.setLayout(column(made, None))
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.resize(300, ROOM)
    qtbot.addWidget(area)
    area.show()
    return made, area


def test_what_is_in_sight_is_there_at_once_and_does_not_move_when_the_rest_comes(qtbot, pile):
    made, area = pile
    every = [f"partie {number}" for number in range(30)]
    made.show_parts([part(word) for word in every], ROOM)
    seen = words(made)
    assert seen == every[: len(seen)]
    assert len(seen) * (TALL + BETWEEN) >= ROOM
    qtbot.waitUntil(made.widgets()[0].isVisible)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    places = [each.geometry() for each in made.widgets()[: len(seen)]]
    qtbot.waitUntil(lambda: words(made) == every)
    assert [each.geometry() for each in made.widgets()[: len(seen)]] == places
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 20 * TALL)


def test_another_pile_wanted_before_the_first_is_whole_replaces_it(qtbot, pile):
    made, _ = pile
    made.show_parts([part(f"avant {number}") for number in range(30)], ROOM)
    after = [f"après {number}" for number in range(30)]
    made.show_parts([part(word) for word in after], ROOM)
    qtbot.waitUntil(lambda: len(made.widgets()) == len(after))
    assert words(made) == after


def test_what_did_not_change_stays_with_its_keyboard_wherever_it_goes(qtbot, pile):
    made, area = pile
    made.show_parts([part(word) for word in ("un", "deux", "trois")], ROOM)
    qtbot.waitUntil(made.widgets()[1].isVisible)
    kept = made.widgets()[1]
    area.activateWindow()
    kept.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(kept.hasFocus)
    made.show_parts([part(word) for word in ("trois", "quatre", "deux")], ROOM)
    assert words(made) == ["trois", "quatre", "deux"]
    assert made.widgets()[2] is kept
    qtbot.waitUntil(kept.hasFocus)
    shown = [each.text() for each in area.findChildren(QLineEdit) if not each.isHidden()]
    assert sorted(shown) == ["deux", "quatre", "trois"]
