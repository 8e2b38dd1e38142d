"""Locking: the store is closed, its passphrase asked again, and what was typed comes back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from shiboken6 import isValid

from coachdesk.queries.participants import participants_table
from coachdesk.services.drafts import waiting_drafts
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_rules import ToDo
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.widgets.answer_menu import AnswerMenu
from coachdesk.ui.widgets.arrivals import ArrivalOffer


def test_locking_asks_the_passphrase_again_and_gives_back_what_was_typed(
    shell, until, recovery_key
):
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    space = shell.workspace
    offered = {command.key for command in space.bindings.offered()}
    assert {"dark", "larger", "smaller", "usual_size", "lock"} <= offered
    space.bindings.run("intake")
    until(lambda: space.pages.current() is space.intake)
    QTest.keyClicks(space.intake.last_name, "Durand")
    space.bindings.run("lock")
    assert isinstance(shell.pages.currentWidget(), UnlockScreen)
    assert shell.workspace is None
    assert shell.status.isHidden()
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    again = shell.workspace
    again.bindings.run("intake")
    until(lambda: again.intake.last_name.text() == "Durand")


def test_ctrl_l_locks_also_where_a_scan_can_be_taken(shell, until, recovery_key):
    """Of two shortcuts of one key Qt presses neither."""
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    space = shell.workspace
    desk, action = space.context.desk, space.context.action
    someone = desk.read(lambda link: participants_table(link, action.id))[0]
    space.go(Target(Screen.CARD, someone.prescription_id, section="pieces"))
    until(lambda: any(each.isVisible() for each in space.card.findChildren(ArrivalOffer)))
    QTest.keyClick(space.card, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    until(lambda: isinstance(shell.pages.currentWidget(), UnlockScreen))


@pytest.fixture
def thing(desk):
    """A prescription without its first rendez-vous."""
    day = date(2024, 1, 12)
    facts = PrescriptionFacts("24-777", day, "department")
    person = PersonFacts("DELATTRE", "Zoé", "female", date(1990, 5, 6))
    dossier = receive_prescription(desk, desk.action(None), facts, person)
    return ToDo("premier_rdv", "fixer le premier rendez-vous", day, Target(Screen.CARD, dossier))


def open_dialog(space, thing, which, until):
    menu = AnswerMenu(space.today, space.context, thing)
    getattr(menu, which).trigger()
    until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    dialog = QApplication.activeModalWidget()
    until(lambda: QApplication.focusWindow() is dialog.windowHandle())
    return dialog


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key of the keyboard, to whatever has it."""
    QTest.keyClick(QApplication.focusWindow(), key, modifier)


def test_what_is_typed_in_a_dialog_comes_back_in_it_after_a_lock(
    shell, desk, thing, until, recovery_key
):
    desk.close()
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    dialog = open_dialog(shell.workspace, thing, "otherwise", until)
    line = dialog.findChild(QPlainTextEdit)
    line.setFocus()
    QTest.keyClicks(line, "Par courriel")
    assert line.toPlainText() == "Par courriel"
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    until(lambda: isinstance(shell.pages.currentWidget(), UnlockScreen))
    until(lambda: not isValid(dialog))
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    again = shell.workspace
    words = "réponse à une chose à faire"
    until(lambda: [each.words for each in again.context.desk.read(waiting_drafts)] == [words])
    dialog = open_dialog(again, thing, "otherwise", until)
    until(lambda: dialog.reason() == "Par courriel")
    dialog.reject()
    until(lambda: not again.context.desk.read(waiting_drafts))


def test_a_day_chosen_in_a_dialog_comes_back_too_and_is_forgotten_once_it_is_used(
    shell, desk, thing, until, recovery_key
):
    desk.close()
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    dialog = open_dialog(shell.workspace, thing, "other_day", until)
    before = dialog.day.date()
    dialog.day.setFocus()
    press(Qt.Key.Key_Up)
    chosen = dialog.day.date()
    assert chosen > before
    shell.lock()
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    again = shell.workspace
    dialog = open_dialog(again, thing, "other_day", until)
    until(lambda: dialog.day.date() == chosen)
    dialog.act.click()
    until(lambda: not again.context.desk.read(waiting_drafts))
