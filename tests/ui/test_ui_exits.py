"""The pages of an exit, a follow-up, a re-entry: what each asks and shows at once."""

from datetime import date, datetime, timedelta

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode
from coachdesk.models import Attachment, Closing, Exit, FollowUp
from coachdesk.queries.card import participant_card
from coachdesk.services.exits.following import FollowUpFacts, record_follow_up
from coachdesk.services.exits.recording import ExitTerms, record_exit
from coachdesk.services.exits.words import exit_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.exit.view import ExitScreen
from coachdesk.ui.screens.follow_up.month import FollowUpsScreen
from coachdesk.ui.screens.follow_up.view import FollowUpScreen
from coachdesk.ui.screens.reentry.view import ReentryScreen
from support.desk_context import make_context

TODAY = date(2024, 1, 15)
JOB = ExitTerms(TODAY, "employment", "permanent", employer="Boulangerie Petit")


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-105")


@pytest.fixture
def opened(qtbot, desk):
    kept = []

    def make(kind, screen, dossier=None, **more):
        context, trail = make_context(desk)
        page = kind(context)
        kept.append(page)
        qtbot.addWidget(page)
        page.resize(1250, 900)
        page.show()
        page.show_target(Target(screen, dossier, **more))
        return page, trail

    return make


@pytest.fixture
def leaving(opened, person):
    return opened(ExitScreen, Screen.EXIT, person.prescription_id)


def at(clock, day):
    clock.set_wall(datetime(day.year, day.month, day.day, 9, tzinfo=clock.now().tzinfo))


def texts(widget):
    QCoreApplication.sendPostedEvents()  # what was just added is shown by its layout
    found = (label for label in widget.findChildren(QLabel) if label.isVisible())
    return " ".join(label.text() for label in found)


def exits(desk):
    here = Exit.cut_over.is_(False)
    return desk.read(lambda link: link.execute(select(Exit.__table__).where(here)).all())


@pytest.mark.parametrize(
    ("last", "detail", "said"),
    [
        ("14/07/2024", "fixed_short", "Emploi de transition"),
        ("15/07/2024", "fixed_long", "Emploi durable"),
    ],
)
def test_the_class_follows_the_dates_as_they_are_typed(leaving, last, detail, said):
    page, _ = leaving
    page.leaving.kind.buttons["employment"].click()
    assert page.job.isVisible()
    page.leaving.details["employment"].buttons["fixed_short"].click()
    page.job.starts.setText("16/01/2024")
    page.job.ends.setText(last)
    assert page.leaving.exit_class.text() == said
    assert page.leaving.detail() == detail
    assert "16/01/2024" in page.leaving.why.text()


def test_nothing_is_asked_of_a_job_that_is_none(leaving, desk):
    page, trail = leaving
    page.leaving.kind.buttons["employment"].click()
    page.job.employer.setText("Garage")
    page.leaving.kind.buttons["move"].click()
    assert not page.job.isVisible()
    page.act.click()
    (kept,) = exits(desk)
    assert (kept.kind, kept.employer, kept.dry_reason) == ("move", None, None)
    assert trail.gone[-1].screen is Screen.CARD


def test_a_date_that_is_none_is_said_beside_it_and_nothing_is_recorded(leaving, desk):
    page, _ = leaving
    page.leaving.kind.buttons["training"].click()
    page.job.starts.setText("31/02/2024")
    assert page.job.fault.isVisible()
    page.act.click()
    assert not exits(desk)
    assert page.job.starts.hasFocus()


def test_a_date_too_short_to_be_one_is_said_when_it_is_recorded(leaving, desk):
    page, _ = leaving
    page.leaving.kind.buttons["training"].click()
    page.job.starts.setText("30/2/24")
    assert not page.job.fault.isVisible(), "she may still be typing"
    page.act.click()
    assert page.job.fault.isVisible()
    assert not exits(desk)


def test_the_words_of_a_profile_are_shown_with_the_apostrophes_of_print(leaving, person, desk):
    page, _ = leaving
    page.leaving.kind.buttons["end_of_support"].click()
    answer = page.leaving.details["end_of_support"].buttons["towards_employment"]
    assert answer.text() == "S’engager vers l’emploi"
    answer.click()
    page.after.dry.setText("Rien de plus")
    page.act.click()
    left = desk.read(lambda link: participant_card(link, person.prescription_id)).exit
    assert "l’emploi" in exit_words(desk.actions[0].profile, left)


