"""The store locks by itself: after a time without a touch, and never in the middle of an act."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from coachdesk.services.targets import Screen, Target
from coachdesk.system.settings import save_settings
from coachdesk.ui.locking.why import Why
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from support.desk_lock import given_pad, press, unlock_screen
from support.settings_hands import idle, opened
from support.ui import draw_by_mouse, hand


@pytest.fixture(autouse=True)
def usual():
    yield
    save_settings(lock_minutes=10)


def test_ten_minutes_without_a_touch_lock_after_a_warning(window, clock, recovery_key):
    window.hands.press("Ctrl+N")
    intake = window.space.intake
    window.shows(intake)
    intake.last_name.setFocus()
    window.hands.type("Durand")
    clock.advance(timedelta(minutes=9, seconds=31))
    window.until(lambda: "se verrouille dans 30 secondes" in window.shell.said)
    press(Qt.Key.Key_Shift)
    clock.advance(timedelta(minutes=9, seconds=29))
    window.shell.guard.idle.look()
    assert window.shell.workspace is not None, "a touch begins the time anew"
    clock.advance(timedelta(seconds=31))
    asked = unlock_screen(window)
    assert asked.why.text() == "Verrouillé après 10\u00a0minutes sans un geste."
    window.shell.unlock(recovery_key)
    window.until(lambda: window.shell.workspace)
    window.hands.press("Ctrl+N")
    window.until(lambda: window.space.intake.last_name.text() == "Durand")


def test_the_time_is_chosen_in_the_settings_and_the_file_cannot_say_never(window, clock):
    section = opened(window, "security/idle")
    section.minutes.buttons["2"].click()
    idle(window)
    clock.advance(timedelta(minutes=2))
    assert "2\u00a0minutes" in unlock_screen(window).why.text()
    save_settings(lock_minutes=10**9)
    window.shell.guard.idle.touch()
    clock.advance(timedelta(minutes=10))
    passed = []
    window.shell.guard.idle.passed.connect(lambda: passed.append(True))
    window.shell.guard.idle.look()
    assert passed


def test_a_stroke_under_the_hand_stays_and_the_signature_goes_on(window, recovery_key):
    """The system locks its session while she draws: nothing warns, and nothing is lost."""
    pad = given_pad(window, code="2580")
    draw_by_mouse(pad.surface, hand(pad.surface, strokes=1))
    QTest.mousePress(pad.surface, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
    for step in range(1, 20):
        QTest.mouseMove(pad.surface, QPoint(200 + 9 * step, 60 + 2 * step))
    drawn = pad.surface.drawing()
    window.shell.guard.lock_asked.emit(Why.SESSION)
    unlock_screen(window)
    assert not pad.isVisible()
    window.shell.unlock(recovery_key)
    window.until(lambda: window.shell.pad is pad)
    assert pad.surface.drawing() == drawn
    draw_by_mouse(pad.surface, hand(pad.surface, strokes=2))
    assert len(pad.surface.drawing().strokes) == 4
    assert not window.space.isVisible()


def test_a_long_act_is_not_cut_nothing_of_it_is_seen_and_the_lock_comes_after(window):
    page = window.space.page_of(Screen.MONTH)
    window.space.go(Target(Screen.MONTH))
    window.shows(page)
    page.long_act.begin("Clôture de mai")
    window.hands.press("Ctrl+L")
    cover = window.shell.guard.covering
    assert cover.on
    assert not window.space.isVisible()
    press(Qt.Key.Key_F12)
    window.hands.click(cover.page, said="le cache")
    window.shell.close()
    assert cover.on, "neither key nor click brings it back, and it does not close"
    assert window.shell.isVisible()
    page.long_act.end()
    assert unlock_screen(window).why.isHidden(), "she asked for it"
    assert window.shell.workspace is None


def test_a_dialog_in_front_of_the_window_does_not_outlive_the_lock(window, qapp):
    window.space.context.messages.choose_folder("Où copier", window.desk.store.directory, print)
    assert qapp.activeModalWidget() is not None
    window.shell.guard.lock_asked.emit(Why.IDLE)
    unlock_screen(window)
    assert qapp.activeModalWidget() is None
    assert [each for each in qapp.topLevelWidgets() if each.isVisible()] == [window.shell]


def test_a_key_that_is_shown_once_is_covered_and_not_lost(window, recovery_key):
    window.space.key_asked.emit()
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), FirstRunScreen))
    screen = window.shell.pages.currentWidget()
    window.shell.guard.lock_asked.emit(Why.LID)
    assert window.shell.guard.covering.on
    press(Qt.Key.Key_F12)
    assert screen.isVisible()
    assert screen.key_at_risk


def test_a_store_that_is_being_opened_while_the_session_is_locked_closes_again(
    shell, until, recovery_key
):
    shell.unlock(recovery_key)
    shell.guard.lock_asked.emit(Why.SLEEP)
    screen = shell.pages.currentWidget()
    until(lambda: shell.pages.currentWidget() not in {screen, shell.workspace})
    assert "mise en veille" in shell.pages.currentWidget().why.text()
    assert shell.workspace is None
