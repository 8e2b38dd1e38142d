"""The questionnaires de satisfaction of an action, in no order that tells whose they are."""

from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.models import SatisfactionAnswer


def satisfaction_answers(connection: Connection, action_id: UUID, kind: str) -> tuple[str, ...]:
    """The answers of each questionnaire of that kind, as JSON, by what they say."""
    found = connection.execute(
        select(SatisfactionAnswer.answers)
        .where(SatisfactionAnswer.action_id == action_id, SatisfactionAnswer.kind == kind)
        .order_by(SatisfactionAnswer.answers)
    )
    return tuple(found.scalars())
