"""The pad in the whole window: twelve people in one sitting, the code, the lock, the gestures."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Signature, SignatureRefusal
from coachdesk.queries.participants import participants_table
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.pad.code import set_pad_code
from coachdesk.ui.before_closing import question_before
from coachdesk.ui.screens.pad import thanks
from coachdesk.ui.screens.pad.view import PadScreen
from coachdesk.ui.screens.today.view import TodayScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen
from support.desk_window import desk_window
from support.pens import draw_by_finger, draw_by_pen
from support.signing_desk import drawn, scrawl
from support.ui import draw_by_mouse, hand

TODAY = date(2024, 1, 15)
EVERYONE = 12
DOCS = Path(__file__).resolve().parents[2] / "docs" / "gestures.md"
PAPER_SECONDS = 8
"""Take the sheet, find the line, sign, put it back (issue 4)."""
STROKES_SECONDS = 2.5
"""A signature by hand, on paper or on the pad: the same for both."""
KEYS = (
    "Esc", "Ctrl+K", "Ctrl+N", "Ctrl+R", "Ctrl+D", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+Z",
    "Ctrl+W", "Ctrl+Q", "Ctrl+F", "Ctrl+S", "Ctrl+?", "Ctrl+Tab", "Ctrl+F4", "Alt+P", "Alt+Left",
    "Alt+F4", "Backspace", "Back", "F1", "F5", "F10", "F11", "Menu", "Return", "Space", "Tab",
    "Shift+Tab", "Ctrl+Return", "Alt", "Home", "Ctrl+Home",
)  # fmt: skip


@pytest.fixture
def window(store, clock, recovery_key, qtbot):
    with desk_window(store, clock, qtbot) as opened:
        opened.shell.unlock(recovery_key)
        opened.until(lambda: opened.shell.workspace)
        opened.shows(opened.space.today)
        yield opened
        opened.shell._leaving = True  # whatever is still drawn


@pytest.fixture
def meet(window):
    """Plan that many people today, at one hour; gives their rendez-vous by name."""

    def make(number, mode=Mode.COLLECTIVE, *, known=False):
        desk, met = window.desk, {}
        action = desk.action(None)
        for row in desk.read(lambda link: participants_table(link, action.id)):
            slot = Slot(TODAY, 840, 960, "Mairie d’Airaines", mode)
            try:
                held = plan_appointment(desk, row.prescription_id, slot)
            except UserError:
                continue  # she left before that day
            if known:  # someone looked at her when she signed the last time
                earlier = Slot(TODAY - timedelta(days=4), 540, 570, None, Mode.ON_SITE)
                before = attendance_asked(
                    desk, plan_appointment(desk, row.prescription_id, earlier)
                )
                before.commit(desk, drawn(scrawl(len(met)), regularisation="oubli"))
            met[f"{row.last_name} {row.first_name}"] = held
            if len(met) == number:
                break
        window.space.refresh()
        window.until(lambda: window.space.today.stops)
        return met

    return make


def pad_of(window):
    window.until(lambda: isinstance(window.shell.pad, PadScreen))
    return window.shell.pad


def draws(window, pad, draw, seed):
    """She draws, and what is drawn can be validated."""
    window.until(lambda: pad.pages.currentWidget() is pad.signing and pad.surface.blank)
    draw(pad.surface, hand(pad.surface, seed=seed))
    window.until(pad.signing.validate.isEnabled)


def signed(window):
    return window.read(lambda link: link.execute(select(Signature.__table__)).all())


def test_twelve_people_sign_an_atelier_in_one_sitting(window, meet, clock, monkeypatch):
    monkeypatch.setattr(thanks, "SHOWN_MS", 200)
    met = meet(EVERYONE, known=True)
    names = {name.split(" ")[0] for name in met}
    window.hands.click(window.button("Faire signer", window.space.today))
    pad = pad_of(window)
    announced = ""
    tools = (draw_by_mouse, draw_by_pen, draw_by_finger)
    for number in range(EVERYONE):
        clock.advance(timedelta(seconds=20))
        draws(window, pad, tools[number % 3], seed=0.37 * number)
        assert pad.signing.place.text().startswith(f"{number + 1} sur {EVERYONE}")
        mine = pad.signing.who.text()
        assert announced in ("", f"{mine.split(' ')[0]} {mine.split(' ')[-1][0]}.")
        announced = pad.signing.place.text().rpartition("Ensuite\u00a0: ")[2]
        seen = " ".join(item.text() for item in pad.findChildren(QLabel) if item.isVisible())
        others = {name for name in names if name not in mine}
        assert not [name for name in others if name in seen], "no one else's name"
        window.hands.click(pad.signing.validate)
        window.until(pad.thanks.isVisible)
        passed = f"Ensuite\u00a0: {announced.rstrip('.')}, à qui passer l’écran."
        last = number == EVERYONE - 1
        assert pad.thanks.following.text() == ("" if last else passed)
        now = len(signed(window)) - EVERYONE
        assert now == number + 1, "it is on the disk before the pad gives way"
    window.until(lambda: window.shell.pad is None)
    kept = signed(window)
    assert {row.appointment_id for row in kept[EVERYONE:]} == set(met.values())
    assert len({row.fingerprint for row in kept}) == 2 * EVERYONE
    assert window.desk.store.verify(window.desk.identity.certificate.public_key).fault is None
    made = window.hands.count("Atelier de 12 personnes signé, chacune déjà connue", 14)
    assert len(made.gestures) <= 14
    assert str(made) in DOCS.read_text("utf-8"), made


def test_one_who_is_not_there_is_passed_over_and_the_sitting_can_end(window, meet):
    met = meet(3)
    window.space.context.sign(next(iter(met.values())))
    pad = pad_of(window)
    first = pad.signing.who.text()
    pad.signing.skip.click()
    window.until(lambda: pad.signing.who.text() != first)
    pad.signing.recognition.choices.buttons["known"].click()
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.signing.validate.click()
    window.until(pad.thanks.isVisible)
    pad.thanks.finish.click()
    window.until(lambda: pad.signing.place.text() == "3 sur 3")
    assert pad.signing.give_up.text() != "Terminer", "who has drawn would press it"
    pad.signing.give_up.click()
    window.until(lambda: window.shell.pad is None)
    assert len(signed(window)) == 1


def test_a_presence_is_two_gestures_and_faster_than_paper(window, meet):
    met = meet(1, Mode.ON_SITE, known=True)
    (held,) = met.values()
    window.hands.click(window.button("Faire signer", window.space.today))
    pad = pad_of(window)
    assert pad.signing.recognition.check is not None
    draws(window, pad, draw_by_mouse, 0.8)
    window.hands.click(pad.signing.validate)
    window.until(lambda: len(signed(window)) == 2)
    window.until(lambda: window.shell.pad is None)
    made = window.hands.count("Présence signée sur l’écran", 2)
    assert len(made.gestures) <= 2
    assert str(made) in DOCS.read_text("utf-8"), made
    assert made.seconds < PAPER_SECONDS - STROKES_SECONDS
    assert held in {row.appointment_id for row in signed(window)}


def test_locking_gives_the_same_pad_back_drawn_on_as_it_was(window, meet, recovery_key):
    met = meet(2)
    window.space.context.sign(next(iter(met.values())))
    pad = pad_of(window)
    draw_by_pen(pad.surface, hand(pad.surface)[:2])
    drawn, who = pad.surface.drawing(), pad.signing.who.text()
    QTest.keyClick(pad, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    shell = window.shell
    assert isinstance(shell.pages.currentWidget(), UnlockScreen)
    assert shell.pad is None
    assert not any(item.isVisible() for item in shell.findChildren(QLabel) if who in item.text())
    shell.unlock(recovery_key)
    window.until(lambda: shell.pad is pad)
    assert pad.isVisible()
    assert pad.surface.drawing() == drawn
    draw_by_pen(pad.surface, hand(pad.surface)[2:])
    assert len(pad.surface.drawing().strokes) == 3
    pad.signing.recognition.choices.buttons["known"].click()
    pad.signing.validate.click()
    window.until(lambda: len(signed(window)) == 1)
    window.until(lambda: pad.signing.isVisible() and pad.surface.blank)
    pad.signing.give_up.click()
    window.until(lambda: shell.pad is None)
    window.shows(window.space.today)


def test_a_half_drawn_signature_behind_the_lock_is_asked_about_before_closing(window, meet):
    met = meet(1)
    window.space.context.sign(next(iter(met.values())))
    pad = pad_of(window)
    draw_by_mouse(pad.surface, hand(pad.surface))
    window.shell.lock()
    shell = window.shell
    assert question_before(None, shell._handing.at_work, shell.workspace) is not None


def test_nothing_but_the_pad_is_reached_without_the_code(window, meet):
    met = meet(2)
    set_pad_code(window.desk, "2580")
    window.space.context.sign(next(iter(met.values())))
    pad = pad_of(window)
    shell, before = window.shell, window.desk.store.head()
    for keys in KEYS:
        combination = QKeySequence(keys)[0]
        QTest.keyClick(
            QApplication.focusWidget() or pad, combination.key(), combination.keyboardModifiers()
        )
        QApplication.processEvents()
        assert shell.pad is pad, f"{keys} left the pad"
        assert shell.pages.currentWidget() is pad, keys
        assert not window.space.isVisible(), keys
        assert QApplication.activePopupWidget() is None, keys
        assert pad.guarded
        pad.code_box.left.emit()
    assert not shell.close(), "closing asks for the code"
    assert shell.isVisible()
    assert pad.code_box.isVisible()
    assert window.desk.store.head() == before
    reachable = {
        item.text() for item in shell.findChildren(QPushButton) if item.isVisible() and item.text()
    }
    assert reachable <= {*"0123456789", "\u232b", "Revenir", "Retirer le code", "Rendre le poste"}
    QTest.keyClicks(pad.code_box.digits, "2580")
    window.hands.click(pad.code_box.act)
    window.until(lambda: shell.pad is None)
    assert isinstance(window.space.pages.current(), TodayScreen)


def test_with_a_code_the_last_one_hands_the_computer_to_the_coach(window, meet):
    met = meet(1)
    set_pad_code(window.desk, "2580")
    window.space.context.sign(next(iter(met.values())))
    pad = pad_of(window)
    assert not pad.signing.give_up.isVisible()
    pad.signing.recognition.choices.buttons["known"].click()
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.signing.validate.click()
    window.until(pad.thanks.isVisible)
    pad.thanks.finish.click()
    window.until(pad.code_box.isVisible)
    assert not pad.code_box.back.isVisible(), "nothing is left to sign"
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert window.shell.pad is pad
    QTest.keyClicks(pad.code_box.digits, "2580")
    QTest.keyClick(pad.code_box.digits, Qt.Key.Key_Return)
    window.until(lambda: window.shell.pad is None)


def test_the_code_is_set_and_taken_away_from_the_palette(window):
    window.space.bindings.run("pad_code")
    window.shows(window.space.settings)
    section = window.space.settings.section
    window.until(lambda: "Aucun" in section.state.text())
    for _ in range(2):
        QTest.keyClicks(section.code_box.digits, "7301")
        QTest.keyClick(section.code_box.digits, Qt.Key.Key_Return)
    window.until(section.remove.isVisible)
    assert "posé" in window.shell.said
    section.remove.click()
    window.until(lambda: not section.remove.isVisible())
    assert "retiré" in window.shell.said


def test_one_who_can_no_longer_sign_does_not_stop_the_others_and_is_told_at_the_end(window, meet):
    met = list(meet(3).values())
    window.space.context.sign(met[0])
    pad = pad_of(window)
    waiting = [asked.request.key for asked in pad._waiting]
    record_presence(window.desk, waiting[1], Presence.UNEXCUSED)
    pad.signing.skip.click()
    window.until(lambda: pad._waiting[0].request.key == waiting[2])
    pad.signing.give_up.click()
    window.until(lambda: window.shell.pad is None)
    window.until(lambda: "absence" in window.shell.said)
    refused = window.read(lambda link: link.execute(select(SignatureRefusal.id)).all())
    assert not refused


def test_a_larger_text_is_worn_by_the_pad_and_by_the_page_behind_it(window, meet):
    met = meet(1)
    window.space.context.sign(next(iter(met.values())))
    pad, before = pad_of(window), window.space
    draw_by_mouse(pad.surface, hand(pad.surface)[:1])
    drawn, high = pad.surface.drawing(), pad.signing.text.height()
    try:
        for _ in range(4):
            QTest.keyClick(pad, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        window.until(lambda: pad.signing.text.height() > high)
        window.until(lambda: pad.surface.height() >= pad.surface.minimumSizeHint().height())
        assert pad.surface.drawing() == drawn
        pad.signing.again.click()
        pad.signing.give_up.click()
        window.until(lambda: window.shell.workspace is not before)
    finally:
        window.shell._appearance.usual()


@pytest.mark.parametrize("key", ["click", "Return", "Enter", "Space", "Esc", "Ctrl+Return"])
def test_a_key_or_a_click_meant_for_the_thanks_does_nothing_to_the_desk_that_comes_back(
    window, meet, key
):
    """They close by themselves just as she presses « Terminer »."""
    met = meet(1, known=True)
    window.space.context.sign(next(iter(met.values())))
    pad = pad_of(window)
    draws(window, pad, draw_by_mouse, seed=0.0)
    pad.signing.validate.click()
    window.until(pad.thanks.isVisible)
    waiting = QPushButton("Ce que le poste propose", window.space.today)
    waiting.setAutoDefault(True)
    waiting.show()
    taken = []
    waiting.clicked.connect(lambda: taken.append(key))
    for keys in ("Esc", "Ctrl+Return"):
        QShortcut(QKeySequence(keys), waiting, waiting.click)

    def press():
        handle = window.shell.windowHandle()
        if key == "click":
            place = waiting.mapTo(window.shell, waiting.rect().center())
            QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=place)
            return bool(taken)
        pressed = QKeySequence(key)[0]
        waiting.setFocus()
        QTest.keyClick(handle, pressed.key(), pressed.keyboardModifiers())
        return bool(taken)

    at_once = []
    pad.closed.connect(lambda: at_once.append(press()))
    pad.thanks.left.setValue(0)  # the moment of the code has passed
    window.until(lambda: at_once)
    assert at_once == [False]
    assert isinstance(window.space.pages.current(), TodayScreen)
    window.until(press)  # what is pressed once the desk was seen is for it
