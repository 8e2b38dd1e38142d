"""The feuille de route: places in order with the road between, what each signs, what is late."""

from datetime import date, timedelta

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import EngagementContract
from coachdesk.services.acts import act, undo_act
from coachdesk.services.agenda.places import set_address
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.day import day_view
from coachdesk.services.decisions import Decision, decide
from coachdesk.services.drafts import draft_key, draft_target, save_draft, waiting_drafts
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_marks import lift, obtained_otherwise, postpone, silence
from coachdesk.services.to_dos import hidden_things
from coachdesk.services.visits import gap_words, short_words

DAY = date(2023, 6, 1)


@pytest.fixture
def view(desk):
    action = desk.actions[0]
    return lambda day=DAY: desk.read(lambda link: day_view(link, action.id, action.profile, day))


@pytest.fixture
def masked(desk):
    action = desk.actions[0]
    return lambda: desk.read(lambda link: hidden_things(link, action.id, action.profile, DAY))


@pytest.fixture
def someone(desk):
    def receive(number, last_name, days=3):
        return receive_prescription(
            desk,
            desk.actions[0],
            PrescriptionFacts(number, DAY - timedelta(days=days), "department"),
            PersonFacts(last_name, "Léa", "female", date(1990, 5, 6)),
        )

    return receive


def met(desk, dossier, days, minute=540, place="Airaines", mode=Mode.ON_SITE):
    slot = Slot(DAY + timedelta(days=days), minute, minute + 30, place, mode)
    return plan_appointment(desk, dossier, slot)


def test_the_places_follow_one_another_with_the_road_between(desk, view, someone):
    dossier, other = someone("23-001", "DURAND"), someone("23-002", "MARTIN")
    for minute, place in ((540, "Airaines"), (570, "Airaines"), (645, "Oisemont")):
        met(desk, dossier, 0, minute, place)
    met(desk, other, 0, 660, "Poix")
    met(desk, other, 0, 690, "Hornoy")
    met(desk, dossier, 0, 840, "Airaines")
    met(desk, dossier, 0, 480, None, Mode.PHONE)
    stops = view().stops
    assert [stop.place for stop in stops] == [
        "Airaines", "Oisemont", "Poix", "Hornoy", "Airaines", None,
    ]  # fmt: skip
    assert [len(stop.visits) for stop in stops] == [2, 1, 1, 1, 1, 1]
    assert [gap_words(stop) for stop in stops] == [
        "", "45\u00a0min pour y aller", "en même temps que le lieu d’avant",
        "aucune minute pour y aller", "2\u00a0h\u00a000 pour y aller", "",
    ]  # fmt: skip


def test_a_place_bears_the_address_she_wrote_once(desk, view, someone):
    met(desk, someone("23-001", "DURAND"), 0)
    set_address(desk, "Airaines", "  Mairie, 12  rue de l’Hôpital ")
    assert view().stops[0].address == "Mairie, 12 rue de l’Hôpital"
    undo_act(desk)
    assert view().stops[0].address is None
    with pytest.raises(UserError, match="n’existe plus"):
        set_address(desk, "Nulle part", "x")


def test_each_signs_today_and_what_she_did_not_sign_before(desk, view, someone):
    dossier = someone("23-001", "DURAND", days=40)
    decide(desk, dossier, Decision("enrolled", entered_on=DAY - timedelta(days=30)))
    here = met(desk, dossier, 0)
    (visit,) = view().stops[0].visits
    assert [(each.words, each.pad) for each in visit.to_sign] == [("présence", here)]
    earlier = met(desk, dossier, -7)
    by_phone = met(desk, dossier, -3, 600, None, Mode.PHONE)
    for appointment in (earlier, by_phone):
        record_presence(desk, appointment, Presence.ATTENDED)
    terms = ContractTerms(DAY, date(2023, 11, 30), 900, None, "a", "b", "Refaire le CV")
    contract = prepare_contract(desk, dossier, terms)
    (visit,) = view().stops[0].visits
    assert [each.words for each in visit.to_sign] == [
        "présence", "présence du 25\u00a0mai", "entretien à distance du 29\u00a0mai",
        "contrat préparé",
    ]  # fmt: skip
    assert [each.pad for each in visit.to_sign] == [here, earlier, by_phone, None]
    assert visit.to_sign[3].target == Target(Screen.CONTRACT, dossier)
    with act(desk, "signature") as uow:
        uow.session.get(EngagementContract, contract).signed_on = DAY
        uow.commit()
    for days in (6, 5, 4):
        record_presence(desk, met(desk, dossier, -days, 700), Presence.ATTENDED)
    (visit,) = view().stops[0].visits
    assert visit.to_sign[1].words == "4\u00a0présences passées"
    assert visit.to_sign[1].pad == earlier, "the oldest is signed first"
    assert "contrat préparé" not in [each.words for each in visit.to_sign]
    record_presence(desk, here, Presence.UNEXCUSED)
    assert view().stops[0].visits[0].to_sign == (), "she is not there to sign"


