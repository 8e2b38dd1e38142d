"""An exit is recorded, changed, undone; what hangs on it follows, and a closed month refuses."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.exits import ExitClass
from coachdesk.domain.follow_ups import MilestoneState
from coachdesk.models import Appointment, Closing, Company, Exit, FollowUp, Immersion, Pathway
from coachdesk.queries.card import participant_card
from coachdesk.queries.monthly_table import monthly_table_rows
from coachdesk.services.acts import undo_act
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attachments import ReadyFile
from coachdesk.services.card import card_view
from coachdesk.services.documents.drafting import open_document, read_document
from coachdesk.services.exits.following import (
    FollowUpFacts,
    follow_up_form,
    record_follow_up,
    take_back_follow_up,
    to_follow_up,
)
from coachdesk.services.exits.prolonging import last_renewal, prolong, usual_prolongation
from coachdesk.services.exits.proof import add_exit_proof
from coachdesk.services.exits.recording import (
    ExitTerms,
    change_exit,
    record_exit,
    take_back_exit,
)
from coachdesk.services.exits.view import exit_form
from coachdesk.services.papers.table import _row as table_row
from coachdesk.services.targets import Screen
from coachdesk.services.to_dos import things_of
from support.documents import make_dossier
from support.stores import refusal_of

DAY = date(2023, 6, 1)
DAYS = timedelta(days=1)
JOB = ExitTerms(
    DAY, "employment", "fixed_short", employer="Boulangerie Petit",
    job_starts_on=date(2023, 6, 5), job_ends_on=date(2023, 12, 4), weekly_minutes=35 * 60,
)  # fmt: skip
DROPPED = ExitTerms(DAY, "dropout", dry_reason="Ne donne plus de nouvelles.")
SPACE = "\u00a0"


@pytest.fixture
def dossier(desk):
    made = make_dossier(desk)
    with desk.store.write() as uow:  # of the dossier of the papers, nothing waits after today
        for held in uow.session.scalars(select(Appointment).where(Appointment.held_on > DAY)):
            uow.session.delete(held)
        uow.commit()
    return made


def plain(text):
    return text.replace(SPACE, " ").replace("\u202f", " ")


def left(desk, dossier):
    return desk.read(lambda link: participant_card(link, dossier.prescription)).exit


def rules_of(desk, dossier, day=DAY):
    action = desk.actions[0]
    found = desk.read(
        lambda link: things_of(link, action.id, action.profile, day, dossier.prescription)
    )
    return {thing.rule: thing for thing in found}


def close(desk, month):
    with desk.store.write() as uow:
        uow.session.add(
            Closing(
                id=new_id(), action_id=desk.actions[0].id, month=month, revision=1,
                closed_at=uow.now, figures="{}", gaps="[]",
            )
        )  # fmt: skip
        uow.commit()


def test_the_dates_of_a_contract_say_its_detail(desk, dossier):
    record_exit(desk, dossier.prescription, JOB)
    kept = left(desk, dossier)
    assert (kept.detail, kept.employer) == ("fixed_long", "Boulangerie Petit")
    profile = desk.actions[0].profile
    derived = profile.exit(kept.kind, kept.detail, kept.job_starts_on, kept.job_ends_on)
    assert derived.exit_class is ExitClass.DURABLE
    shorter = replace(JOB, job_ends_on=date(2023, 12, 3))
    change_exit(desk, dossier.prescription, shorter)
    assert left(desk, dossier).detail == "fixed_short"
    assert undo_act(desk).words == "sortie de Léa D’ARTAGNAN"
    assert left(desk, dossier).detail == "fixed_long"
    undo_act(desk)
    assert left(desk, dossier) is None


def test_a_company_of_the_store_stays_tied_while_it_is_called_so(desk, dossier):
    with desk.store.write() as uow:
        company = Company(id=new_id(), siret=None, name="Garage du Centre", cut_over=False)
        uow.session.add(company)
        uow.commit()
        key = company.id
    record_exit(
        desk, dossier.prescription, replace(JOB, employer="Garage du Centre", company_id=key)
    )
    assert left(desk, dossier).company_id == key
    change_exit(desk, dossier.prescription, replace(JOB, employer="Autre", company_id=key))
    assert (left(desk, dossier).company_id, left(desk, dossier).employer) == (None, "Autre")


def test_a_dry_exit_wants_its_reason_and_a_sad_one_does_not(desk, dossier):
    refused = refusal_of(
        lambda: record_exit(desk, dossier.prescription, replace(DROPPED, dry_reason=" "))
    )
    assert "sortie sèche" in refused.sentence
    record_exit(desk, dossier.prescription, DROPPED)
    assert left(desk, dossier).dry_reason == "Ne donne plus de nouvelles."
    advised = replace(DROPPED, recommendation="training")
    change_exit(desk, dossier.prescription, advised)
    assert left(desk, dossier).dry_reason is None, "something is ahead: there is nothing to excuse"
    change_exit(desk, dossier.prescription, ExitTerms(DAY, "death"))
    assert left(desk, dossier).dry_reason is None
    assert not {"suivi", "justificatif_sortie", "fse_sortie"} & set(
        rules_of(desk, dossier, DAY + 40 * DAYS)
    ), "nothing is asked of who died"


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (replace(JOB, left_on=DAY + DAYS), "d’avance"),
        (replace(JOB, left_on=date(2022, 1, 1)), "entrée dans l’action"),
        (replace(JOB, job_ends_on=date(2023, 6, 4)), "avant de commencer"),
        (replace(JOB, weekly_minutes=49 * 60), "heures par semaine"),
    ],
)
def test_what_can_not_be_is_refused_and_leaves_nothing(desk, dossier, terms, said):
    refused = refusal_of(lambda: record_exit(desk, dossier.prescription, terms))
    assert said in refused.sentence
    assert refused.remedy
    assert left(desk, dossier) is None
    assert not desk.acts


def test_a_rendez_vous_noted_after_the_exit_is_in_its_way(desk, dossier):
    held = desk.read(
        lambda link: link.execute(
            select(Appointment.held_on).where(Appointment.id == dossier.attended)
        ).scalar_one()
    )
    early = replace(JOB, left_on=held - DAYS)
    assert (
        "rendez-vous est noté"
        in refusal_of(lambda: record_exit(desk, dossier.prescription, early)).sentence
    )


def test_rendez_vous_to_come_are_off_by_the_same_act_and_come_back_with_it(desk, dossier):
    slot = Slot(DAY + 7 * DAYS, 540, 600, "Mairie", Mode.ON_SITE)
    off = plan_appointment(desk, dossier.prescription, slot)
    kept = plan_appointment(desk, dossier.prescription, replace(slot, held_on=DAY + 14 * DAYS))
    action = desk.actions[0]
    form = desk.read(lambda link: exit_form(link, action, dossier.prescription, DAY))
    assert {off, kept} <= {item.id for item in form.planned}
    record_exit(desk, dossier.prescription, JOB, [off])

    def presences():
        found = desk.read(
            lambda link: link.execute(
                select(Appointment.id, Appointment.presence).where(Appointment.id.in_([off, kept]))
            ).all()
        )
        return dict(tuple(row) for row in found)

    assert presences() == {off: Presence.CANCELLED, kept: Presence.PLANNED}
    undo_act(desk)
    assert presences() == {off: Presence.PLANNED, kept: Presence.PLANNED}


def test_a_closed_month_keeps_what_its_papers_say(desk, dossier, fixed_clock):
    record_exit(desk, dossier.prescription, JOB)
    fixed_clock.set_wall(datetime(2023, 7, 10, 9, 0, tzinfo=fixed_clock.now().tzinfo))
    close(desk, date(2023, 6, 1))
    refused = refusal_of(
        lambda: change_exit(
            desk, dossier.prescription, replace(JOB, kind="dropout", dry_reason="x")
        )
    )
    assert "clôturé" in refused.sentence
    assert "rectificatif" in refused.remedy
    assert "clôturé" in refusal_of(lambda: take_back_exit(desk, dossier.prescription)).sentence
    change_exit(desk, dossier.prescription, replace(JOB, employer="Pain d’antan"))
    assert left(desk, dossier).employer == "Pain d’antan", "no paper of the month says who hires"


def test_what_remains_is_told_before_leaving(desk, dossier):
    with desk.store.write() as uow:
        company = Company(id=new_id(), siret=None, name="Garage du Centre", cut_over=False)
        uow.session.add(company)
        uow.session.flush()
        uow.session.add(
            Immersion(
                id=new_id(), pathway_id=dossier.pathway, company_id=company.id,
                starts_on=DAY - 5 * DAYS, ends_on=DAY + 5 * DAYS, cut_over=False,
            )
        )  # fmt: skip
        uow.commit()
    action = desk.actions[0]
    form = desk.read(lambda link: exit_form(link, action, dossier.prescription, DAY))
    assert [item.company for item in form.immersions][-1] == "Garage du Centre"
    assert [paper.kind for paper in form.papers] == ["fse_exit", "final_review", "satisfaction"]
    assert not any(paper.done for paper in form.papers)
    assert dossier.attended in {item.id for item in form.unsigned}
    assert form.proposed == DAY


def test_its_proof_is_asked_for_until_it_is_there(desk, dossier):
    record_exit(desk, dossier.prescription, JOB)
    asked = rules_of(desk, dossier)["justificatif_sortie"]
    assert (asked.target.screen, asked.due_on) == (Screen.EXIT, DAY + 28 * DAYS)
    assert rules_of(desk, dossier)["fse_sortie"].target.section == "fse_exit"
    add_exit_proof(desk, dossier.prescription, [ReadyFile("contrat.pdf", b"%PDF", "digest")])
    assert "justificatif_sortie" not in rules_of(desk, dossier)
    action = desk.actions[0]
    form = desk.read(lambda link: exit_form(link, action, dossier.prescription, DAY))
    assert form.proofs == ("contrat.pdf",)


def follow(desk, dossier, milestone, outcome="employed", **more):
    facts = FollowUpFacts(milestone, desk.clock.now().date(), Mode.PHONE, outcome, **more)
    return record_follow_up(desk, dossier.prescription, facts)


def at(fixed_clock, day):
    fixed_clock.set_wall(
        datetime(day.year, day.month, day.day, 9, 0, tzinfo=fixed_clock.now().tzinfo)
    )


def test_a_follow_up_falls_silent_once_done_and_comes_back_when_nobody_answered(
    desk, dossier, fixed_clock
):
    record_exit(desk, dossier.prescription, JOB)
    day = date(2023, 7, 3)
    at(fixed_clock, day)
    assert rules_of(desk, dossier, day)["suivi"].target.section == "1"
    follow(desk, dossier, 1, "unreachable", again_on=day + 3 * DAYS)
    assert "suivi" not in rules_of(desk, dossier, day)
    again = rules_of(desk, dossier, day + 3 * DAYS)["suivi"]
    assert "1\u00a0essai sans réponse" in again.sentence
    at(fixed_clock, day + 3 * DAYS)
    follow(desk, dossier, 1, employer="Boulangerie Petit")
    assert "suivi" not in rules_of(desk, dossier, day + 4 * DAYS)
    action = desk.actions[0]
    form = desk.read(
        lambda link: follow_up_form(link, action, dossier.prescription, None, day + 4 * DAYS)
    )
    assert [stone.state for stone in form.stones] == [
        MilestoneState.DONE, MilestoneState.TO_COME, MilestoneState.TO_COME,
    ]  # fmt: skip
    assert form.noted[1].attempts == 2
    assert form.wanted == 3
    undo_act(desk)
    assert "suivi" in rules_of(desk, dossier, day + 4 * DAYS)


def test_a_follow_up_keeps_its_proof_and_gives_it_back(desk, dossier, fixed_clock):
    record_exit(desk, dossier.prescription, JOB)
    at(fixed_clock, date(2023, 7, 1))
    pieces = add_exit_proof(desk, dossier.prescription, [ReadyFile("fiche.pdf", b"%PDF", "one")])
    facts = FollowUpFacts(1, date(2023, 7, 1), Mode.PHONE, "employed")
    record_follow_up(desk, dossier.prescription, facts, pieces)
    card = desk.read(lambda link: participant_card(link, dossier.prescription))
    assert [item.proofs for item in card.follow_ups] == [1]
    refused = refusal_of(lambda: take_back_exit(desk, dossier.prescription))
    assert "suivi" in refused.sentence
    take_back_follow_up(desk, dossier.prescription, 1)
    assert not desk.read(lambda link: link.execute(select(FollowUp.id)).all())
    undo_act(desk)
    card = desk.read(lambda link: participant_card(link, dossier.prescription))
    assert [item.proofs for item in card.follow_ups] == [1]


def test_the_list_of_a_month_holds_who_is_to_be_called_in_it(desk, dossier, fixed_clock):
    record_exit(desk, dossier.prescription, JOB)
    action = desk.actions[0]

    def listed(month, day):
        lines = desk.read(lambda link: to_follow_up(link, action, month, day))
        return [(line.last_name, line.stone.months) for line in lines]

    assert listed(date(2023, 7, 1), DAY) == [("D’ARTAGNAN", 1)]
    assert listed(date(2023, 8, 1), DAY) == []
    assert listed(date(2023, 9, 1), DAY) == [("D’ARTAGNAN", 3)]
    assert listed(date(2023, 8, 1), date(2023, 8, 2)) == [("D’ARTAGNAN", 1)], "it still waits"
    at(fixed_clock, date(2023, 8, 2))
    follow(desk, dossier, 1, "unreachable", again_on=date(2023, 8, 20))
    lines = desk.read(lambda link: to_follow_up(link, action, date(2023, 8, 1), date(2023, 8, 2)))
    assert [(line.stone.state, line.stone.attempts) for line in lines] == [
        (MilestoneState.AGAIN, 1)
    ]
    follow(desk, dossier, 1)
    assert listed(date(2023, 8, 1), date(2023, 8, 2)) == []


def test_the_monthly_table_says_when_follow_ups_are_due_and_what_came_of_them(
    desk, dossier, fixed_clock
):
    early = ExitTerms(DAY, "employment", "permanent")
    record_exit(desk, dossier.prescription, early)
    profile, action = desk.actions[0].profile, desk.actions[0].id

    def told():
        (row,) = desk.read(
            lambda link: monthly_table_rows(link, action, date(2023, 6, 1), date(2023, 6, 30))
        )
        return table_row(profile, row)

    assert plain(told()["suivi"]) == "1 mois : 01/07 ; 3 mois : 01/09 ; 6 mois : 01/12"
    at(fixed_clock, date(2023, 6, 28))
    follow(desk, dossier, 1)
    assert plain(told()["suivi"]).startswith("1 mois : En emploi, 28/06 ; 3 mois")
    assert told()["sortie_detail"] == "CDI"


def test_a_parcours_is_prolonged_instead(desk, dossier):
    profile = desk.actions[0].profile
    pathway = desk.read(
        lambda link: link.execute(select(Pathway.entered_on, Pathway.planned_end_on)).one()
    )
    until = usual_prolongation(profile, *pathway, DAY)
    prolong(desk, dossier.prescription, until)
    kept = desk.read(lambda link: link.execute(select(Pathway.planned_end_on)).scalar_one())
    assert pathway.planned_end_on < kept == until <= last_renewal(profile, pathway.entered_on)
    assert "prolongé" in refusal_of(lambda: prolong(desk, dossier.prescription, until)).sentence
    record_exit(desk, dossier.prescription, DROPPED)
    assert (
        "sortie" in refusal_of(lambda: prolong(desk, dossier.prescription, until + DAYS)).sentence
    )


def test_the_card_tells_the_exit_and_each_follow_up(desk, dossier, fixed_clock):
    record_exit(desk, dossier.prescription, JOB)
    at(fixed_clock, date(2023, 7, 1))
    follow(desk, dossier, 1, employer="Boulangerie Petit")
    now, action = desk.clock.now(), desk.actions[0]
    view = desk.read(lambda link: card_view(link, action, dossier.prescription, now))
    titles = {event.title.replace(SPACE, " "): event for event in view.events}
    assert titles["Sortie : Emploi"].target.screen is Screen.EXIT
    done = titles["Suivi à 1 mois de la sortie"]
    assert (done.state, done.target.section) == ("En emploi", "1")


def test_an_exit_taken_back_lets_the_parcours_go_on(desk, dossier):
    record_exit(desk, dossier.prescription, JOB)
    take_back_exit(desk, dossier.prescription)
    assert left(desk, dossier) is None
    undo_act(desk)
    assert left(desk, dossier).kind == "employment"
    assert desk.read(lambda link: link.execute(select(Exit.id)).all())


@pytest.mark.parametrize(
    ("terms", "proposed"),
    [
        (
            replace(JOB, job_starts_on=DAY),
            {"working": "yes", "contract": "fixed_long", "since": "2023-06-01"},
        ),
        (JOB, {}),  # it begins in four days
        (
            ExitTerms(DAY, "training", "qualifying", employer="AFPA Amiens"),
            {"training": "yes", "training_what": "Formation qualifiante, AFPA Amiens"},
        ),
        (DROPPED, {}),
    ],
)
def test_the_questionnaire_of_the_fse_begins_with_what_the_exit_says(
    desk, dossier, terms, proposed
):
    record_exit(desk, dossier.prescription, terms)
    paper = open_document(desk, desk.actions[0], "fse_exit", dossier.prescription)
    asked = {"working", "contract", "since", "training", "training_what", "qualified", "searching"}
    given = read_document(desk, paper).answers
    assert {key: answer for key, answer in given.items() if key in asked} == proposed
