"""What someone answered to the FSE+: kept, changed, taken back; what an exit lets expect.

From a paper, the diagnostic, the page of the exit or of a follow-up, and the card.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.french import of
from coachdesk.core.ids import new_id
from coachdesk.domain.exits import Ahead, ExitKind
from coachdesk.domain.fse import EXIT_WITHIN, Answer, Moment
from coachdesk.domain.fse_record import FseRecord, Missing
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import FseAnswer, Prescription
from coachdesk.queries.stints import earlier_answers
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.fse_records import record_of
from coachdesk.services.rows import name_of, row
from coachdesk.services.targets import Screen, Target

Answers: TypeAlias = "Mapping[str, str | None]"
"""By question; None takes an answer back."""
NO_ANSWERS: Answers = MappingProxyType({})
FSE_PAPERS = {
    Moment.ENTRY: "fse_entry",
    Moment.EXIT: "fse_exit",
    Moment.SIX_MONTHS: "fse_six_months",
}
"""The questionnaire of each moment."""


@dataclass(frozen=True)
class FseForm:
    """What a page shows of someone's record."""

    record: FseRecord | None
    """None before she enters the action."""
    day: date
    current: bool
    """Whether this dossier is the one that her exit is read from."""


def fse_form(
    connection: Connection,
    action: ActionInfo,
    prescription_id: UUID,
    participant_id: UUID,
    day: date,
) -> FseForm:
    """The record of the person of a dossier, as it stands on ``day``."""
    record = record_of(connection, action, participant_id)
    return FseForm(record, day, record is not None and record.prescription_id == prescription_id)


def answer_fse(desk: Desk, prescription_id: UUID, answers: Answers) -> None:
    """Keep what she answers today; None takes an answer back.

    Raises:
        UserError: the dossier is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"réponses FSE+ {of(told[0])}") as uow:
        session = uow.session
        told.append(name_of(session, row(session, Prescription, prescription_id)))
        set_answers(session, prescription_id, answers, today(desk.clock))
        uow.commit()


def set_answers(session: Session, prescription_id: UUID, answers: Answers, day: date) -> None:
    """Keep the answers, and take back those that are None, within the transaction."""
    if not answers:
        return
    given = {question: answer for question, answer in answers.items() if answer is not None}
    taken = [question for question, answer in answers.items() if answer is None]
    keep_answers(session, prescription_id, given, day)
    for found in session.scalars(
        select(FseAnswer).where(
            FseAnswer.prescription_id == prescription_id, FseAnswer.question.in_(taken)
        )
    ):
        session.delete(found)


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


def counts_fse(profile: ActionProfile) -> bool:
    """Whether the action is paid by the FSE+: its profile keeps one of its questionnaires."""
    return not profile.papers_off.issuperset(FSE_PAPERS.values())


def missing_target(record: FseRecord, missing: Missing) -> Target:
    """Where what is missing is repaired: one click from every list that tells it."""
    if missing.place == "diagnostic":
        return Target(Screen.DIAGNOSTIC, record.dossiers[0])
    section = "identite" if missing.place == "identity" else "fse"
    return Target(Screen.CARD, record.prescription_id, section=section)


def moment_words(moment: Moment) -> str:
    """« À l’entrée »."""
    return {
        Moment.ENTRY: "À l’entrée",
        Moment.EXIT: "À la sortie",
        Moment.SIX_MONTHS: "Six mois après",
    }[moment]
