"""Before the desk: unlocking it, and making the first one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from coachdesk.services.desk import open_desk
from coachdesk.services.profiles import shipped_profiles
from coachdesk.ui.screens.unlock.create import CreateScreen
from coachdesk.ui.screens.unlock.recovery import RecoveryScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen

PASSPHRASE = "quatre mots sans lien"


@pytest.fixture
def unlock(qtbot, runner, messages, clock, store):
    screen = UnlockScreen(
        runner, messages, store, lambda secret: open_desk(store, secret, clock=clock)
    )
    qtbot.addWidget(screen)
    return screen


@pytest.fixture
def create(qtbot, runner, messages, clock, tmp_path):
    screen = CreateScreen(runner, messages, clock, tmp_path / "neuf", shipped_profiles())
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


def test_the_first_store_is_made_and_opens_with_both_keys(qtbot, create, clock, tmp_path):
    create.name.setText("Odile Vasseur")
    QTest.keyClicks(create.secret.line, PASSPHRASE)
    QTest.keyClicks(create.again.line, PASSPHRASE)
    with qtbot.waitSignal(create.created) as made:
        create.create_button.click()
    made.args[0].desk.close()
    for secret in (PASSPHRASE, made.args[0].recovery_key):
        desk = open_desk(tmp_path / "neuf", secret, clock=clock)
        assert desk.coach.name == "Odile Vasseur"
        desk.close()


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("quatre mots sans lien", "quatre mots sans liens", "pas les mêmes"),
        ("court", "court", "au moins 8 caractères"),
    ],
)
def test_a_passphrase_that_will_not_do_makes_nothing(create, tmp_path, first, second, said):
    create.name.setText("Odile Vasseur")
    QTest.keyClicks(create.secret.line, first)
    QTest.keyClicks(create.again.line, second)
    create.create_button.click()
    assert said in create.answer.text()
    assert not (tmp_path / "neuf").exists()


def test_a_profile_with_a_mistake_is_refused_in_words(create, messages, tmp_path):
    wrong = tmp_path / "profil.toml"
    wrong.write_text('code = "x"\n', encoding="utf-8")
    messages.path = wrong
    create.other_profile.click()
    create.name.setText("Odile Vasseur")
    QTest.keyClicks(create.secret.line, PASSPHRASE)
    QTest.keyClicks(create.again.line, PASSPHRASE)
    create.create_button.click()
    assert create.answer.isVisibleTo(create)
    assert create.isEnabled()


def test_the_recovery_key_must_be_kept_before_going_on(qtbot, runner, messages, tmp_path):
    screen = RecoveryScreen(runner, messages, "GASG-N5XM-TRNF")
    qtbot.addWidget(screen)
    assert not screen.go_on.isEnabled()
    messages.path = tmp_path / "cle.txt"
    screen._choose()
    assert "GASG-N5XM-TRNF" in messages.path.read_text("utf-8")
    messages.path = tmp_path / "absent" / "cle.txt"
    screen._choose()
    assert messages.refused[0].remedy
    screen.safe.setChecked(True)
    with qtbot.waitSignal(screen.kept):
        screen.go_on.click()
