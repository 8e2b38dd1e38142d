"""The FSE+ is asked at the exit and six months later, once, by the act of that day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from coachdesk.domain.attendance import Mode
from coachdesk.models import Appointment
from coachdesk.queries.paper_facts import fse_answers
from coachdesk.services.acts import undo_act
from coachdesk.services.documents.drafting import open_document, read_document
from coachdesk.services.exits.following import FollowUpFacts, record_follow_up
from coachdesk.services.exits.recording import ExitTerms, record_exit, take_back_exit
from coachdesk.services.fse_answers import answer_fse
from coachdesk.services.targets import Screen
from coachdesk.services.to_dos import things_of
from support.documents import make_dossier

DAY = date(2023, 6, 1)
DAYS = timedelta(days=1)
JOB = ExitTerms(DAY, "employment", "permanent", employer="Boulangerie Petit")


@pytest.fixture
def dossier(desk):
    made = make_dossier(desk)
    with desk.store.write() as uow:  # nothing waits after today
        for held in uow.session.scalars(select(Appointment).where(Appointment.held_on > DAY)):
            uow.session.delete(held)
        uow.commit()
    return made


def rules_of(desk, dossier, day=DAY):
    action = desk.actions[0]
    found = desk.read(
        lambda link: things_of(link, action.id, action.profile, day, dossier.prescription)
    )
    return {thing.rule: thing for thing in found}


def test_six_months_after_the_fse_asks_once_on_the_call_of_that_day(desk, dossier, on):
    record_exit(desk, dossier.prescription, JOB, (), {"working": "yes", "searching": "no"})
    after = date(2023, 12, 1)
    assert "fse_six_mois" not in rules_of(desk, dossier, after - DAYS), "not a day before"
    asked = rules_of(desk, dossier, after)["fse_six_mois"]
    assert (asked.target.screen, asked.target.section) == (Screen.FOLLOW_UP, "6")
    assert asked.due_on == after + 28 * DAYS
    assert "fse_six_mois" not in rules_of(desk, dossier, after + 29 * DAYS), "too late to tell"
    on(after)
    facts = FollowUpFacts(6, after, Mode.PHONE, "employed")
    record_follow_up(desk, dossier.prescription, facts, (), {"six_months_working": "refused"})
    assert "fse_six_mois" not in rules_of(desk, dossier, after)
    undo_act(desk)
    assert "fse_six_mois" in rules_of(desk, dossier, after), "one act: both, or neither"


def test_an_exit_taken_back_takes_what_she_said_of_it(desk, dossier):
    record_exit(desk, dossier.prescription, JOB, (), {"working": "yes"})

    def said():
        return desk.read(lambda link: fse_answers(link, dossier.prescription))

    assert said() == {"rural": "yes", "working": "yes"}
    take_back_exit(desk, dossier.prescription)
    assert said() == {"rural": "yes"}


def test_an_exit_taken_back_takes_what_she_said_six_months_after_it(desk, dossier, on):
    """Else the six months of her next exit would be told by those of the one that was not."""
    record_exit(desk, dossier.prescription, JOB, (), {"working": "yes"})
    on(date(2023, 12, 4))
    answer_fse(desk, dossier.prescription, {"six_months_working": "yes"})
    take_back_exit(desk, dossier.prescription)
    assert desk.read(lambda link: fse_answers(link, dossier.prescription)) == {"rural": "yes"}
    undo_act(desk)
    told = desk.read(lambda link: fse_answers(link, dossier.prescription))
    assert told["six_months_working"] == "yes"


def test_the_questionnaire_begins_with_what_she_answered_not_with_the_exit(desk, dossier):
    record_exit(desk, dossier.prescription, JOB, (), {"working": "no", "searching": "yes"})
    made = open_document(desk, desk.actions[0], "fse_exit", dossier.prescription)
    answers = read_document(desk, made).answers
    assert (answers["working"], answers["searching"]) == ("no", "yes")
    assert not answers.get("training"), "nothing is said of it"
