"""An immersion to its end: early, whole, or not at all; its visits, its bilan, what it counts."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from coachdesk.domain.attendance import Mode
from coachdesk.domain.papers import Role, Subject
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.pmsmp_course import ImmersionStage
from coachdesk.models import Document, Immersion
from coachdesk.queries import immersions
from coachdesk.queries.card import participant_card
from coachdesk.queries.listing import count
from coachdesk.queries.monthly_table import monthly_table_rows
from coachdesk.services.acts import undo_act
from coachdesk.services.card import card_view
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.documents.drafting import open_document, read_document, save_answers
from coachdesk.services.immersion_groups import Group, grouped
from coachdesk.services.immersion_outcome import (
    Outcome,
    Visit,
    add_visit,
    remove_visit,
    tell_outcome,
)
from coachdesk.services.immersion_page import immersion_page
from coachdesk.services.immersions import (
    ImmersionTerms,
    change_immersion,
    plan_immersion,
)
from coachdesk.services.papers.facts import facts_of
from coachdesk.services.papers.table import _immersion_hours
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_dos import things_to_do
from support.bakery import BAKERY, WEEK
from support.documents import answers_to, leave, sign_by_all, sign_document
from support.stores import refusal_of

DAY = timedelta(days=1)
MONDAY, FRIDAY = date(2023, 7, 3), date(2023, 7, 28)
TERMS = ImmersionTerms(
    BAKERY, "Boulangère", "discover", MONDAY, FRIDAY, WEEK, "", "Anne ROY, boulangère"
)
DONE, EARLY, NOT_DONE = ImmersionOutcome


@pytest.fixture
def planned(desk, dossier):
    return plan_immersion(desk, dossier.prescription, TERMS)


def kept(desk, immersion):
    columns = (
        Immersion.outcome, Immersion.ended_on, Immersion.missed_minutes, Immersion.cause,
        Immersion.cause_note, Immersion.review,
    )  # fmt: skip
    return desk.read(
        lambda link: link.execute(select(*columns).where(Immersion.id == immersion)).one()
    )


def page(desk, immersion):
    day = desk.clock.now().date()
    return desk.read(lambda link: immersion_page(link, desk.actions[0], immersion, day))


def rules_of(desk):
    action, day = desk.actions[0], desk.clock.now().date()
    found = desk.read(lambda link: things_to_do(link, action.id, action.profile, day))
    return {thing.rule: thing for thing in found}


def month_row(desk, month):
    last = (month.replace(day=28) + 4 * DAY).replace(day=1) - DAY
    rows = desk.read(lambda link: monthly_table_rows(link, desk.actions[0].id, month, last))
    return next(row for row in rows if row.number == "23-001")


def test_ended_early_its_real_hours_are_known_everywhere(desk, dossier, planned, on):
    on(date(2023, 7, 24))
    tell_outcome(desk, planned, Outcome(EARLY, date(2023, 7, 21), 180, "transport", "Bus arrêté"))
    assert kept(desk, planned)[:5] == (EARLY, date(2023, 7, 21), 180, "transport", "Bus arrêté")
    # 14 weekdays less the 14 July, of 7 hours, less 3 h
    shown = page(desk, planned)
    assert shown.stage is ImmersionStage.ENDED_EARLY
    assert "transport" in shown.stage_words
    facts = dict(shown.facts)
    assert facts["Présence"].replace("\u00a0", " ") == "14 jours, 95 h 00 faites sur 133 h 00"
    assert "Bus arrêté" in facts["Pourquoi"]
    said = desk.read(
        lambda link: facts_of(
            link, desk, desk.actions[0], dossier.prescription, Subject.IMMERSION, planned
        )
    )
    assert said["immersion.hours_done"].replace("\u00a0", " ") == "95 h 00"
    (item,) = [
        item for item in month_row(desk, date(2023, 7, 1)).immersions if "Petit" in item.company
    ]
    assert (item.ends_on, item.real_minutes) == (date(2023, 7, 21), 95 * 60)
    assert _immersion_hours(item) == "95\u00a0h"
    card = desk.read(lambda link: participant_card(link, dossier.prescription))
    assert card.immersions[-1].course.real_minutes == 95 * 60
    on(date(2023, 7, 26))
    view = desk.read(
        lambda link: card_view(link, desk.actions[0], dossier.prescription, desk.clock.now())
    )
    assert not [row for row in view.activity.rows if "Petit" in row.words], "she is there no more"
    assert any("transport" in event.state for event in view.events)


def test_the_monthly_table_says_the_weekly_hours_until_it_is_over(desk, dossier, on):
    over = replace(TERMS, starts_on=date(2023, 7, 17), ends_on=date(2023, 8, 4))
    immersion = plan_immersion(desk, dossier.prescription, over)
    on(date(2023, 8, 7))
    tell_outcome(desk, immersion, Outcome(DONE, missed_minutes=60))
    july, august = month_row(desk, date(2023, 7, 1)), month_row(desk, date(2023, 8, 1))
    assert [_immersion_hours(item) for item in july.immersions] == ["35\u00a0h/sem."]
    assert [_immersion_hours(item) for item in august.immersions] == ["104\u00a0h"]


def test_one_that_did_not_happen_counts_nowhere_and_blames_nobody(desk, dossier, planned, on):
    on(date(2023, 7, 31))
    action = desk.actions[0]

    def counted():
        july = (action.id, date(2023, 7, 1), date(2023, 7, 31))
        return desk.read(
            lambda link: (
                count(link, immersions.starting(*july)),
                count(link, immersions.in_progress(*july)),
            )
        )

    assert counted() == (1, 1)
    assert "bilan_stage" in rules_of(desk)
    tell_outcome(desk, planned, Outcome(NOT_DONE, cause="company", note="Plus de tuteur"))
    assert counted() == (0, 0)
    assert kept(desk, planned)[1:3] == (None, None)
    assert month_row(desk, date(2023, 7, 1)).immersions == ()
    shown = page(desk, planned)
    assert "du fait de l’entreprise" in shown.stage_words
    assert not shown.next.words, "no bilan is asked for"
    undo_act(desk)
    assert counted() == (1, 1)
    assert kept(desk, planned).outcome is None


def test_why_is_asked_for_and_what_cannot_be_leaves_nothing(desk, planned, on):
    on(date(2023, 7, 24))
    why = refusal_of(lambda: tell_outcome(desk, planned, Outcome(NOT_DONE)))
    assert "à tort" in str(why)
    late = Outcome(EARLY, FRIDAY, cause="health")
    assert "veille" in str(refusal_of(lambda: tell_outcome(desk, planned, late)))
    missed = Outcome(EARLY, MONDAY, 421, "health")
    assert "plus que" in str(refusal_of(lambda: tell_outcome(desk, planned, missed)))
    assert kept(desk, planned).outcome is None


def test_a_closed_month_goes_on_counting_it(desk, dossier, planned, on):
    on(date(2023, 8, 2))
    close_month(desk, desk.actions[0], date(2023, 7, 1), force_reason="essai")
    gone = Outcome(NOT_DONE, cause="person")
    assert "clôturé" in str(refusal_of(lambda: tell_outcome(desk, planned, gone)))
    tell_outcome(desk, planned, Outcome(EARLY, date(2023, 7, 21), cause="hired"))
    assert kept(desk, planned).outcome is EARLY, "July counts it all the same"


def test_what_was_told_is_taken_back_and_terms_wait_for_that(desk, planned, on):
    on(date(2023, 7, 24))
    tell_outcome(desk, planned, Outcome(EARLY, date(2023, 7, 21), cause="hired"))
    later = replace(TERMS, ends_on=date(2023, 7, 27))
    assert "effacez" in str(refusal_of(lambda: change_immersion(desk, planned, later)))
    tell_outcome(desk, planned, None)
    assert kept(desk, planned)[:5] == (None,) * 5
    change_immersion(desk, planned, later)


def test_visits_are_noted_on_its_days_and_asked_for_once(desk, dossier, planned, on):
    on(date(2023, 7, 10))
    asked = rules_of(desk)["visite_pmsmp"]
    assert asked.due_on == date(2023, 7, 15), "in the middle"
    assert (asked.target.screen, asked.target.subject_id) == (Screen.IMMERSION, planned)
    assert page(desk, planned).alerts, "it began without signatures"
    early = Visit(MONDAY - DAY, Mode.PHONE)
    assert "du 3" in str(refusal_of(lambda: add_visit(desk, planned, early))).replace("\u00a0", " ")
    to_come = Visit(date(2023, 7, 11), Mode.PHONE)
    assert "à venir" in str(refusal_of(lambda: add_visit(desk, planned, to_come)))
    made = add_visit(desk, planned, Visit(MONDAY, Mode.ON_SITE, "Anne ROY", "Tout va bien"))
    assert "visite_pmsmp" not in rules_of(desk)
    view = desk.read(
        lambda link: card_view(link, desk.actions[0], dossier.prescription, desk.clock.now())
    )
    (event,) = [event for event in view.events if "Visite" in event.title]
    assert "Anne ROY" in event.detail
    assert event.target.subject_id == planned
    remove_visit(desk, made)
    assert "visite_pmsmp" in rules_of(desk)


@pytest.mark.parametrize(("length", "asked"), [(6, False), (7, True)])
def test_a_visit_is_asked_for_beyond_a_week(desk, dossier, on, length, asked):
    terms = replace(TERMS, ends_on=MONDAY + length * DAY)
    plan_immersion(desk, dossier.prescription, terms)
    on(MONDAY + 2 * DAY)
    assert ("visite_pmsmp" in rules_of(desk)) is asked


def test_the_bilan_and_the_attestation_begin_with_what_was_told(desk, dossier, planned, on):
    on(date(2023, 7, 24))
    action = desk.actions[0]
    waiting = open_document(desk, action, "pmsmp_certificate", dossier.prescription, planned)
    tell_outcome(desk, planned, Outcome(EARLY, date(2023, 7, 21), 180, "health"))
    review = open_document(desk, action, "immersion_review", dossier.prescription, planned)
    told = read_document(desk, review).answers
    assert (told["attendance"], told["last_day"], told["why"]) == ("cut", "2023-07-21", "health")
    assert told["missed_hours"].replace("\u00a0", " ") == "3 h 00"
    certificate = read_document(desk, waiting).answers
    assert certificate["last_day"] == "2023-07-21"
    assert certificate["hours"].replace("\u00a0", " ") == "95 h 00"
    tell_outcome(desk, planned, None)
    tell_outcome(desk, planned, Outcome(NOT_DONE, cause="company"))
    answers = desk.read(
        lambda link: link.execute(select(Document.answers).where(Document.id == review)).scalar()
    )
    assert json.loads(answers)["attendance"] == "absent"
    assert json.loads(answers)["why"] == "company"


def test_the_bilan_of_one_that_did_not_begin_is_short_and_tells_it(desk, dossier, planned, on):
    on(date(2023, 7, 31))
    action = desk.actions[0]
    opened = open_document(desk, action, "immersion_review", dossier.prescription, planned)
    absent = {"attendance": "absent", "why": "transport", "absent_words": "Ma voiture."}
    save_answers(desk, opened, absent)
    view = read_document(desk, opened)
    assert view.missing == ()
    assert set(view.answers) == set(absent)
    sign_by_all(desk, opened)
    assert kept(desk, planned)[:4] == (NOT_DONE, None, None, "transport")


def test_the_signed_bilan_tells_the_immersion_and_the_hiring_is_shown(desk, dossier, planned, on):
    on(date(2023, 7, 31))
    opened = open_document(desk, desk.actions[0], "immersion_review", dossier.prescription, planned)
    told = {
        "attendance": "whole", "missed_hours": "3h30", "review": "favourable", "hired": "yes",
        "hired_as": "CDD de 6 mois dès le 1er septembre",
    }  # fmt: skip
    save_answers(desk, opened, {**answers_to(desk, "immersion_review"), **told})
    sign_by_all(desk, opened)
    assert kept(desk, planned) == (DONE, None, 210, None, None, "favourable")
    facts = dict(page(desk, planned).facts)
    assert facts["Embauche à la suite"] == "CDD de 6 mois dès le 1er septembre"
    assert page(desk, planned).next.target == Target(Screen.EXIT, dossier.prescription)
    leave(desk, dossier)
    assert page(desk, planned).next.words == "Faire l’attestation"


def test_hours_missed_that_are_no_hours_are_refused_as_they_are_typed(desk, dossier, planned):
    opened = open_document(desk, desk.actions[0], "immersion_review", dossier.prescription, planned)
    odd = {"attendance": "whole", "missed_hours": "quelques-unes"}
    assert "se lisent pas" in str(refusal_of(lambda: save_answers(desk, opened, odd)))


def test_the_list_says_what_is_owed(desk, dossier, planned, on):
    def line():
        day = desk.clock.now().date()
        found = desk.read(lambda link: grouped(link, desk.actions[0], day))
        return next(item for item in found if item.row.immersion_id == planned)

    assert (line().group, line().state, line().owed) == (Group.TO_COME, "À signer", True)
    opened = open_document(desk, desk.actions[0], "pmsmp_convention", dossier.prescription, planned)
    answers = answers_to(desk, "pmsmp_convention")
    save_answers(desk, opened, {**answers, **read_document(desk, opened).answers})
    sign_document(desk, opened, Role.PARTICIPANT)
    assert line().owed, "the others have not signed"
    assert page(desk, planned).next.words == "Faire signer la convention"
    for role in (Role.HOST, Role.COACH, Role.PRESCRIBER):
        sign_document(desk, opened, role)
    assert (line().group, line().owed) == (Group.TO_COME, False)
    assert page(desk, planned).stage is ImmersionStage.SIGNED
    on(date(2023, 7, 12))
    assert (line().group, line().owed) == (Group.UNDER_WAY, True)
    assert page(desk, planned).next.words == "Noter une visite"
    add_visit(desk, planned, Visit(date(2023, 7, 12), Mode.PHONE))
    assert not line().owed
    on(date(2023, 7, 31))
    assert (line().group, line().owed) == (Group.TO_REVIEW, True)
    assert page(desk, planned).next.words == "Faire le bilan"
    tell_outcome(desk, planned, Outcome(NOT_DONE, cause="company"))
    assert (line().group, line().owed) == (Group.OVER, False)
