"""The first start, driven as she drives it: typed, gone back, closed too early, begun."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.core.errors import UserError
from coachdesk.services.association_key import YES, association_key
from coachdesk.services.desk import open_desk
from coachdesk.services.first_run import key_waits
from coachdesk.services.targets import Screen
from coachdesk.store.vault import new_association_key
from coachdesk.system.settings import load_settings
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from support.ui import draw_by_mouse, hand

WORKBOOKS = Path(__file__).resolve().parent.parent / "golden" / "workbooks"
PASSPHRASE = "girafe moulin tabouret"


@pytest.fixture
def screen(qtbot, runner, messages, clock, tmp_path):
    made = FirstRunScreen(runner, messages, clock, tmp_path / "neuf")
    desks = []
    made.made.connect(desks.append)
    qtbot.addWidget(made)
    made.resize(1092, 560)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    for desk in desks:
        desk.close()


def type_here(text):
    """Letters go where the keyboard is."""
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def to_the_key(screen):
    """Name, action and passphrase, by the keyboard alone; gives the recovery key that is shown."""
    identify(screen)
    type_here(PASSPHRASE)
    press(Qt.Key.Key_Return)
    type_here(PASSPHRASE)
    press(Qt.Key.Key_Return)
    assert screen.step is screen.recovery
    return "-".join(group.text() for group in screen.recovery.shown.groups)


def identify(screen):
    """Her name, then her action by its first letters."""
    type_here("Odile Vasseur")
    press(Qt.Key.Key_Return)
    assert screen.identity.profile.hasFocus(), "Enter leads to what is not chosen yet"
    type_here("Coaching")
    ctrl_enter()


def ctrl_enter():
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_from_the_first_field_to_the_desk_without_a_mouse(screen, qtbot, clock, tmp_path):
    assert screen.identity.profile.currentText() == "", "of several actions none is taken"
    assert not screen.next.isEnabled()
    key = to_the_key(screen)
    assert screen.identity.association.text() == "APFE"
    assert "5 vallées" in screen.identity.profile.currentText()
    ctrl_enter()
    assert screen.recovery.line.hasFocus()
    type_here(key.lower().replace("-", " "))
    press(Qt.Key.Key_Return)
    assert screen.recovery.kept
    assert screen.step is screen.association
    ctrl_enter()  # its key waits
    assert screen.step is screen.device
    assert screen.next.hasFocus(), "nothing to type: Enter goes on, never back"
    ctrl_enter()
    assert screen.step is screen.ready
    assert screen.ready.copy_now.isVisible(), "what was put off is said"
    with qtbot.waitSignal(screen.finished) as begun:
        press(Qt.Key.Key_Return)
    assert begun.args[0].screen is Screen.IMPORT
    for secret in (PASSPHRASE, key):
        desk = open_desk(tmp_path / "neuf", secret, clock=clock)
        assert desk.coach.name == "Odile Vasseur"
        assert not desk.read(key_waits)
        desk.close()


def test_a_wrong_group_is_pointed_out_and_holds_her_back(screen):
    key = to_the_key(screen)
    screen.next.click()
    groups = key.split("-")
    assert key not in screen.recovery.typed.groups[0].text()
    wrong = "AAAA" if groups[4] != "AAAA" else "BBBB"  # read backwards, it may be the same
    type_here("-".join([*groups[:4], wrong]))
    assert "groupe 5" in screen.recovery.answer.text()
    assert screen.recovery.answer.isVisible()
    assert not screen.next.isEnabled()
    screen.recovery.line.clear()
    assert not screen.recovery.answer.isVisible()
    assert not screen.next.isEnabled()


def test_what_is_typed_stays_when_going_back_and_a_corrected_name_makes_another_store(
    screen, clock, tmp_path
):
    first_key = to_the_key(screen)
    press(Qt.Key.Key_Escape)
    assert screen.step is screen.passphrase
    assert screen.passphrase.again.text() == PASSPHRASE
    screen.next.click()
    assert "-".join(group.text() for group in screen.recovery.shown.groups) == first_key
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert screen.identity.name.text() == "Odile Vasseur"
    screen.identity.name.setText("Odile Vasseur-Petit")
    screen.identity.association.setText("Association de Poix")
    screen.next.click()
    screen.next.click()
    assert screen.step is screen.recovery
    second = "-".join(group.text() for group in screen.recovery.shown.groups)
    assert second != first_key
    with pytest.raises(UserError):
        open_desk(tmp_path / "neuf", first_key, clock=clock)
    desk = open_desk(tmp_path / "neuf", second, clock=clock)
    assert (desk.coach.name, desk.coach.association) == (
        "Odile Vasseur-Petit", "Association de Poix",
    )  # fmt: skip
    printed = desk.actions[0].profile.association
    assert printed == "Association de Poix", "her papers name the association that she typed"
    desk.close()


def test_a_phrase_is_proposed_in_clear_and_must_be_typed_once(screen):
    identify(screen)
    step = screen.passphrase
    step.propose.click()
    phrase = step.secret.text()
    assert len(phrase.split()) == 5
    assert step.proposed.isVisible()
    assert step.proposed.text() == phrase
    assert "Tiendra" in step.bar.verdict.text()
    assert not screen.next.isEnabled()
    assert step.again.line.hasFocus()
    type_here(phrase)
    assert screen.next.isEnabled()


@pytest.mark.parametrize(
    ("typed", "verdict", "goes_on"),
    [
        ("court", "", False),
        ("motdepasse", "aussitôt", True),
        ("odile vasseur", "aussitôt", True),
        (PASSPHRASE, "jours", True),
    ],
)
def test_advice_never_blocks_above_eight_characters(screen, typed, verdict, goes_on):
    identify(screen)
    step = screen.passphrase
    QTest.keyClicks(step.secret.line, typed)
    QTest.keyClicks(step.again.line, typed)
    assert verdict in step.bar.verdict.text()
    assert screen.next.isEnabled() == goes_on
    assert step.answer.isVisible() != goes_on


def test_two_phrases_that_differ_are_said_at_once(screen):
    identify(screen)
    QTest.keyClicks(screen.passphrase.secret.line, PASSPHRASE)
    QTest.keyClicks(screen.passphrase.again.line, "girafe mo")
    assert not screen.passphrase.answer.isVisible(), "so far it is the same"
    QTest.keyClicks(screen.passphrase.again.line, "x")
    assert "pas les mêmes" in screen.passphrase.answer.text()
    assert screen.passphrase.answer.isVisible()


def test_enter_on_a_phrase_that_stops_short_says_so_and_keeps_the_keyboard(screen):
    identify(screen)
    step = screen.passphrase
    type_here("court")
    press(Qt.Key.Key_Return)
    assert "au moins 8" in step.answer.text()
    assert step.secret.line.hasFocus()
    step.secret.line.setText(PASSPHRASE)
    press(Qt.Key.Key_Return)
    type_here("girafe mo")
    press(Qt.Key.Key_Return)
    assert "pas les mêmes" in step.answer.text()
    assert step.answer.isVisible()
    assert step.again.line.hasFocus(), "on the eye, the rest of the phrase would press it"
    type_here(PASSPHRASE.removeprefix("girafe mo"))
    press(Qt.Key.Key_Return)
    assert screen.step is screen.recovery


def test_a_profile_with_faults_says_each_of_them_and_the_shipped_one_stays(
    screen, messages, tmp_path
):
    screen.identity.profile.setCurrentText("Coaching Emploi – 5 vallées")
    wrong = tmp_path / "profil.toml"
    wrong.write_text('code = "x"\n', encoding="utf-8")
    messages.path = wrong
    screen.identity.other.click()
    assert screen.identity.answer.isVisible()
    assert "ligne" in screen.identity.answer.text()
    assert "Coaching Emploi" in screen.identity.profile.currentText()


def test_another_profile_brings_its_association_unless_she_typed_hers(screen, messages, tmp_path):
    text = (WORKBOOKS / "autre-action.toml").read_text("utf-8")
    messages.path = tmp_path / "autre.toml"
    messages.path.write_text(text.replace('"APFE"', '"Les Vallées"'), encoding="utf-8")
    screen.identity.other.click()
    assert screen.identity.association.text() == "Les Vallées"
    screen.identity.association.setText("La mienne")
    screen.identity.profile.setCurrentIndex(0)
    assert screen.identity.association.text() == "La mienne"


def test_a_folder_that_cannot_be_used_is_said_and_nothing_is_left(screen, tmp_path):
    (tmp_path / "neuf").write_text("a file in the way")
    identify(screen)
    for line in (screen.passphrase.secret.line, screen.passphrase.again.line):
        line.setText(PASSPHRASE)
    screen.next.click()
    assert screen.step is screen.passphrase
    assert screen.passphrase.answer.isVisible()
    assert screen.next.isEnabled()
    assert (tmp_path / "neuf").read_text() == "a file in the way"


def to_the_association(screen):
    key = to_the_key(screen)
    screen.next.click()
    screen.recovery.line.setText(key)
    screen.next.click()
    assert screen.step is screen.association
    return screen.association


def state(screen):
    return screen._made.desk.read(association_key)


def test_the_sheet_goes_where_she_chose(screen, messages, tmp_path):
    to_the_key(screen)
    messages.path = tmp_path / "fiche.pdf"
    screen.recovery.save_sheet.click()
    assert messages.path.read_bytes().startswith(b"%PDF")
    assert "mettez-la sur une clé" in messages.informed[-1], "it is on the computer"
    assert screen.step.leave_words() == "Ma clé est notée"


def test_the_key_of_the_association_is_made_and_its_sheet_kept_before_she_goes_on(
    screen, messages, clock, tmp_path
):
    box = to_the_association(screen).box
    assert screen.next.text() == "Plus tard"
    box.make.click()
    assert not screen.next.isEnabled()
    assert screen.key_at_risk
    messages.path = tmp_path / "absent" / "cle.pdf"
    box.save.click()
    assert messages.refused[-1].remedy
    assert screen.key_at_risk
    messages.path = tmp_path / "cle.pdf"
    box.save.click()
    assert messages.path.read_bytes().startswith(b"%PDF")
    assert not screen.key_at_risk
    assert screen.next.text() == "Continuer"
    opened = open_desk(tmp_path / "neuf", box._key, clock=clock)
    assert opened.read(association_key).opened is not None
    opened.close()
    screen.next.click()
    screen.next.click()
    assert not screen.ready.copy_now.isVisible()


def test_the_key_that_the_association_has_is_typed_and_a_slip_is_said(screen, clock, tmp_path):
    box = to_the_association(screen).box
    key = new_association_key()
    box.take.click()
    assert box.line.hasFocus()
    type_here(key[:-1] + ("A" if key[-1] != "A" else "B"))
    assert "ne correspond pas" in box.answer.text()
    assert not box.record.isEnabled()
    box.line.clear()
    type_here(key.lower().replace("-", ""))
    assert not box.answer.isVisible()
    press(Qt.Key.Key_Return)
    assert screen.step is screen.device, "typed from a sheet: nothing is left to print"
    assert state(screen).state == YES
    open_desk(tmp_path / "neuf", key, clock=clock).close()


def test_without_a_printer_she_is_told_of_the_file(screen, messages, monkeypatch):
    to_the_key(screen)
    monkeypatch.setattr(
        "PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", staticmethod(list)
    )
    screen.recovery.print_sheet.click()
    assert "imprimante" in messages.refused[-1].sentence


def test_a_window_closed_before_the_key_was_typed_offers_a_new_key_at_the_next_start(
    screen, qtbot, runner, messages, clock, tmp_path
):
    lost = to_the_key(screen)
    assert screen.key_at_risk
    desk = open_desk(tmp_path / "neuf", PASSPHRASE, clock=clock)
    again = FirstRunScreen(runner, messages, clock, tmp_path / "neuf")
    qtbot.addWidget(again)
    again.resume(desk)
    again.show()
    assert not again.key_at_risk
    assert again.before.isHidden()
    with qtbot.waitSignal(again.finished) as put_off:
        again.recovery.later.click()
    assert put_off.args == [None]
    again.next.click()
    new = "-".join(group.text() for group in again.recovery.shown.groups)
    again.next.click()
    again.recovery.line.setText(new)
    again.next.click()
    assert not desk.read(key_waits)
    desk.close()
    open_desk(tmp_path / "neuf", new, clock=clock).close()
    with pytest.raises(UserError):
        open_desk(tmp_path / "neuf", lost, clock=clock)


def test_the_pad_says_what_it_sees_and_keeps_nothing(screen, clock):
    key = to_the_key(screen)
    screen.next.click()
    screen.recovery.line.setText(key)
    screen.next.click()
    screen.next.click()
    device = screen.device.trial
    assert screen.next.text() == "Plus tard"
    (points,) = hand(device.surface, strokes=1)
    QTest.mousePress(device.surface, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        clock.advance(timedelta(milliseconds=10))
        QTest.mouseMove(device.surface, point)
    QTest.mouseRelease(device.surface, Qt.MouseButton.LeftButton, pos=points[-1])
    assert device.seen.text() == "Souris, 104\u00a0points par seconde."
    assert screen.next.text() == "Continuer"
    draw_by_mouse(device.surface, hand(device.surface, seed=1)[:1])
    assert "plus long" in device.seen.text()
    device.again.click()
    assert "Rien" in device.seen.text()


def test_the_screen_of_the_pad_is_kept_with_the_machine(screen, qapp):
    screen.device.screen_choice.add_choice("HDMI-1", "sur l’écran HDMI-1", "")
    screen.device.screen_choice.screens.buttons()[-1].click()
    assert load_settings().pad_screen == "HDMI-1"
