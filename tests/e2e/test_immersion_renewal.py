"""An immersion renewed once; what the law refuses beside the person's others; the delegation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from coachdesk.core.ids import new_id
from coachdesk.domain.delegation import Delegation
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.pmsmp import ImmersionOutcome, Part, Plan
from coachdesk.domain.week_hours import WeekHours
from coachdesk.models import Company, Immersion, Pathway
from coachdesk.services.acts import undo_act
from coachdesk.services.delegation import delegation_of, keep_delegation
from coachdesk.services.documents.drafting import (
    open_document,
    preview,
    read_document,
    save_answers,
)
from coachdesk.services.immersion_outcome import Outcome, tell_outcome
from coachdesk.services.immersion_page import immersion_page
from coachdesk.services.immersion_rules import judged
from coachdesk.services.immersions import (
    ImmersionTerms,
    change_immersion,
    immersion_form,
    plan_immersion,
)
from coachdesk.services.targets import Screen
from coachdesk.services.to_do_marks import postpone
from coachdesk.services.to_dos import things_to_do
from support.bakery import BAKERY, WEEK
from support.documents import answers_to, plain_text, sign_by_all
from support.stores import refusal_of

DAY = timedelta(days=1)
TERMS = ImmersionTerms(
    BAKERY, "Boulangère", "discover", date(2023, 7, 3), date(2023, 7, 28), WEEK, "",
    "Anne ROY, boulangère",
)  # fmt: skip
REASON = "Elle n’a pas encore tenu la caisse seule"


@pytest.fixture
def planned(desk, dossier, on):
    """Begun, its convention signed by all."""
    made = plan_immersion(desk, dossier.prescription, TERMS)
    opened = open_document(desk, desk.actions[0], "pmsmp_convention", dossier.prescription, made)
    told = {"objectives": "Tenir la caisse seule.", "tasks": "Servir, encaisser."}
    usual = {**answers_to(desk, "pmsmp_convention"), **read_document(desk, opened).answers}
    save_answers(desk, opened, {**usual, **told})
    sign_by_all(desk, opened)
    on(date(2023, 7, 24))
    return made


def form(desk, dossier, **about):
    day = desk.clock.now().date()
    return desk.read(
        lambda link: immersion_form(link, desk.actions[0], dossier.prescription, day, **about)
    )


def renewal(desk, dossier, immersion, **changed):
    terms = form(desk, dossier, renewed=immersion).terms
    return replace(terms, renewal_reason=REASON, **changed)


def convention_of(desk, dossier, immersion):
    opened = open_document(
        desk, desk.actions[0], "pmsmp_convention", dossier.prescription, immersion
    )
    return opened, read_document(desk, opened)


def test_a_renewal_copies_terms_tasks_and_objectives_and_says_why(desk, dossier, planned):
    terms = form(desk, dossier, renewed=planned).terms
    assert (terms.starts_on, terms.ends_on) == (date(2023, 7, 31), date(2023, 8, 25))
    assert replace(
        terms, starts_on=TERMS.starts_on, ends_on=TERMS.ends_on, renews_id=None
    ) == replace(TERMS, company=replace(BAKERY, siret="73282932000074"))
    made = plan_immersion(desk, dossier.prescription, renewal(desk, dossier, planned))
    opened, view = convention_of(desk, dossier, made)
    assert view.answers["objectives"] == "Tenir la caisse seule."
    assert view.answers["tasks"] == "Servir, encaisser."
    assert view.missing == (), "it can be signed at once"
    text = plain_text(preview(desk, opened)).replace("\u00a0", " ")
    assert "Renouvellement de la convention n° 23-001-2, du 3 juillet 2023" in text
    assert REASON in text
    assert "25 août 2023" in text
    day = desk.clock.now().date()
    shown = desk.read(lambda link: immersion_page(link, desk.actions[0], planned, day))
    assert shown.renewed_by == made
    assert not shown.may_change
    undo_act(desk)
    assert form(desk, dossier, renewed=planned).terms is not None


def test_a_convention_that_renews_nothing_has_no_such_part(desk, dossier, planned):
    opened, _ = convention_of(desk, dossier, planned)
    assert "Renouvellement de la convention" not in plain_text(preview(desk, opened))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"renewal_reason": " "}, "pas atteints"),
        ({"purpose": "confirm"}, "même objet"),
        ({"company": replace(BAKERY, siret="443 061 841 00047", name="Autre")}, "même entreprise"),
        ({"starts_on": date(2023, 7, 28)}, "dure jusqu"),
        ({"ends_on": date(2023, 8, 31)}, "un mois"),
    ],
)
def test_a_renewal_is_refused_with_its_reason(desk, dossier, planned, changed, said):
    terms = replace(renewal(desk, dossier, planned), **changed)
    refusal = refusal_of(lambda: plan_immersion(desk, dossier.prescription, terms))
    assert said in refusal.sentence
    assert "D5135-3" in refusal.sentence or "dure jusqu" in said
    assert refusal.remedy


def test_it_is_renewed_once(desk, dossier, planned, on):
    again = plan_immersion(desk, dossier.prescription, renewal(desk, dossier, planned))
    second = refusal_of(
        lambda: plan_immersion(
            desk,
            dossier.prescription,
            renewal(desk, dossier, planned, starts_on=date(2023, 9, 4), ends_on=date(2023, 9, 8)),
        )
    )
    assert "une seule fois" in second.sentence
    on(date(2023, 8, 21))
    third = refusal_of(
        lambda: plan_immersion(desk, dossier.prescription, renewal(desk, dossier, again))
    )
    assert "déjà un renouvellement" in third.sentence


def test_what_did_not_take_place_or_reached_its_objectives_is_not_renewed(
    desk, dossier, planned, on
):
    on(date(2023, 7, 31))
    terms = renewal(desk, dossier, planned)
    tell_outcome(desk, planned, Outcome(ImmersionOutcome.NOT_DONE, cause="company"))
    refusal = refusal_of(lambda: plan_immersion(desk, dossier.prescription, terms))
    assert "pas eu lieu" in refusal.sentence
    tell_outcome(desk, planned, None)
    review = open_document(desk, desk.actions[0], "immersion_review", dossier.prescription, planned)
    whole = {"attendance": "whole", "missed_hours": "", "goals": "reached"}
    save_answers(desk, review, {**answers_to(desk, "immersion_review"), **whole})
    sign_by_all(desk, review)
    refusal = refusal_of(lambda: plan_immersion(desk, dossier.prescription, terms))
    assert "sont atteints" in refusal.sentence


def test_one_that_was_renewed_changes_no_more_and_a_changed_renewal_is_signed_again(
    desk, dossier, planned
):
    made = plan_immersion(desk, dossier.prescription, renewal(desk, dossier, planned))
    refusal = refusal_of(lambda: change_immersion(desk, planned, replace(TERMS, tutor="Zoé PETIT")))
    assert "renouvelée" in refusal.sentence
    opened, _ = convention_of(desk, dossier, made)
    sign_by_all(desk, opened)
    terms = form(desk, dossier, changed=made).terms
    assert (terms.renews_id, terms.renewal_reason) == (planned, REASON)
    assert change_immersion(desk, made, replace(terms, ends_on=date(2023, 8, 18))) is True
    assert read_document(desk, opened).state is DocumentState.VOID
    _, again = convention_of(desk, dossier, made)
    assert again.answers["tasks"] == "Servir, encaisser."
    assert again.facts["immersion.renewal"]


def test_a_third_convention_at_a_host_is_refused_whatever_the_action(desk, dossier, planned, on):
    """The second one is of another action of the same person."""
    second = replace(TERMS, purpose="confirm", starts_on=date(2023, 9, 4), ends_on=date(2023, 9, 8))
    plan_immersion(desk, dossier.prescription, second)
    third = replace(second, purpose="recruitment", starts_on=date(2023, 10, 2),
                    ends_on=date(2023, 10, 6))  # fmt: skip
    refusal = refusal_of(lambda: plan_immersion(desk, dossier.prescription, third))
    assert "3e convention" in refusal.sentence
    assert "2024" in refusal.remedy
    elsewhere = replace(third, company=replace(BAKERY, siret="443 061 841 00047", name="Autre"))
    plan_immersion(desk, dossier.prescription, elsewhere)
    with desk.store.write() as uow:
        uow.session.get(Pathway, dossier.pathway).planned_end_on = date(2025, 1, 1)
        uow.commit()
    # Twelve months that begin on its last day, 28 July 2023, end on 27 July 2024.
    last = replace(third, starts_on=date(2024, 7, 29), ends_on=date(2024, 8, 2))
    plan_immersion(desk, dossier.prescription, last)


def test_one_that_did_not_take_place_is_no_convention_of_the_twelve_months(desk, dossier, planned):
    second = replace(TERMS, purpose="confirm", starts_on=date(2023, 9, 4), ends_on=date(2023, 9, 8))
    gone = plan_immersion(desk, dossier.prescription, second)
    tell_outcome(desk, gone, Outcome(ImmersionOutcome.NOT_DONE, cause="transport"))
    third = replace(second, starts_on=date(2023, 10, 2), ends_on=date(2023, 10, 6))
    plan_immersion(desk, dossier.prescription, third)


def test_two_at_the_same_hours_are_refused(desk, dossier, planned):
    with desk.store.read() as link:
        there = link.execute(select(Immersion.id).where(Immersion.id == dossier.immersion)).all()
    assert there, "she is at a garage from 12 to 23 June"
    clash = replace(TERMS, starts_on=date(2023, 6, 19), ends_on=date(2023, 6, 30))
    refusal = refusal_of(lambda: plan_immersion(desk, dossier.prescription, clash))
    assert "mêmes heures le lundi\u00a019\u00a0juin\u00a02023" in refusal.sentence
    mornings = replace(clash, week=WeekHours((((360, 480),),) * 5 + ((), ())))
    plan_immersion(desk, dossier.prescription, mornings)


def test_a_prospect_that_hosts_becomes_the_company_of_that_number(desk, dossier):
    with desk.store.write() as uow:
        prospect = new_id()
        uow.session.add(
            Company(id=prospect, siret=None, name="boulangerie PETIT", note="À revoir",
                    cut_over=False)
        )  # fmt: skip
        uow.commit()
    plan_immersion(desk, dossier.prescription, TERMS)
    siret, note = desk.read(
        lambda link: link.execute(
            select(Company.siret, Company.note).where(Company.id == prospect)
        ).one()
    )
    assert (siret, note) == ("73282932000074", "À revoir")


def test_a_renewal_in_a_company_without_siret_gives_it_its_own(desk, dossier, planned):
    with desk.store.write() as uow:
        host = uow.session.scalars(select(Company).where(Company.name == BAKERY.name)).one()
        host.siret = None  # as of the reprise
        uow.commit()
    again = form(desk, dossier, renewed=planned).terms
    assert again.company.siret == ""
    elsewhere = replace(again, company=replace(BAKERY, name="Ailleurs"), renewal_reason=REASON)
    assert (
        "même entreprise"
        in refusal_of(lambda: plan_immersion(desk, dossier.prescription, elsewhere)).sentence
    )
    plan_immersion(
        desk, dossier.prescription, replace(again, company=BAKERY, renewal_reason=REASON)
    )
    known = desk.read(lambda link: link.execute(select(Company.siret)).scalars().all())
    assert known.count("73282932000074") == 1
    assert None not in known


def test_what_ends_after_the_pathway_or_the_delegation_is_warned_of(desk, dossier, on):
    action = desk.actions[0]
    keep_delegation(desk, action, Delegation("Département", "D-1", "RSA", date(2023, 11, 30)))
    around = form(desk, dossier).around
    late = Plan(date(2023, 11, 13), date(2023, 12, 8), WEEK, ("discover",), around.birth_date)
    said = " ".join(judged(late, "73282932000074", "", "", around).warnings).replace("\u00a0", " ")
    assert "fin prévue du parcours, le 8 novembre 2023" in said
    assert "prend fin le 30 novembre 2023" in said
    assert not judged(replace(late, starts_on=date(2023, 10, 2), ends_on=date(2023, 10, 6)),
                      "73282932000074", "", "", around).warnings  # fmt: skip
    outside = replace(late, starts_on=date(2023, 5, 2), ends_on=date(2023, 5, 12))
    parts = {rule.part for rule in judged(outside, "", "", "", around).broken}
    assert Part.STARTS in parts


def to_do(desk):
    action, day = desk.actions[0], desk.clock.now().date()
    found = desk.read(lambda link: things_to_do(link, action.id, action.profile, day))
    return next((thing for thing in found if thing.rule == "delegation"), None)


def test_the_end_of_the_delegation_is_told_and_conventions_say_it(desk, dossier, planned, on):
    action = desk.actions[0]
    assert to_do(desk) is None, "there is none"
    given = Delegation("Conseil départemental", "D-2023-4", "bénéficiaires du RSA",
                       date(2023, 9, 30))  # fmt: skip
    keep_delegation(desk, action, given)
    assert desk.read(lambda link: delegation_of(link, action.code)) == given
    on(date(2023, 6, 29))
    assert to_do(desk) is None
    on(date(2023, 6, 30))
    told = to_do(desk)
    assert (told.due_on, told.target.screen) == (date(2023, 9, 30), Screen.IMMERSIONS)
    postpone(desk, told, date(2024, 1, 1))
    assert to_do(desk) is None
    on(date(2023, 8, 30))
    assert to_do(desk) is not None, "one month before is another thing to do"
    second = plan_immersion(desk, dossier.prescription,
                            replace(TERMS, starts_on=date(2023, 9, 25), ends_on=date(2023, 9, 29),
                                    purpose="confirm"))  # fmt: skip
    opened, _ = convention_of(desk, dossier, second)
    before = plain_text(preview(desk, opened)).replace("\u00a0", " ")
    assert "convention de délégation n° D-2023-4" in before
    assert "jusqu’au 30 septembre 2023" in before
    on(date(2023, 10, 1))
    assert "a pris fin" in to_do(desk).sentence
    after = plain_text(preview(desk, opened)).replace("\u00a0", " ")
    assert "Elle a pris fin le 30 septembre 2023" in after
    keep_delegation(desk, action, None)
    assert to_do(desk) is None


def test_who_gives_the_delegation_is_asked_for(desk):
    nobody = Delegation("  ", "D-1", "", date(2024, 1, 1))
    assert "donne" in str(refusal_of(lambda: keep_delegation(desk, desk.actions[0], nobody)))
