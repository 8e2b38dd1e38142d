"""Signing on the pad: by hand, afresh, committed before the pad closes; or answering otherwise."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from coachdesk.core.tokens import LIGHT
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.models import Appointment, Signature
from coachdesk.queries.card import participant_card
from coachdesk.services.attendance import record_presence
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.pad.sittings import sitting_of
from coachdesk.ui.theme import apply_theme
from support.kept import evidence, rows
from support.loose_pdf import pages_of
from support.pad_hands import journal, known, sign, thanked
from support.pens import draw_by_finger, draw_by_pen
from support.ui import draw_by_mouse, hand


@pytest.mark.parametrize(
    ("strokes", "said"),
    [
        ([], "encore vide"),
        ([[QPoint(300, 100)]], "trop petit"),
        ([[QPoint(300 + n % 3, 100 + n % 2) for n in range(8)]], "trop petit"),
        ([[QPoint(200 + 20 * n, 100 + n // 3) for n in range(15)]], "Un trait ou deux"),
    ],
    ids=["blank", "dot", "tiny", "line"],
)
def test_what_is_no_signature_is_refused_kindly(open_pad, desk, strokes, said):
    pad = open_pad()
    known(pad)
    before = journal(desk)
    draw_by_mouse(pad.surface, strokes)
    pad.signing._sign()
    assert said in pad.signing.answer.text()
    assert pad.signing.answer.isVisible()
    assert journal(desk) == before


@pytest.mark.parametrize("draw", [draw_by_mouse, draw_by_pen, draw_by_finger])
def test_a_signature_is_in_the_journal_before_the_pad_gives_way(open_pad, desk, plan, qtbot, draw):
    pad = open_pad()
    before = journal(desk)
    with qtbot.assertNotEmitted(pad.closed):
        sign(pad, draw)
    assert journal(desk) > before
    assert thanked(pad)
    assert len(pad.thanks.code.text()) == 8
    with qtbot.waitSignal(pad.closed):
        pad.thanks.finish.click()
    card = desk.read(lambda link: participant_card(link, plan.people[0].prescription_id))
    (signed,) = [item for item in card.appointments if item.signature_seq is not None]
    assert any(str(signed.signature_seq) in words.text() for words in pad.findChildren(QLabel))
    tools = {draw_by_mouse: "mouse", draw_by_pen: "pen", draw_by_finger: "touch"}
    assert evidence(desk, signed.signature_seq)["capture"]["input"] == tools[draw]


def test_the_desk_comes_back_by_itself_after_the_thanks(open_pad, qtbot):
    pad = open_pad()
    with qtbot.waitSignal(pad.closed):
        sign(pad)
        QTest.keyClick(pad.thanks.finish, Qt.Key.Key_Return)


def test_a_replayed_drawing_is_refused_and_the_pad_stays(open_pad, desk):
    first, second = open_pad(), open_pad(person=1)
    for pad in (first, second):
        known(pad)
        draw_by_mouse(pad.surface, hand(pad.surface))
    first.signing.validate.click()
    before = journal(desk)
    second.signing.validate.click()
    assert "copie d’une signature" in second.signing.answer.text()
    assert second.signing.isEnabled()
    assert not thanked(second)
    assert journal(desk) == before
    second.signing.again.click()
    sign(second, seed=0.7)
    assert thanked(second)


def test_how_the_person_was_recognised_is_said_once_and_known_afterwards(open_pad, desk):
    pad = open_pad()
    before = journal(desk)
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.signing.validate.click()
    assert "a été reconnue" in pad.signing.answer.text()
    assert pad.unsaved
    choice = pad.signing.recognition.choices.buttons["known"]
    assert pad.focusWidget() is choice, "the keyboard is where the answer is"
    assert journal(desk) == before
    QTest.keyClick(choice, Qt.Key.Key_Space)
    assert not pad.signing.answer.isVisible()
    pad.signing.validate.click()
    assert thanked(pad)
    again = open_pad()
    assert again.signing.recognition.check == "connue du coach (vérifiée le 15/01/2024)"
    draw_by_mouse(again.surface, hand(again.surface, seed=0.4))
    again.signing.validate.click()
    assert thanked(again)
    third = open_pad()
    assert third.signing.recognition.check == "connue du coach (vérifiée le 15/01/2024)"


def test_a_paper_seen_is_named_by_its_kind_and_someone_who_vouches_by_name(open_pad, desk):
    pad = open_pad()
    recognition = pad.signing.recognition
    recognition.choices.buttons["seen"].click()
    assert recognition.check is None, "which one?"
    recognition.papers.buttons["passeport"].click()
    assert recognition.check == "pièce d’identité vue\u00a0: passeport"
    recognition.choices.buttons["presented"].click()
    assert recognition.check is None
    recognition.by.setText("Mme Petit, mission locale")
    sign(pad)
    (kept,) = rows(desk, Signature)
    said = evidence(desk, kept.entry_seq)["signer"]["identity_check"]
    assert said == "présentée par Mme Petit, mission locale"
    again = open_pad()
    again.signing.recognition.change.click()
    assert again.signing.recognition.check is None, "it can be said anew"


def test_a_past_day_asks_for_its_reason_by_one_click(open_pad, desk):
    pad = open_pad(days_ago=3)
    known(pad)
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.signing.validate.click()
    assert "motif" in pad.signing.answer.text()
    next(iter(pad.signing.late.buttons.values())).click()
    pad.signing.validate.click()
    assert thanked(pad)
    (kept,) = rows(desk, Signature)
    assert kept.regularisation == "oubli ce jour-là"
    assert evidence(desk, kept.entry_seq)["regularisation"] == "oubli ce jour-là"


def test_a_clock_set_back_is_told_to_the_coach_kept_and_stops_nobody(open_pad, desk, clock, plan):
    held = plan()
    assert not open_pad(held).signing.clock_note.isVisible()
    clock.set_wall(clock.now() - timedelta(hours=3))
    pad = open_pad(held)
    assert "reculée de 3" in pad.signing.clock_note.text()
    assert pad.signing.clock_note.isVisible()
    sign(pad)
    assert thanked(pad)
    (kept,) = rows(desk, Signature)
    assert "reculée" in evidence(desk, kept.entry_seq)["clock"]["note"]


def test_a_signature_before_the_hour_is_remarked_to_the_coach_and_stops_nobody(
    open_pad, desk, clock, plan
):
    nine, half_past, ten = plan(), plan(), plan()
    clock.set_wall(clock.now().replace(hour=9, minute=15))
    for begun in (nine, half_past):
        assert not open_pad(begun).signing.early_note.isVisible(), "a quarter of an hour early"
    pad = open_pad(ten)
    note = pad.signing.early_note
    assert note.isVisible()
    assert "il est 9\u00a0h\u00a015" in note.text()
    assert "commence à 10\u00a0h\u00a000" in note.text()
    clock.set_wall(clock.now().replace(minute=40))
    sign(pad)
    assert thanked(pad), "what was shown to the person has not changed"


def test_the_pad_shows_that_person_and_no_other(open_pad, participants, plan):
    pad = open_pad()
    words = " ".join(item.text() for item in pad.findChildren(QLabel) if item.text())
    mine = plan.people[0]
    assert f"{mine.first_name} {mine.last_name}" in words
    others = {row.last_name for row in participants} - {mine.last_name}
    assert not [name for name in others if name in words]


def test_a_rendez_vous_changed_meanwhile_is_shown_anew_and_signed_anew(open_pad, desk, plan):
    held = plan()
    pad = open_pad(held)
    known(pad)
    with desk.store.write() as uow:
        uow.session.get_one(Appointment, held).end_minute += 15
        uow.commit()
    draw_by_mouse(pad.surface, hand(pad.surface))
    before, shown = journal(desk), pad.signing.heading.text()
    pad.signing.validate.click()
    assert journal(desk) == before
    assert "a changé" in pad.signing.answer.text()
    assert pad.signing.heading.text() != shown
    assert pad.surface.blank, "what was drawn was for something else"
    sign(pad, seed=0.2)
    assert thanked(pad)


def test_giving_up_is_confirmed_and_writes_nothing(open_pad, desk, messages, qtbot):
    pad = open_pad()
    before = journal(desk)
    draw_by_mouse(pad.surface, hand(pad.surface))
    with qtbot.waitActive(pad):
        pad.activateWindow()
    messages.reason = None
    with qtbot.assertNotEmitted(pad.closed):
        QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert "Abandonner" in messages.asked[0].act
    assert messages.asked[0].staying_leads, "she presses the button that stands out"
    assert pad.unsaved, "declined: what the person drew is still there"
    messages.reason = ""
    with qtbot.waitSignal(pad.closed):
        QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert journal(desk) == before


def test_an_empty_pad_is_left_without_a_question(open_pad, messages, qtbot):
    pad = open_pad()
    with qtbot.waitSignal(pad.closed):
        pad.signing.give_up.click()
    assert not messages.asked


def test_enter_validates_what_is_drawn(open_pad, qtbot):
    pad = open_pad()
    known(pad)
    draw_by_mouse(pad.surface, hand(pad.surface))
    with qtbot.waitActive(pad):
        pad.activateWindow()
    pad.setFocus()
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert thanked(pad)


def test_her_meetings_by_phone_are_confirmed_line_by_line_without_a_reason(open_pad, desk, plan):
    by_phone = [plan(days_ago=days, mode=Mode.PHONE) for days in (9, 5)]
    for each in by_phone:
        record_presence(desk, each, Presence.ATTENDED)
    pad = open_pad()
    assert pad.signing.place.text() == "1 sur 3"
    for number in range(3):
        assert not pad.signing.late.isVisible()
        lines = [line for line in pad.findChildren(QLabel) if "par téléphone" in line.text()]
        assert bool(lines) == (number > 0), "she sees her list"
        sign(pad, seed=0.3 * number)
        pad.thanks.finish.click()
    kept = rows(desk, Signature)
    assert len({row.drawing for row in kept}) == 3, "each line its own drawing"
    assert [row.appointment_id for row in kept[1:]] == by_phone
    assert all(row.regularisation is None for row in kept)
    told = evidence(desk, kept[1].entry_seq)
    assert "Entretien à distance confirmé" in told["text"]["shown"]


def test_the_coach_draws_on_the_row_where_the_profile_asks_for_it(
    open_pad, desk, plan, monkeypatch
):
    held = plan()
    profile = desk.actions[0].profile
    monkeypatch.setitem(profile.__dict__, "coach_signature", "drawn")
    pad = open_pad(held)
    sign(pad)
    pad.thanks.finish.click()
    assert pad.signing.who.text() == "Claire Exemple"
    assert not pad.signing.otherwise.isVisible()
    assert not pad.signing.recognition.isVisible()
    draw_by_mouse(pad.surface, hand(pad.surface, seed=0.9))
    pad.signing.validate.click()
    hers, coachs = rows(desk, Signature)
    assert (hers.appointment_id, hers.countersigned_id) == (held, None)
    assert (coachs.appointment_id, coachs.countersigned_id) == (None, held)
    assert coachs.role == "coach"


def reads_on(qtbot, paper, far_enough):
    """One screenful after the other, each once it has its place."""

    def turn():
        if not far_enough():
            QTest.keyClick(paper.area, Qt.Key.Key_Space)
        return far_enough()

    qtbot.waitUntil(turn)


def test_a_paper_stands_beside_the_pad_and_what_was_seen_of_it_is_known(
    open_pad, desk, plan, qtbot
):
    asked = attendance_asked(desk, plan())
    paper = pages_of("premier", "deuxième", "dernier")
    request = replace(asked.request, pdf=paper, pages=3, title="Contrat d’engagement")
    pad = open_pad.show(sitting_of(desk, [replace(asked, request=request)]))
    answers = []
    pad.signing.answered.disconnect()
    pad.signing.answered.connect(answers.append)
    paper = pad.signing.paper
    qtbot.waitUntil(lambda: paper.pages == 3)

    def where(widget):
        return widget.mapTo(pad, QPoint())

    qtbot.waitUntil(lambda: where(paper).x() < where(pad.surface).x())
    bar = paper.area.verticalScrollBar()
    reads_on(qtbot, paper, lambda: bar.value() >= paper.area.places[1].top)
    sign(pad)
    (answer,) = answers
    assert 1 in answer.viewed
    assert 3 not in answer.viewed
    pad.resize(640, 740)
    qtbot.waitUntil(lambda: where(paper).y() < where(pad.surface).y())


def test_what_the_one_before_saw_of_a_paper_is_not_said_of_the_next_one(
    open_pad, desk, plan, qtbot
):
    asked = attendance_asked(desk, plan())
    pages = pages_of("premier", "deuxième", "dernier")
    request = replace(asked.request, pdf=pages, pages=3, title="Contrat d’engagement")
    pad = open_pad.show(sitting_of(desk, [replace(asked, request=request)]))
    page = pad.signing
    qtbot.waitUntil(lambda: page.paper.pages == 3)
    reads_on(qtbot, page.paper, lambda: 2 in page.paper.pages_seen)
    page.show_request(replace(request, who="Paul Garagiste", short="Paul G."), "Claire Exemple")
    qtbot.waitUntil(lambda: page.paper.pages == 3)
    assert 2 not in page.paper.pages_seen


def test_in_large_text_no_empty_lines_push_what_is_read_out_of_sight(open_pad, qapp, qtbot):
    apply_theme(qapp, LIGHT, 200)
    try:
        pad = open_pad()
        read = pad.signing.heading, pad.signing.text
        qtbot.waitUntil(
            lambda: all(
                each.height() < each._words(each.width()) + each.fontMetrics().height()
                for each in read
            )
        )
    finally:
        apply_theme(qapp, LIGHT)
