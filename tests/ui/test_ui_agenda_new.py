"""What is added to the agenda: someone by letters and Enter, an atelier, time, a free slot."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from coachdesk.models import TimeEntry, Workshop
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.agenda.lanes import Free
from support.agenda_hands import CTRL, click, drag, press
from support.full_week import MONDAY, POIX

K = Qt.Key


@pytest.fixture
def page(agenda):
    return agenda[0]


@pytest.fixture
def trail(agenda):
    return agenda[1]


def test_a_click_on_a_free_hour_letters_and_enter_place_someone(
    page, board, week_desk, trail, slot_of
):
    click(board, board.point_of(1, 690))
    assert page.side.new.isVisible()
    assert page.side.new.finder.line.hasFocus()
    QTest.keyClicks(QApplication.focusWidget(), "boul")
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)
    (said,) = trail.messages.informed
    assert "BOULANGER" in said
    made = [block.entry for block in board.plan.blocks if (block.lane, block.start) == (1, 690)]
    assert [(item.who.split()[0], item.end_minute, item.place) for item in made] == [
        ("BOULANGER", 720, POIX)
    ]
    assert not page.side.acting
    assert board.hasFocus()


def test_hours_are_drawn_and_an_atelier_is_made_in_them(page, board, trail, slot_of):
    page.refresh()
    drag(board, board.point_of(1, 615 + 60), board.point_of(1, 720))
    new = page.side.new
    slot = new.slot.slot()
    assert slot.held_on == MONDAY + timedelta(days=1)
    assert slot.end_minute - slot.start_minute == 45
    new.kinds.buttons["workshop"].click()
    QTest.keyClicks(QApplication.focusWidget(), "Oser appeler")
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)
    (target,) = trail.gone
    assert target.screen is Screen.WORKSHOP
    assert slot_of(target.subject_id, Workshop)[1:] == (slot.start_minute, slot.end_minute, POIX)


def test_other_time_is_noted_in_the_hours_drawn(page, board, week_desk):
    click(board, board.point_of(2, 900))
    new = page.side.new
    new.kinds.buttons["time"].click()
    new.kind.setCurrentIndex(new.kind.findData("meeting"))
    press(page, K.Key_Return, CTRL)
    wanted = select(TimeEntry.start_minute, TimeEntry.minutes, TimeEntry.kind)
    rows = week_desk.read(lambda link: link.execute(wanted).all())
    assert (900, 30, "meeting") in [tuple(row) for row in rows]


def test_without_a_mouse_a_free_time_is_found_and_filled(page, board, trail):
    while not isinstance(board.spot.item, Free):
        press(board, K.Key_Down)
    free = board.spot
    press(board, K.Key_Return)
    assert page.side.new.slot.slot().start_minute == free.item.start
    QTest.keyClicks(QApplication.focusWidget(), "oger")
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)
    assert trail.messages.informed
    assert board.hasFocus()


def test_what_is_typed_of_something_new_is_kept_until_it_is_recorded_or_given_up(
    page, board, trail
):
    click(board, board.point_of(1, 690))
    kept = trail.drafts.kept["agenda"]
    assert set(kept) == {"title", "note"}
    page.side.new.kinds.buttons["workshop"].click()
    QTest.keyClicks(QApplication.focusWidget(), "Oser")
    page.show_target(Target(Screen.AGENDA))  # she went elsewhere by the menu, and came back
    assert page.side.new.title.text() == "Oser"
    assert page.side.acting
    QTest.keyClick(page.side.new.title, K.Key_Escape)
    assert trail.drafts.forgotten == ["agenda"]
    assert not page.side.acting


def test_escape_gives_up_what_is_new(page, board, trail):
    click(board, board.point_of(1, 690))
    QTest.keyClick(QApplication.focusWidget(), K.Key_Escape)
    assert not page.side.acting
    assert board.ghost is None
    assert not trail.messages.informed


def test_the_next_free_slots_of_someone_are_shown_and_one_is_taken_by_a_click(
    page, board, trail, week_desk
):
    QTest.keyClick(board, K.Key_C)
    QTest.keyClicks(QApplication.focusWidget(), "oger")
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)
    offers = board.offers
    assert len(offers) >= 3
    assert len(page.side.offers.slots) == len(offers)
    assert page.side.offers.slots[0].hasFocus(), "Enter takes it"
    first = offers[0]
    assert first.held_on in {lane.held_on for lane in board.plan.lanes}, "its week is shown"
    at = board.offer_rect(first).center().toPoint()
    click(board, at)
    (said,) = trail.messages.informed
    assert said.startswith("OGER Kévin")
    assert [
        block.start for block in board.plan.blocks if block.entry.who == "OGER Kévin"
        and block.entry.held_on == first.held_on
    ] == [first.start_minute]  # fmt: skip
    assert not board.offers


def test_later_slots_come_when_none_of_these_will_do(page, board):
    page.bar.seek.click()
    QTest.keyClicks(QApplication.focusWidget(), "oger")
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)
    before = max(slot.held_on for slot in board.offers)
    page.side.offers.later.click()
    assert min(slot.held_on for slot in board.offers) > before


def test_a_conflict_is_repaired_in_two_clicks(page, board, week, trail, slot_of):
    against = next(
        block.entry for block in board.plan.blocks
        if block.entry.conflict and block.entry.id in week.appointments
    )  # fmt: skip
    page.side.to_see.replacing.emit(against)
    page.side.offers.slots[0].click()
    first = slot_of(against.id)
    assert first[:3] != (against.held_on, against.start_minute, against.end_minute)
    assert "déplacé" in trail.messages.informed[0]
    assert not entry_or_nothing(page, against.id)


def entry_or_nothing(page, key):
    """What still stands against an entry."""
    found = page._entry(key)
    return found.conflict if found is not None else ""
