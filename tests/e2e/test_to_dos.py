"""What is to be done follows from what was recorded, and the coach's answers hide the rest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.support import Impact
from coachdesk.services.acts import undo_act
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.day import day_view
from coachdesk.services.decisions import Decision, decide
from coachdesk.services.diagnostics import DiagnosticFacts, save_diagnostic
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_marks import lift, obtained_otherwise, postpone, silence
from coachdesk.services.to_do_rules import ToDo
from coachdesk.services.to_dos import hidden_things, things_to_do, visible
from support.documents import contract_on_paper

DAY = date(2023, 6, 1)


@pytest.fixture
def things(desk):
    action = desk.actions[0]

    def read(day=DAY):
        found = desk.read(lambda link: things_to_do(link, action.id, action.profile, day))
        return {thing.rule: thing for thing in found if thing.rule != "mois_a_clore"}

    return read


@pytest.fixture
def dossier(desk):
    return receive_prescription(
        desk,
        desk.actions[0],
        PrescriptionFacts("23-001", DAY - timedelta(days=3), "department"),
        PersonFacts("DURAND", "Léa", "female", date(1990, 5, 6)),
    )


def all_of(desk):
    action = desk.actions[0]
    return desk.read(lambda link: things_to_do(link, action.id, action.profile, DAY))


def held(desk, dossier, day, presence):
    return record_presence(
        desk, plan_appointment(desk, dossier, Slot(day, 540, 570, None, Mode.PHONE)), presence
    )


def test_each_step_of_a_dossier_asks_for_the_next(desk, dossier, things):
    first = things()["premier_rdv"]
    assert (first.due_on, first.who) == (DAY + timedelta(days=4), "DURAND Léa")
    plan_appointment(desk, dossier, Slot(DAY + timedelta(days=1), 540, 570, None, Mode.PHONE))
    assert things() == {}, "planned in time: nothing to do"
    undo_act(desk)
    plan_appointment(desk, dossier, Slot(DAY + timedelta(days=9), 540, 570, None, Mode.PHONE))
    assert "trop tard" in things()["premier_rdv"].sentence
    held(desk, dossier, DAY, Presence.ATTENDED)
    assert set(things()) == {"decision"}
    save_diagnostic(desk, dossier, DiagnosticFacts(obstacles={"mobility": Impact.STRONG}))
    decide(desk, dossier, Decision("enrolled"))
    assert set(things()) == {"retour_prescription", "contrat", "fiche_fse"}
    assert "préparer" in things()["contrat"].sentence
    assert "il reste 28\u00a0jours" in things()["fiche_fse"].sentence
    assert things()["fiche_fse"].target == Target(Screen.DIAGNOSTIC, dossier)
    terms = ContractTerms(DAY, date(2023, 11, 30), 900, None, "a", "b", "Refaire le CV")
    prepare_contract(desk, dossier, terms)
    assert "faire signer" in things()["contrat"].sentence
    contract_on_paper(desk, dossier, DAY)
    assert "contrat" not in things()


def test_absences_beyond_the_threshold_are_told_again_when_one_more_comes(desk, dossier, things):
    decide(desk, dossier, Decision("enrolled", entered_on=DAY - timedelta(days=3)))
    for days in (3, 2, 1):
        held(desk, dossier, DAY - timedelta(days=days), Presence.UNEXCUSED)
    assert things()["absences"].sentence == "3 absences injustifiées"
    obtained_otherwise(desk, things()["absences"], "Vu avec la référente")
    assert "absences" not in things()
    held(desk, dossier, DAY, Presence.UNEXCUSED)
    assert things()["absences"].sentence == "4 absences injustifiées"


def test_what_was_not_pointed_or_signed_is_told_the_day_after(desk, dossier, things):
    decide(desk, dossier, Decision("enrolled", entered_on=DAY - timedelta(days=3)))
    plan_appointment(
        desk, dossier, Slot(DAY - timedelta(days=1), 540, 570, "Airaines", Mode.ON_SITE)
    )
    seen = things()["rdv_a_pointer"]
    assert seen.target.screen is Screen.APPOINTMENT
    record_presence(desk, seen.target.appointment_id, Presence.ATTENDED)
    assert things()["signature"].target.appointment_id == seen.target.appointment_id


def test_a_closed_month_asks_for_nothing_that_can_no_longer_be_done(desk):
    april, may = DAY - timedelta(days=41), DAY - timedelta(days=3)
    dossier = receive_prescription(
        desk,
        desk.actions[0],
        PrescriptionFacts("23-001", april, "department"),
        PersonFacts("DURAND", "Léa", "female", date(1990, 5, 6)),
    )
    decide(desk, dossier, Decision("enrolled", entered_on=april))
    for day in (april, may):
        slot = Slot(day, 540, 570, "Airaines", Mode.ON_SITE)
        record_presence(desk, plan_appointment(desk, dossier, slot), Presence.ATTENDED)

    def told(rule):
        return [thing.due_on for thing in all_of(desk) if thing.rule == rule]

    assert told("signature") == [april, may]
    assert told("mois_a_clore") == [date(2023, 5, 7), date(2023, 6, 7)]
    close_month(desk, desk.actions[0], date(2023, 4, 1), force_reason="Feuille perdue")
    assert told("signature") == [may]
    assert told("mois_a_clore") == [date(2023, 6, 7)]


def test_later_comes_back_otherwise_does_not_and_silence_is_for_her_alone(desk, dossier, things):
    postpone(desk, things()["premier_rdv"], DAY + timedelta(days=2))
    assert "premier_rdv" not in things(DAY + timedelta(days=1))
    assert "premier_rdv" in things(DAY + timedelta(days=2))
    with pytest.raises(UserError, match="déjà là"):
        postpone(desk, things(DAY + timedelta(days=2))["premier_rdv"], DAY)
    with pytest.raises(UserError, match="motif"):
        obtained_otherwise(desk, things(DAY + timedelta(days=2))["premier_rdv"], " ")
    undo_act(desk)
    silence(desk, things()["premier_rdv"])
    other = receive_prescription(
        desk,
        desk.actions[0],
        PrescriptionFacts("23-002", DAY, "department"),
        PersonFacts("MARTIN", "Zoé", "female", date(1990, 5, 6)),
    )
    assert things()["premier_rdv"].prescription_id == other
    action = desk.actions[0]

    def kept():
        return desk.read(lambda link: hidden_things(link, action.id, action.profile, DAY))

    (hidden,) = kept()
    assert hidden.thing.prescription_id == dossier
    lift(desk, hidden.mark.id)
    assert kept() == ()


def test_the_day_shows_the_places_in_order_and_those_met_first(desk, dossier):
    action = desk.actions[0]
    other = receive_prescription(
        desk,
        action,
        PrescriptionFacts("23-002", DAY - timedelta(days=30), "department"),
        PersonFacts("MARTIN", "Zoé", "female", date(1990, 5, 6)),
    )
    empty = desk.read(lambda link: day_view(link, action.id, action.profile, DAY))
    assert (empty.stops, empty.next_day) == ((), None)
    told = [person.prescription_id for person in empty.to_do]
    assert told == [other, dossier], "May was over before the action was here: it is not asked for"
    plan_appointment(desk, other, Slot(DAY, 600, 630, None, Mode.PHONE))
    plan_appointment(desk, dossier, Slot(DAY, 840, 870, "Airaines", Mode.ON_SITE))
    plan_appointment(desk, other, Slot(DAY, 660, 690, "Oisemont", Mode.ON_SITE))
    shown = desk.read(lambda link: day_view(link, action.id, action.profile, DAY))
    assert [stop.place for stop in shown.stops] == ["Oisemont", "Airaines", None]
    assert shown.stops[2].appointments[0].first_of_dossier
    assert [person.met_today for person in shown.to_do] == [True]
    assert shown.to_do[0].prescription_id == other


HISTORY = (
    "appointment", "signature", "signature_refusal", "document", "to_do_mark", "attachment", "step",
    "journal_entry",
)  # fmt: skip
"""Tables that grow for ever; an action's people and their exits are looked through, no more."""


