"""What stands against hours typed by hand is said before they are planned, and forbids nothing."""

from datetime import date, timedelta

import pytest

from coachdesk.services.acts import undo_act
from coachdesk.services.agenda.days_off import DayOffFacts, add_day_off
from coachdesk.services.exits.recording import ExitTerms, record_exit
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.appointment.view import AppointmentScreen
from coachdesk.ui.screens.moving.view import MovingScreen
from coachdesk.ui.screens.reentry.view import ReentryScreen
from coachdesk.ui.widgets.fields import show_minute
from coachdesk.ui.widgets.slot_warning import SlotWarning
from coachdesk.ui.workspace import Workspace
from support.desk_people import PLACE, planned

TUESDAY = date(2024, 1, 16)


@pytest.fixture
def held(desk):
    return planned(desk, TUESDAY, 2)


@pytest.fixture
def moving(qtbot, made, held):
    screen = MovingScreen(made[0])
    qtbot.addWidget(screen)
    screen.resize(1170, 700)
    screen.show()
    screen.show_target(Target(Screen.MOVE, appointment_id=held[0][1]))
    screen.offers.other.click()
    return screen


def test_an_hour_taken_a_road_too_short_and_an_absence_are_said_in_turn(
    qtbot, desk, moving, held, trail
):
    form, other = moving.offers.form, held[1][0]
    form.day.setDate(TUESDAY)
    show_minute(form.start, 570)
    qtbot.waitUntil(lambda: other.last_name in form.warning.text())
    assert form.warning.text().startswith("En même temps")
    form.place.setCurrentText("Oisemont")
    show_minute(form.start, 610)
    qtbot.waitUntil(lambda: form.warning.text().startswith("Route depuis"))
    assert "il en faut 30 (durée supposée)" in form.warning.text()
    form.place.setCurrentText(PLACE)
    qtbot.waitUntil(form.warning.isHidden)
    add_day_off(desk, DayOffFacts(TUESDAY, TUESDAY, label="Formation"))
    show_minute(form.start, 660)
    qtbot.waitUntil(lambda: "Formation" in form.warning.text())
    moving.offers.take.click()
    (said,) = trail.messages.informed
    assert said.endswith("Absence prévue\u00a0: Formation. Ctrl+Z l’annule."), said
    undo_act(desk)


def test_the_first_rendez_vous_of_someone_who_comes_again_is_warned_of_too(qtbot, desk, made, held):
    who, other = held[0][0], held[1][0]
    record_exit(desk, who.prescription_id, ExitTerms(TUESDAY - timedelta(days=1), "move"))
    page = ReentryScreen(made[0])
    qtbot.addWidget(page)
    page.show()
    page.show_target(Target(Screen.REENTRY, who.prescription_id))
    page.slot.day.setDate(TUESDAY)
    show_minute(page.slot.start, 570)
    qtbot.waitUntil(lambda: other.last_name in page.slot.warning.text())


def test_what_is_proposed_has_nothing_against_it(qtbot, made, held):
    context, trail = made
    screen = Workspace(context.runner, trail.messages, context.desk, context.action)
    qtbot.addWidget(screen)
    screen.go(Target(Screen.APPOINTMENT, held[0][0].prescription_id))
    assert isinstance(screen.appointment, AppointmentScreen)
    form = screen.appointment.planning.choice.form
    assert form.slot().held_on == TUESDAY + timedelta(days=7)
    look = form.findChild(SlotWarning)
    qtbot.waitUntil(lambda: not look.soon.isActive())
    assert form.warning.isHidden()
