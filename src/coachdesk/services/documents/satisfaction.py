"""The questionnaires de satisfaction: kept without their author, shown together from five up.

The answers never stand beside her name: not in her document, which only says that she filled one
in, nor in the journal, which counts them by month; and their place in the table is drawn at random,
for the order of the answers would tell whose they are.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, decimal, plural
from coachdesk.domain.papers import Answer, DocumentState, FieldKind, PaperField, PaperTemplate
from coachdesk.domain.satisfaction import LEAST, OUT_OF, counts_of, notes_of, notes_together
from coachdesk.models import Action, Document, SatisfactionAnswer
from coachdesk.queries.satisfaction import satisfaction_answers
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_rows import action_of, answers_json, template_of
from coachdesk.services.papers.prefill import cleaned, unanswered
from coachdesk.services.rows import row

_ROWIDS = 2**62


@dataclass(frozen=True)
class QuestionResult:
    """What everyone answered to one question.

    Attributes:
        counts: how many gave each answer, in the order of the paper; nothing for a free text,
            nor while fewer than five answered it.
        mean: « 4,2 sur 5 » of a note; empty for anything else.
        sentences: the free texts, in alphabetical order; none while fewer than five wrote one.
    """

    label: str
    counts: tuple[tuple[str, int], ...]
    mean: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class SatisfactionResults:
    """The questionnaires of an action, together.

    Attributes:
        number: how many were filled in.
        mean: « 4,2 sur 5 » of all notes; empty without any, or below five questionnaires.
        sentence: « 3 questionnaires : il en manque 2 pour montrer les réponses. »
        questions: nothing below five.
    """

    number: int
    mean: str
    sentence: str
    questions: tuple[QuestionResult, ...]


def record_satisfaction(desk: Desk, document_id: UUID, answers: Mapping[str, Answer]) -> None:
    """Keep what she answered without her name; her document only says that she did.

    Raises:
        UserError: it was filled in already, or a question that must be answered was not.
    """
    with act(desk, "questionnaire de satisfaction", final="il est déjà sans nom") as uow:
        document = row(uow.session, Document, document_id)
        template = template_of(action_of(desk, document.action_id), document.kind)
        assert template.anonymous, "only a paper without a name is kept so"
        if document.state is not DocumentState.DRAFT:
            raise UserError(
                "Ce questionnaire est déjà rempli.", "Un autre se remplit à un autre moment."
            )
        given = cleaned(template, answers)
        lacking = unanswered(template, given)
        if lacking:
            raise UserError(
                f"Il manque une réponse{NBSP}: {lacking[0]}", "Répondez, puis validez de nouveau."
            )
        document.state, document.answers = DocumentState.CLOSED, "{}"
        uow.session.flush()
        month = today(desk.clock).replace(day=1)
        uow.note(
            "satisfaction", Action.__tablename__, document.action_id, {"month": f"{month:%Y-%m}"}
        )
        uow.session.connection().exec_driver_sql(
            f"INSERT INTO {SatisfactionAnswer.__tablename__} "  # noqa: S608  (our name)  # nosec B608
            "(rowid, id, action_id, kind, month, answers) VALUES (?, ?, ?, ?, ?, ?)",
            (
                secrets.randbelow(_ROWIDS),
                uuid4().hex,  # no UUIDv7: it would tell the moment
                document.action_id.hex,
                document.kind,
                month.isoformat(),
                answers_json(given),
            ),
        )
        uow.commit()


def satisfaction(
    link: Connection, action: ActionInfo, template: PaperTemplate
) -> SatisfactionResults:
    """What people answered to ``template``, together."""
    # Another questionnaire without a name counts for itself, or it would unveil those of this one.
    given = [json.loads(text) for text in satisfaction_answers(link, action.id, template.key)]
    number = len(given)
    said = plural(number, "questionnaire")
    if number < LEAST:
        left = LEAST - number
        return SatisfactionResults(
            number, "", f"{said}{NBSP}: il en manque {left} pour montrer les réponses.", ()
        )
    results = tuple(_result(field, given) for field in template.fields)
    notes = notes_together(template.fields, given)
    return SatisfactionResults(number, _mean(notes), f"{said}.", results)


def _result(field: PaperField, given: Sequence[Mapping[str, Answer]]) -> QuestionResult:
    if field.options:
        found = counts_of(field, given)
        if not found:  # most passed it over: those few could be told apart
            return QuestionResult(field.label, (), "", ())
        counts = tuple((word.label, found[word.key]) for word in field.options)
        mean = _mean(notes_of(field, given)) if field.kind is FieldKind.SCALE else ""
        return QuestionResult(field.label, counts, mean, ())
    texts = sorted(str(answers[field.key]) for answers in given if answers.get(field.key))
    return QuestionResult(field.label, (), "", tuple(texts) if len(texts) >= LEAST else ())


def _mean(notes: Sequence[Fraction]) -> str:
    return f"{decimal(float(sum(notes) / len(notes)))} sur {OUT_OF}" if notes else ""
