"""What became of an immersion: done, ended early, or not done, with why; and its visits."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, hours, long_date, of
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode
from coachdesk.domain.cells import as_duration
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.periods import iso_day, next_month
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.pmsmp_course import Course, course_of, refuse_unfit_end
from coachdesk.models import Document, Immersion, ImmersionVisit, Pathway
from coachdesk.queries.closings import closed_months
from coachdesk.queries.immersion_paper import CERTIFICATE, REVIEW
from coachdesk.services.acts import act
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import Desk
from coachdesk.services.rows import person_of, row

ATTENDANCES = {
    "whole": ImmersionOutcome.DONE,
    "cut": ImmersionOutcome.ENDED_EARLY,
    "absent": ImmersionOutcome.NOT_DONE,
}
"""What became of it, as the bilan keeps it."""
_KEYS = {outcome: key for key, outcome in ATTENDANCES.items()}


@dataclass(frozen=True)
class Outcome:
    """What is told; ``cause`` is a key of the profile, needed but for one that was done."""

    kind: ImmersionOutcome
    ended_on: date | None = None
    missed_minutes: int | None = None
    cause: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Visit:
    """A visit or a call while it lasts."""

    done_on: date
    mode: Mode
    met: str = ""
    note: str = ""


def tell_outcome(desk: Desk, immersion_id: UUID, told: Outcome | None) -> None:
    """Note what became of an immersion, or take back what was noted.

    What waits as a draft, the bilan and the attestation, says it from then on.

    Raises:
        UserError: it can't be, the cause is missing, or a closed month counted the immersion.
    """
    named: list[str] = []
    with act(desk, lambda: f"suite de l’immersion {of(named[0])}") as uow:
        session = uow.session
        immersion = row(session, Immersion, immersion_id)
        pathway = row(session, Pathway, immersion.pathway_id)
        named.append(person_of(session, pathway.prescription_id))
        before = course_of(immersion)
        write_outcome(immersion, told)
        after = course_of(immersion)
        if told is not None:
            refuse_unfit_end(after, today(desk.clock))
            if told.kind is not ImmersionOutcome.DONE and not told.cause:
                raise UserError(
                    "Pourquoi n’est pas dit.",
                    "Choisissez la raison la plus proche : elle évite que la personne soit tenue "
                    "pour responsable à tort.",
                )
        _refuse_counted(session.connection(), pathway.action_id, before, after)
        _tell_drafts(session, pathway.prescription_id, immersion)
        uow.commit()


def write_outcome(immersion: Immersion, told: Outcome | None) -> None:
    """Put it in the row, without what does not go with it."""
    early = told is not None and told.kind is ImmersionOutcome.ENDED_EARLY
    held = told is not None and told.kind is not ImmersionOutcome.NOT_DONE
    why = told is not None and told.kind is not ImmersionOutcome.DONE
    immersion.outcome = told.kind if told else None
    immersion.ended_on = told.ended_on if told and early else None
    immersion.missed_minutes = told.missed_minutes if told and held else None
    immersion.cause = told.cause if told and why else None
    immersion.cause_note = (" ".join(told.note.split()) or None) if told else None


def learn_outcome(session: Session, immersion: Immersion, told: dict[str, str], day: date) -> None:
    """What a bilan that everyone signed says of it; what can't be is left as it was noted."""
    kind = ATTENDANCES.get(told.get("attendance", ""))
    if kind is None:
        return
    kept = Outcome(
        kind,
        iso_day(told.get("last_day")),
        as_duration(told.get("missed_hours", "")),
        told.get("why") or immersion.cause,
        immersion.cause_note or "",
    )
    before = course_of(immersion)
    was = (immersion.outcome, immersion.ended_on, immersion.missed_minutes, immersion.cause,
           immersion.cause_note)  # fmt: skip
    write_outcome(immersion, kept)
    try:
        refuse_unfit_end(course_of(immersion), max(day, immersion.ends_on))  # they signed it
        pathway = row(session, Pathway, immersion.pathway_id)
        with session.no_autoflush:
            _refuse_counted(session.connection(), pathway.action_id, before, course_of(immersion))
    except UserError:
        (immersion.outcome, immersion.ended_on, immersion.missed_minutes, immersion.cause,
         immersion.cause_note) = was  # fmt: skip


