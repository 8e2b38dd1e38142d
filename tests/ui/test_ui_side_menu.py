"""The menu at the left: every entry is reached however low the window is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coachdesk.core.tokens import LIGHT
from coachdesk.ui.commands import Bindings
from coachdesk.ui.side_menu import SideMenu
from coachdesk.ui.theme import apply_theme
from support.gestures import laid_out


@pytest.fixture
def large_text(qapp):
    apply_theme(qapp, LIGHT, 200)
    yield
    apply_theme(qapp)


@pytest.mark.usefixtures("large_text")
def test_entries_that_do_not_fit_are_scrolled_to_by_the_keyboard(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    menu = SideMenu("Coaching Emploi", Bindings(owner))
    qtbot.addWidget(menu)
    menu.fit(narrow=True)
    menu.resize(menu.width(), 300)
    with qtbot.waitActive(menu):
        menu.show()
        menu.activateWindow()
    assert menu.height() == 300, "the window decides"
    *_, last = menu.choices.values()
    seen = menu.area.viewport().rect()
    assert not seen.contains(last.geometry())
    next(iter(menu.choices.values())).setFocus()
    while QApplication.focusWidget() is not last:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    top = last.mapTo(menu.area.viewport(), last.rect().topLeft()).y()
    assert 0 <= top <= seen.height() - last.height()


def test_nothing_scrolls_where_all_of_it_fits(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    menu = SideMenu("Coaching Emploi", Bindings(owner))
    qtbot.addWidget(menu)
    menu.fit(narrow=False)
    menu.resize(menu.width(), 700)
    menu.show()
    qtbot.waitUntil(lambda: menu.area.verticalScrollBar().maximum() == 0)


@pytest.mark.parametrize(("narrow", "height"), [(True, 574 - 32), (False, 728 - 32)])
def test_every_entry_is_seen_on_a_small_laptop(qtbot, narrow, height):
    """1092 x 614 and 1366 x 768, less the title of the window and the line at its foot."""
    owner = QWidget()
    qtbot.addWidget(owner)
    menu = SideMenu("Coaching Emploi", Bindings(owner))
    qtbot.addWidget(menu)
    menu.fit(narrow=narrow)
    menu.resize(menu.width(), height)
    menu.show()
    qtbot.waitUntil(lambda: menu.area.verticalScrollBar().maximum() == 0)


@pytest.mark.usefixtures("large_text")
def test_the_page_shown_is_seen_in_the_menu(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    menu = SideMenu("Coaching Emploi", Bindings(owner))
    qtbot.addWidget(menu)
    menu.fit(narrow=True)
    menu.resize(menu.width(), 400)
    with qtbot.waitExposed(menu):
        menu.show()
    laid_out()
    menu.mark("settings")
    shown = menu.choices["settings"]
    top = shown.mapTo(menu.area.viewport(), shown.rect().topLeft()).y()
    assert 0 <= top <= menu.area.viewport().height() - shown.height()


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("key", ["fse", "month", "settings"])
def test_the_page_shown_is_still_seen_whole_in_a_window_made_lower(qtbot, key):
    owner = QWidget()
    qtbot.addWidget(owner)
    menu = SideMenu("Coaching Emploi", Bindings(owner))
    qtbot.addWidget(menu)
    menu.fit(narrow=True)
    menu.resize(menu.width(), 900)
    with qtbot.waitExposed(menu):
        menu.show()
    laid_out()
    menu.mark(key)
    menu.resize(menu.width(), 480)
    laid_out()
    shown, seen = menu.choices[key], menu.area.viewport()
    top = shown.mapTo(seen, shown.rect().topLeft()).y()
    assert 0 <= top <= seen.height() - shown.height()
