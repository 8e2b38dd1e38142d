"""Réglages › Sauvegarde: what is kept here, one more, and the exercice done with what is typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.services.backup.automatic import last_here
from coachdesk.services.backup.drill import last_drill
from coachdesk.ui.screens.settings.backup import BackupSection


@pytest.fixture
def section(qtbot, made):
    context, trail = made
    shown = BackupSection(context)
    qtbot.addWidget(shown)
    shown.resize(700, 900)
    shown.show()
    shown.refresh()
    return shown, trail


def test_one_more_here_then_the_exercice_with_the_key_of_the_paper(section, desk, recovery_key):
    shown, trail = section
    assert "d’elle-même" in shown.automatic.words.text()
    assert "Jamais fait" in shown.drill.words.text()
    shown.automatic.make.click()
    assert "relue sur cet ordinateur" in trail.messages.informed[-1]
    assert "Rien n’a changé depuis" in shown.automatic.words.text()
    assert shown.drill.secret.isHidden()
    shown.drill.begin.click()
    assert shown.drill.secret.isVisible()
    shown.drill.secret.line.setText(recovery_key)
    QTest.keyClick(shown.drill.secret.line, Qt.Key.Key_Return)
    assert "Exercice réussi" in trail.messages.informed[-1]
    assert "clé de secours" in shown.drill.words.text()
    assert shown.drill.secret.isHidden()
    assert shown.drill.secret.text() == ""


def test_a_wrong_phrase_and_a_damaged_one_are_refused_in_words(section, desk):
    shown, trail = section
    shown.automatic.make.click()
    shown.drill.begin.click()
    shown.drill.secret.line.setText("une autre phrase")
    shown.drill.begin.click()
    assert "phrase de passe" in str(trail.messages.refused[-1])
    assert shown.drill.secret.isVisible(), "she types it again"
    assert desk.read(last_drill) is None
    database = desk.read(last_here).path / DATABASE_FILE
    database.write_bytes(database.read_bytes()[:-1])
    shown.drill.secret.line.setText("quatre mots sans lien")
    shown.drill.begin.click()
    assert "échoué" in str(trail.messages.refused[-1])
    assert "échoué" in shown.drill.words.text()
