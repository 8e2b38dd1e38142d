"""The page of an immersion, the list of all, the delegation, the accident: by real events."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from coachdesk.domain.delegation import Delegation
from coachdesk.domain.pmsmp import ImmersionOutcome, Part
from coachdesk.models import Immersion, ImmersionVisit
from coachdesk.services.delegation import delegation_of, keep_delegation
from coachdesk.services.documents.drafting import open_document
from coachdesk.services.documents.paper_bridge import signed_on_paper
from coachdesk.services.immersion_outcome import Outcome, tell_outcome
from coachdesk.services.immersion_page import immersion_page
from coachdesk.services.immersions import ImmersionTerms, plan_immersion
from coachdesk.services.targets import CHANGE, RENEW, Screen, Target
from coachdesk.ui.screens.immersion.accident import AccidentScreen
from coachdesk.ui.screens.immersion.form import ImmersionFormScreen
from coachdesk.ui.screens.immersion.list import ImmersionsScreen
from coachdesk.ui.screens.immersion.view import ImmersionScreen
from coachdesk.ui.widgets.fields import day_of, show_day, show_minute
from support.bakery import BAKERY, WEEK
from support.desk_context import make_context

TODAY = date(2024, 1, 15)
TERMS = ImmersionTerms(
    BAKERY, "Boulangère", "discover", TODAY - timedelta(days=7), TODAY + timedelta(days=11), WEEK,
    "", "Anne ROY, boulangère",
)  # fmt: skip


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-105")


@pytest.fixture
def immersion(desk, person):
    """Under way, nobody signed."""
    return plan_immersion(desk, person.prescription_id, TERMS)


@pytest.fixture
def shown(qtbot, desk):
    """Any page, shown on a target."""
    kept = []

    def make(kind, target):
        context, trail = make_context(desk)
        page = kind(context)
        kept.append(page)
        qtbot.addWidget(page)
        page.resize(1250, 900)
        page.show()
        page.show_target(target)
        return page, trail

    return make


@pytest.fixture
def opened(shown, person, immersion):
    page, trail = shown(
        ImmersionScreen, Target(Screen.IMMERSION, person.prescription_id, subject_id=immersion)
    )
    return page, trail


def kept(desk, immersion):
    return desk.read(
        lambda link: link.execute(
            select(Immersion.__table__).where(Immersion.id == immersion)
        ).one()
    )


def ctrl_enter(page):
    """Straight to what the shortcut does: a page alone in a test is no active window."""
    page.act.click()


def test_it_says_where_it_stands_and_goes_to_what_comes_next(opened, immersion):
    page, trail = opened
    assert page.state.text() == "En cours"
    assert "n’est pas signée" in page.sentence.text()
    assert "mal couverte" in page.alerts.text()
    ctrl_enter(page)
    target = trail.gone[-1]
    assert (target.screen, target.section, target.subject_id) == (
        Screen.PAPER, "pmsmp_convention", immersion,
    )  # fmt: skip


def test_ended_early_in_three_gestures(opened, desk, immersion):
    page, trail = opened
    assert page.outcome.kinds.buttons["done"].isHidden(), "it is not over"
    page.outcome.kinds.buttons["ended_early"].click()
    assert day_of(page.outcome.day) == TODAY
    assert page.outcome.act.text() == "Noter la suite"
    assert page.act.isHidden(), "one button notes it, not two that look alike"
    page.outcome.cause.buttons["transport"].click()
    ctrl_enter(page)
    row = kept(desk, immersion)
    assert (row.outcome, row.ended_on, row.cause) == (
        ImmersionOutcome.ENDED_EARLY, TODAY, "transport",
    )  # fmt: skip
    assert "transport" in page.state.text()
    assert page.change.isHidden()
    assert f"suite:{immersion}" in trail.drafts.forgotten
    page.outcome.take_back.click()
    assert kept(desk, immersion).outcome is None
    assert page.state.text() == "En cours"


def test_before_it_begins_it_will_not_take_place(shown, desk, person):
    later = replace(TERMS, starts_on=TODAY + timedelta(days=7))
    made = plan_immersion(desk, person.prescription_id, later)
    target = Target(Screen.IMMERSION, person.prescription_id, subject_id=made)
    page, _ = shown(ImmersionScreen, target)
    assert page.told.text() == "Si elle ne se fait pas"
    assert page.outcome.kinds.buttons["not_done"].text() == "N’aura pas lieu"
    page.outcome.kinds.buttons["not_done"].click()
    page.outcome.cause.buttons["company"].click()
    ctrl_enter(page)
    assert kept(desk, made).outcome is ImmersionOutcome.NOT_DONE
    assert page.state.text().startswith("N’aura pas lieu")
    assert "n’aura pas lieu" in page.sentence.text()
    assert page.told.text() == "Ce qu’elle est devenue"
    owed = desk.read(
        lambda link: {
            line.state for line in immersion_page(link, desk.action(None), made, TODAY).papers
        }
    )
    assert owed == {"Non fait"}, "nothing is owed of what does not take place"


def test_a_visit_that_is_written_is_what_is_noted(opened, desk):
    page, trail = opened
    assert page.act.text() == "Ouvrir la convention"
    QTest.keyClicks(page.visits.met, "Anne ROY")
    assert page.act.isHidden(), "it would say one thing and do another"
    ctrl_enter(page)
    assert not trail.gone
    assert desk.read(lambda link: link.execute(select(ImmersionVisit.met)).scalar()) == "Anne ROY"
    assert page.act.isVisible()


def test_why_is_asked_for_before_anything_is_noted(opened, desk, immersion):
    page, trail = opened
    page.outcome.kinds.buttons["not_done"].click()
    assert page.outcome.day.isHidden() or not page.outcome.day.isVisible()
    ctrl_enter(page)
    assert "pour rien" in page.outcome.fault.text()
    assert kept(desk, immersion).outcome is None
    page.outcome.cause.buttons["company"].click()
    assert page.outcome.fault.isHidden()
    ctrl_enter(page)
    assert kept(desk, immersion).outcome is ImmersionOutcome.NOT_DONE
    assert page.accident.isHidden()
    assert not trail.messages.refused


def test_missed_hours_that_are_none_are_said_beside_them(opened, desk, immersion):
    page, trail = opened
    page.outcome.kinds.buttons["ended_early"].click()
    page.outcome.cause.buttons["health"].click()
    page.outcome.missed.setText("beaucoup")
    ctrl_enter(page)
    assert "se lisent pas" in page.outcome.fault.text()
    page.outcome.missed.setText("90 h")
    ctrl_enter(page)
    assert "plus que" in str(trail.messages.refused[-1])
    page.outcome.missed.setText("7h")
    ctrl_enter(page)
    assert kept(desk, immersion).missed_minutes == 420


def test_a_visit_is_noted_and_taken_away(opened, desk):
    page, _ = opened
    QTest.keyClicks(page.visits.met, "Anne ROY")
    page.visits.way.buttons["phone"].click()
    page.visits.act.click()
    (visit,) = desk.read(lambda link: link.execute(select(ImmersionVisit.__table__)).all())
    assert (visit.done_on, visit.met, visit.mode.value) == (TODAY, "Anne ROY", "phone")
    assert page.visits.met.text() == ""
    drop = next(
        button
        for button in page.visits.findChildren(type(page.visits.act))
        if button.accessibleName() == "Retirer cette visite"
    )
    drop.click()
    assert not desk.read(lambda link: link.execute(select(ImmersionVisit.__table__)).all())


def test_its_other_ways_lead_where_they_say(opened, immersion):
    page, trail = opened
    for button, screen, section in (
        (page.accident, Screen.ACCIDENT, ""),
        (page.change, Screen.IMMERSION_FORM, CHANGE),
        (page.renew, Screen.IMMERSION_FORM, RENEW),
    ):
        button.click()
        target = trail.gone[-1]
        assert (target.screen, target.section, target.subject_id) == (screen, section, immersion)


def test_without_an_immersion_a_new_one_is_begun(shown, person):
    page, trail = shown(ImmersionScreen, Target(Screen.IMMERSION, person.prescription_id))
    assert page.done
    assert trail.gone == [Target(Screen.IMMERSION_FORM, person.prescription_id)]


def test_a_renewal_keeps_its_terms_and_asks_why(shown, desk, person, immersion):
    target = Target(
        Screen.IMMERSION_FORM, person.prescription_id, section=RENEW, subject_id=immersion
    )
    page, trail = shown(ImmersionFormScreen, target)
    terms = page.terms
    assert not terms.company.name.isEnabled()
    assert not terms.trade.isEnabled()
    assert not terms.purpose.isEnabled()
    assert terms.uses.isHidden(), "confirmed once, for the first convention"
    assert terms.faults[Part.RENEWAL].isHidden()
    page.act.click()
    assert "ne soient pas atteints" in terms.faults[Part.RENEWAL].text()
    QTest.keyClicks(terms.reason, "Pas encore seule")
    page.act.click()
    assert trail.gone[-1].screen is Screen.PAPER
    made = kept(desk, trail.gone[-1].subject_id)
    assert (made.renews_id, made.renewal_reason) == (immersion, "Pas encore seule")
    assert made.starts_on == TODAY + timedelta(days=14), "the next day of work"


def test_the_forbidden_uses_are_confirmed_once(shown, desk, person):
    page, trail = shown(ImmersionFormScreen, Target(Screen.IMMERSION_FORM, person.prescription_id))
    page.terms.show_terms(TERMS, asked=True)
    page.act.click()
    assert "L5135-7" in page.terms.uses_fault.text()
    assert not trail.gone
    page.terms.uses.click()
    page.act.click()
    assert trail.gone[-1].screen is Screen.PAPER
    again, _ = shown(
        ImmersionFormScreen,
        Target(Screen.IMMERSION_FORM, person.prescription_id, section=CHANGE,
               subject_id=trail.gone[-1].subject_id),
    )  # fmt: skip
    assert again.terms.uses.isHidden()


def test_it_begins_at_a_company(shown, desk, person, immersion):
    company = kept(desk, immersion).company_id
    target = Target(Screen.IMMERSION_FORM, person.prescription_id, company_id=company)
    page, _ = shown(ImmersionFormScreen, target)
    assert page.terms.company.siret.text() == "73282932000074"
    assert page.terms.week.week() == WEEK


def test_that_a_change_takes_signatures_back_is_said_before_it_is_made(
    shown, desk, action, person, immersion
):
    target = Target(
        Screen.IMMERSION_FORM, person.prescription_id, section=CHANGE, subject_id=immersion
    )
    page, _ = shown(ImmersionFormScreen, target)
    assert page.answered.isHidden(), "nobody signed"
    paper = open_document(desk, action, "pmsmp_convention", person.prescription_id, immersion)
    signed_on_paper(desk, paper, TODAY, ())
    page, _ = shown(ImmersionFormScreen, target)
    assert page.answered.isVisible()
    assert "ne s’annule pas" in page.answered.text()
    new, _ = shown(ImmersionFormScreen, Target(Screen.IMMERSION_FORM, person.prescription_id))
    assert new.answered.isHidden()


def test_the_trade_is_kept_with_its_code(shown, desk, person):
    page, trail = shown(ImmersionFormScreen, Target(Screen.IMMERSION_FORM, person.prescription_id))
    page.terms.show_terms(TERMS, asked=False)
    page.terms.trade.setText("Boulanger / Boulangère")
    page.act.click()
    assert kept(desk, trail.gone[-1].subject_id).rome == "D1102"


def test_what_the_others_of_the_person_forbid_is_said_as_it_is_typed(shown, person, immersion):
    page, trail = shown(ImmersionFormScreen, Target(Screen.IMMERSION_FORM, person.prescription_id))
    page.terms.show_terms(replace(TERMS, purpose="confirm"), asked=False)
    show_day(page.terms.starts, TODAY)
    assert "mêmes heures" in page.terms.faults[Part.STARTS].text()
    page.act.click()
    assert not trail.gone
    show_day(page.terms.ends, TODAY + timedelta(days=23))
    show_day(page.terms.starts, TODAY + timedelta(days=14))
    assert page.terms.faults[Part.STARTS].isHidden()


def test_the_list_opens_an_immersion_and_says_what_is_owed(shown, desk, person, immersion):
    page, trail = shown(ImmersionsScreen, Target(Screen.IMMERSIONS))
    assert page.groups.key() == "under_way"
    (item,) = page.table.visible_rows()
    assert item.row.immersion_id == immersion
    assert "convention à signer" in item.state
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert trail.gone[-1] == Target(Screen.IMMERSION, person.prescription_id, subject_id=immersion)
    tell_outcome(desk, immersion, Outcome(ImmersionOutcome.NOT_DONE, cause="company"))
    page.refresh()
    assert page.table.isHidden()
    assert "Immersion" in page.empty.text()
    page.groups.buttons["over"].click()
    assert any("fait de l’entreprise" in item.state for item in page.table.visible_rows())


def test_the_model_of_the_list_is_sound(shown, immersion, qtmodeltester):
    page, _ = shown(ImmersionsScreen, Target(Screen.IMMERSIONS))
    page.groups.buttons["over"].click()
    qtmodeltester.check(page.table.rows)
    qtmodeltester.check(page.table.shown)


def test_the_delegation_is_noted_and_shown_as_it_ends(shown, desk, action):
    page, trail = shown(ImmersionsScreen, Target(Screen.IMMERSIONS, section="delegation"))
    box = page.delegation
    assert "Aucune délégation" in box.told.text()
    assert box.form.isVisible()
    box.keep.click()
    assert "donne" in str(trail.messages.refused[-1])
    QTest.keyClicks(box.giver, "Conseil departemental")
    show_day(box.ends, date(2024, 2, 1))
    box.keep.click()
    told = desk.read(lambda link: delegation_of(link, action.code))
    assert (told.giver, told.ends_on) == ("Conseil departemental", date(2024, 2, 1))
    assert box.form.isHidden()
    assert "prend fin" in box.told.text()
    box.edit.click()
    box.none.click()
    assert desk.read(lambda link: delegation_of(link, action.code)) is None


def test_the_form_offers_the_delegation_where_it_ends_too_soon(shown, desk, action, person):
    keep_delegation(desk, action, Delegation("Département", "D-1", "", date(2024, 1, 31)))
    page, _ = shown(ImmersionFormScreen, Target(Screen.IMMERSION_FORM, person.prescription_id))
    assert page.delegation.isVisible(), "two weeks from next Monday end after it"
    assert "L5135-2" in page.terms.said.text()
    show_day(page.terms.ends, date(2024, 1, 26))
    assert not page.delegation.isVisible()


def test_an_accident_shows_deadlines_from_its_hour(shown, person, immersion, until):
    page, _ = shown(
        AccidentScreen, Target(Screen.ACCIDENT, person.prescription_id, subject_id=immersion)
    )

    def said():
        return " ".join(
            item.text() for item in page.findChildren(QLabel) if not item.isHidden()
        ).replace("\u00a0", " ")

    until(lambda: "mardi 16 janvier 2024, 9 h 10" in said())  # from now on
    assert "mercredi 17 janvier 2024, 9 h 10" in said()
    assert "15 (SAMU)" in said()
    assert "Numéros manquants" in said()
    show_day(page.day, date(2024, 1, 12))
    show_minute(page.time, 16 * 60 + 30)
    assert page.happened == datetime(2024, 1, 12, 16, 30, tzinfo=page.happened.tzinfo)
    until(lambda: "samedi 13 janvier 2024, 16 h 30" in said())


def test_an_accident_is_saved_as_a_page_to_print(shown, person, immersion, tmp_path):
    page, trail = shown(
        AccidentScreen, Target(Screen.ACCIDENT, person.prescription_id, subject_id=immersion)
    )
    trail.messages.path = tmp_path / "fiche.pdf"
    page.save.click()
    assert trail.messages.path.read_bytes().startswith(b"%PDF")
    assert "en clair" in trail.messages.informed[-1]


def test_of_several_under_way_one_is_chosen(shown, desk, participants, person, immersion):
    other = next(row for row in participants if row.number == "23-076")
    plan_immersion(desk, other.prescription_id, TERMS)
    page, _ = shown(AccidentScreen, Target(Screen.ACCIDENT))
    assert page.whose.isVisible()
    assert page.subtitle.text() == ""
    assert len(page.people.buttons) == 2
    page.people.buttons[str(immersion)].click()
    assert person.last_name in page.subtitle.text()