def test_the_day_reads_no_table_of_the_history_from_end_to_end(desk, dossier):
    action = desk.actions[0]
    plan_appointment(desk, dossier, Slot(DAY, 600, 630, None, Mode.PHONE))
    asked = []

    def note(_link, _cursor, statement, values, *_):
        asked.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    desk.read(lambda link: day_view(link, action.id, action.profile, DAY))
    event.remove(Engine, "before_cursor_execute", note)
    selects = [item for item in asked if item[0].startswith("SELECT")]
    assert len(selects) > 10
    with desk.store.read() as link:
        steps = [
            step.detail
            for statement, values in selects
            for step in link.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert any("appointment USING INDEX ix_appointment_held_on" in step for step in steps)
    assert not [step for step in steps for table in HISTORY if step.startswith(f"SCAN {table}")]


WHOSE = [new_id() for _ in range(3)]
THINGS = st.lists(
    st.builds(
        lambda rule, whose, subject, days: ToDo(
            rule, rule, DAY + timedelta(days=days), Target(Screen.CARD, whose), subject
        ),
        st.sampled_from(["a", "b"]),
        st.sampled_from([None, *WHOSE]),
        st.sampled_from(["", "1", "2"]),
        st.integers(-9, 9),
    ),
    max_size=12,
)
ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.sampled_from([None, *WHOSE]),
        st.sampled_from(["", "1", "2"]),
        st.one_of(st.none(), st.integers(-5, 5).map(lambda days: DAY + timedelta(days=days))),
    ),
    max_size=6,
)


@given(THINGS, ANSWERS)
def test_an_answer_hides_exactly_its_own(found, answered):
    shown = visible(found, answered, DAY)
    for thing in found:
        hidden = any(
            rule == thing.rule
            and whose == thing.prescription_id
            and subject in {"", thing.subject}
            and (postponed_to is None or postponed_to > DAY)
            for rule, whose, subject, postponed_to in answered
        )
        assert (thing in shown) is not hidden
    assert [thing.due_on for thing in shown] == sorted(thing.due_on for thing in shown)
