"""Before the desk: unlocking it."""

import shutil
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from coachdesk.core.tries import FREE_TRIES, WAITS, seconds_to_wait
from coachdesk.services.desk import open_desk
from coachdesk.ui.screens.unlock.view import UnlockScreen

PASSPHRASE = "quatre mots sans lien"


@pytest.fixture
def unlock(qtbot, runner, messages, clock, store):
    screen = UnlockScreen(
        runner, messages, store, lambda secret: open_desk(store, secret, clock=clock), lambda: None,
        lambda: seconds_to_wait(store, clock),
    )  # fmt: skip
    qtbot.addWidget(screen)
    return screen


def test_enter_opens_the_desk_and_forgets_the_passphrase(qtbot, unlock):
    QTest.keyClicks(unlock.secret.line, PASSPHRASE)
    with qtbot.waitSignal(unlock.unlocked) as opened:
        QTest.keyClick(unlock.secret.line, Qt.Key.Key_Return)
    assert opened.args[0].coach.name == "Claire Exemple"
    assert unlock.secret.text() == ""
    opened.args[0].close()


def test_a_wrong_passphrase_is_said_kindly_and_can_be_typed_again(qtbot, unlock, messages):
    QTest.keyClicks(unlock.secret.line, "autre chose")
    with qtbot.assertNotEmitted(unlock.unlocked):
        unlock.open.click()
    assert unlock.answer.isVisibleTo(unlock)
    assert "passe" in unlock.answer.text()
    assert unlock.secret.line.selectedText()
    assert unlock.secret.isEnabled()
    assert not messages.refused


def test_nothing_typed_opens_nothing(unlock):
    assert not unlock.open.isEnabled()
    unlock.unlock()
    assert unlock.secret.isEnabled()


def test_the_passphrase_is_hidden_until_it_is_asked_for(unlock):
    assert unlock.secret.line.echoMode() is QLineEdit.EchoMode.Password
    unlock.secret.eye.click()
    assert unlock.secret.line.echoMode() is QLineEdit.EchoMode.Normal
    unlock.secret.clear()
    assert unlock.secret.line.echoMode() is QLineEdit.EchoMode.Password


def test_another_folder_can_be_chosen(qtbot, unlock, messages, tmp_path):
    messages.path = tmp_path
    with qtbot.waitSignal(unlock.folder_chosen) as chosen:
        unlock.other.click()
    assert chosen.args == [tmp_path]


def test_wrong_tries_are_counted_down_and_nothing_is_lost(qtbot, unlock, clock, store):
    for _ in range(FREE_TRIES + 1):
        unlock.secret.line.setText("autre chose")
        assert unlock.open.isEnabled()
        unlock.open.click()
    assert unlock.open.text() == "Prochain essai dans 5\u00a0secondes"
    unlock.secret.line.setText(PASSPHRASE)
    assert not unlock.open.isEnabled(), "she may type meanwhile"
    with qtbot.assertNotEmitted(unlock.unlocked):
        QTest.keyClick(unlock.secret.line, Qt.Key.Key_Return)
    again = UnlockScreen(
        unlock._runner, unlock._messages, store, lambda _: None, lambda: None,
        lambda: seconds_to_wait(store, clock),
    )  # fmt: skip
    qtbot.addWidget(again)
    assert "5" in again.open.text(), "another start of the program waits as long"
    clock.advance(timedelta(seconds=WAITS[0] - 2))
    unlock._second.timeout.emit()
    assert unlock.open.text() == "Prochain essai dans 2\u00a0secondes"
    clock.advance(timedelta(seconds=2))
    unlock._second.timeout.emit()
    assert unlock.open.text() == "Ouvrir"
    with qtbot.waitSignal(unlock.unlocked) as opened:
        unlock.open.click()
    opened.args[0].close()


def test_a_store_in_a_synchronised_folder_is_moved_by_one_button(
    qtbot, runner, messages, clock, store, tmp_path, monkeypatch
):
    shared = tmp_path / "OneDrive" / "CoachDesk"
    shared.parent.mkdir()
    shutil.copytree(store, shared)
    usual = tmp_path / "local" / "CoachDesk"
    monkeypatch.setattr("coachdesk.services.placing.usual_store_directory", lambda: usual)
    screen = UnlockScreen(
        runner,
        messages,
        shared,
        lambda secret: open_desk(shared, secret, clock=clock),
        lambda: None,
    )
    qtbot.addWidget(screen)
    QTest.keyClicks(screen.secret.line, PASSPHRASE)
    screen.open.click()
    assert "OneDrive" in screen.answer.text()
    assert screen.move_here.isVisibleTo(screen)
    with qtbot.waitSignal(screen.folder_chosen) as moved:
        screen.move_here.click()
    assert moved.args == [usual]
    open_desk(usual, PASSPHRASE, clock=clock).close()
