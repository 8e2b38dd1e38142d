"""Answering otherwise than by a signature, each as well kept; and the coach's code."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import SigningOutcome
from coachdesk.models import Appointment, JournalEntry, Signature, SignatureRefusal
from coachdesk.services.pad.code import pad_code
from support.kept import evidence, rows
from support.pad_hands import known, sign, thanked
from support.ui import draw_by_mouse, hand


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [("refused", ""), ("unable", "ne sait pas signer"), ("disagrees", "j’étais partie à 10 h")],
)
def test_another_answer_is_kept_with_its_witness_and_the_presence_stays(
    open_pad, desk, plan, outcome, reason
):
    held = plan()
    pad = open_pad(held)
    known(pad)
    pad.signing.otherwise.click()
    other = pad.signing.other
    other.choices.buttons[outcome].click()
    assert outcome != "disagrees" or not other.act.isEnabled(), "with what?"
    other.words.setText(reason)
    assert "Claire Exemple" in other.witness.text()
    other.act.click()
    assert thanked(pad)
    assert "Votre signature" not in pad.thanks.recorded.text()
    (kept,) = rows(desk, SignatureRefusal)
    assert kept.outcome == outcome
    assert kept.witness == "Claire Exemple"
    told = evidence(desk, kept.entry_seq)
    assert told["outcome"] == outcome
    assert told["reason"] == kept.reason == (reason or "motif non donné")
    assert told["capture"] is None
    (met,) = [row for row in rows(desk, Appointment) if row.id == held]
    assert met.presence is Presence.ATTENDED
    again = open_pad(held)
    sign(again, seed=0.3)
    assert thanked(again), "she may still sign later"


def test_the_code_she_notes_is_the_one_that_verify_looks_for(open_pad, desk):
    pad = open_pad()
    sign(pad)
    (kept,) = rows(desk, Signature)
    said = pad.thanks.where.text()
    assert f"{kept.entry_seq}:{pad.thanks.code.text()}" in said
    (entry,) = [entry for entry in rows(desk, JournalEntry) if entry.seq == kept.entry_seq]
    assert entry.hash.upper().startswith(pad.thanks.code.text())


def test_a_usual_reason_is_one_click(open_pad, desk):
    pad = open_pad()
    known(pad)
    pad.signing.otherwise.click()
    pad.signing.other.choices.buttons["refused"].click()
    chip = pad.signing.other.usual._items[0]
    chip.click()
    pad.signing.other.act.click()
    (kept,) = rows(desk, SignatureRefusal)
    assert kept.reason == chip.text()


def test_the_reason_is_typed_at_once_and_kept_by_enter(open_pad, desk, qtbot):
    pad = open_pad()
    known(pad)
    pad.signing.otherwise.click()
    other = pad.signing.other
    QTest.mouseClick(other.choices.buttons["disagrees"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(other.words.hasFocus)
    assert "Avec quoi" in other.words.placeholderText()
    QTest.keyClick(other.words, Qt.Key.Key_Return)
    assert not rows(desk, SignatureRefusal), "it does not say with what yet"
    QTest.keyClicks(other.words, "une heure et non deux")
    QTest.keyClick(other.words, Qt.Key.Key_Return)
    (kept,) = rows(desk, SignatureRefusal)
    assert kept.reason == "une heure et non deux"


def test_who_disagrees_may_sign_with_a_reserve_that_is_in_what_she_signs(open_pad, desk):
    pad = open_pad()
    known(pad)
    pad.signing.otherwise.click()
    pad.signing.other.choices.buttons["disagrees"].click()
    pad.signing.other.words.setText("une heure et non deux")
    pad.signing.other.reserve.click()
    assert "une heure et non deux" in pad.signing.remark.text()
    assert pad.signing.remark.isVisible()
    sign(pad)
    (kept,) = rows(desk, Signature)
    assert kept.remark == "une heure et non deux"
    told = evidence(desk, kept.entry_seq)
    assert told["outcome"] == SigningOutcome.SIGNED
    assert told["remark"] == "une heure et non deux"
    assert "Réserve\u00a0: une heure et non deux" in told["text"]["shown"]


def test_what_is_drawn_waits_behind_another_answer(open_pad, qtbot):
    pad = open_pad()
    with qtbot.waitActive(pad):
        pad.activateWindow()
    draw_by_mouse(pad.surface, hand(pad.surface))
    drawn = pad.surface.drawing()
    pad.signing.otherwise.click()
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert pad.surface.isVisible()
    assert pad.surface.drawing() == drawn


def test_a_code_is_chosen_and_taken_away_in_the_corner_of_the_pad(open_pad, desk):
    pad = open_pad()
    draw_by_mouse(pad.surface, hand(pad.surface))
    drawn = pad.surface.drawing()
    pad.signing.corner.click()
    box = pad.code_box
    for typed, said in (("1234", "se devine"), ("25", "")):
        enter(box, typed)
        assert said in box.answer.text()
        box.digits.clear()
    enter(box, "2580")
    enter(box, "2581")
    assert "pas le même" in box.answer.text()
    enter(box, "2580")
    enter(box, "2580")
    assert pad.guarded
    assert desk.read(pad_code).is_("2580")
    assert pad.surface.isVisible()
    assert pad.surface.drawing() == drawn
    pad.signing.corner.click()
    for digit in "2580":
        box.digits.buttons[digit].click()
    box.remove.click()
    assert not pad.guarded
    assert desk.read(pad_code) is None


def enter(box, typed):
    QTest.keyClicks(box.digits, typed)
    QTest.keyClick(box.digits, Qt.Key.Key_Return)


def test_the_delay_grows_with_the_wrong_tries(open_pad, desk, clock, qtbot):
    pad = open_pad()
    pad.signing.corner.click()
    enter(pad.code_box, "2580")
    enter(pad.code_box, "2580")
    pad.signing.corner.click()
    waits = []
    for _ in range(6):
        enter(pad.code_box, "0852")
        waits.append(pad.code_box._seconds_left())
        QTest.keyClicks(pad.code_box.digits, "2580")
        assert pad.code_box.act.isEnabled() == (waits[-1] == 0)
        pad.code_box.digits.clear()
        clock.advance(timedelta(seconds=waits[-1]))
    assert waits == [0, 0, 5, 10, 20, 40]
    pad.code_box._refresh()
    with qtbot.waitSignal(pad.closed):
        enter(pad.code_box, "2580")
