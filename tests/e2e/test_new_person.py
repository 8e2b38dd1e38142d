"""From a prescription to a contract prepared, over a real store: what each step records."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.fse import QUESTIONS, Answer, EntryRecord, missing_in
from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState
from coachdesk.models import Appointment, EngagementContract, Objective, Pathway, Prescription, Step
from coachdesk.queries.appointment_sheet import appointment_sheet
from coachdesk.services.acts import undo_act
from coachdesk.services.appointment_record import (
    AppointmentRecord,
    record_appointment,
    record_walk_in,
)
from coachdesk.services.appointments import move_appointment, plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.contracts import (
    latest_contract,
    prepare_contract,
)
from coachdesk.services.decisions import Decision, decide, usual_end
from coachdesk.services.diagnostics import DiagnosticFacts, diagnostic, save_diagnostic
from coachdesk.services.duplicates import Typed, known_people, likely_same
from coachdesk.services.exits.prolonging import prolong, usual_prolongation
from coachdesk.services.mornings import cancel_and_move
from coachdesk.services.prescriptions import (
    PersonFacts,
    PrescriptionFacts,
    next_number,
    receive_prescription,
)
from coachdesk.services.setup import create_desk
from support.clock import FixedClock
from support.documents import contract_on_paper

DAY = date(2023, 6, 1)
PERSON = PersonFacts(
    "DURAND", "Léa", "female", date(1990, 5, 6),
    postcode="80270", commune="Airaines", phone="0612345678", beneficiary_number="0001234567",
)  # fmt: skip
FACTS = PrescriptionFacts("23-001", DAY - timedelta(days=3), "department", "Mme Petit")
FIRST = Slot(DAY, 540, 600, "Airaines", Mode.ON_SITE)


@pytest.fixture
def clock():
    return FixedClock(datetime(2023, 6, 1, 18, 0, tzinfo=timezone(timedelta(hours=2))))


@pytest.fixture
def desk(tmp_path, clock):
    made = create_desk(
        tmp_path / "store", "été à la mer", profile="coaching-emploi", coach_name=None, clock=clock
    ).desk
    yield made
    made.close()


@pytest.fixture
def dossier(desk):
    return receive_prescription(desk, desk.actions[0], FACTS, PERSON, first=FIRST)


def only(desk, model):
    """The only row of a table."""
    return desk.read(lambda link: link.execute(select(model.__table__)).one())


def count(desk, model):
    return len(desk.read(lambda link: link.execute(select(model.__table__)).all()))


def test_the_first_rendez_vous_comes_before_the_pathway_and_passes_to_it(desk, dossier):
    first = only(desk, Appointment)
    assert (first.prescription_id, first.pathway_id) == (dossier, None)
    record_presence(desk, first.id, Presence.ATTENDED)
    assert only(desk, Prescription).first_appointment_on == DAY
    save_diagnostic(
        desk, dossier, DiagnosticFacts(status="rsa", main_obstacle="mobility", driving_licence=True)
    )
    decide(desk, dossier, Decision("enrolled"))
    pathway = only(desk, Pathway)
    assert (pathway.entered_on, pathway.planned_end_on) == (DAY, date(2023, 11, 30))
    assert (pathway.status, pathway.main_obstacle, pathway.driving_licence) == (
        "rsa", "mobility", True,
    )  # fmt: skip
    moved = only(desk, Appointment)
    assert (moved.prescription_id, moved.pathway_id) == (None, pathway.id)
    undo_act(desk)
    assert count(desk, Pathway) == 0
    assert only(desk, Appointment).prescription_id == dossier
    assert only(desk, Prescription).outcome == "pending"


def test_what_is_typed_is_cleaned_and_what_cannot_be_is_refused(desk, dossier):
    person = desk.read(known_people)[0]
    assert (person.phone, person.beneficiary_number) == ("06 12 34 56 78", "1234567")
    with pytest.raises(UserError, match="déjà celui"):
        receive_prescription(desk, desk.actions[0], FACTS, PERSON)
    numbered = PrescriptionFacts("23-002", DAY, "department")
    for wrong, sentence in (
        ({"phone": "0612"}, "téléphone"),
        ({"postcode": "8027"}, "code postal"),
        ({"email": "lea@"}, "électronique"),
        ({"beneficiary_number": "2900580123456"}, "sécurité sociale"),
        ({"birth_date": date(2022, 1, 1)}, "1 an"),
        ({"last_name": " "}, "manque"),
    ):
        with pytest.raises(UserError, match=sentence):
            receive_prescription(
                desk, desk.actions[0], numbered, PersonFacts(**{**vars(PERSON), **wrong})
            )
    assert count(desk, Prescription) == 1
    assert desk.read(lambda link: next_number(link, desk.actions[0].id, DAY)) == "23-002"


def test_a_likely_duplicate_is_proposed_before_she_is_created_again(desk, dossier):
    people = desk.read(known_people)
    for typed in (
        Typed("Durand", "Lea", date(1990, 5, 6)),
        Typed("lea", "durand", date(1990, 5, 6)),
        Typed("Durant", "Léa", date(1990, 5, 6)),
        Typed(beneficiary_number="123 45 67"),
        Typed("Martin", "Léa", phone="06 12 34 56 78"),
    ):
        assert [found.number for found in likely_same(typed, people)] == ["23-001"]
    assert likely_same(Typed("Martin", "Zoé", date(1990, 5, 6)), people) == ()
    assert likely_same(Typed(), people) == ()


def test_the_same_person_comes_back_by_a_new_prescription(desk, dossier):
    decide(desk, dossier, Decision("redirected", reason="Vers le coaching social"))
    again = receive_prescription(
        desk,
        desk.actions[0],
        PrescriptionFacts("23-002", DAY, "department"),
        PersonFacts(**{**vars(PERSON), "commune": "Oisemont"}),
        known=desk.read(known_people)[0].participant_id,
    )
    (person,) = desk.read(known_people)
    assert (person.prescription_id, person.commune) == (again, "Oisemont")


def test_a_diagnostic_is_saved_as_often_as_wanted(desk, dossier, clock):
    facts = DiagnosticFacts(
        status="rsa",
        expectations="Travailler dans la vente",
        obstacles={"mobility": Impact.STRONG, "health": Impact.NONE},
        answers={"housing": Answer.NO, "disability": Answer.REFUSED},
        objectives=("Refaire le CV",),
    )
    save_diagnostic(desk, dossier, facts)
    assert desk.read(lambda link: diagnostic(link, dossier)) == facts
    clock.advance(timedelta(days=7))
    save_diagnostic(desk, dossier, DiagnosticFacts(obstacles={"mobility": Impact.MODERATE}))
    evolution = desk.read(
        lambda link: (
            link.exec_driver_sql(
                "SELECT impact FROM obstacle WHERE kind = 'mobility' ORDER BY assessed_on"
            )
            .scalars()
            .all()
        )
    )
    assert evolution == ["strong", "moderate"]


def test_a_refusal_completes_the_record_and_silence_does_not():
    told = EntryRecord("unemployed", "cap", None, "lea@exemple.fr", [q.key for q in QUESTIONS])
    assert missing_in(told) == ()
    assert missing_in(EntryRecord(None, None, None, None, ())) == (
        "situation d’emploi", "niveau de formation", "téléphone ou adresse électronique",
        "6 questions",
    )  # fmt: skip


def test_a_decision_asks_for_what_it_needs(desk, dossier):
    with pytest.raises(UserError, match="motif"):
        decide(desk, dossier, Decision("redirected"))
    with pytest.raises(UserError, match="L’entrée ne peut pas"):
        decide(desk, dossier, Decision("enrolled", entered_on=DAY + timedelta(days=1)))
    decide(desk, dossier, Decision("redirected", reason="Vers le coaching social"))
    kept = only(desk, Prescription)
    assert (kept.decided_on, kept.decision_reason) == (DAY, "Vers le coaching social")
    with pytest.raises(UserError, match=r"déjà «.Réorienté"):
        decide(desk, dossier, Decision("enrolled"))


def test_a_contract_is_filled_prepared_then_signed_on_paper(desk, dossier):
    profile = desk.actions[0].profile
    with pytest.raises(UserError, match="pas encore entrée"):
        desk.read(lambda link: latest_contract(link, profile, dossier))
    save_diagnostic(desk, dossier, DiagnosticFacts(objectives=("Refaire le CV",)))
    decide(desk, dossier, Decision("enrolled"))
    proposed = desk.read(lambda link: latest_contract(link, profile, dossier))
    assert proposed.terms.action_plan == "Refaire le CV"
    assert proposed.terms.weekly_minutes == 15 * 60
    short = {**vars(proposed.terms), "weekly_minutes": 5 * 60}
    with pytest.raises(UserError, match="motif"):
        prepare_contract(desk, dossier, type(proposed.terms)(**short))
    made = prepare_contract(desk, dossier, type(proposed.terms)(**{**short, "exemption": "carer"}))
    assert prepare_contract(desk, dossier, proposed.terms) == made, "not signed: the same version"
    contract_on_paper(desk, dossier, DAY)
    with pytest.raises(UserError, match="déjà signé"):
        contract_on_paper(desk, dossier, DAY)
    assert desk.read(lambda link: latest_contract(link, profile, dossier)).revision == 2
    assert count(desk, EngagementContract) == 1


def test_a_contract_goes_on_with_its_terms_from_the_day_after_when_she_stays_longer(desk, dossier):
    profile = desk.actions[0].profile
    save_diagnostic(desk, dossier, DiagnosticFacts(objectives=("Refaire le CV",)))
    decide(desk, dossier, Decision("enrolled", planned_end_on=usual_end(profile, DAY)))
    first = desk.read(lambda link: latest_contract(link, profile, dossier)).terms
    agreed = replace(
        first, weekly_minutes=8 * 60, exemption="carer", person_commitments="Venir à pied."
    )
    prepare_contract(desk, dossier, agreed)
    contract_on_paper(desk, dossier, DAY)
    assert desk.read(lambda link: latest_contract(link, profile, dossier)).terms == agreed
    until = usual_prolongation(profile, DAY, agreed.ends_on, DAY)
    prolong(desk, dossier, until)
    renewed = desk.read(lambda link: latest_contract(link, profile, dossier))
    assert renewed.revision == 2
    assert renewed.terms == replace(
        agreed, starts_on=agreed.ends_on + timedelta(days=1), ends_on=until
    )


def test_the_sheet_of_a_rendez_vous_is_one_act(desk, dossier):
    decide(desk, dossier, Decision("enrolled"))
    first = only(desk, Appointment).id
    following = record_appointment(
        desk,
        first,
        AppointmentRecord(
            presence=Presence.ATTENDED,
            start_minute=555,
            note="CV repris.",
            steps=frozenset({"cv", "solidarity_transport"}),
            objectives=("Appeler la mairie",),
            following=Slot(DAY + timedelta(days=7), 540, 600, "Airaines", Mode.ON_SITE),
        ),
    )
    sheet = desk.read(lambda link: appointment_sheet(link, first))
    assert (sheet.head.start_minute, sheet.head.planned_start_minute) == (555, 540)
    assert sheet.head.note == "CV repris."
    assert sheet.next_on == DAY + timedelta(days=7)
    aid = next(step for step in sheet.steps if step.kind == "solidarity_transport")
    assert aid.aid_outcome is AidOutcome.PENDING
    later = desk.read(lambda link: appointment_sheet(link, following))
    assert later.last_note == "CV repris."
    (goal,) = later.objectives
    record_appointment(
        desk,
        first,
        AppointmentRecord(
            steps=frozenset({"solidarity_transport"}),
            aid_outcomes={aid.id: AidOutcome.GRANTED},
            closed={goal.id: ObjectiveState.DONE},
        ),
    )
    assert only(desk, Step).aid_outcome is AidOutcome.GRANTED
    assert only(desk, Objective).closed_on == DAY
    undo_act(desk)
    undo_act(desk)
    assert count(desk, Appointment) == 1
    assert only(desk, Appointment).presence == Presence.PLANNED
    assert (count(desk, Step), count(desk, Objective)) == (0, 0)


def test_an_absence_says_its_category_and_its_proof(desk, dossier):
    first = only(desk, Appointment).id
    record_appointment(
        desk,
        first,
        AppointmentRecord(presence=Presence.EXCUSED, absence_reason="family", absence_proof="call"),
    )
    kept = only(desk, Appointment)
    assert (kept.absence_reason, kept.absence_proof) == ("family", "call")
    record_appointment(desk, first, AppointmentRecord(presence=Presence.UNEXCUSED))
    kept = only(desk, Appointment)
    assert (kept.absence_reason, kept.absence_proof) == (None, None)
    assert desk.read(lambda link: appointment_sheet(link, first)).unexcused == 1


def test_a_rendez_vous_moves_as_long_as_it_is_to_come(desk, dossier):
    first = only(desk, Appointment).id
    later = Slot(DAY + timedelta(days=1), 600, 630, "Oisemont", Mode.ON_SITE)
    move_appointment(desk, first, later)
    assert desk.read(lambda link: appointment_sheet(link, first)).head.place == "Oisemont"
    undo_act(desk)
    assert only(desk, Appointment).held_on == DAY
    record_presence(desk, first, Presence.EXCUSED)
    with pytest.raises(UserError, match="n’est plus à venir"):
        move_appointment(desk, first, later)


def test_a_morning_is_cancelled_and_planned_again_by_one_act(desk, dossier):
    other = plan_appointment(desk, dossier, Slot(DAY, 600, 630, None, Mode.PHONE))
    first = next(
        row.id
        for row in desk.read(lambda link: link.execute(select(Appointment.__table__)).all())
        if row.id != other
    )
    later = Slot(DAY + timedelta(days=1), 540, 600, "Airaines", Mode.ON_SITE)
    cancel_and_move(desk, {first: later, other: None}, DAY, "Mairie fermée")
    states = desk.read(
        lambda link: link.exec_driver_sql("SELECT presence FROM appointment").scalars().all()
    )
    assert sorted(states) == ["cancelled", "cancelled", "planned"]
    assert undo_act(desk).words.startswith("annulation de 2")
    assert count(desk, Appointment) == 2


def test_someone_who_comes_by_is_present_at_once(desk, dossier):
    decide(desk, dossier, Decision("enrolled"))
    passed = record_walk_in(desk, dossier, Slot(DAY, 1020, 1050, "Airaines", Mode.ON_SITE))
    assert desk.read(lambda link: appointment_sheet(link, passed)).head.presence == "attended"
