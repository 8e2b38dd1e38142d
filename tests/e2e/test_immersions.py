"""An immersion is planned, its papers say it, and a change of it empties what was signed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from coachdesk.core.clock import today
from coachdesk.core.ids import new_id
from coachdesk.domain.papers import DocumentState, Role, Subject
from coachdesk.domain.week_hours import NO_HOURS, WeekHours
from coachdesk.models import Company, Exit, FseAnswer, Immersion, Participant, Pathway
from coachdesk.queries.companies import companies
from coachdesk.services.acts import undo_act
from coachdesk.services.documents.drafting import (
    open_document,
    preview,
    read_document,
    save_answers,
)
from coachdesk.services.documents.paper_bridge import signed_on_paper
from coachdesk.services.immersions import (
    CompanyFacts,
    ImmersionTerms,
    change_immersion,
    immersion_form,
    plan_immersion,
)
from coachdesk.services.papers.facts import facts_of
from coachdesk.services.papers.templates import templates
from support.bakery import BAKERY, WEEK
from support.documents import answers_to, make_dossier, plain_text, sign_by_all, sign_document
from support.stores import refusal_of

TERMS = ImmersionTerms(
    BAKERY, "Boulangère", "discover", date(2023, 7, 3), date(2023, 7, 28), WEEK, "",
    "Anne ROY, boulangère",
)  # fmt: skip
FILLED = {
    "prescriber": "Conseil départemental",
    "prescriber_address": "43 rue de la République, 80000 Amiens",
    "support_address": "1 place de la Gare, 80600 Doullens",
    "support_phone": "03 22 00 00 00",
    "objectives": "Voir si le métier lui convient.",
    "tasks": "Façonner le pain, tenir la caisse.",
}


@pytest.fixture
def planned(desk, dossier):
    return plan_immersion(desk, dossier.prescription, TERMS)


def only(desk, column, *where):
    return desk.read(lambda link: link.execute(select(column).where(*where)).scalar_one())


def convention(desk, dossier, immersion, answers=FILLED):
    opened = open_document(
        desk, desk.actions[0], "pmsmp_convention", dossier.prescription, immersion
    )
    view = read_document(desk, opened)
    return save_answers(desk, opened, {**view.answers, **answers})


def facts(desk, dossier, immersion):
    action = desk.actions[0]
    return desk.read(
        lambda link: facts_of(
            link, desk, action, dossier.prescription, Subject.IMMERSION, immersion
        )
    )


def test_its_convention_names_every_party_and_the_hours_add_up(desk, dossier, planned):
    text = plain_text(preview(desk, convention(desk, dossier, planned)))
    for said in (
        "Conseil départemental", "43 rue de la République", "APFE", "1 place de la Gare",
        "Boulangerie Petit", "732 829 320 00074", "3 place Verte", "Boulangerie artisanale",
        "Paul PETIT, gérant", "Anne ROY, boulangère", "Découvrir un métier", "29 février 1984",
        "3 juillet 2023", "28 juillet 2023", "35 h 00", "Façonner le pain", "24 heures",
        "48 heures", "surcroît d’activité", "Convention n° 23-001-2",
    ):  # fmt: skip
        assert said in text.replace("\u00a0", " "), said
    # 20 weekdays, but for 14 July
    assert "19 jours" in text.replace("\u00a0", " ")
    assert "133 h 00" in text.replace("\u00a0", " ")
    assert "vendredi 14 juillet 2023" in text.replace("\u00a0", " ")


def test_the_parties_are_typed_once_for_the_whole_action(desk, dossier, planned):
    convention(desk, dossier, planned)
    other = make_dossier(desk, "23-002")
    second = plan_immersion(desk, other.prescription, TERMS)
    opened = open_document(desk, desk.actions[0], "pmsmp_convention", other.prescription, second)
    view = read_document(desk, opened)
    assert view.answers["prescriber"] == "Conseil départemental"
    assert view.answers["support_phone"] == "03 22 00 00 00"
    assert "tasks" not in view.answers, "what one person does there is not another's"


def test_what_the_convention_lacks_is_said(desk, dossier):
    bare = replace(TERMS, company=CompanyFacts(BAKERY.siret, BAKERY.name), tutor="")
    immersion = plan_immersion(desk, dossier.prescription, bare)
    opened = open_document(
        desk, desk.actions[0], "pmsmp_convention", dossier.prescription, immersion
    )
    missing = " ".join(read_document(desk, opened).missing)
    for said in ("Adresse de l’entreprise", "Activité principale", "Tuteur", "Objectifs précis"):
        assert said in missing


def test_a_known_company_is_one_row_with_what_was_told_last(desk, dossier, planned):
    moved = replace(BAKERY, address="5 place Verte, 80600 Doullens")
    terms = replace(TERMS, company=moved, starts_on=date(2023, 9, 4), ends_on=date(2023, 9, 15))
    plan_immersion(desk, dossier.prescription, terms)
    assert only(desk, Company.address, Company.siret == "73282932000074") == moved.address
    known = {row.siret: row for row in desk.read(companies)}["73282932000074"]
    assert known.tutor == TERMS.tutor
    assert known.schedule is not None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ends_on": date(2023, 8, 3)}, "un mois"),
        ({"ends_on": date(2023, 7, 2)}, "avant de commencer"),
        ({"purpose": None}, "un seul"),
        ({"week": WeekHours((((360, 960),),) * 5 + ((), ()))}, "48"),
        ({"week": NO_HOURS}, "Aucun jour"),
        ({"company": replace(BAKERY, siret="73282932000075")}, "SIRET"),
        ({"company": replace(BAKERY, name=" ")}, "nom"),
        ({"trade": ""}, "métier"),
        ({"starts_on": date(2023, 5, 8), "ends_on": date(2023, 5, 20)}, "entrée"),
    ],
)
def test_what_the_law_or_the_dossier_forbids_is_refused_and_leaves_nothing(
    desk, dossier, changed, said
):
    before = desk.read(lambda link: len(link.execute(select(Immersion.id)).all()))
    refusal = refusal_of(
        lambda: plan_immersion(desk, dossier.prescription, replace(TERMS, **changed))
    )
    assert said in str(refusal)
    assert desk.read(lambda link: len(link.execute(select(Immersion.id)).all())) == before


def test_the_last_day_of_the_month_is_allowed(desk, dossier):
    plan_immersion(desk, dossier.prescription, replace(TERMS, ends_on=date(2023, 8, 2)))


def test_nobody_is_in_an_immersion_after_her_exit(desk, dossier):
    with desk.store.write() as uow:
        uow.session.add(
            Exit(id=new_id(), pathway_id=dossier.pathway, left_on=date(2023, 7, 14),
                 kind="employment", detail=None, cut_over=False)
        )  # fmt: skip
        uow.commit()
    refusal = refusal_of(lambda: plan_immersion(desk, dossier.prescription, TERMS))
    assert "sortie" in str(refusal)


def test_it_is_undone(desk, dossier, planned):
    undo_act(desk)
    assert desk.read(
        lambda link: link.execute(select(Immersion.id).where(Immersion.id == planned)).first()
    ) is None  # fmt: skip


def test_the_form_of_one_to_change_shows_it_as_it_was(desk, dossier, planned):
    action = desk.actions[0]
    form = desk.read(
        lambda link: immersion_form(
            link, action, dossier.prescription, today(desk.clock), changed=planned
        )
    )
    assert form.terms == replace(TERMS, company=replace(BAKERY, siret="73282932000074"))


def test_a_change_voids_the_signed_convention_and_says_so(desk, dossier, planned):
    signed = convention(desk, dossier, planned)
    sign_by_all(desk, signed)
    assert read_document(desk, signed).state is DocumentState.CLOSED
    assert change_immersion(desk, planned, TERMS) is False, "nothing changed"
    assert read_document(desk, signed).state is DocumentState.CLOSED
    assert change_immersion(desk, planned, replace(TERMS, ends_on=date(2023, 7, 21))) is True
    view = read_document(desk, signed)
    assert view.state is DocumentState.VOID
    assert "immersion a changé" in view.void_reason
    again = open_document(desk, desk.actions[0], "pmsmp_convention", dossier.prescription, planned)
    begun = read_document(desk, again)
    assert (begun.state, begun.revision) == (DocumentState.DRAFT, view.revision + 1)
    assert begun.answers["objectives"] == view.answers["objectives"], "nothing is typed twice"
    assert begun.answers["tasks"] == view.answers["tasks"]


def test_a_change_of_the_company_voids_its_other_conventions_that_are_being_signed(
    desk, dossier, planned
):
    other, third = make_dossier(desk, "23-002"), make_dossier(desk, "23-003")
    begun_for = plan_immersion(desk, other.prescription, TERMS)
    begun = convention(desk, other, begun_for)
    sign_document(desk, begun, Role.PARTICIPANT)
    closed = convention(desk, third, plan_immersion(desk, third.prescription, TERMS))
    sign_by_all(desk, closed)
    change_immersion(desk, planned, replace(TERMS, tutor="Zoé PETIT"))
    assert read_document(desk, begun).state is DocumentState.OPEN, "the company is the same"
    moved = replace(TERMS, company=replace(BAKERY, address="8 rue Neuve, 80600 Doullens"))
    assert change_immersion(desk, planned, moved) is True
    view = read_document(desk, begun)
    assert view.state is DocumentState.VOID
    assert "L’entreprise a changé" in view.void_reason
    assert read_document(desk, closed).state is DocumentState.CLOSED


def test_a_change_voids_every_paper_about_it_that_is_being_signed(desk, dossier, planned):
    convention(desk, dossier, planned)
    begun = open_document(desk, desk.actions[0], "pmsmp_certificate", dossier.prescription, planned)
    sign_document(desk, begun, Role.COACH)
    assert read_document(desk, begun).state is DocumentState.OPEN
    assert change_immersion(desk, planned, replace(TERMS, ends_on=date(2023, 7, 21))) is True
    view = read_document(desk, begun)
    assert view.state is DocumentState.VOID
    assert "la signature du coach ne vaut plus" in view.void_reason


def test_the_bilan_is_known_to_the_immersion_and_to_the_attestation(desk, dossier, planned):
    convention(desk, dossier, planned)
    opened = open_document(desk, desk.actions[0], "immersion_review", dossier.prescription, planned)
    told = {
        "attendance": "cut", "last_day": "2023-07-21", "missed_hours": "7 h", "why": "transport",
        "review": "reserved", "quality": "very_good", "team": "good",
    }  # fmt: skip
    usual = {**answers_to(desk, "immersion_review"), **read_document(desk, opened).answers}
    save_answers(desk, opened, {**usual, **told})
    sign_document(desk, opened, Role.PARTICIPANT)
    assert only(desk, Immersion.review, Immersion.id == planned) is None, (
        "the host said nothing yet"
    )
    sign_document(desk, opened, Role.HOST)
    sign_document(desk, opened, Role.COACH)
    assert only(desk, Immersion.review, Immersion.id == planned) == "reserved"
    said = facts(desk, dossier, planned)
    assert said["immersion.last_day"] == "21\u00a0juillet\u00a02023"
    assert said["immersion.hours_done"] == "91\u00a0h\u00a000"
    assert "soin et qualité du travail" in said["immersion.strengths"]
    assert said["immersion.tasks"] == FILLED["tasks"]


def test_an_immersion_of_the_reprise_says_what_is_known_of_it(desk, dossier):
    with desk.store.write() as uow:
        uow.session.get(Immersion, dossier.immersion).schedule = None
        uow.commit()
    said = facts(desk, dossier, dossier.immersion)
    assert said["immersion.weekly"] == "35\u00a0h\u00a000"
    assert said["immersion.hours"] == ""
    assert said["immersion.schedule"].rows == ()


def test_the_questionnaire_of_entry_tells_the_dossier(desk, dossier):
    opened = open_document(desk, desk.actions[0], "fse_entry", dossier.prescription)
    view = read_document(desk, opened)
    assert view.answers["rural"] == "yes", "told in the diagnostic already"
    assert view.answers["civility"] == "woman"
    assert view.answers["training_level"] == "cap"
    told = {
        "employment": "unemployed", "training_level": "bac", "disability": "refused",
        "phone": "0612345679", "email": "lea@exemple.fr",
    }  # fmt: skip
    save_answers(desk, opened, {**view.answers, **told})
    assert only(desk, Pathway.training_level, Pathway.id == dossier.pathway) == "cap", "not signed"
    assert only(desk, Participant.phone) == "06 12 34 56 78"
    signed_on_paper(desk, opened, date(2023, 6, 1))
    answers = dict(
        desk.read(lambda link: link.execute(select(FseAnswer.question, FseAnswer.answer)).all())
    )
    assert answers == {"rural": "yes", "disability": "refused", "gender": "woman"}
    assert only(desk, Pathway.training_level, Pathway.id == dossier.pathway) == "bac"
    assert only(desk, Pathway.employment, Pathway.id == dossier.pathway) == "unemployed"
    assert only(desk, Participant.phone) == "06 12 34 56 79"


def test_a_telephone_that_cannot_be_is_refused_and_nothing_is_learned(desk, dossier):
    opened = open_document(desk, desk.actions[0], "fse_entry", dossier.prescription)
    answers = read_document(desk, opened).answers
    refusal = refusal_of(
        lambda: save_answers(desk, opened, {**answers, "phone": "12", "housing": "yes"})
    )
    assert "téléphone" in str(refusal)
    assert "housing" not in read_document(desk, opened).answers


def test_a_grid_shows_where_she_comes_from(desk, dossier):
    action = desk.actions[0]
    first = open_document(desk, action, "evaluation_grid", dossier.prescription)
    assert read_document(desk, first).answers["moment"] == "entry"
    save_answers(desk, first, {"moment": "entry", "punctuality": "to_work"})
    sign_by_all(desk, first)
    second = open_document(desk, action, "evaluation_grid", dossier.prescription)
    view = read_document(desk, second)
    assert second != first
    assert view.answers["moment"] == "middle"
    table = view.facts["pathway.evaluations"]
    assert table.heads == ("Critère", "À l’entrée")
    assert table.rows == (("Venir à l’heure, prévenir", "À travailler"),)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("pmsmp_certificate", "Attestation remise à Léa D’ARTAGNAN"),
        ("immersion_review", "La grille de l’entreprise"),
        ("evaluation_grid", "Savoir-être"),
        ("interim_review", "Passer le permis"),
        ("final_review", "Préconisation"),
        ("fse_entry", "Questions sensibles"),
        ("fse_exit", "Votre situation maintenant"),
        ("satisfaction", "Avons-nous pris le temps de vous écouter"),
    ],
)
def test_each_paper_is_made_from_what_is_known(desk, dossier, planned, kind, said):
    action = desk.actions[0]
    subject = planned if templates(action)[kind].subject is Subject.IMMERSION else None
    opened = open_document(desk, action, kind, dossier.prescription, subject)
    text = plain_text(preview(desk, opened))
    assert said in text
    assert "{" not in text, "a fact that nobody fills in"
    assert ("D’ARTAGNAN" in text) == (kind != "satisfaction")