def test_what_is_late_stands_in_her_row_and_what_is_not_does_not(desk, view, someone):
    dossier = someone("23-001", "DURAND", days=40)
    decide(desk, dossier, Decision("enrolled", entered_on=DAY - timedelta(days=35)))
    met(desk, dossier, 0)
    late = {short_words(thing): thing for thing in view().stops[0].visits[0].late}
    assert set(late) == {"contrat", "fiche FSE+"}, "the retour has a week left"
    obtained_otherwise(desk, late["contrat"], "Signé chez le référent")
    assert [short_words(each) for each in view().stops[0].visits[0].late] == ["fiche FSE+"]


def test_what_her_answers_hide_is_seen_and_put_back(desk, view, masked, someone):
    dossier, other = someone("23-001", "DURAND"), someone("23-002", "MARTIN")
    things = {person.prescription_id: person.things[0] for person in view().to_do}
    postpone(desk, things[dossier], DAY + timedelta(days=2))
    silence(desk, things[other])
    assert view().hidden == 2
    hidden = masked()
    assert {each.thing.who for each in hidden} == {"DURAND Léa", "MARTIN Léa"}
    assert view(DAY + timedelta(days=2)).hidden == 1, "the day has come for the first"
    lift(desk, next(each.mark.id for each in hidden if each.mark.postponed_to is None))
    assert other in [person.prescription_id for person in view().to_do]
    assert [each.thing.prescription_id for each in masked()] == [dossier]


def test_those_met_today_come_first_by_hour(desk, view, someone):
    early, late, other = (
        someone(f"23-00{number}", name) for number, name in enumerate(("UN", "DEUX", "TROIS"))
    )
    met(desk, late, 0, 840)
    met(desk, early, 0, 540)
    for dossier in (early, late):
        record_presence(desk, met(desk, dossier, -1, 900), Presence.ATTENDED)
    told = [(person.prescription_id, person.met_at) for person in view().to_do]
    assert told[:2] == [(early, 540), (late, 840)]
    assert told[2:] == [(other, None)]


def test_a_draft_says_what_it_is_and_leads_back_to_its_form(desk, someone):
    dossier = someone("23-001", "DURAND")
    appointment = met(desk, dossier, 0)
    targets = (
        Target(Screen.INTAKE),
        Target(Screen.DIAGNOSTIC, dossier),
        Target(Screen.APPOINTMENT, appointment_id=appointment),
        Target(Screen.CANCEL_MORNING),
    )
    for target in targets:
        assert draft_target(draft_key(target)) == target
        save_draft(desk, draft_key(target), {"last_name": "PETIT", "first_name": "Zoé"})
    told = {draft.target: draft.words for draft in desk.read(waiting_drafts)}
    assert told[targets[0]] == "prescription de Zoé PETIT"
    assert told[targets[1]] == "diagnostic de Léa DURAND"
    assert told[targets[2]] == "rendez-vous de Léa DURAND"
    undo_act(desk)  # the rendez-vous that the third was about is gone
    gone = [draft for draft in desk.read(waiting_drafts) if draft.target is None]
    assert [draft.words for draft in gone] == ["fiche qui n’existe plus"]
    assert draft_target("inconnu:1") is None


def test_a_draft_of_a_part_of_the_card_opens_that_part(desk, someone):
    dossier = someone("23-001", "DURAND")
    save_draft(desk, f"objectif:{dossier}", {"text": "Refaire le CV"})
    save_draft(desk, "import:0123456789abcdef0123456789abcdef", {"answers": {}})
    save_draft(desk, f"piece:{new_id()}", {"name": "x"})
    told = {draft.words: draft.target for draft in desk.read(waiting_drafts)}
    assert told["objectif de Léa DURAND"] == Target(Screen.CARD, dossier, section="objectifs")
    assert "import d’un classeur" in told
    assert told["fiche qui n’existe plus"] is None


def test_a_draft_of_a_month_opens_that_month(desk):
    save_draft(desk, "cloture:2023-10", {"reason": "Feuille à retrouver"})
    save_draft(desk, "relecture:2024-01:hours:0f1e", {"reason": "Vu avec elle"})
    told = {draft.words: draft.target for draft in desk.read(waiting_drafts)}
    assert told == {
        "clôture d’octobre\u00a02023": Target(Screen.MONTH, day=date(2023, 10, 1)),
        "relecture de janvier\u00a02024": Target(Screen.AUDIT, day=date(2024, 1, 1)),
    }
