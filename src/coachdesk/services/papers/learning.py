"""What the answers of a paper teach the dossier: typed once, known everywhere.

Called in the transaction that closes the paper: what is typed in a draft was said by nobody yet.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.fse import ASKED, GENDER, Gender, Moment
from coachdesk.domain.fse import Answer as FseWord
from coachdesk.domain.identity import cleaned_email, cleaned_phone
from coachdesk.domain.papers import Answer
from coachdesk.models import Diagnostic, Immersion, Participant, Pathway, Prescription
from coachdesk.queries.documents import DocumentRow
from coachdesk.queries.immersion_paper import REVIEW
from coachdesk.services.fse_answers import FSE_PAPERS, keep_answers
from coachdesk.services.immersion_outcome import learn_outcome, missed_minutes
from coachdesk.services.rows import row

FSE_ENTRY = FSE_PAPERS[Moment.ENTRY]
_FSE = {kind: moment for moment, kind in FSE_PAPERS.items()}
"""The questionnaires of the FSE+, and when each is asked."""
_CIVILITY = "civility"
_AT_ENTRY = ("employment", "training_level")

T = TypeVar("T", Diagnostic, Pathway)


def refuse_unfit(kind: str, answers: Mapping[str, Answer]) -> None:
    """Refuse as it is typed what could not be learned once it is signed.

    Raises:
        UserError: a telephone, an address, or hours that can't be.
    """
    told = _told(answers)
    if kind == REVIEW:
        missed_minutes(told.get("missed_hours", ""))
    if kind in _FSE:
        cleaned_phone(told.get("phone", ""))
        cleaned_email(told.get("email", ""))


def learn(session: Session, kept: DocumentRow, day: date) -> None:
    """Note in the dossier what ``kept``, closed on ``day``, was answered."""
    if kept.prescription_id is None:
        return
    told = _told(kept.given)
    if kept.kind in _FSE:
        _contact(session, kept.prescription_id, told)
        keep_answers(session, kept.prescription_id, _answers(_FSE[kept.kind], told), day)
    if kept.kind == FSE_ENTRY:
        _entry(session, kept.prescription_id, told, day)
    if kept.kind == REVIEW and kept.subject_id is not None:
        immersion = session.get(Immersion, kept.subject_id)
        if immersion is not None:
            immersion.review = told.get("review") or immersion.review
            learn_outcome(session, immersion, told, day)


def _told(answers: Mapping[str, Answer]) -> dict[str, str]:
    return {key: answer for key, answer in answers.items() if isinstance(answer, str)}


def _contact(session: Session, prescription_id: UUID, told: Mapping[str, str]) -> None:
    """What she says now is how she is reached from now on; what she passes over stays."""
    dossier = row(session, Prescription, prescription_id)
    person = row(session, Participant, dossier.participant_id)
    person.phone = _fit(cleaned_phone, told.get("phone", "")) or person.phone
    person.email = _fit(cleaned_email, told.get("email", "")) or person.email


def _fit(cleaned: Callable[[str], str | None], typed: str) -> str | None:
    """``typed`` as it is kept; None of what came unfit: she signed all the same."""
    with suppress(UserError):
        return cleaned(typed)
    return None


def _answers(moment: Moment, told: Mapping[str, str]) -> dict[str, str]:
    """What she answered to the questions of ``moment``, and of her gender at entry."""
    answers = {
        question.key: FseWord(told[question.on_paper]).value
        for question in ASKED[moment]
        if told.get(question.on_paper)
    }
    if moment is Moment.ENTRY and told.get(_CIVILITY) in {gender.value for gender in Gender}:
        answers[GENDER] = told[_CIVILITY]
    return answers


def _entry(session: Session, prescription_id: UUID, told: Mapping[str, str], day: date) -> None:
    """Her situation at entry as she signs it: the diagnostic and the pathway say the same."""
    facts = {name: told[name] for name in _AT_ENTRY if told.get(name)}
    if not facts:
        return
    diagnostic = session.scalar(
        select(Diagnostic).where(Diagnostic.prescription_id == prescription_id)
    )
    if diagnostic is None:
        diagnostic = Diagnostic(id=new_id(), prescription_id=prescription_id, made_on=day)
        session.add(diagnostic)
    _tell(diagnostic, facts)
    pathway = session.scalar(select(Pathway).where(Pathway.prescription_id == prescription_id))
    if pathway is not None:
        _tell(pathway, facts)


def _tell(known: T, facts: Mapping[str, str]) -> None:
    for name, value in facts.items():
        setattr(known, name, value)
