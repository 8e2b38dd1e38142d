"""Someone who left comes again: one person, two pathways, one record for the FSE+."""

from datetime import date, timedelta

import openpyxl
import pytest
from sqlalchemy import func, select

from coachdesk.domain.fse import QUESTIONS, Answer
from coachdesk.domain.periods import Period, year_of
from coachdesk.models import Appointment, FseAnswer, Participant, Pathway, Prescription
from coachdesk.queries import pathways
from coachdesk.queries.card import participant_card
from coachdesk.queries.listing import count
from coachdesk.queries.tallies import pathway_spans
from coachdesk.services.acts import undo_act
from coachdesk.services.decisions import Decision, decide
from coachdesk.services.diagnostics import (
    DiagnosticFacts,
    diagnostic_form,
    save_diagnostic,
)
from coachdesk.services.exits.recording import ExitTerms, change_exit, record_exit, take_back_exit
from coachdesk.services.exits.reentry import come_again, reentry_form
from coachdesk.services.importing import import_file
from coachdesk.services.prescriptions import PrescriptionFacts
from coachdesk.services.to_dos import things_of
from support.documents import make_dossier
from support.stores import refusal_of

DAY = date(2023, 6, 1)
DAYS = timedelta(days=1)
MAY, JUNE = (Period(date(2023, 5, 1), date(2023, 5, 31)), Period(DAY, date(2023, 6, 30)))
LEFT = date(2023, 5, 25)
AGAIN = PrescriptionFacts("23-077", date(2023, 5, 28), "department", "M. MARTIN")


@pytest.fixture
def first(desk):
    """Her first dossier, which she has left."""
    made = make_dossier(desk)
    with desk.store.write() as uow:
        for held in uow.session.scalars(select(Appointment).where(Appointment.held_on > LEFT)):
            uow.session.delete(held)
        uow.commit()
    record_exit(desk, made.prescription, ExitTerms(LEFT, "move"))
    return made


@pytest.fixture
def again(desk, first):
    return come_again(desk, desk.actions[0], first.prescription, AGAIN)


def enter(desk, dossier, day=DAY):
    decide(desk, dossier, Decision("enrolled", entered_on=day))


def number_of(desk, column):
    return desk.read(lambda link: link.execute(select(func.count(column))).scalar_one())


def test_nobody_is_typed_twice(desk, first, again):
    assert number_of(desk, Participant.id) == 1
    card = desk.read(lambda link: participant_card(link, again))
    assert (card.identity.last_name, card.identity.case_manager) == ("D’ARTAGNAN", "M. MARTIN")
    assert [item.number for item in card.stints] == ["23-001", "23-077"]
    assert card.stints[0].left_on == LEFT
    assert undo_act(desk).words == "nouvelle prescription de Léa D’ARTAGNAN"
    assert number_of(desk, Prescription.id) == 1


def test_she_is_neither_followed_nor_expected_twice(desk, first, again):
    action = desk.actions[0]
    again_facts = PrescriptionFacts("23-078", DAY, "department")
    waits = refusal_of(lambda: come_again(desk, action, first.prescription, again_facts))
    assert "23-077" in waits.sentence
    enter(desk, again)
    followed = refusal_of(lambda: come_again(desk, action, again, again_facts))
    assert "déjà suivie" in followed.sentence
    asked = refusal_of(
        lambda: desk.read(lambda link: reentry_form(link, action, first.prescription, DAY))
    )
    assert "déjà suivie" in asked.sentence


def test_two_pathways_of_hers_never_share_a_day(desk, first, again):
    change_exit(desk, first.prescription, ExitTerms(date(2023, 5, 30), "move"))
    refused = refusal_of(lambda: enter(desk, again, date(2023, 5, 30)))
    assert "30/05/2023" in refused.sentence
    enter(desk, again, date(2023, 5, 31))
    refused = refusal_of(
        lambda: change_exit(desk, first.prescription, ExitTerms(date(2023, 5, 31), "move"))
    )
    assert "23-077" in refused.sentence
    assert "23-077" in refusal_of(lambda: take_back_exit(desk, first.prescription)).sentence


def test_a_pathway_that_goes_on_lets_no_other_begin(desk, first, again):
    undo_act(desk)  # the prescription
    undo_act(desk)  # the exit
    action = desk.actions[0]
    refused = refusal_of(lambda: come_again(desk, action, first.prescription, AGAIN))
    assert "déjà suivie" in refused.sentence


def test_a_month_with_two_pathways_of_one_person_counts_two(desk, first, again):
    """Design §4: the file active counts pathways; the FSE+ counts persons (``FseAnswer``)."""
    enter(desk, again, date(2023, 5, 29))
    action = desk.actions[0].id

    def active(period):
        return desk.read(
            lambda link: count(link, pathways.active_pathways(action, period.first, period.last))
        )

    assert (active(MAY), active(JUNE)) == (2, 1)
    assert desk.read(lambda link: pathway_spans(link, action, MAY)).active(MAY) == 2
    year = Period(date(2023, 1, 1), date(2023, 12, 31))
    assert active(year) == 2
    persons = desk.read(
        lambda link: link.execute(
            select(func.count(func.distinct(Pathway.participant_id)))
        ).scalar_one()
    )
    assert persons == 1
    spans = desk.read(lambda link: pathway_spans(link, action, year_of(2023)))
    assert spans.curve(2023)[4:6] == (2, 1)


