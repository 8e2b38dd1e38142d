"""The relecture in the window: offered before closing, each remark opened, marked, taken back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.services.acts import undo_act
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.audit import Verified
from coachdesk.services.audit_remarks import Remark
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.item_models.remarks import Heading
from coachdesk.ui.screens.month.audit import AuditScreen
from coachdesk.ui.workspace import Workspace
from support.desk_context import sign_handed

MAY = date(2023, 5, 1)
SUNDAY = date(2023, 5, 14)


@pytest.fixture
def met(desk, participants):
    """A person met on a Sunday from 6 h 30 for 30 minutes, who did not sign."""
    person = next(row for row in participants if row.number == "23-058")
    slot = Slot(SUNDAY, 390, 420, "Mairie", Mode.ON_SITE)
    held = plan_appointment(desk, person.prescription_id, slot)
    record_appointment(desk, held, AppointmentRecord(presence=Presence.ATTENDED))
    return held


@pytest.fixture
def page(qtbot, met, made):
    screen = AuditScreen(made[0])
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.show_target(Target(Screen.AUDIT, day=MAY))
    screen.take_keyboard()
    return screen


def shown(page):
    return page.table.visible_rows()


def remarks(page):
    return [line.kind for line in shown(page) if isinstance(line, Remark)]


def test_it_is_offered_by_its_count_and_blocks_nothing(show_may, met, made):
    context, went = made
    month = show_may(context)
    assert month.relire.text() == "Relecture\u00a0: 3\u00a0remarques"
    month.close_button.click()
    assert month.closing.relire.text() == "Relire d’abord\u00a0: 3\u00a0remarques"
    month.closing.relire.click()
    assert went.gone == [Target(Screen.AUDIT, day=MAY)]
    month.closing.reason.setText("papier signé")
    month.closing.act.click()
    sign_handed(context.desk, went)
    month.refresh()
    assert "Clôturé" in month.state.text()


def test_a_month_without_remark_says_so(qtbot, made):
    screen = AuditScreen(made[0])
    qtbot.addWidget(screen)
    screen.show_target(Target(Screen.AUDIT, day=MAY))
    assert screen.pages.currentIndex() == 1
    assert "Rien à signaler" in screen.calm.text()


def test_remarks_stand_below_their_kind_with_its_source(page):
    headings = [line for line in shown(page) if isinstance(line, Heading)]
    assert [line.title for line in headings] == [
        "Présence un dimanche ou un jour férié · 1",
        "Présences sans signature · 1",
        "Durées ou heures inhabituelles · 1",
    ]
    assert "L3133-1" in headings[0].source
    assert "3\u00a0remarques" in page.subtitle.text()


def test_the_keyboard_passes_over_the_titles_and_enter_goes_to_the_place(page, met, made):
    assert page.table.current().kind == "jour_chome", "it begins on the first remark"
    kinds = []
    for _ in range(3):
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        kinds.append(page.table.current().kind)
    assert kinds == ["trace_manquant", "duree_inhabituelle", "duree_inhabituelle"]
    for _ in range(3):
        QTest.keyClick(page.table, Qt.Key.Key_Up)
    assert page.table.current().kind == "jour_chome"
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert made[1].gone[0].appointment_id == met


def test_a_click_on_a_title_does_nothing(page, made):
    title = page.table.visualRect(page.table.shown.index(0, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=title)
    assert not made[1].gone
    assert isinstance(page.table.current(), Remark)


def test_marked_with_a_reason_it_leaves_the_list_and_comes_back(page, desk, made):
    QTest.keyClick(page.table, Qt.Key.Key_V)
    panel = page.reason
    assert panel.line.hasFocus()
    assert "dimanche" in panel._said.text()
    assert not panel.act.isEnabled()
    QTest.keyClicks(panel.line, "permanence de la fete")
    QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert panel.isHidden()
    assert remarks(page) == ["trace_manquant", "duree_inhabituelle"]
    assert page.table.hasFocus()
    assert page.table.current().kind == "trace_manquant", "on to the next one"
    (verified,) = (line for line in shown(page) if isinstance(line, Verified))
    assert verified.reason == "permanence de la fete"
    assert len(made[1].drafts.forgotten) == 1
    assert "vérifié" in undo_act(desk).words
    page.refresh()
    assert remarks(page)[0] == "jour_chome"


def test_a_mark_is_taken_back_from_its_line(page):
    page.mark.click()
    page.reason.line.setText("vu")
    page.reason.act.click()
    last = page.table.shown.rowCount() - 1
    page.table.selectRow(last)
    assert not page.mark.isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert len(remarks(page)) == 3


def test_giving_up_the_reason_keeps_the_remark(page):
    QTest.keyClick(page.table, Qt.Key.Key_V)
    page.reason.cancel.click()
    assert page.reason.isHidden()
    assert len(remarks(page)) == 3
    assert page.table.hasFocus()


def test_its_lines_are_a_sound_model(page, qtmodeltester):
    qtmodeltester.check(page.table.rows)
    qtmodeltester.check(page.table.shown)


def test_a_remark_mended_at_its_place_is_gone_when_she_comes_back(
    qtbot, runner, messages, desk, action, met
):
    space = Workspace(runner, messages, desk, action)
    qtbot.addWidget(space)
    space.go(Target(Screen.MONTH, day=MAY))
    space.month.relire.click()
    assert space.pages.current() is space.audit
    space.audit.table.acted.emit(space.audit.table.current())
    assert space.pages.current() is space.appointment
    space.appointment.form.presence.buttons[Presence.EXCUSED].click()
    space.back()
    assert space.pages.current() is space.audit
    assert space.audit.pages.currentIndex() == 1, "nothing is left"
    space.back()
    assert space.pages.current() is space.month
