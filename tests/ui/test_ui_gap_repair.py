"""A gap of the month is one gesture from its repair, and gone when she comes back."""

from datetime import date

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.workspace import Workspace


def test_a_rendez_vous_not_pointed_is_pointed_from_the_month(
    qtbot, runner, messages, desk, action, participants
):
    followed = next(row for row in participants if row.number == "23-058")
    slot = Slot(date(2023, 5, 30), 600, 630, None, Mode.PHONE)
    plan_appointment(desk, followed.prescription_id, slot)
    space = Workspace(runner, messages, desk, action)
    qtbot.addWidget(space)
    space.go(Target(Screen.MONTH, day=date(2023, 5, 1)))
    table = space.month.missing.table
    assert table.rows.rowCount() == 1
    table.doubleClicked.emit(table.shown.index(0, 0))
    sheet = space.appointment
    assert space.pages.current() is sheet
    sheet.form.presence.buttons[Presence.EXCUSED].click()
    space.back()
    assert space.pages.current() is space.month
    assert space.month.missing.table.rows.rowCount() == 0
    assert space.month.chooser.combo.currentText() == "Mai 2023"