def test_the_last_situation_is_proposed_and_the_first_answers_stay(desk, first, again):
    before = desk.read(lambda link: diagnostic_form(link, first.prescription)).facts
    entry = desk.read(lambda link: participant_card(link, first.prescription)).pathway
    form = desk.read(lambda link: diagnostic_form(link, again))
    assert form.taken_from == "23-001"
    assert form.facts.expectations == before.expectations
    assert (form.facts.status, form.facts.driving_licence) == (entry.status, False), (
        "what the diagnostic did not say is as it was at the entry"
    )
    assert form.facts.objectives == (), "what she set out to do is not what she sets out to do now"
    assert {key: told.answer for key, told in form.kept.items()} == {
        key: answer.value for key, answer in before.answers.items()
    }
    told = dict(before.answers)
    assert told
    other = {key: Answer.YES if told.get(key) is not Answer.YES else Answer.NO for key in told}
    save_diagnostic(desk, again, DiagnosticFacts(employment="employed", answers=other))
    kept = desk.read(
        lambda link: link.execute(select(FseAnswer.prescription_id, FseAnswer.answer)).all()
    )
    assert {row.prescription_id for row in kept} == {first.prescription}
    assert desk.read(lambda link: diagnostic_form(link, again)).facts.answers == told
    assert desk.read(lambda link: diagnostic_form(link, again)).taken_from == ""


def test_the_fse_record_of_the_first_entry_serves_the_second(desk, first, again):
    answers = dict.fromkeys((question.key for question in QUESTIONS), Answer.NO)
    save_diagnostic(desk, first.prescription, DiagnosticFacts(answers=answers))
    facts = DiagnosticFacts(employment="unemployed", training_level="cap")
    save_diagnostic(desk, again, facts)
    enter(desk, again)
    action = desk.actions[0]
    rules = {
        thing.rule
        for thing in desk.read(lambda link: things_of(link, action.id, action.profile, DAY, again))
    }
    assert "contrat" in rules
    assert "fiche_fse" not in rules, "she answered at her first entry"


def test_of_who_came_again_no_follow_up_is_asked_for_the_first_time(desk, first, again):
    action = desk.actions[0]

    def rules(day):
        found = desk.read(
            lambda link: things_of(link, action.id, action.profile, day, first.prescription)
        )
        return {thing.rule for thing in found}

    soon = LEFT + 28 * DAYS
    assert "suivi" in rules(soon)
    enter(desk, again)
    assert not {"suivi", "fse_sortie"} & rules(soon)


HEADS = (
    "N°", "Date prescription", "Prescripteur", "Nom", "Prénom", "Sexe", "Date de naissance",
    "Suite donnée", "Date d'entrée", "N° allocataire",
)  # fmt: skip


def workbook(path, *numbers, born=date(1990, 5, 6), allocataires=("1234567", "1234567")):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Prescriptions"
    sheet.append(HEADS)
    for place, number in enumerate(numbers):
        month = 1 + 3 * place
        sheet.append(
            (
                number, date(2023, month, 2), "CD", "Dubois" if place else "DUBOIS", "Zoé", "F",
                born, "Intégrée", date(2023, month, 9), allocataires[place],
            )
        )  # fmt: skip
    leaving = book.create_sheet("Sorties")
    leaving.append(("N°", "Date de sortie", "Type de sortie", "Détail"))
    leaving.append((numbers[0], date(2023, 3, 1), "Déménagement", None))
    book.save(path)
    return path


def imported(desk, path):
    action = desk.actions[0]
    return import_file(desk.store, action.id, action.profile, path)


@pytest.mark.parametrize("apart", [False, True], ids=["one file", "two files"])
def test_a_workbook_with_a_re_entry_knows_one_person(desk, tmp_path, apart):
    whole = workbook(tmp_path / "tout.xlsx", "23-004", "23-050")
    if apart:
        assert not imported(desk, workbook(tmp_path / "avant.xlsx", "23-004")).errors
    assert not imported(desk, whole).errors
    assert (number_of(desk, Participant.id), number_of(desk, Pathway.id)) == (1, 2)
    dossier = desk.read(
        lambda link: link.execute(
            select(Prescription.id).where(Prescription.number == "23-050")
        ).scalar_one()
    )
    card = desk.read(lambda link: participant_card(link, dossier))
    assert [item.number for item in card.stints] == ["23-004", "23-050"]
    told = [item.column for item in imported(desk, whole).differences]
    assert told == ["Nom"], "written otherwise: told, and never taken"
    assert number_of(desk, Participant.id) == 1


def test_namesakes_told_apart_by_their_allocataire_stay_two(desk, tmp_path):
    book = workbook(tmp_path / "deux.xlsx", "23-004", "23-050", allocataires=("1234567", "7654321"))
    assert not imported(desk, book).errors
    assert number_of(desk, Participant.id) == 2
