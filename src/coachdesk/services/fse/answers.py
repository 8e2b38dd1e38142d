"""What someone answered to the FSE+: kept, changed, taken back; what an exit lets expect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.clock import today
from coachdesk.core.french import of
from coachdesk.domain.exits import Ahead, ExitKind
from coachdesk.domain.fse import EXIT_WITHIN, Answer, Moment
from coachdesk.domain.fse_record import FseRecord
from coachdesk.models import FseAnswer, Prescription
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.fse.records import record_of
from coachdesk.services.fse_answers import keep_answers
from coachdesk.services.rows import name_of, row


@dataclass(frozen=True)
class FseForm:
    """What a page shows of someone's record."""

    record: FseRecord | None
    """None before she enters the action."""
    day: date
    current: bool
    """Whether this dossier is the one that her exit is read from."""


def fse_form(
    connection: Connection, action: ActionInfo, prescription_id: UUID, day: date
) -> FseForm:
    """The record of the person of a dossier, as it stands on ``day``."""
    participant_id = connection.execute(
        select(Prescription.participant_id).where(Prescription.id == prescription_id)
    ).scalar_one()
    record = record_of(connection, action, participant_id)
    return FseForm(record, day, record is not None and record.prescription_id == prescription_id)


def answer_fse(desk: Desk, prescription_id: UUID, answers: Mapping[str, str | None]) -> None:
    """Keep what she answers today; None takes an answer back.

    Raises:
        UserError: the dossier is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"réponses FSE+ {of(told[0])}") as uow:
        session = uow.session
        told.append(name_of(session, row(session, Prescription, prescription_id)))
        given = {question: answer for question, answer in answers.items() if answer is not None}
        taken = [question for question, answer in answers.items() if answer is None]
        keep_answers(session, prescription_id, given, today(desk.clock))
        for found in session.scalars(
            select(FseAnswer).where(
                FseAnswer.prescription_id == prescription_id, FseAnswer.question.in_(taken)
            )
        ):
            session.delete(found)
        uow.commit()


def expected(kind: ExitKind | None, left_on: date, starts_on: date | None) -> Mapping[str, Answer]:
    """What an exit lets expect: proposed where nothing is answered, never in place of an answer.

    Who leaves for a job works, who leaves for a training is in training, unless it begins after
    the four weeks.
    """
    if kind is None or kind.ahead is Ahead.NOTHING:
        return {}
    if starts_on is not None and starts_on > left_on + EXIT_WITHIN:
        return {}
    return {"working" if kind.ahead is Ahead.JOB else "training": Answer.YES}


def asked_now(form: FseForm) -> tuple[Moment, ...]:
    """The moments, after the entry, that the dossier is asked about by now."""
    record = form.record
    if record is None or not form.current:
        return ()
    return tuple(
        moment for moment in (Moment.EXIT, Moment.SIX_MONTHS) if record.asked(moment, form.day)
    )
