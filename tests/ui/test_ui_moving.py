"""Someone phones, someone comes by, a morning is cancelled: few gestures, one act each."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from coachdesk.domain.attendance import Presence
from coachdesk.queries.appointment_sheet import appointment_sheet
from coachdesk.queries.planned import planned_between
from coachdesk.services.acts import undo_act
from coachdesk.services.appointment_view import people_to_meet
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.cancelling.lines import KEPT, LATER
from coachdesk.ui.screens.cancelling.view import CancellingScreen
from coachdesk.ui.screens.moving.view import MovingScreen
from coachdesk.ui.screens.walk_in.view import WalkInScreen
from coachdesk.ui.workspace import Workspace
from support.desk_people import PLACE, followed, planned

DAY = date(2024, 1, 15)
TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def held(desk):
    return planned(desk, TOMORROW, 4)


@pytest.fixture
def page(qtbot, made):
    def build(kind, target):
        screen = kind(made[0])
        qtbot.addWidget(screen)
        screen.resize(1170, 700)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        screen.show_target(target)
        screen.take_keyboard()
        return screen

    return build


def head(desk, appointment_id):
    return desk.read(lambda link: appointment_sheet(link, appointment_id)).head


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_a_few_letters_and_two_enters_move_a_rendez_vous(desk, page, trail, held):
    person, appointment = held[1]
    screen = page(MovingScreen, Target(Screen.MOVE))
    QTest.keyClicks(QApplication.focusWidget(), f"{person.last_name} {person.first_name}".lower())
    assert person.last_name in screen.who.text()
    press(Qt.Key.Key_Return)
    assert screen.offers.slots[0].hasFocus()
    press(Qt.Key.Key_Return)
    moved = head(desk, appointment)
    assert moved.held_on > TOMORROW
    assert (moved.start_minute, moved.place, moved.presence) == (570, PLACE, Presence.PLANNED)
    assert "déplacé" in trail.messages.informed[-1]
    assert trail.backs == 1
    undo_act(desk)
    assert head(desk, appointment).held_on == TOMORROW


def test_an_excuse_by_phone_takes_its_category_and_plans_the_next_one(desk, page, trail, held):
    _, appointment = held[0]
    screen = page(MovingScreen, Target(Screen.MOVE, appointment_id=appointment))
    screen.offers.categories["transport"].click()
    now = desk.read(lambda link: appointment_sheet(link, appointment))
    assert now.head.presence is Presence.EXCUSED
    assert (now.head.absence_reason, now.head.absence_proof) == ("transport", "call")
    assert now.next_on == TOMORROW + timedelta(days=7)
    assert trail.backs == 1


def test_an_excuse_may_leave_the_next_one_for_later(desk, page, held):
    _, appointment = held[0]
    screen = page(MovingScreen, Target(Screen.MOVE, appointment_id=appointment))
    screen.offers.again.click()
    screen.offers.categories["family"].click()
    assert desk.read(lambda link: appointment_sheet(link, appointment)).next_on is None


def test_any_other_moment_can_be_chosen(desk, page, held):
    _, appointment = held[0]
    screen = page(MovingScreen, Target(Screen.MOVE, appointment_id=appointment))
    assert not screen.offers.form.isVisible()
    screen.offers.other.click()
    screen.offers.form.day.setDate(screen.offers.form.day.date().addDays(1))
    screen.offers.form.place.setCurrentText("Oisemont")
    screen.offers.take.click()
    assert head(desk, appointment).place == "Oisemont"


def test_someone_without_a_rendez_vous_is_given_one(page, trail, held, desk):
    *_, person = followed(desk, 6)
    screen = page(MovingScreen, Target(Screen.MOVE))
    QTest.keyClicks(QApplication.focusWidget(), person.number)
    assert "Aucun rendez-vous" in screen.when.text()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert trail.gone == [Target(Screen.APPOINTMENT, person.prescription_id)]


def test_people_are_found_by_phone_and_commune_with_arrows(page, desk, held):
    screen = page(MovingScreen, Target(Screen.MOVE))
    person = next(row for row in followed(desk, 30) if row.phone)
    QTest.keyClicks(screen.finder.line, person.phone.replace(" ", ""))
    assert screen.finder.current().prescription_id == person.prescription_id
    screen.finder.line.setText("airaines")
    first = screen.finder.current()
    QTest.keyClick(screen.finder.line, Qt.Key.Key_Down)
    assert screen.finder.current() != first
    QTest.keyClick(screen.finder.line, Qt.Key.Key_Up)
    assert screen.finder.current() == first
    screen.finder.line.setText("zzz")
    assert screen.finder.current() is None
    assert "Personne ne répond" in screen.finder.nobody.text()
    screen.finder.clear.click()
    assert screen.finder.current() is not None


def test_the_table_of_people_is_a_good_model(page, qtmodeltester, held):
    screen = page(MovingScreen, Target(Screen.MOVE))
    qtmodeltester.check(screen.finder.table.model())


def test_someone_who_comes_by_is_noted_here_and_now_then_her_sheet_opens(desk, page, trail, held):
    planned(desk, DAY, 1)  # she sits in this place today
    *_, person = followed(desk, 6)
    page(WalkInScreen, Target(Screen.WALK_IN))
    QTest.keyClicks(QApplication.focusWidget(), person.number)
    press(Qt.Key.Key_Return)
    (target,) = trail.gone
    noted = head(desk, target.appointment_id)
    assert (noted.held_on, noted.start_minute, noted.place) == (DAY, 540, PLACE)
    assert noted.presence is Presence.ATTENDED
    assert trail.backs == 1, "leaving her sheet comes back to where the coach was"


def test_someone_expected_today_is_not_noted_twice(desk, page, trail):
    ((person, appointment),) = planned(desk, DAY, 1)
    screen = page(WalkInScreen, Target(Screen.WALK_IN))
    QTest.keyClicks(QApplication.focusWidget(), person.number)
    assert "prévu aujourd’hui à 9\u00a0h\u00a000" in screen.expected.text()
    press(Qt.Key.Key_Return)
    assert trail.gone[-1].appointment_id == appointment
    assert head(desk, appointment).presence is Presence.PLANNED


def test_a_morning_is_cancelled_in_one_act_and_everyone_is_phoned(
    desk, action, page, trail, held, tmp_path
):
    screen = page(CancellingScreen, Target(Screen.CANCEL_MORNING, day=TOMORROW))
    screen.reason.setText("Mairie fermée")
    boxes = list(screen.lines.boxes.values())
    boxes[1].setCurrentIndex(boxes[1].findData(LATER))
    boxes[2].setCurrentIndex(boxes[2].findData(KEPT))
    slots = [slot for slot in screen.lines.by_id().values() if slot]
    assert len({(slot.held_on, slot.start_minute) for slot in slots}) == len(slots) == 2
    QTest.keyClick(screen.half, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    left = desk.read(lambda link: planned_between(link, action.id, TOMORROW, TOMORROW))
    assert [row.appointment_id for row in left] == [held[2][1]]
    assert head(desk, held[0][1]).presence is Presence.CANCELLED
    assert head(desk, held[0][1]).note == "Mairie fermée"
    said = " ".join(item.text() for item in screen.calling.findChildren(QLabel))
    assert held[0][0].last_name in said
    assert "à convenir" in said
    screen.calling.copy.click()
    assert held[0][0].phone in QGuiApplication.clipboard().text()
    trail.messages.path = tmp_path / "appels.pdf"
    screen.calling.save.click()
    assert (tmp_path / "appels.pdf").read_bytes().startswith(b"%PDF")
    by_phone = next(
        item
        for item in screen.calling.findChildren(QPushButton)
        if held[0][0].last_name in item.accessibleName()
    )
    by_phone.click()
    assert trail.gone[-1] == Target(Screen.PHONE, held[0][0].prescription_id, section="call")
    assert undo_act(desk).words.startswith("annulation de 3")
    back = desk.read(lambda link: planned_between(link, action.id, TOMORROW, TOMORROW))
    assert len(back) == 4
    screen.refresh()
    assert screen.asking.isVisible(), "nobody is to be phoned any more"
    assert screen.calling.isHidden()
    assert screen.reason.text() == "Mairie fermée"
    screen.act.click()
    QTest.keyClick(screen.calling.end, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert trail.backs == 1


def test_half_days_and_places_narrow_who_is_cancelled(page, held):
    screen = page(CancellingScreen, Target(Screen.CANCEL_MORNING, day=TOMORROW))
    assert len(screen.lines.boxes) == 4
    screen.half.setCurrentIndex(2)
    assert not screen.lines.boxes
    assert screen.nobody.isVisible()
    assert not screen.act.isEnabled()
    screen.half.setCurrentIndex(1)
    screen.place.setCurrentText(PLACE)
    assert len(screen.lines.boxes) == 4


def test_from_another_sheet_the_call_takes_three_gestures_and_comes_back(
    qtbot, runner, messages, desk, action, held
):
    """Ctrl+D, letters, Enter, Enter: the sheet that was open is as it was."""
    (_, first), (caller, appointment) = held[:2]
    space = Workspace(runner, messages, desk, action)
    qtbot.addWidget(space)
    space.resize(1280, 720)
    space.start()
    with qtbot.waitActive(space):
        space.show()
        space.activateWindow()
    space.go(Target(Screen.APPOINTMENT, appointment_id=first))
    notes = space.appointment.form.notes.edit
    notes.setFocus()
    QTest.keyClicks(notes, "Pas fini")
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), caller.number)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert head(desk, appointment).held_on != TOMORROW
    assert space.pages.current() is space.appointment
    assert notes.toPlainText() == "Pas fini"
    assert notes.hasFocus()


def test_whoever_may_come_is_in_the_action_or_not_decided(desk, action, held):
    people = desk.read(lambda link: people_to_meet(link, action, DAY))
    coming = {row.prescription_id: row.appointment_id for row in people if row.appointment_id}
    assert coming == {person.prescription_id: key for person, key in held}
    assert len(people) == len({row.prescription_id for row in people})
