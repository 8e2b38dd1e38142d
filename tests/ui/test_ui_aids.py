"""Aids asked for at a rendez-vous, with what comes of them, at once or later."""

from datetime import date

import pytest

from coachdesk.domain.support import AidOutcome
from coachdesk.queries.appointment_sheet import appointment_sheet
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.appointment.view import AppointmentScreen
from support.desk_context import make_context
from support.desk_people import planned

DAY = date(2024, 1, 15)


@pytest.fixture
def held(desk):
    return planned(desk, DAY, 1)[0][1]


@pytest.fixture
def screen(qtbot, desk, action, held, tabs):
    page = AppointmentScreen(make_context(desk, action)[0], tabs)
    qtbot.addWidget(page)
    page.show()
    page.show_target(Target(Screen.APPOINTMENT, appointment_id=held))
    return page


def aids(desk, held):
    steps = desk.read(lambda link: appointment_sheet(link, held)).steps
    return {step.kind: step.aid_outcome for step in steps if step.aid_outcome}


def test_an_aid_just_ticked_is_granted_at_once(desk, screen, held):
    form = screen.form
    assert not form.aids.isVisible()
    form.steps.buttons["financial_aid"].click()
    form.steps.buttons["solidarity_transport"].click()
    form.steps.buttons["cv"].click()
    assert set(form.aids.asked) == {"financial_aid", "solidarity_transport"}
    form.aids.asked["financial_aid"].buttons["granted"].click()
    screen.save.click()
    assert aids(desk, held) == {
        "financial_aid": AidOutcome.GRANTED,
        "solidarity_transport": AidOutcome.PENDING,
    }


def test_an_answer_chosen_stays_when_another_aid_is_ticked_and_goes_with_its_own(screen):
    form = screen.form
    form.steps.buttons["financial_aid"].click()
    form.aids.asked["financial_aid"].buttons["refused"].click()
    form.steps.buttons["childcare_aid"].click()
    assert form.aids.asked["financial_aid"].key() == "refused"
    form.steps.buttons["financial_aid"].click()
    assert set(form.aids.asked) == {"childcare_aid"}


def test_it_is_answered_later_on_the_same_sheet(desk, screen, held):
    screen.form.steps.buttons["financial_aid"].click()
    screen.save.click()
    screen.refresh()
    ((_, answer),) = screen.form.aids.answers.items()
    assert not screen.form.aids.asked
    answer.buttons["refused"].click()
    screen.save.click()
    assert aids(desk, held) == {"financial_aid": AidOutcome.REFUSED}


def test_a_draft_gives_the_answer_back(screen):
    form = screen.form
    form.steps.set_draft_value(["financial_aid"])
    form.aids.set_draft_value({"financial_aid": "granted"})
    assert form.aids.asked["financial_aid"].key() == "granted"
    assert form.aids.draft_value() == {"financial_aid": "granted"}
