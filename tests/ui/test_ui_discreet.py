"""The discreet screen: everything hidden by one key, and back as it was."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from coachdesk.ui.messages import Question
from coachdesk.ui.program_icon import program_icon
from support.desk_lock import given_pad, press
from support.ui import draw_by_mouse, hand


def texts(widget):
    """All that can be read in it."""
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def shown(icon: QIcon) -> QImage:
    """What a task bar draws of it."""
    return icon.pixmap(32, 32).toImage()


def test_one_key_hides_everything_and_brings_it_back_with_the_keyboard_where_it_was(window):
    window.hands.press("Ctrl+N")
    intake = window.space.intake
    window.shows(intake)
    intake.last_name.setFocus()
    window.hands.type("Durand")
    press(Qt.Key.Key_F12)
    shell = window.shell
    assert shell.guard.covering.on
    assert not window.space.isVisible()
    assert not shell.status.isVisible()
    assert "CoachDesk" not in texts(shell)
    assert shown(shell.windowIcon()) != shown(program_icon())
    assert "CoachDesk" not in shell.windowTitle() + QGuiApplication.applicationDisplayName()
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shell.guard.covering.on, "no key reaches what is behind"
    press(Qt.Key.Key_F12)
    assert window.space.pages.current() is intake
    window.until(lambda: QApplication.focusWidget() is intake.last_name)
    assert intake.last_name.text() == "Durand"
    assert shown(shell.windowIcon()) == shown(program_icon())
    assert shell.windowTitle() == QGuiApplication.applicationDisplayName() == "CoachDesk"


def test_a_click_brings_it_back_too_and_a_button_hides_it(window):
    cover = window.shell.guard.covering
    window.hands.click(window.shell.status.discreet)
    assert cover.on
    window.hands.click(cover.page, said="l’écran discret")
    assert not cover.on
    assert window.space.isVisible()


def test_a_dialog_is_hidden_with_the_rest_and_still_asks_afterwards(window):
    answered = []
    question = Question("Retirer Léa DURAND ?", "Son dossier…", "Retirer")
    window.space.context.messages.ask(question, answered.append)
    dialog = QApplication.activeModalWidget()
    window.until(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())
    press(Qt.Key.Key_F12)
    assert window.shell.guard.covering.on
    assert not dialog.isVisible()
    window.until(lambda: QGuiApplication.focusWindow() is window.shell.windowHandle())
    press(Qt.Key.Key_F12)
    assert dialog.isVisible()
    dialog._act.click()
    assert answered == [""]


def test_what_asks_meanwhile_waits_behind_the_cover(window):
    press(Qt.Key.Key_F12)
    window.space.context.messages.ask(Question("Léa DURAND", "…", "Oui"), lambda _: None)
    window.until(lambda: QApplication.activeModalWidget() is None)
    window.until(lambda: QGuiApplication.focusWindow() is window.shell.windowHandle())
    press(Qt.Key.Key_F12)
    assert QApplication.activeModalWidget().windowTitle() == "Léa DURAND"
    QApplication.activeModalWidget().reject()


def test_from_a_guarded_pad_it_comes_back_to_the_pad_alone_and_the_drawing_stays(window):
    pad = given_pad(window, code="2580")
    draw_by_mouse(pad.surface, hand(pad.surface))
    drawn = pad.surface.drawing()
    press(Qt.Key.Key_F12)
    assert not pad.isVisible()
    assert not window.shell.status.isVisible()
    window.hands.click(window.shell.guard.covering.page, said="l’écran discret")
    assert window.shell.pad is pad
    assert pad.isVisible()
    assert pad.surface.drawing() == drawn
    assert not window.space.isVisible(), "only the code gives the desk back"


def test_the_end_of_a_stroke_brings_nothing_back(window):
    page = window.shell.guard.covering.page
    press(Qt.Key.Key_F12)
    QTest.mousePress(page, Qt.MouseButton.LeftButton, pos=page.rect().center())
    far = page.rect().center() + QPoint(60, 10)
    QTest.mouseMove(page, far)
    QTest.mouseRelease(page, Qt.MouseButton.LeftButton, pos=far)
    assert window.shell.guard.covering.on
    QTest.mouseRelease(page, Qt.MouseButton.LeftButton, pos=far)
    assert window.shell.guard.covering.on, "a press begun elsewhere"
