"""Whole acts by the keyboard alone: the first day, who cannot draw, the lock, a sauvegarde."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from coachdesk.models import SignatureRefusal
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.desk import open_desk
from coachdesk.services.duplicates import known_people
from coachdesk.ui.screens.unlock.rescue import RescueScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.widgets.fields import day_edit
from coachdesk.ui.widgets.layout import column
from support.desk_window import desk_window
from support.kept import evidence, rows
from support.pad_hands import thanked
from support.read_aloud import told
from support.stores import names, save

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
PASSPHRASE = "girafe moulin tabouret"
MOST = 90
"""Stops of Tab before it has gone round."""


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_here(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def here():
    """What a screen reader says of where the keyboard is."""
    now = QApplication.focusWidget()
    return told(now).text(QAccessible.Text.Name) if now is not None else ""


def tab_to(words):
    """Tab until what it is on is called so."""
    met = []
    for _ in range(MOST):
        if here().startswith(words):
            return
        met.append(here())
        press(K.Key_Tab)
    raise AssertionError(f"Tab never comes to {words!r}, but to {[*dict.fromkeys(met)]}")


def test_who_cannot_draw_answers_otherwise_after_reading_it_in_plain_words(
    qtbot, open_pad, desk, plan
):
    """A signature is drawn: whoever has no pointer says so, and the coach witnesses it."""
    pad = open_pad(plan())
    with qtbot.waitActive(pad):
        pad.activateWindow()
    tab_to("personne connue du coach")
    press(K.Key_Space)
    tab_to("Mots simples")
    press(K.Key_Space)
    tab_to("Résumé en mots simples")
    press(K.Key_PageDown)
    tab_to("Je ne signe pas")
    press(K.Key_Space)
    tab_to("Je ne peux pas signer")
    press(K.Key_Space)
    assert here() == "Motif"
    type_here("ne peut pas tenir un stylet")
    tab_to("Enregistrer")
    press(K.Key_Return)
    qtbot.waitUntil(lambda: thanked(pad))
    (kept,) = rows(desk, SignatureRefusal)
    assert kept.outcome == "unable"
    told_of = evidence(desk, kept.entry_seq)
    assert told_of["reason"] == "ne peut pas tenir un stylet"
    assert told_of["explained"][0]["language"] == "fr"
    assert here().startswith("Terminer"), "Enter gives the desk back"


def test_from_the_first_start_to_the_first_prescription(qtbot, clock, tmp_path):
    with desk_window(tmp_path / "neuf", clock, qtbot) as made:
        first = made.shell.pages.currentWidget()
        made.until(first.identity.profile.count)
        type_here("Odile Vasseur")
        press(K.Key_Return)
        type_here("Coaching")
        press(K.Key_Return, CTRL)
        made.until(lambda: first.step is first.passphrase)
        for _ in range(2):
            type_here(PASSPHRASE)
            press(K.Key_Return)
        made.until(lambda: first.step is first.recovery)
        key = "-".join(group.text() for group in first.recovery.shown.groups)
        press(K.Key_Return, CTRL)
        type_here(key.lower())
        press(K.Key_Return)
        made.until(lambda: first.step is first.association)
        press(K.Key_Return, CTRL)
        made.until(lambda: first.step is first.device)
        press(K.Key_Return, CTRL)
        made.until(lambda: first.step is first.ready)
        tab_to("Saisir une première prescription")
        press(K.Key_Return)
        made.until(lambda: made.shell.workspace is not None)
        made.until(lambda: made.waiting() == 0)
        made.types_her_facts()
        intake = made.space.intake
        assert intake.isAncestorOf(QApplication.focusWidget())
        press(K.Key_Return, CTRL)
        made.until(lambda: made.read(known_people))
        (who,) = made.read(known_people)
        assert (who.last_name, who.first_name) == ("Thibaut", "Maelle")


def test_the_desk_is_locked_and_opened_again(window, recovery_key):
    press(K.Key_L, CTRL)
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), UnlockScreen))
    assert here() == "Phrase de passe"
    type_here("autre chose")
    press(K.Key_Return)
    unlock = window.shell.pages.currentWidget()
    window.until(lambda: not unlock.waiting)
    window.until(lambda: here() == "Phrase de passe")
    press(K.Key_A, CTRL)
    type_here(recovery_key)
    press(K.Key_Return)
    window.until(lambda: window.shell.workspace is not None)
    window.shows(window.space.today)
    window.until(lambda: window.shell.isAncestorOf(QApplication.focusWidget()))


def test_a_day_is_typed_in_figures_and_read_with_its_name(qtbot):
    page, before, day, after = QWidget(), QLineEdit(), day_edit(date(2024, 1, 15)), QLineEdit()
    page.setLayout(column(before, day, after))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    before.setFocus()
    press(K.Key_Tab)
    type_here("17022025")
    assert day.date() == QDate(2025, 2, 17)
    after.setFocus()
    assert day.text() == "lun. 17 février 2025"
    before.setFocus()
    press(K.Key_Tab)
    type_here("18")
    assert day.date() == QDate(2025, 2, 18)


@pytest.fixture
def backed_up(filled, store, clock):
    """A store with a sauvegarde beside it, and someone entered since."""
    desk = open_desk(store, filled.recovery_key, clock=clock)
    backup_to(desk, store / "backups")
    save(desk.store, "Depuis")
    desk.close()


@pytest.mark.usefixtures("backed_up")
def test_a_sauvegarde_is_put_back(qtbot, store, clock, recovery_key):
    clock.advance(timedelta(minutes=1))
    with desk_window(store, clock, qtbot) as made:
        type_here(recovery_key)
        tab_to("Remettre une sauvegarde")
        press(K.Key_Return)
        rescue = made.shell.pages.currentWidget()
        assert isinstance(rescue, RescueScreen)
        made.until(lambda: rescue.choices and rescue.go.isEnabled())
        tab_to(rescue.go.text())
        press(K.Key_Return)
        made.until(lambda: "Remettre" in rescue.go.text() and rescue.go.isEnabled())
        tab_to(rescue.go.text())
        press(K.Key_Return)
        made.until(lambda: made.shell.workspace is not None)
        assert "Depuis" not in names(made.desk.store)