def test_a_dry_exit_is_confirmed_by_its_reason_on_the_page(leaving, desk):
    page, trail = leaving
    page.leaving.kind.buttons["dropout"].click()
    assert page.after.dry.hasFocus(), "what is typed next"
    page.act.click()
    assert page.after.fault.isVisible()
    assert not exits(desk)
    page.after.dry.setText("Plus de nouvelles depuis un mois")
    page.act.click()
    assert exits(desk)[0].dry_reason == "Plus de nouvelles depuis un mois"
    assert not trail.messages.refused


def test_a_recommendation_makes_it_no_dry_exit(leaving, desk):
    page, _ = leaving
    page.leaving.kind.buttons["dropout"].click()
    page.after.recommendation.setCurrentIndex(1)
    assert not page.after.dry.isVisible()
    page.act.click()
    assert exits(desk)[0].recommendation == "job_search"


def test_of_a_death_nothing_is_asked(leaving):
    page, _ = leaving
    page.leaving.kind.buttons["death"].click()
    assert not page.proof.isVisible()
    assert not page.after.dry.isVisible()
    assert "Questionnaire" not in texts(page.remaining)
    page.leaving.kind.buttons["employment"].click()
    assert "Questionnaire FSE+" in texts(page.remaining)


def test_its_proof_is_kept_as_it_comes(leaving, desk, tmp_path, person):
    page, trail = leaving
    page.leaving.kind.buttons["employment"].click()
    assert "À obtenir" in texts(page.proof)
    scan = tmp_path / "promesse-embauche.pdf"
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(200, 200)
    pdf.save(scan)
    trail.messages.path = scan
    page.proof.taker.choose.click()
    kept = desk.read(lambda link: link.execute(select(Attachment.kind, Attachment.name)).all())
    assert [tuple(row) for row in kept] == [("exit_proof", "promesse-embauche.pdf")]
    assert "promesse-embauche.pdf" in texts(page.proof)
    assert "À obtenir" not in texts(page.proof)


def test_an_exit_of_a_closed_month_says_so_and_can_not_be_taken_back(opened, desk, person):
    record_exit(desk, person.prescription_id, JOB)
    page, _ = opened(ExitScreen, Screen.EXIT, person.prescription_id)
    assert page.take_back.isVisible()
    assert page.leaving.kind.key() == "employment"
    with desk.store.write() as uow:
        uow.session.add(
            Closing(
                id=new_id(), action_id=desk.actions[0].id, month=date(2024, 1, 1), revision=1,
                closed_at=uow.now, figures="{}", gaps="[]",
            )
        )  # fmt: skip
        uow.commit()
    page, trail = opened(ExitScreen, Screen.EXIT, person.prescription_id)
    assert not page.take_back.isVisible()
    assert "rectification" in page.closed.text()
    page.leaving.kind.buttons["move"].click()
    page.act.click()
    assert "rectification" in trail.messages.refused[-1].remedy


def test_someone_not_reached_is_tried_again_unless_let_be(opened, desk, person, clock):
    record_exit(desk, person.prescription_id, JOB)
    at(clock, date(2024, 2, 15))
    page, trail = opened(FollowUpScreen, Screen.FOLLOW_UP, person.prescription_id, section="1")
    assert page.phone.text() == (person.phone or "Pas de téléphone")
    page.outcome.buttons["unreachable"].click()
    assert page.again_on.isVisible()
    assert not page.employer.isVisible()
    page.act.click()
    assert trail.backs == 1
    row = desk.read(lambda link: link.execute(select(FollowUp.__table__)).one())
    assert (row.attempts, row.again_on) == (1, date(2024, 2, 22))
    page, _ = opened(FollowUpScreen, Screen.FOLLOW_UP, person.prescription_id, section="1")
    assert "1\u00a0essai" in page.state.text()
    page.outcome.buttons["unreachable"].click()
    page.again.setChecked(False)
    page.act.click()
    row = desk.read(lambda link: link.execute(select(FollowUp.__table__)).one())
    assert (row.attempts, row.again_on) == (2, None)


def test_the_employer_of_the_exit_is_proposed(opened, desk, person, clock):
    record_exit(desk, person.prescription_id, JOB)
    at(clock, date(2024, 4, 15))
    page, _ = opened(FollowUpScreen, Screen.FOLLOW_UP, person.prescription_id, section="3")
    page.outcome.buttons["employed"].click()
    assert page.employer.text() == "Boulangerie Petit"
    assert page.mode.key() == Mode.PHONE
    page.stones.chip(1).click()
    assert "1\u00a0mois" in page.title.text()


