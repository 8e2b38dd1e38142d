"""Réglages › Sécurité in the real window: another passphrase, the store encrypted anew."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from coachdesk.core.errors import SecretRefusedError
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.targets import Screen, Target
from coachdesk.store.backup import BACKUPS
from coachdesk.store.vault import unlock
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from support.settings_hands import idle, opened

NEW = "girafe moulin tabouret velours"


def fill(box, current, phrase):
    box.begin.click()
    QTest.keyClicks(box.current.line, current)
    QTest.keyClicks(box.phrase.secret.line, phrase)
    QTest.keyClicks(box.phrase.again.line, phrase)


def opens(directory, secret):
    try:
        return unlock(directory, secret) is not None
    except SecretRefusedError:
        return False


def test_the_passphrase_is_changed_and_the_older_sauvegardes_are_removed(
    window, recovery_key, monkeypatch, tmp_path
):
    desk = window.shell.workspace.context.desk
    backup_to(desk, tmp_path / "key")
    box = opened(window, "security/passphrase").passphrase
    assert box.form.isVisible(), "it was asked for"
    fill(box, "rien qui ouvre", NEW)
    box.change.click()
    window.until(box.answer.isVisible)
    assert "n’ouvre pas" in box.answer.text()
    assert box.current.line.selectedText()
    QTest.keyClicks(box.current.line, recovery_key)
    box.change.click()
    window.until(lambda: "changée" in window.shell.said)
    assert box.current.text() == box.phrase.text() == ""
    assert not box.form.isVisible()
    assert opens(desk.store.directory, NEW)
    window.until(box.older.isVisible)
    assert not box.remove.isVisible(), "it would be the last one"
    box.copy.click()
    window.until(box.remove.isVisible)
    assert not box.copy.isVisible()
    monkeypatch.setattr(window.shell._messages, "ask", lambda _question, yes: yes(""))
    box.remove.click()
    window.until(lambda: not box.older.isVisible())
    assert not list((tmp_path / "key").iterdir())
    (kept,) = (desk.store.directory / BACKUPS).iterdir()
    assert opens(kept, NEW)


def test_the_store_is_encrypted_anew_under_the_open_window(window, recovery_key):
    desk = window.shell.workspace.context.desk
    before = unlock(desk.store.directory, recovery_key)
    box = opened(window, "security/passphrase").passphrase
    fill(box, recovery_key, NEW)
    box.anew.setChecked(True)
    assert "chiffrer de nouveau" in box.change.text()
    box.change.click()
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), FirstRunScreen))
    screen = window.shell.pages.currentWidget()
    key = screen.recovery._key
    screen.next.click()
    screen.recovery.line.setText(key)
    screen.next.click()
    window.until(lambda: window.shell.workspace)
    idle(window)
    assert unlock(desk.store.directory, NEW).data_key != before.data_key
    assert opens(desk.store.directory, key)
    assert not opens(desk.store.directory, recovery_key)
    assert desk.store.verify().fault is None


@pytest.mark.parametrize("entry", ["security/passphrase", "backup/drill", "security/association"])
def test_what_was_typed_is_gone_once_another_page_is_turned_to(window, entry):
    section = opened(window, entry)
    if entry == "security/passphrase":
        fill(section.passphrase, NEW, NEW)
    elif entry == "backup/drill":
        QTest.keyClicks(section.drill.secret.line, NEW)
    else:
        section.association_box.take.click()
        QTest.keyClicks(section.association_box.line, "ABCD")
    lines = [line for line in section.findChildren(QLineEdit) if line.text()]
    assert lines
    window.space.go(Target(Screen.TODAY))
    idle(window)
    assert not [line for line in lines if line.text()]
    assert not [line for line in lines if line.isVisibleTo(section)], "she begins again"


def test_a_key_of_the_association_is_taken_away_only_once_she_is_sure(
    window, monkeypatch, tmp_path
):
    desk = window.shell.workspace.context.desk
    asked = []
    box = opened(window, "security/association").association_box
    box.make.click()
    window.until(lambda: box.made.isVisible() and "autre" in box.make.text())
    assert desk.store.has_association_key()
    box._save(tmp_path / "feuille.pdf")
    window.until(lambda: "…" in box.decline.text())
    box.show_choices()
    monkeypatch.setattr(
        window.shell._messages, "ask", lambda question, _yes: asked.append(question)
    )
    box.decline.click()
    assert "Retirer" in asked[-1].act
    assert desk.store.has_association_key()
    monkeypatch.setattr(window.shell._messages, "ask", lambda _question, yes: yes(""))
    box.decline.click()
    window.until(lambda: not desk.store.has_association_key())
    window.until(lambda: not box.decline.isVisible())
