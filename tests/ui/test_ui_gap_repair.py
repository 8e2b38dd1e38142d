"""A gap of the month is one gesture from its repair, and gone when she comes back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import EngagementContract, Pathway
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.workspace import Workspace

MAY = date(2023, 5, 1)


@pytest.fixture
def space(qtbot, runner, messages, desk, action):
    made = Workspace(runner, messages, desk, action)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def followed(participants):
    """Three people of May, in the action."""
    numbers = ("23-058", "23-059", "23-060")
    found = [row for row in participants if row.number in numbers and row.pathway_id]
    assert len(found) == 3
    return found


def plan(desk, people, mode=Mode.PHONE):
    return [
        plan_appointment(
            desk,
            person.prescription_id,
            Slot(date(2023, 5, 30), 600 + 30 * number, 630 + 30 * number, None, mode),
        )
        for number, person in enumerate(people)
    ]


def line(table, number):
    """The middle of a line, and that of its button."""
    rows = [table.visualRect(table.shown.index(number, column)) for column in (1, 2)]
    return [rect.center() for rect in rows]


def test_a_click_on_a_line_opens_its_place_and_the_next_gap_has_the_keyboard(space, desk, followed):
    plan(desk, followed)
    space.go(Target(Screen.MONTH, day=MAY))
    table = space.month.missing.table
    assert table.rows.rowCount() == 3
    second, third = table.visible_rows()[1:]
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=line(table, 1)[0])
    sheet = space.appointment
    assert space.pages.current() is sheet
    sheet.form.presence.buttons[Presence.EXCUSED].click()
    space.back()
    assert space.pages.current() is space.month
    assert space.month.chooser.combo.currentText() == "Mai 2023"
    assert second not in table.visible_rows()
    assert table.current() == third
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert space.pages.current() is sheet, "Enter does what is written on the line"


def test_a_gap_left_as_it_was_is_still_the_one_she_is_on(space, desk, followed):
    plan(desk, followed)
    space.go(Target(Screen.MONTH, day=MAY))
    table = space.month.missing.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    left = table.current()
    QTest.keyClick(table, Qt.Key.Key_Return)
    space.back()
    assert table.current() == left
    assert table.hasFocus()


def test_the_last_gap_mended_the_keyboard_is_on_closing(space, desk, followed):
    plan(desk, followed[:1])
    space.go(Target(Screen.MONTH, day=MAY))
    table = space.month.missing.table
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=line(table, 0)[1])
    space.appointment.form.presence.buttons[Presence.EXCUSED].click()
    space.back()
    assert table.rows.rowCount() == 0
    assert space.month.close_button.hasFocus()


def test_a_presence_is_signed_from_its_line(qtbot, space, desk, followed):
    person = followed[0]
    slot = Slot(date(2023, 5, 30), 600, 630, "Mairie", Mode.ON_SITE)
    held = plan_appointment(desk, person.prescription_id, slot)
    record_appointment(desk, held, AppointmentRecord(presence=Presence.ATTENDED))
    space.go(Target(Screen.MONTH, day=MAY))
    table = space.month.missing.table
    words, act = line(table, 0)
    assert table.visible_rows()[0].act == "Faire signer"
    with qtbot.waitSignal(space.sign_asked) as asked:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=act)
    assert asked.args[0].asked[0].request.key == held, "the pad, at once"
    assert space.pages.current() is space.month
    with qtbot.waitSignal(space.sign_asked):
        QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert space.pages.current() is space.appointment, "Space goes to see the sheet"
    space.back()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=words)
    assert space.pages.current() is space.appointment


def test_a_missing_contract_is_prepared_from_its_line(space, desk, followed):
    with desk.store.write() as uow:
        pathway = uow.session.get(Pathway, followed[0].pathway_id)
        pathway.cut_over = False
        for contract in uow.session.query(EngagementContract).filter_by(pathway_id=pathway.id):
            uow.session.delete(contract)
        uow.commit()
    space.go(Target(Screen.MONTH, day=MAY))
    table = space.month.missing.table
    gaps = [gap.code for gap in table.visible_rows()]
    number = gaps.index("contrat_manquant")
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=line(table, number)[1])
    assert space.pages.current() is space.page_of(Screen.CONTRACT)


def test_another_month_forgets_which_gap_was_left(space, desk, followed):
    plan(desk, followed)
    space.go(Target(Screen.MONTH, day=MAY))
    table = space.month.missing.table
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=line(table, 1)[0])
    space.go(Target(Screen.MONTH, day=date(2023, 6, 1)))
    assert space.month.chooser.combo.currentText() == "Juin 2023"
    assert not space.month.missing.mending
