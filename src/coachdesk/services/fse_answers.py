"""The answers to the FSE+ as they are kept: from a paper, the diagnostic, the page of the FSE+."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.ids import new_id
from coachdesk.models import FseAnswer
from coachdesk.queries.stints import earlier_answers


def keep_answers(
    session: Session, prescription_id: UUID, answers: Mapping[str, str], day: date
) -> None:
    """Keep what was answered to the questions of the FSE+, within the transaction.

    What was answered at an earlier entry in the action stays as it was (domain §2.2).
    """
    earlier = {told.question for told in earlier_answers(session.connection(), prescription_id)}
    kept = {
        row.question: row
        for row in session.scalars(
            select(FseAnswer).where(FseAnswer.prescription_id == prescription_id)
        )
    }
    for question, answer in answers.items():
        if question in earlier:
            continue
        if question not in kept:
            session.add(
                FseAnswer(
                    id=new_id(),
                    prescription_id=prescription_id,
                    question=question,
                    answer=str(answer),
                    answered_on=day,
                )
            )
        elif kept[question].answer != answer:
            kept[question].answer = str(answer)
            kept[question].answered_on = day