def add_visit(desk: Desk, immersion_id: UUID, visit: Visit) -> UUID:
    """Note a visit or a call.

    Raises:
        UserError: its day is to come, or no day of the immersion.
    """
    named: list[str] = []
    with act(desk, lambda: f"visite d’immersion {of(named[0])}") as uow:
        session = uow.session
        immersion = row(session, Immersion, immersion_id)
        pathway = row(session, Pathway, immersion.pathway_id)
        named.append(person_of(session, pathway.prescription_id))
        course = course_of(immersion)
        if visit.done_on > today(desk.clock):
            raise UserError("Cette visite est à venir.", "Notez-la une fois faite.")
        if not course.starts_on <= visit.done_on <= course.last_on:
            raise UserError(
                f"L’immersion va du {long_date(course.starts_on)} au {long_date(course.last_on)}.",
                "Choisissez un de ces jours.",
            )
        made = ImmersionVisit(
            id=new_id(),
            immersion_id=immersion_id,
            done_on=visit.done_on,
            mode=visit.mode,
            met=" ".join(visit.met.split()) or None,
            note=visit.note.strip() or None,
        )
        session.add(made)
        uow.commit()
    return made.id


def remove_visit(desk: Desk, visit_id: UUID) -> None:
    """Take away a visit noted by mistake."""
    with act(desk, "visite d’immersion retirée") as uow:
        uow.session.delete(row(uow.session, ImmersionVisit, visit_id))
        uow.commit()


def _refuse_counted(link: Connection, action_id: UUID, before: Course, after: Course) -> None:
    """A closed month that counted the immersion goes on counting it."""
    closed = closed_months(link, action_id, before.starts_on.replace(day=1))
    for month in sorted(closed):
        if _counts(before, month) != _counts(after, month):
            refuse_closed(link, action_id, month)


def _counts(course: Course, month: date) -> bool:
    """Whether it has a day in the month that begins on ``month``."""
    inside = course.starts_on < next_month(month) and course.last_on >= month
    return course.took_place and inside


def _tell_drafts(session: Session, prescription_id: UUID, immersion: Immersion) -> None:
    """The bilan and the attestation that wait as drafts were filled before it was known."""
    drafts = session.scalars(
        select(Document).where(
            Document.prescription_id == prescription_id,
            Document.subject_id == immersion.id,
            Document.kind.in_((REVIEW, CERTIFICATE)),
            Document.state == DocumentState.DRAFT,
        )
    )
    course = course_of(immersion)
    real = course.real_minutes
    missed = immersion.missed_minutes
    for draft in drafts:
        told: dict[str, str] = {"last_day": course.last_on.isoformat()}
        if draft.kind == CERTIFICATE:
            if real is not None:
                told["hours"] = hours(real)
        else:
            told["attendance"] = _KEYS[immersion.outcome or ImmersionOutcome.DONE]
            told["missed_hours"] = hours(missed) if missed else ""
            told["why"] = immersion.cause or ""
        answers = {**json.loads(draft.answers), **told}
        kept = {key: answer for key, answer in answers.items() if answer}
        draft.answers = json.dumps(kept, ensure_ascii=False, sort_keys=True)


def missed_minutes(typed: str) -> int:
    """Minutes of « 3 h », « 7h30 », « 3,5 »; 0 of nothing.

    Raises:
        UserError: it is no length of time.
    """
    if not typed.strip():
        return 0
    found = as_duration(typed)
    if found is None:
        raise UserError(
            "Ces heures manquées ne se lisent pas.",
            f"Écrivez-les comme 3{NBSP}h, 7h30 ou 3,5.",
        )
    return found
