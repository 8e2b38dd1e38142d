"""The questionnaires de satisfaction of an action, in no order that tells whose they are."""

from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.models import SatisfactionAnswer
from coachdesk.queries.listing import Listing


def given(action_id: UUID, kind: str) -> Listing:
    """Each questionnaire of that kind: its month, and its answers as JSON."""
    return (
        select(SatisfactionAnswer.month, SatisfactionAnswer.answers)
        .where(SatisfactionAnswer.action_id == action_id, SatisfactionAnswer.kind == kind)
        .order_by(SatisfactionAnswer.month, SatisfactionAnswer.answers)
    )


def satisfaction_answers(connection: Connection, action_id: UUID, kind: str) -> tuple[str, ...]:
    """The answers of each questionnaire of that kind, as JSON, by what they say."""
    found = given(action_id, kind).order_by(None).order_by(SatisfactionAnswer.answers)
    return tuple(row.answers for row in connection.execute(found))
