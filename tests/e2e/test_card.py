"""The card of one person: what comes first for her, her week, all that happened, what is noted."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.activity import ActivityKind
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.periods import Period
from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState
from coachdesk.models import Company, Immersion
from coachdesk.services.acts import undo_act
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.card import card_view
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.decisions import Decision, decide
from coachdesk.services.diagnostics import DiagnosticFacts, save_diagnostic
from coachdesk.services.handouts import give_handout, study_handout
from coachdesk.services.objectives import change_objective, set_objective
from coachdesk.services.obstacles import assess_obstacle
from coachdesk.services.prescriptions import (
    PersonFacts,
    PrescriptionFacts,
    correct_dossier,
    receive_prescription,
)
from coachdesk.services.steps import StepFacts, answer_aid, note_step
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timeline import EventKind
from coachdesk.services.to_do_marks import silence
from coachdesk.services.to_dos import things_to_do
from support.documents import contract_on_paper

DAY = date(2023, 6, 1)
"""A Thursday."""
PERSON = PersonFacts("DURAND", "Léa", "female", date(1990, 5, 6), phone="0612345678")


@pytest.fixture
def dossier(desk):
    facts = PrescriptionFacts("23-001", DAY - timedelta(days=3), "department")
    return receive_prescription(desk, desk.actions[0], facts, PERSON)


@pytest.fixture
def view(desk, dossier):
    return lambda: desk.read(
        lambda link: card_view(link, desk.actions[0], dossier, desk.clock.now())
    )


def enter(desk, dossier, *, weekly=900, exemption=None):
    decide(desk, dossier, Decision("enrolled", entered_on=DAY - timedelta(days=3)))
    terms = ContractTerms(DAY, date(2023, 11, 30), weekly, exemption, "a", "b", "Refaire le CV")
    prepare_contract(desk, dossier, terms)
    contract_on_paper(desk, dossier, DAY)


def plan(desk, dossier, day, start=540, mode=Mode.ON_SITE):
    place = None if mode is Mode.PHONE else "Airaines"
    return plan_appointment(desk, dossier, Slot(day, start, start + 60, place, mode))


def test_the_next_act_is_the_person_across_the_table_then_what_is_most_urgent(desk, dossier, view):
    first = view().next_act
    assert first.thing.rule == "premier_rdv"
    assert first.target == Target(Screen.APPOINTMENT, dossier), "where one is planned"
    late = plan(desk, dossier, DAY + timedelta(days=9))
    assert view().next_act.target == Target(Screen.MOVE, dossier, late)
    here = plan(desk, dossier, DAY)
    assert view().next_act.target == Target(Screen.APPOINTMENT, dossier, here)
    assert "9\u00a0h\u00a000" in view().next_act.words
    assert view().next_appointment.id == here
    record_presence(desk, here, Presence.ATTENDED)
    assert view().next_act.sign == here
    record_presence(desk, here, Presence.EXCUSED)
    assert view().next_appointment.id == late


def test_when_nothing_waits_the_next_rendez_vous_is_to_be_planned_or_nothing_is(
    desk, dossier, view
):
    enter(desk, dossier)
    for thing in view().to_do:
        silence(desk, thing)
    assert view().next_act.target == Target(Screen.APPOINTMENT, dossier)
    plan(desk, dossier, DAY + timedelta(days=7))
    assert view().next_act.words == ""


def test_what_is_to_be_done_for_one_is_what_the_list_of_all_says_of_her(desk, dossier, view):
    other = receive_prescription(
        desk, desk.actions[0], PrescriptionFacts("23-002", DAY, "department"), PERSON
    )
    enter(desk, dossier)
    for days in (3, 2, 1):
        record_presence(desk, plan(desk, dossier, DAY - timedelta(days=days)), Presence.UNEXCUSED)
    record_presence(desk, plan(desk, dossier, DAY - timedelta(days=1), 700), Presence.ATTENDED)
    action = desk.actions[0]
    everyone = desk.read(lambda link: things_to_do(link, action.id, action.profile, DAY))
    assert {thing.prescription_id for thing in everyone} >= {dossier, other}
    hers = tuple(thing for thing in everyone if thing.prescription_id == dossier)
    assert view().to_do == hers
    assert {"absences", "signature"} <= {thing.rule for thing in hers}
    silence(desk, hers[0])
    assert view().to_do == hers[1:]


def test_the_week_adds_what_was_held_the_immersion_and_the_demarches(desk, dossier, view):
    enter(desk, dossier, weekly=600, exemption="carer")
    held = plan(desk, dossier, DAY - timedelta(days=2))
    record = AppointmentRecord(presence=Presence.ATTENDED, start_minute=555, end_minute=600)
    record_appointment(desk, held, record)
    shared = plan(desk, dossier, DAY, 660, Mode.COLLECTIVE)
    record_presence(desk, shared, Presence.ATTENDED)
    record_presence(desk, plan(desk, dossier, DAY, 840), Presence.UNEXCUSED)
    note_step(desk, dossier, StepFacts("applications", DAY, 90))
    note_step(desk, dossier, StepFacts("cv", DAY - timedelta(days=7), 500))
    with desk.store.write() as uow:
        company = Company(id=new_id(), siret="73282932000074", name="Garage", cut_over=False)
        uow.session.add(company)
        uow.session.flush()
        uow.session.add(
            Immersion(
                id=new_id(), pathway_id=view().card.pathway.id, company_id=company.id,
                starts_on=DAY, ends_on=date(2023, 6, 30), weekly_minutes=2100, cut_over=False,
            )
        )  # fmt: skip
        uow.commit()
    week = view().activity
    assert week.week == Period(date(2023, 5, 29), date(2023, 6, 4))
    assert {row.kind: row.minutes for row in week.rows} == {
        ActivityKind.APPOINTMENT: 45,
        ActivityKind.COLLECTIVE: 60,
        ActivityKind.STEP: 90,
        ActivityKind.IMMERSION: 840,
    }
    assert (week.wanted, week.exemption) == (600, "carer")
    assert week.share == 1


def test_a_frein_is_judged_again_and_the_act_is_undone(desk, dossier, view, fixed_clock):
    save_diagnostic(desk, dossier, DiagnosticFacts(obstacles={"mobility": Impact.STRONG}))
    assess_obstacle(desk, dossier, "mobility", Impact.MODERATE)
    assert [item.impact for item in view().work.obstacles] == [Impact.MODERATE], "the same day"
    fixed_clock.advance(timedelta(days=30))
    assess_obstacle(desk, dossier, "mobility", Impact.MODERATE)
    judged = [(item.impact, item.assessed_on) for item in view().work.obstacles]
    assert judged == [(Impact.MODERATE, DAY), (Impact.MODERATE, DAY + timedelta(days=30))]
    assert undo_act(desk).words.startswith("frein « Mobilité » de Léa")
    assert len(view().work.obstacles) == 1


def test_objectives_demarches_and_documents_are_noted_outside_a_rendez_vous(desk, dossier, view):
    goal = set_objective(desk, dossier, "  Passer le   code ")
    with pytest.raises(UserError, match="vide"):
        set_objective(desk, dossier, "  ")
    change_objective(desk, goal, ObjectiveState.DONE)
    (kept,) = view().work.objectives
    assert (kept.text, kept.state, kept.closed_on) == ("Passer le code", ObjectiveState.DONE, DAY)
    undo_act(desk)
    assert view().work.objectives[0].closed_on is None
    with pytest.raises(UserError, match="à venir"):
        note_step(desk, dossier, StepFacts("cv", DAY + timedelta(days=1)))
    with pytest.raises(UserError, match="journée"):
        note_step(desk, dossier, StepFacts("cv", DAY, 1441))
    aid = note_step(desk, dossier, StepFacts("financial_aid", DAY, note="vélo"))
    assert view().work.steps[0].aid_outcome is AidOutcome.PENDING
    answer_aid(desk, aid, AidOutcome.GRANTED)
    assert view().work.steps[0].aid_outcome is AidOutcome.GRANTED
    test = give_handout(desk, dossier, "trade_test", "Restauration")
    give_handout(desk, dossier, "booklet_page")
    study_handout(desk, test)
    study_handout(desk, test, "Aime le service en salle")
    given, page = view().work.handouts
    assert (given.title, given.studied_on) == ("Restauration", DAY)
    assert given.result == "Aime le service en salle"
    assert (page.title, page.studied_on) == ("Page du livret", None)


def test_everything_is_on_one_line_of_time_and_opens_its_place(desk, dossier, view):
    save_diagnostic(desk, dossier, DiagnosticFacts(obstacles={"mobility": Impact.STRONG}))
    enter(desk, dossier)
    came = plan(desk, dossier, DAY)
    ticked = frozenset({"cv", "solidarity_transport"})
    record_appointment(desk, came, AppointmentRecord(presence=Presence.ATTENDED, steps=ticked))
    coming = plan(desk, dossier, DAY + timedelta(days=7))
    set_objective(desk, dossier, "Passer le code")
    give_handout(desk, dossier, "trade_test")
    events = view().events
    days = [event.day for event in events]
    assert days == sorted(days, reverse=True)
    met = {event.appointment.id: event for event in events if event.appointment}
    assert set(met) == {came, coming}
    assert met[coming].target == Target(Screen.APPOINTMENT, dossier, coming)
    assert "à faire signer" in met[came].state
    titles = [event.title for event in events]
    for said in ("Prescription reçue", "Diagnostic", "Entrée dans l’action", "Test métiers"):
        assert said in titles
    steps = [event for event in events if event.kind is EventKind.STEP]
    (both,) = steps
    assert "CV fait" in both.title
    assert "réponse attendue" in both.title
    assert both.target.appointment_id == came
    contract = [event for event in events if "Contrat" in event.title]
    assert {event.state for event in contract} == {"", "Signé sur papier le 01/06/2023"}


def test_a_dossier_is_corrected_in_one_act_and_what_cannot_be_is_refused(desk, dossier, view):
    wrong = PersonFacts("DURAND", "Léa", "female", date(1990, 5, 6), phone="0612")
    with pytest.raises(UserError, match="téléphone"):
        correct_dossier(desk, dossier, wrong, "Mme Petit")
    right = PersonFacts(
        "MARTIN", "Léa", "female", date(1990, 5, 7), "80270", "Airaines", "0612345679",
        "lea@exemple.fr", "1234567",
    )  # fmt: skip
    correct_dossier(desk, dossier, right, "  Mme   Petit ")
    who = view().card.identity
    assert (who.last_name, who.postcode, who.case_manager) == ("MARTIN", "80270", "Mme Petit")
    undo_act(desk)
    who = view().card.identity
    assert (who.last_name, who.postcode, who.case_manager) == ("DURAND", None, None)


def test_a_card_is_read_by_keys_alone_in_few_selects(desk, dossier, view):
    """Whatever the number of people in the store: no table is gone through."""
    enter(desk, dossier)
    plan(desk, dossier, DAY)
    asked = []

    def note(_link, _cursor, sql, values, *_):
        if sql.startswith("SELECT"):
            asked.append((sql, values))

    event.listen(Engine, "before_cursor_execute", note)
    view()
    event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) <= 34
    with desk.store.read() as connection:
        cursor = connection.connection.dbapi_connection.cursor()
        steps = [
            step[3]
            for sql, values in asked
            for step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        ]
    assert [
        step
        for step in steps
        if step.startswith(("SCAN", "SEARCH")) and "=?" not in step and "VIRTUAL TABLE" not in step
    ] == []  # a virtual one is a list given as one parameter


def test_a_notice_is_told_once_what_was_tried_is_noted(desk, dossier, view):
    enter(desk, dossier)
    missed = plan(desk, dossier, DAY)
    record_presence(desk, missed, Presence.UNEXCUSED)
    assert not [event for event in view().events if event.kind is EventKind.NOTICE]
    record_appointment(desk, missed, AppointmentRecord(contact_attempts="Appelée à 9 h 20"))
    (notice,) = (event for event in view().events if event.kind is EventKind.NOTICE)
    assert notice.detail == "Appelée à 9 h 20"
    assert notice.target == Target(Screen.APPOINTMENT, dossier, missed)
