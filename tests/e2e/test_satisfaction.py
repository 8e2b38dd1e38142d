"""The questionnaire de satisfaction: nobody tells whose answers they are, nor sees few alone."""

import json
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from coachdesk.domain.papers import DocumentState, FieldKind
from coachdesk.models import Document, JournalPayload, SatisfactionAnswer
from coachdesk.services.documents.drafting import (
    open_document,
    preview,
    read_document,
    save_answers,
)
from coachdesk.services.documents.satisfaction import record_satisfaction, satisfaction
from coachdesk.services.papers.templates import templates
from support.documents import answers_to, make_dossier, plain_text
from support.kept import rows
from support.stores import refusal_of

KIND = "satisfaction"


def opened(desk, number):
    dossier = make_dossier(desk, number)
    return open_document(desk, desk.actions[0], KIND, dossier.prescription)


def results(desk):
    action = desk.actions[0]
    return desk.read(lambda link: satisfaction(link, action, templates(action)[KIND]))


def test_her_answers_are_nowhere_beside_her_name(desk):
    document = opened(desk, "23-001")
    secret = {**answers_to(desk, KIND), "best": "La bienveillance de mon coach."}
    assert save_answers(desk, document, secret) == document, "nothing is kept meanwhile"
    assert "bienveillance" not in plain_text(preview(desk, document))
    record_satisfaction(desk, document, secret)
    view = read_document(desk, document)
    assert (view.state, dict(view.answers)) == (DocumentState.CLOSED, {})
    for body in desk.read(lambda link: link.execute(select(JournalPayload.body)).scalars().all()):
        assert b"bienveillance" not in body
    (kept,) = rows(desk, SatisfactionAnswer)
    assert "bienveillance" in kept.answers
    assert kept.id.version == 4, "its key tells no moment"
    assert kept.month.day == 1
    assert len(rows(desk, Document)) == 1
    assert refusal_of(lambda: record_satisfaction(desk, document, secret))


def test_the_order_of_the_answers_tells_nothing(desk):
    for number in range(1, 13):
        record_satisfaction(
            desk, opened(desk, f"23-{number:03}"), scored(desk, str(number % 5 + 1))
        )
    places = desk.read(
        lambda link: link.exec_driver_sql("SELECT rowid FROM satisfaction_answer").scalars().all()
    )
    assert max(places) > 1_000_000, "drawn at random, not counted up"


def scored(desk, note):
    return {**answers_to(desk, KIND), "note": note}


def test_answers_are_shown_together_from_five_up(desk):
    for number in range(1, 5):
        record_satisfaction(desk, opened(desk, f"23-{number:03}"), scored(desk, "4"))
    few = results(desk)
    assert (few.number, few.mean, few.questions) == (4, "", ())
    assert few.sentence == (
        "4\u00a0questionnaires\u00a0: il en manque 1 pour montrer les réponses."
    )
    record_satisfaction(desk, opened(desk, "23-005"), scored(desk, "2"))
    enough = results(desk)
    assert (enough.number, enough.mean) == (5, "3,6 sur 5")
    note = next(question for question in enough.questions if question.mean)
    assert note.counts == (("1", 0), ("2", 1), ("3", 0), ("4", 4), ("5", 0))
    ticked = enough.questions[0]
    assert sum(number for _, number in ticked.counts) == 5


def test_another_questionnaire_without_a_name_does_not_make_five(desk):
    for number in range(1, 5):
        record_satisfaction(desk, opened(desk, f"23-{number:03}"), scored(desk, "4"))
    other = SatisfactionAnswer(
        id=uuid4(), action_id=desk.actions[0].id, kind="mood", month=date(2023, 6, 1),
        answers='{"note":"4"}',
    )  # fmt: skip
    with desk.store.write() as uow:
        uow.session.add(other)
        uow.commit()
    assert (results(desk).number, results(desk).questions) == (4, ())


def test_a_choice_that_fewer_than_five_made_is_not_shown(desk):
    template = templates(desk.actions[0])[KIND]
    field = next(field for field in template.fields if field.kind is not FieldKind.SCALE)
    assert field.options
    for number in range(1, 5):
        record_satisfaction(desk, opened(desk, f"23-{number:03}"), scored(desk, "4"))
    rest = {key: answer for key, answer in scored(desk, "4").items() if key != field.key}
    fifth = SatisfactionAnswer(
        id=uuid4(), action_id=desk.actions[0].id, kind=KIND, month=date(2023, 6, 1),
        answers=json.dumps(rest),
    )  # fmt: skip
    with desk.store.write() as uow:
        uow.session.add(fifth)
        uow.commit()
    found = {item.label: item for item in results(desk).questions}
    assert found[field.label].counts == ()
    assert sum(item.counts != () for item in found.values()) > 0


def test_a_question_that_must_be_answered_is_asked_for(desk):
    document = opened(desk, "23-001")
    missing = {key: value for key, value in answers_to(desk, KIND).items() if key != "note"}
    assert "note" in refusal_of(lambda: record_satisfaction(desk, document, missing)).sentence
    assert not rows(desk, SatisfactionAnswer)


@pytest.mark.parametrize("texts", [4, 5])
def test_sentences_too_are_shown_from_five_up_in_no_order(desk, texts):
    for number in range(1, 7):
        answers = scored(desk, "3")
        answers["better"] = f"Phrase {7 - number}" if number <= texts else ""
        record_satisfaction(desk, opened(desk, f"23-{number:03}"), answers)
    better = next(q for q in results(desk).questions if "mieux" in q.label)
    assert better.sentences == (
        () if texts == 4 else tuple(f"Phrase {number}" for number in range(2, 7))
    )
