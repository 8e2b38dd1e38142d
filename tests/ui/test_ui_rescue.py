"""On the worst day: a sauvegarde put back from the window, a damaged store recovered."""

import shutil
import threading

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.core.errors import DamagedError
from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE, SPARE_KEY_FILE
from coachdesk.services.backup.elsewhere import backup_to, note_places
from coachdesk.services.desk import open_desk
from coachdesk.store.pages import PAGE
from coachdesk.system.crash import CrashLog
from coachdesk.ui.runner import ThreadRunner
from coachdesk.ui.screens.unlock.rescue import RescueScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen
from support.stores import names, save


@pytest.fixture
def backed_up(filled, store, clock):
    """A store with a sauvegarde beside it, and someone entered since."""
    desk = open_desk(store, filled.recovery_key, clock=clock)
    backup_to(desk, store / "backups")
    save(desk.store, "Depuis")
    before = names(desk.store)
    desk.close()
    return before


@pytest.fixture
def rescue(qtbot, runner, messages, clock, store, filled):
    screen = RescueScreen(runner, messages, clock, store, filled.recovery_key)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def opened(qtbot, act, screen):
    with qtbot.waitSignal(screen.unlocked) as caught:
        act()
    return caught.args[0]


def damage(store):
    path = store / DATABASE_FILE
    data = bytearray(path.read_bytes())
    data[len(data) // PAGE // 2 * PAGE + 100] ^= 1
    path.write_bytes(data)


def test_two_presses_put_the_last_sauvegarde_back(qtbot, backed_up, rescue, messages):
    (choice,) = rescue.choices
    assert choice.isChecked()
    QTest.keyClick(rescue, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "1\u00a0personne saisie" in rescue.answer.text()
    assert rescue.go.text() == "Remettre cette sauvegarde"
    desk = opened(qtbot, rescue.go.click, rescue)
    assert names(desk.store) == [name for name in backed_up if name != "Depuis"]
    desk.close()
    assert "est gardé dans" in messages.informed[-1]


def test_going_back_changes_nothing(qtbot, backed_up, rescue, store, filled, clock):
    rescue.go.click()
    with qtbot.waitSignal(rescue.left):
        rescue.back.click()
    desk = open_desk(store, filled.recovery_key, clock=clock)
    assert names(desk.store) == backed_up
    desk.close()
    assert not list(store.glob("*.tmp"))


def test_without_any_sauvegarde_it_says_where_to_look(rescue, store, messages, tmp_path):
    assert rescue.choices == []
    assert not rescue.go.isEnabled()
    messages.path = tmp_path / "rien"
    messages.path.mkdir()
    rescue.other.click()
    rescue.go.click()
    assert "n’est pas une sauvegarde entière" in rescue.answer.text()


def test_a_damaged_store_is_examined_then_recovered(qtbot, rescue, store, messages):
    damage(store)
    assert not rescue.recover.isVisible()
    rescue.examine.click()
    assert "page abîmée" in rescue.answer.text()
    assert rescue.recover.isVisible()
    assert not rescue.older.isVisible()
    desk = opened(qtbot, rescue.recover.click, rescue)
    assert desk.store.examine().sound
    desk.close()
    assert "mis-de-cote" in messages.informed[-1]


def test_the_unlock_screen_leads_there_with_what_was_typed(qtbot, runner, messages, store):
    unlock = UnlockScreen(runner, messages, store, lambda _secret: None, lambda: None)
    qtbot.addWidget(unlock)
    unlock.secret.line.setText("phrase")
    with qtbot.waitSignal(unlock.rescue_asked) as asked:
        unlock.rescue.click()
    assert asked.args == ["phrase"]


def test_the_window_goes_there_and_back_and_on(qtbot, filled, store, clock, backed_up, tmp_path):
    from support.desk_window import desk_window

    shutil.rmtree(store / "mis-de-cote", ignore_errors=True)
    with desk_window(store, clock, qtbot) as made:
        unlock = made.shell.pages.currentWidget()
        unlock.secret.line.setText(filled.recovery_key)
        unlock.rescue.click()
        rescue = made.shell.pages.currentWidget()
        made.until(lambda: rescue.choices and rescue.go.isEnabled())
        rescue.go.click()
        made.until(lambda: "Remettre" in rescue.go.text() and rescue.go.isEnabled())
        rescue.go.click()
        made.until(lambda: made.shell.workspace is not None)
        assert "Depuis" not in names(made.desk.store)


def test_tab_comes_to_every_way_and_a_wrong_passphrase_is_typed_again(qtbot, backed_up, rescue):
    with qtbot.waitActive(rescue):
        rescue.activateWindow()
    rescue.setFocus()
    met = []
    for _ in range(8):
        met.append(QApplication.focusWidget())
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
    assert {rescue.secret.line, *rescue.choices, rescue.other, rescue.packed, rescue.go} <= {*met}
    assert met.index(rescue.choices[0]) + 1 == met.index(rescue.other)
    rescue.secret.line.setText("une autre phrase")
    rescue.go.click()
    assert rescue.secret.line.hasFocus()
    assert rescue.secret.line.selectedText() == "une autre phrase"


def test_a_store_that_is_damaged_leads_to_its_repair_in_one_press(qtbot, runner, messages, store):
    def damaged(_secret):
        raise DamagedError("Le magasin est abîmé.", "Remettez une sauvegarde.")

    unlock = UnlockScreen(runner, messages, store, damaged, lambda: None)
    qtbot.addWidget(unlock)
    with qtbot.waitActive(unlock):
        unlock.show()
        unlock.activateWindow()
    unlock.secret.line.setText("phrase")
    unlock.open.click()
    assert unlock.repair.hasFocus()
    with qtbot.waitSignal(unlock.rescue_asked) as asked:
        QTest.keyClick(unlock.repair, Qt.Key.Key_Return)
    assert asked.args == ["phrase"]


def test_lost_keys_come_back_in_two_presses_and_nothing_else_is_lost(
    qtbot, backed_up, rescue, store
):
    for name in (KEY_FILE, SPARE_KEY_FILE):
        (store / name).write_bytes(b"{}")
    rescue.go.click()
    assert "rien de ce qui a été fait depuis n’est perdu" in rescue.answer.text()
    assert "Rien n’a été fait" not in rescue.answer.text()
    assert rescue.go.text() == "Reprendre les clés"
    desk = opened(qtbot, rescue.go.click, rescue)
    assert names(desk.store) == backed_up
    desk.close()


def test_a_folder_of_several_sauvegardes_lists_them(
    rescue, store, messages, tmp_path, filled, clock
):
    desk = open_desk(store, filled.recovery_key, clock=clock)
    messages.path = tmp_path / "disque"
    made = backup_to(desk, messages.path).path
    shutil.copytree(made, made.with_name(f"{made.name}_2"))
    desk.close()
    (messages.path / "photos").mkdir()
    rescue.other.click()
    assert len(rescue.choices) == 2
    assert rescue.choices[0].isChecked()
    rescue.go.click()
    assert "Sauvegarde intacte" in rescue.answer.text()


def test_a_far_place_that_keeps_silent_holds_nothing_back(
    qtbot, backed_up, store, clock, messages, tmp_path
):
    """What is near is listed and can be put back; the far one is added when it answers."""
    far = tmp_path / "partage"
    shutil.copytree(store / "backups", far)
    note_places(store, (far,))
    silence, waiting = threading.Event(), QObject()
    runner = ThreadRunner(messages, CrashLog(tmp_path / "incidents", clock))
    runner.carry(waiting, lambda _task: silence.wait(), lambda _: None)
    try:
        screen = RescueScreen(runner, messages, clock, store, "une phrase")
        qtbot.addWidget(screen)
        screen.show()
        qtbot.waitUntil(lambda: len(screen.choices) == 1)
        qtbot.waitUntil(lambda: "Recherche" in screen.found.looking.text())
        assert screen.go.isEnabled(), "she need not wait"
        screen.choices[0].click()
    finally:
        silence.set()
    qtbot.waitUntil(lambda: len(screen.choices) == 2)
    qtbot.waitUntil(lambda: not screen.found.looking.text())
    (hers,) = (choice for choice in screen.choices if choice.isChecked())
    assert str(store) in hers.toolTip(), "what she chose stays"
    runner.close()
