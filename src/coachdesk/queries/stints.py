"""The times that one person comes to an action, and what the FSE+ knows of her from the first.

One record for a person and an operation, whatever the comings and goings: its entry is that of the
first time, and what was answered then is never written over (domain §2.2).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import aliased

from coachdesk.domain.fse import ENTRY_KEYS
from coachdesk.models import FseAnswer, Prescription
from coachdesk.queries.listing import records


def in_action(
    dossier: type[Prescription], action_id: UUID | SQLColumnExpression[UUID]
) -> ColumnElement[bool]:
    """Whether a dossier of someone is of that action; never the way to find it.

    A store has an action or two: left to itself, SQLite may begin with all of its people.
    """
    return func.coalesce(dossier.action_id, dossier.action_id) == action_id


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What someone answered to a question of the FSE+ at an earlier entry in the action."""

    question: str
    answer: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class EarlierStint:
    """The dossier before this one, of the same person."""

    prescription_id: UUID
    number: str


def earlier_stint(connection: Connection, prescription_id: UUID) -> EarlierStint | None:
    """The last dossier that the person had before this one, in whatever action; None at first."""
    own, before = aliased(Prescription), aliased(Prescription)
    found = records(
        connection,
        EarlierStint,
        select(before.id.label("prescription_id"), before.number)
        .select_from(own)
        .join(before, before.participant_id == own.participant_id)
        .where(own.id == prescription_id, _comes_first(before, own))
        .order_by(before.received_on.desc(), before.number.desc())
        .limit(1),
    )
    return found[0] if found else None


def earlier_answers(connection: Connection, prescription_id: UUID) -> tuple[EarlierAnswer, ...]:
    """What was answered at the earlier entries in the same action, the first answer of each.

    Those of an exit are not among them: a new exit has its own.
    """
    own, before = aliased(Prescription), aliased(Prescription)
    told = records(
        connection,
        EarlierAnswer,
        select(FseAnswer.question, FseAnswer.answer, FseAnswer.answered_on)
        .select_from(own)
        .join(before, before.participant_id == own.participant_id)
        .join(FseAnswer, FseAnswer.prescription_id == before.id)
        .where(
            own.id == prescription_id,
            in_action(before, own.action_id),
            _comes_first(before, own),
            FseAnswer.question.in_(ENTRY_KEYS),
        )
        .order_by(before.received_on.desc(), before.number.desc()),
    )
    return tuple({answer.question: answer for answer in told}.values())


def _comes_first(before: type[Prescription], own: type[Prescription]) -> ColumnElement[bool]:
    """Received before; of the same day, by the number."""
    return and_(
        before.id != own.id,
        or_(
            before.received_on < own.received_on,
            and_(before.received_on == own.received_on, before.number < own.number),
        ),
    )
