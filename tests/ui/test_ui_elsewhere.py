"""An act that ends after she went elsewhere: it is recorded, and leads nowhere."""

from datetime import date
from threading import Event

import pytest

from coachdesk.domain.attendance import Mode
from coachdesk.services.appointments import Slot, plan_appointment
from coachdesk.services.targets import Screen, Target
from coachdesk.system.crash import CrashLog
from coachdesk.ui.workspace import Workspace
from support.watched_runner import WatchedRunner

DAY = date(2024, 1, 15)


@pytest.fixture
def busy(qtbot, messages, desk, action, clock, tmp_path):
    """A workspace whose next write waits for an event, as behind a long copy."""
    runner = WatchedRunner(messages, CrashLog(tmp_path / "incidents", clock))
    space = Workspace(runner, messages, desk, action)
    qtbot.addWidget(space)
    with qtbot.waitExposed(space):
        space.show()
    before = Event()

    def settled():
        qtbot.waitUntil(lambda: runner.waiting == 0)

    def wait_behind():
        settled()
        runner.write(space, lambda _task: before.wait(), lambda _: None)

    yield space, wait_behind, before, settled
    before.set()
    runner.close()


def plan(space, settled, person):
    space.go(Target(Screen.APPOINTMENT, person.prescription_id))
    return space.appointment.planning.plan


def diagnose(space, settled, person):
    space.go(Target(Screen.DIAGNOSTIC, person.prescription_id))
    return space.diagnostic.act


def walk_in(space, settled, person):
    space.go(Target(Screen.WALK_IN))
    space.walk_in.finder.line.setText(f"{person.last_name} {person.first_name}")
    return space.walk_in.come


def note(space, settled, person):
    slot = Slot(DAY, 540, 570, "Airaines", Mode.ON_SITE)
    made = plan_appointment(space.context.desk, person.prescription_id, slot)
    space.go(Target(Screen.APPOINTMENT, appointment_id=made))
    settled()
    space.appointment.form.notes.edit.setPlainText("Elle a son CV.")
    return space.appointment.save


@pytest.mark.parametrize("begin", [plan, diagnose, walk_in, note])
@pytest.mark.parametrize("leaves", [True, False], ids=["gone", "waiting"])
def test_what_ends_late_leads_on_only_from_its_own_page(
    qtbot, busy, desk, participants, begin, leaves
):
    space, wait_behind, before, settled = busy
    person = next(row for row in participants if row.pathway_id and row.number == "23-076")
    act = begin(space, settled, person)
    wait_behind()
    qtbot.waitUntil(act.isEnabled)
    here, known = space.pages.current(), len(desk.acts)
    act.click()
    if leaves:
        space.go(Target(Screen.MONTH))
    before.set()
    settled()
    assert len(desk.acts) == known + 1, "it is recorded either way"
    if leaves:
        assert space.pages.current() is space.month
    else:
        assert space.pages.current() is not here