def test_a_company_known_is_proposed_as_the_employer(opened, desk, person, clock):
    record_exit(desk, person.prescription_id, JOB)
    at(clock, date(2024, 4, 15))
    page, _ = opened(FollowUpScreen, Screen.FOLLOW_UP, person.prescription_id, section="3")
    page.outcome.buttons["employed"].click()
    page.employer.clear()
    page.employer.setFocus()
    QTest.keyClicks(page.employer, "bou")
    names = [proposal.text for proposal in page.employer.proposals()]
    assert "Boulangerie de Doullens" in names
    page.employer.take(names.index("Boulangerie de Doullens"))
    page.act.click()
    row = desk.read(lambda link: link.execute(select(FollowUp.__table__)).one())
    assert row.employer == "Boulangerie de Doullens"


def test_a_follow_up_is_taken_back(opened, desk, person, clock):
    record_exit(desk, person.prescription_id, JOB)
    at(clock, date(2024, 2, 15))
    facts = FollowUpFacts(1, date(2024, 2, 15), Mode.PHONE, "employed")
    record_follow_up(desk, person.prescription_id, facts)
    page, _ = opened(FollowUpScreen, Screen.FOLLOW_UP, person.prescription_id, section="1")
    assert page.outcome.key() == "employed"
    page.take_back.click()
    assert not desk.read(lambda link: link.execute(select(FollowUp.id)).all())
    assert page.outcome.key() is None


def test_the_month_lists_who_is_to_be_called_and_prints_it(
    opened, desk, person, tmp_path, qtmodeltester
):
    record_exit(desk, person.prescription_id, JOB)
    page, trail = opened(FollowUpsScreen, Screen.FOLLOW_UPS, day=date(2024, 2, 1))
    names = [f"{line.last_name} {line.first_name}" for line in page.table.visible_rows()]
    assert f"{person.last_name} {person.first_name}" in names
    qtmodeltester.check(page.table.rows)
    page.table.choose_line(0)
    page.table.acted.emit(page.table.current())
    assert trail.gone[-1].screen is Screen.FOLLOW_UP
    trail.messages.path = tmp_path / "suivis.pdf"
    page.save.click()
    pdf = pypdfium2.PdfDocument(tmp_path / "suivis.pdf")
    text = "".join(part.get_textpage().get_text_range() for part in pdf)
    assert person.last_name in text
    assert (person.phone or "–") in text
    assert "Suivi" in text
    assert "Rendez-vous annulé" not in text


def test_a_month_without_anyone_says_when_people_are_called(opened):
    page, _ = opened(FollowUpsScreen, Screen.FOLLOW_UPS, day=date(2026, 1, 1))
    assert page.empty.isVisible()
    assert "1, 3 et 6\u00a0mois" in texts(page.empty) or "1, 3 et 6 mois" in texts(page.empty)
    assert not page.save.isEnabled()


def test_who_comes_again_is_not_typed_again(opened, desk, person, clock):
    record_exit(desk, person.prescription_id, JOB)
    at(clock, TODAY + timedelta(days=40))
    page, trail = opened(ReentryScreen, Screen.REENTRY, person.prescription_id)
    assert person.last_name in page.who.text()
    assert person.number in page.before.text()
    assert page.prescriber.currentData() == person.prescriber
    page.number.clear()
    page.act.click()
    assert "Écrivez le n°" in texts(page)
    assert page.received.y() == page.number.y(), "side by side still"
    page.number.setText("24-090")
    page.act.click()
    made = trail.gone[-1].prescription_id
    card = desk.read(lambda link: participant_card(link, made))
    assert (card.identity.number, card.identity.last_name) == ("24-090", person.last_name)


def test_who_is_followed_does_not_come_again(opened, person):
    _, trail = opened(ReentryScreen, Screen.REENTRY, person.prescription_id)
    assert "déjà suivie" in trail.messages.refused[-1].sentence


def test_a_desk_left_open_until_the_next_day_offers_that_day(leaving, person, clock):
    page, _ = leaving
    at(clock, date(2024, 1, 17))
    page.show_target(Target(Screen.EXIT, person.prescription_id))
    assert page.leaving.left_on() == date(2024, 1, 17)


def test_the_follow_up_shown_is_marked_as_chosen_however_late_it_is(opened, desk, person, clock):
    record_exit(desk, person.prescription_id, JOB)
    at(clock, date(2024, 2, 25))
    page, _ = opened(FollowUpScreen, Screen.FOLLOW_UP, person.prescription_id, section="1")
    shown, other = page.stones.chip(1), page.stones.chip(3)
    assert shown.isChecked()
    assert not other.isChecked()
    chosen = filled(shown)
    assert chosen != filled(other)
    assert not page.state.isVisible(), "its chip says it all"
    page.stones.chip(3).click()
    assert filled(page.stones.chip(3)) == chosen


def filled(chip):
    QCoreApplication.sendPostedEvents()
    return chip.grab().toImage().pixelColor(chip.width() // 2, 4).name()
