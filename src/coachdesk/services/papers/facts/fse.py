"""What was answered to the questions of the FSE+, each by its name."""

from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.fse import ANSWER_LABELS, QUESTIONS, Answer
from coachdesk.queries.paper_facts import fse_answers


def fse_facts(link: Connection, prescription_id: UUID) -> dict[str, str]:
    """« Oui », « Non » or « Ne souhaite pas répondre »; empty for what was not asked yet."""
    given = fse_answers(link, prescription_id)
    return {
        f"fse.{question.key}": ANSWER_LABELS[Answer(given[question.key])]
        if question.key in given
        else ""
        for question in QUESTIONS
    }
