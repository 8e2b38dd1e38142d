"""After an accident during an immersion: the deadlines from its hour, who is called, one page."""

from datetime import UTC, date, datetime, timedelta, timezone

import pypdfium2
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.ids import new_id
from coachdesk.domain.work_accident import deadlines
from coachdesk.models import Company, CompanyContact, Immersion
from coachdesk.services.accident import (
    accident_pdf,
    accident_steps,
    accident_view,
    missing_phones,
    save_accident_pdf,
)
from coachdesk.services.documents.drafting import open_document, save_answers
from support.documents import plain_text

PARIS = timezone(timedelta(hours=1))
HAPPENED = datetime(2023, 6, 17, 16, 45, tzinfo=PARIS)
"""A Saturday."""


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda day: day.year < 9000))
def test_the_deadlines_are_a_day_and_two_days_by_the_clock(happened):
    due = deadlines(happened)
    minutes = 0
    while happened + timedelta(minutes=minutes) < due.host_tells:
        minutes += 60
    assert minutes == 24 * 60
    assert due.declared - due.host_tells == timedelta(days=1)


def view(desk, day, immersion=None):
    return desk.read(lambda link: accident_view(link, desk.actions[0], immersion, day))


def told(desk, dossier):
    """What the convention and the company's card say."""
    opened = open_document(
        desk, desk.actions[0], "pmsmp_convention", dossier.prescription, dossier.immersion
    )
    save_answers(
        desk,
        opened,
        {
            "prescriber": "Conseil départemental",
            "prescriber_contact": "Mme LEROY, 03 22 11 11 11",
            "support_phone": "03 22 00 00 00", "emergency": "sa sœur Lou, 06 99 99 99 99",
        },
    )  # fmt: skip
    with desk.store.write() as uow:
        company = uow.session.get(Immersion, dossier.immersion).company_id
        uow.session.get(Company, company).phone = "03 22 55 55 55"
        uow.session.add(
            CompanyContact(id=new_id(), company_id=company, name="Zoé ATELIER",
                           phone="06 55 55 55 55")
        )  # fmt: skip
        uow.commit()


def test_who_calls_whom_and_by_when(desk, dossier):
    told(desk, dossier)
    facts = view(desk, date(2023, 6, 15)).facts
    assert facts.immersion_id == dossier.immersion, "the only one under way"
    steps = accident_steps(facts, HAPPENED)
    said = [
        f"{step.when} {step.who} {step.what} {step.phones}".replace("\u00a0", " ") for step in steps
    ]
    assert "15 (SAMU)" in said[0]
    assert "03 22 55 55 55" in said[1]
    assert "06 55 55 55 55" in said[1]
    assert "sa sœur Lou" in said[1]
    assert "Avant le dimanche 18 juin 2023, 16 h 45" in said[2]
    assert "03 22 00 00 00" in said[2]
    assert "Conseil départemental" in said[3]
    assert "Avant le lundi 19 juin 2023, 16 h 45" in said[4]
    assert "03 22 11 11 11" in said[4]
    assert missing_phones(facts) == ""


def test_an_employer_declares_in_the_place_of_the_prescriber(desk, dossier):
    opened = open_document(
        desk, desk.actions[0], "pmsmp_convention", dossier.prescription, dossier.immersion
    )
    save_answers(desk, opened, {"prescriber": "Conseil départemental", "employer": "Mairie"})
    steps = accident_steps(view(desk, date(2023, 6, 15)).facts, HAPPENED)
    assert steps[-1].who == "Mairie"


def test_numbers_that_nobody_noted_are_named(desk, dossier):
    assert "entreprise" in missing_phones(view(desk, date(2023, 6, 15)).facts)


def test_without_anyone_in_an_immersion_the_rule_is_said_all_the_same(desk, dossier):
    before = view(desk, date(2023, 6, 11))
    assert before.under_way == ()
    assert not before.facts.known
    assert len(accident_steps(before.facts, HAPPENED)) == 5
    assert view(desk, date(2023, 6, 11), dossier.immersion).facts.known, "asked from its page"


def test_the_page_is_one_page_and_says_it_all(desk, dossier, tmp_path):
    told(desk, dossier)
    facts = view(desk, date(2023, 6, 15)).facts
    pdf = accident_pdf(desk, desk.actions[0], facts, HAPPENED)
    text = plain_text(pdf).replace("\u00a0", " ")
    for words in (
        "Accident pendant une immersion", "samedi 17 juin 2023 à 16 h 45", "Garage du Centre",
        "18 juin 2023, 16 h 45", "19 juin 2023, 16 h 45", "03 22 55 55 55", "Qui l’a vu",
    ):  # fmt: skip
        assert words in text, words
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    target = tmp_path / "fiche.pdf"
    save_accident_pdf(desk, desk.actions[0], facts, HAPPENED, target)
    assert target.read_bytes().startswith(b"%PDF")
