"""A new immersion on one page: a known company, the law said as it bites, the convention next."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from coachdesk.domain.pmsmp import Part
from coachdesk.models import Company, Immersion
from coachdesk.queries.companies import companies
from coachdesk.services.companies.file import CompanyFile, ContactFacts, record_company
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.immersion.form import ImmersionFormScreen
from coachdesk.ui.widgets.fields import show_day
from support.desk_context import make_context


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-105")


@pytest.fixture
def opened(qtbot, desk):
    kept = []

    def make(prescription_id, immersion_id=None):
        context, trail = make_context(desk)
        page = ImmersionFormScreen(context)
        kept.append(page)
        qtbot.addWidget(page)
        page.resize(1250, 900)
        page.show()
        page.show_target(Target(Screen.IMMERSION_FORM, prescription_id, subject_id=immersion_id))
        return page, trail

    return make


@pytest.fixture
def known(desk):
    """A company that hosted someone before."""
    return desk.read(companies)[0]


def immersions(desk):
    return desk.read(lambda link: link.execute(select(Immersion.__table__)).all())


def fill(page, known):
    page.terms.company.name.setText(known.siret)
    page.terms.trade.setText("Vendeuse")
    page.terms.purpose.buttons["discover"].click()
    page.terms.week.days[0].setText("9h-12h 14h-18h")
    page.terms.week.spread.click()
    page.terms.uses.click()


def test_a_known_company_is_taken_whole_and_its_convention_comes_next(opened, desk, person, known):
    before = len(immersions(desk))
    page, trail = opened(person.prescription_id)
    fill(page, known)
    assert page.terms.company.siret.text() == known.siret
    assert "35" in page.terms.total.text()
    page.act.click()
    assert len(immersions(desk)) == before + 1
    made = max(immersions(desk), key=lambda row: row.id)
    target = trail.gone[-1]
    assert (target.screen, target.section, target.subject_id) == (
        Screen.PAPER, "pmsmp_convention", made.id,
    )  # fmt: skip
    assert f"immersion:{person.prescription_id}" in trail.drafts.forgotten


def test_coming_back_from_the_convention_plans_no_second_one(opened, desk, person, known):
    page, trail = opened(person.prescription_id)
    fill(page, known)
    page.act.click()
    count = len(immersions(desk))
    page.refresh()
    assert page.terms.trade.text() == "Vendeuse"
    page.act.click()
    assert len(immersions(desk)) == count
    assert trail.backs == 1


def test_a_siret_typed_where_the_name_goes_finds_its_company(opened, person, known):
    page, _ = opened(person.prescription_id)
    QTest.keyClicks(page.terms.company.name, known.siret)
    assert page.terms.company.name.text() == known.name
    assert page.terms.company.siret.text() == known.siret


def test_the_hours_and_the_tutor_of_the_last_immersion_there_are_proposed(
    opened, person, participants, known, desk
):
    page, _ = opened(person.prescription_id)
    fill(page, known)
    page.terms.tutor.setText("Anne ROY, vendeuse")
    page.act.click()
    again, _ = opened(person.prescription_id)
    QTest.keyClicks(again.terms.company.name, "ADMR Ailly")
    assert [one.value.id for one in again.terms.company.name.proposals()] == [known.id]
    QTest.keyClick(again.terms.company.name.popup, Qt.Key.Key_Down)
    QTest.keyClick(again.terms.company.name.popup, Qt.Key.Key_Return)
    assert again.terms.week.week() == page.terms.week.week()
    assert again.terms.tutor.text() == "Anne ROY, vendeuse"


def test_a_new_company_needs_a_siret_that_can_be(opened, desk, person):
    page, _ = opened(person.prescription_id)
    page.terms.company.name.setText("Boulangerie Neuve")
    page.terms.trade.setText("Boulangère")
    page.terms.purpose.buttons["confirm"].click()
    page.terms.week.days[1].setText("6h-12h")
    page.terms.uses.click()
    before = len(immersions(desk))
    page.act.click()
    assert "SIRET" in page.terms.company.fault.text()
    QTest.keyClicks(page.terms.company.siret, "732 829 320 00075")
    page.act.click()
    assert len(immersions(desk)) == before
    assert "n’existe pas" in page.terms.company.fault.text()
    assert page.terms.company.state.isHidden(), "it would be said twice"
    page.terms.company.siret.setText("732 829 320 00074")
    assert not page.terms.company.state.isHidden()
    page.act.click()
    assert len(immersions(desk)) == before + 1
    assert desk.read(
        lambda link: link.execute(
            select(Company.name).where(Company.siret == "73282932000074")
        ).scalar()
    ) == "Boulangerie Neuve"  # fmt: skip


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (Part.ENDS, lambda page: show_day(page.terms.ends, date(2024, 2, 23))),
        (Part.HOURS, lambda page: page.terms.week.days[5].setText("6h-12h 13h-21h")),
    ],
)
def test_what_the_law_forbids_is_said_as_it_is_typed_and_nothing_is_recorded(
    opened, desk, person, known, part, change
):
    page, _ = opened(person.prescription_id)
    fill(page, known)
    assert page.terms.faults[part].isHidden()
    show_day(page.terms.starts, date(2024, 1, 22))
    change(page)
    if part is Part.HOURS:
        page.terms.week.days[0].setText("6h-12h 13h-21h")
        page.terms.week.spread.click()
    assert page.terms.faults[part].isVisible()
    before = len(immersions(desk))
    page.act.click()
    assert len(immersions(desk)) == before


def test_the_month_is_allowed_to_its_last_day(opened, person, known):
    page, _ = opened(person.prescription_id)
    fill(page, known)
    show_day(page.terms.starts, date(2024, 1, 22))
    show_day(page.terms.ends, date(2024, 2, 21))
    assert page.terms.faults[Part.ENDS].isHidden()
    show_day(page.terms.ends, date(2024, 2, 22))
    assert page.terms.faults[Part.ENDS].isVisible()


def test_one_object_is_asked_for_and_a_second_takes_the_place_of_the_first(
    opened, desk, person, known
):
    page, _ = opened(person.prescription_id)
    fill(page, known)
    page.terms.purpose.buttons["discover"].click()
    assert page.terms.purpose.key() is None
    before = len(immersions(desk))
    page.act.click()
    assert page.terms.faults[Part.PURPOSE].isVisible()
    assert len(immersions(desk)) == before
    page.terms.purpose.buttons["confirm"].click()
    page.terms.purpose.buttons["recruitment"].click()
    page.act.click()
    assert max(immersions(desk), key=lambda row: row.id).purpose == "recruitment"


def test_hours_that_cannot_be_read_are_named(opened, desk, person, known):
    page, _ = opened(person.prescription_id)
    fill(page, known)
    page.terms.week.days[2].setText("le matin")
    before = len(immersions(desk))
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.act.click()
    assert "Mercredi" in page.terms.week.fault.text()
    assert len(immersions(desk)) == before


def test_a_prospect_is_asked_for_its_siret_in_place_and_stays_one_company(opened, desk, person):
    told = CompanyFile(
        "Garage du Pont", address="Airaines", contacts=(ContactFacts(None, "Jean PONT", "patron"),)
    )
    prospect = record_company(desk, None, told).id
    page, _ = opened(person.prescription_id)
    QTest.keyClicks(page.terms.company.name, "garage airaines")
    QTest.keyClick(page.terms.company.name.popup, Qt.Key.Key_Down)
    QTest.keyClick(page.terms.company.name.popup, Qt.Key.Key_Return)
    assert "sans SIRET" in page.terms.company.state.text()
    QTest.keyClicks(page.terms.company.contact, "jean")
    assert [one.text for one in page.terms.company.contact.proposals()] == ["Jean PONT, patron"]
    page.terms.trade.setText("Mécanicien")
    page.terms.purpose.buttons["discover"].click()
    page.terms.week.days[0].setText("9h-12h 14h-18h")
    page.terms.week.spread.click()
    page.terms.uses.click()
    before = len(immersions(desk))
    page.act.click()
    assert len(immersions(desk)) == before
    assert "SIRET" in page.terms.company.fault.text()
    QTest.keyClicks(page.terms.company.siret, "732 829 320 00074")
    page.act.click()
    made = max(immersions(desk), key=lambda row: row.id)
    assert made.company_id == prospect
    assert [one.siret for one in desk.read(companies) if one.id == prospect] == ["73282932000074"]


def test_it_opens_on_the_company_that_asks_for_it(qtbot, desk, person, known):
    context, _ = make_context(desk)
    page = ImmersionFormScreen(context)
    qtbot.addWidget(page)
    page.show_target(Target(Screen.IMMERSION_FORM, person.prescription_id, company_id=known.id))
    assert (page.terms.company.name.text(), page.terms.company.siret.text()) == (
        known.name,
        known.siret,
    )


def test_the_forbidden_uses_are_ticked_wherever_their_row_is_pressed(opened, person):
    page, _ = opened(person.prescription_id)
    uses = page.terms.uses
    assert uses.width() > uses.sizeHint().width() + 50, "the row goes on beyond the words"
    QTest.mouseClick(uses, Qt.MouseButton.LeftButton, pos=uses.rect().center())
    assert uses.isChecked()


def test_what_the_convention_cannot_be_signed_without_is_said_before_it_is_made(opened, person):
    page, _ = opened(person.prescription_id)
    said = page.terms.lacking
    assert said.isHidden(), "nothing is typed yet"
    QTest.keyClicks(page.terms.company.name, "Boulangerie Neuve")
    assert "l’adresse, l’activité principale" in said.text()
    assert said.isVisible()
    page.terms.company.address.setText("1 place de la Gare, Doullens")
    page.terms.company.activity.setText("Boulangerie")
    page.terms.company.contact.setText("Anne ROY, boulangère")
    assert said.text().endswith("il faudra aussi le tuteur.")
    page.terms.tutor.setText("Anne ROY, boulangère")
    assert said.isHidden()


@pytest.mark.parametrize(("wide", "across"), [(1300, 7), (1020, 5), (630, 3)])
def test_the_days_of_the_week_stand_in_a_grid(opened, person, until, wide, across):
    page, _ = opened(person.prescription_id)
    page.resize(wide, 900)
    lines = page.terms.week.days

    def rows():
        return {line.mapTo(page, line.rect().topLeft()).y() for line in lines}

    until(lambda: len(rows()) == -(-len(lines) // across))
    until(lambda: len({line.width() // 2 for line in lines}) <= 2)  # as wide, to a pixel
    until(
        lambda: max(line.mapTo(page, line.rect().topRight()).x() for line in lines) < page.width()
    )


def test_a_company_that_is_proposed_can_be_read_whole(opened, person, known):
    page, _ = opened(person.prescription_id)
    name = page.terms.company.name
    name.setMaximumWidth(180)
    QTest.keyClicks(name, known.name)
    popup = name.popup
    assert popup.isVisible()
    assert popup.viewport().width() >= popup.sizeHintForColumn(0)
    words = name.placeholderText()
    name.setMaximumWidth(2000)
    page.resize(1092 - 73, 900)
    assert name.fontMetrics().horizontalAdvance(words) < name.width() - 20
