"""The agenda under the hand and the keys: moved, stretched, refused, filled, undone."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Appointment, OutreachEvent, TimeEntry, Workshop
from coachdesk.services.acts import undo_act
from coachdesk.services.appointments import plan_appointment
from coachdesk.ui.screens.agenda.dragging import Grip
from coachdesk.ui.screens.agenda.lanes import Block, Scope
from support.agenda_hands import (
    ALT,
    CTRL,
    SHIFT,
    block_of,
    drag,
    entry_of,
    middle,
    move_by,
    press,
)
from support.full_week import AIRAINES, DOULLENS, MONDAY, POIX

K = Qt.Key
TUESDAY_9, FRIDAY_9 = 7, 21
"""Numbers of rendez-vous that are still planned."""


@pytest.fixture
def page(agenda):
    return agenda[0]


@pytest.fixture
def trail(agenda):
    return agenda[1]


def on(day, start, end, place):
    return (MONDAY + timedelta(days=day), start, end, place)


def test_a_rendez_vous_is_carried_to_another_hour_in_steps_of_a_quarter(
    board, week, slot_of, trail
):
    key = week.appointments[TUESDAY_9]
    move_by(board, key, 0, 112)
    assert slot_of(key) == on(1, 645, 675, POIX) or slot_of(key) == on(1, 660, 690, POIX)
    (said,) = trail.messages.informed
    assert "déplacé au mardi" in said
    assert said.endswith("Ctrl+Z annule.")


def test_it_is_carried_to_another_day_and_takes_the_place_where_the_coach_sits_then(
    board, week, slot_of
):
    key = week.appointments[TUESDAY_9]
    move_by(board, key, 2, 135)
    assert slot_of(key) == on(3, 675, 705, DOULLENS)


def test_what_stands_against_the_new_hour_is_said_at_once(board, week, trail):
    move_by(board, week.appointments[TUESDAY_9], 0, 30)
    (said,) = trail.messages.informed
    assert "Attention" in said
    assert "BOULANGER" in said or "En même temps" in said


def test_what_would_stand_against_it_is_said_before_it_is_let_go(qtbot, board, week, slot_of):
    key = week.appointments[TUESDAY_9]
    seen = []

    def look():
        qtbot.waitUntil(lambda: bool(board.against[1]))
        seen.append(board.against)
        press(board, K.Key_Escape)

    start = middle(board, key)
    drag(board, start, start + QPoint(0, round(board.scale.hour_height / 2)), before=look)
    assert "En même temps" in seen[0][1]
    assert slot_of(key) == on(1, 540, 570, POIX)


def test_a_column_of_a_place_gives_its_place(page, board, week, slot_of):
    page.show_day(MONDAY + timedelta(days=2))
    key = week.appointments[12]
    assert entry_of(board, key).place == AIRAINES
    move_by(board, key, 1, 255)
    assert slot_of(key) == on(2, 795, 825, DOULLENS)


def test_the_lower_edge_changes_the_end_alone(board, week, slot_of):
    key = week.appointments[FRIDAY_9]
    box = board.entry_rect(entry_of(board, key))
    edge = QPoint(round(box.center().x()), round(box.bottom()) - 2)
    drag(board, edge, edge + QPoint(60, round(board.scale.hour_height / 4)))
    assert slot_of(key) == on(4, 540, 585, AIRAINES)


def test_alt_snaps_finer(board, week, slot_of):
    key = week.appointments[FRIDAY_9]
    start = middle(board, key)
    far = QPoint(0, round(board.scale.hour_height * 40 / 60))
    drag(board, start, start + far, keys=ALT)
    _, begin, end, _ = slot_of(key)
    assert (begin % 5, end - begin) == (0, 30)
    assert begin in {575, 580, 585}


def test_a_ghost_shows_where_it_would_be_and_escape_leaves_it_where_it_was(
    board, week, slot_of, trail
):
    key = week.appointments[TUESDAY_9]
    seen = []

    def give_up():
        seen.append((board.ghost.grip, board.ghost.lane, board.held_words))
        press(board, K.Key_Escape)

    start = middle(board, key)
    drag(board, start, board.point_of(3, 690), before=give_up)
    ((grip, lane, words),) = seen
    assert (grip, lane) == (Grip.MOVE, 3)
    assert words.startswith("jeu.")
    assert words.endswith(DOULLENS)
    assert slot_of(key) == on(1, 540, 570, POIX)
    assert board.ghost is None
    assert not trail.messages.informed


@pytest.mark.parametrize(
    ("number", "why"),
    [(0, "a signé"), (1, "déjà notée"), (2, "déjà notée"), (3, "annulé")],
    ids=["signed", "attended", "missed", "cancelled"],
)
def test_what_is_past_stays_where_it_was_and_says_why(board, week, slot_of, trail, number, why):
    key = week.appointments[number]
    before = slot_of(key)
    move_by(board, key, 1, 60)
    assert slot_of(key) == before
    (refused,) = trail.messages.refused
    assert why in refused.sentence
    assert refused.remedy
    assert board.ghost is None


def test_nobody_is_awaited_on_a_day_that_is_past(page, board, week, slot_of, trail):
    key = week.appointments[TUESDAY_9]
    board.choose(entry_of(board, key))
    board.setFocus()
    for _ in range(3):
        press(board, K.Key_Left, CTRL)
    press(board, K.Key_Return)
    (refused,) = trail.messages.refused
    assert "est passé" in refused.sentence
    assert slot_of(key) == on(1, 540, 570, POIX)


def test_hours_taken_by_herself_are_refused_in_one_sentence(page, board, week_desk, week, trail):
    slot = Slot(MONDAY + timedelta(days=4), 780, 810, AIRAINES, Mode.ON_SITE)
    plan_appointment(week_desk, week.people[TUESDAY_9], slot)
    page.refresh()
    move_by(board, week.appointments[TUESDAY_9], 3, 240)
    (refused,) = trail.messages.refused
    assert "déjà un rendez-vous" in refused.sentence
    assert board.ghost is None


def test_an_atelier_is_carried_with_its_people(board, week, slot_of, week_desk):
    move_by(board, week.workshop, -1, -15)
    assert slot_of(week.workshop, Workshop) == on(2, 825, 945, DOULLENS)
    people = select(Appointment.held_on).where(Appointment.workshop_id == week.workshop)
    days = week_desk.read(lambda link: link.execute(people).scalars().all())
    assert set(days) == {MONDAY + timedelta(days=2)}
    assert len(days) == 8


def test_other_time_and_outreach_are_carried_too(board, week, slot_of, week_desk):
    move_by(board, week.outreach, -1, 180)
    assert slot_of(week.outreach, OutreachEvent)[:3] == on(3, 810, 900, "")[:3]
    move_by(board, week.time, 1, 15)
    wanted = select(TimeEntry.held_on, TimeEntry.start_minute, TimeEntry.minutes)
    row = week_desk.read(lambda link: link.execute(wanted).one())
    assert tuple(row) == (MONDAY + timedelta(days=2), 945, 90)


def test_one_ctrl_z_puts_it_back(page, board, week, week_desk, slot_of):
    key = week.appointments[TUESDAY_9]
    move_by(board, key, 2, 135)
    assert slot_of(key)[0] == MONDAY + timedelta(days=3)
    undo_act(week_desk)
    assert slot_of(key) == on(1, 540, 570, POIX)


def test_the_keys_move_it_as_the_hand_does(board, week, slot_of):
    key = week.appointments[TUESDAY_9]
    board.choose(entry_of(board, key))
    board.setFocus()
    press(board, K.Key_Right, CTRL)
    press(board, K.Key_Right, CTRL)
    for _ in range(8):
        press(board, K.Key_Down, CTRL)
    press(board, K.Key_Down, CTRL | SHIFT)
    assert board.said == board.held_words, "each step is said"
    assert slot_of(key) == on(1, 540, 570, POIX), "nothing is recorded before Enter"
    press(board, K.Key_Return)
    assert slot_of(key) == on(3, 660, 705, DOULLENS)
    assert isinstance(board.spot.item, Block)
    assert board.spot.item.entry.id == key, "the keyboard followed it"


def test_the_keys_carry_it_into_the_next_week(page, board, week, slot_of):
    key = week.appointments[FRIDAY_9]
    board.choose(entry_of(board, key))
    board.setFocus()
    press(board, K.Key_Right, CTRL)
    assert board.plan.lanes[0].held_on == MONDAY + timedelta(days=7)
    assert board.ghost is not None
    press(board, K.Key_Return)
    assert slot_of(key) == on(7, 540, 570, AIRAINES)


def test_leaving_by_tab_puts_down_what_the_keys_held(board, week, slot_of):
    key = week.appointments[FRIDAY_9]
    board.choose(entry_of(board, key))
    board.setFocus()
    press(board, K.Key_Down, CTRL)
    QTest.keyClick(board, K.Key_Tab)
    assert board.ghost is None
    assert slot_of(key) == on(4, 540, 570, AIRAINES)


def test_a_closed_month_refuses_the_drop(page, board, week, trail, week_desk, monkeypatch):
    from coachdesk.core.errors import UserError
    from coachdesk.services import appointments

    def closed(*_):
        raise UserError("Le mois est clos.", "Ouvrez une version rectifiée.")

    monkeypatch.setattr(appointments, "refuse_closed", closed)
    move_by(board, week.appointments[TUESDAY_9], 2, 135)
    assert trail.messages.refused[0].sentence == "Le mois est clos."
    assert board.ghost is None


def test_the_menu_of_an_entry_takes_it_by_the_keyboard(page, board, week):
    board.choose(entry_of(board, week.appointments[TUESDAY_9]))
    page.side.chosen.move_it.click()
    assert board.hasFocus()
    assert board.ghost.entry.id == week.appointments[TUESDAY_9]
    press(board, K.Key_Down, CTRL)
    press(board, K.Key_Escape)
    assert board.ghost is None


def test_presence_of_each_is_kept_in_the_day_view_too(page, board, week):
    page.show_scope(Scope.DAY)
    assert block_of(board, week.appointments[2]).entry.presence is Presence.UNEXCUSED
