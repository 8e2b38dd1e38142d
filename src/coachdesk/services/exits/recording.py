"""An exit is recorded, changed or taken back, with the rendez-vous that no longer hold.

Its class is never stored: the profile derives it, by the type and the dates of the contract. What
the papers of a closed month say of it (day, type, detail) no longer changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, NNBSP, of, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Presence
from coachdesk.domain.exits import Ahead, ExitKind
from coachdesk.domain.fse import EXIT_QUESTIONS, SIX_MONTH_QUESTIONS
from coachdesk.domain.pmsmp import MOST_MINUTES
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import (
    Appointment,
    Company,
    Exit,
    FollowUp,
    Pathway,
    Prescription,
)
from coachdesk.queries.exits import last_met
from coachdesk.services.acts import act
from coachdesk.services.attendance import change_presence
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import Desk
from coachdesk.services.fse_answers import NO_ANSWERS, Answers, set_answers
from coachdesk.services.rows import name_of, pathway_of, profile_of, row
from coachdesk.store import UnitOfWork

CANCELLED_NOTE = "Sortie de l’action"


@dataclass(frozen=True)
class ExitTerms:
    """An exit as it is told. Words are keys of the profile."""

    left_on: date
    kind: str
    detail: str | None = None
    employer: str = ""
    """Who hires, or trains."""
    company_id: UUID | None = None
    """The employer, when it is a company of the store."""
    job_starts_on: date | None = None
    job_ends_on: date | None = None
    weekly_minutes: int | None = None
    recommendation: str | None = None
    dry_reason: str = ""
    """Why she leaves with nothing ahead; asked for only when that is so."""
    note: str = ""


def record_exit(
    desk: Desk,
    prescription_id: UUID,
    terms: ExitTerms,
    cancel: Iterable[UUID] = (),
    answers: Answers = NO_ANSWERS,
) -> None:
    """End a pathway; the planned rendez-vous ``cancel`` are off by the same act.

    So are kept ``answers``, what she says to the FSE+ of her exit.

    Raises:
        UserError: not entered or left already, a day or dates that can't be, a closed month, a
            sortie sèche without its reason.
    """
    told: list[str] = []
    with act(desk, lambda: f"sortie {of(told[0])}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        told.append(name_of(session, dossier))
        pathway = pathway_of(session, prescription_id)
        if exit_of(session, pathway) is not None:
            raise UserError(
                "La sortie de cette personne est déjà notée.", "Ouvrez-la pour la modifier."
            )
        _refuse_closed(session, pathway, terms.left_on)
        _refuse_day(session, desk, pathway, terms.left_on)
        made = Exit(id=new_id(), pathway_id=pathway.id, left_on=terms.left_on, cut_over=False)
        _write(session, profile_of(desk, dossier), made, terms)
        session.add(made)
        session.flush()
        set_answers(session, prescription_id, answers, today(desk.clock))
        _cancel(desk, uow, pathway, cancel)
        uow.commit()


def change_exit(
    desk: Desk,
    prescription_id: UUID,
    terms: ExitTerms,
    cancel: Iterable[UUID] = (),
    answers: Answers = NO_ANSWERS,
) -> None:
    """Put an exit right, with what she answers to the FSE+ of it.

    Raises:
        UserError: as ``record_exit``, or there is none.
    """
    told: list[str] = []
    with act(desk, lambda: f"sortie {of(told[0])}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        told.append(name_of(session, dossier))
        pathway = pathway_of(session, prescription_id)
        known = _known(session, pathway)
        before = (known.left_on, known.kind, known.detail)
        if terms.left_on != known.left_on:
            _refuse_day(session, desk, pathway, terms.left_on)
        _write(session, profile_of(desk, dossier), known, terms)
        if (terms.left_on, known.kind, known.detail) != before:  # what the papers say
            _refuse_closed(session, pathway, before[0])
            _refuse_closed(session, pathway, terms.left_on)
        known.left_on = terms.left_on
        session.flush()
        set_answers(session, prescription_id, answers, today(desk.clock))
        _cancel(desk, uow, pathway, cancel)
        uow.commit()


def take_back_exit(desk: Desk, prescription_id: UUID) -> None:
    """She did not leave: her pathway goes on. Rendez-vous that were cancelled stay so.

    What she said to the FSE+ of that exit, and six months after it, goes with it.

    Raises:
        UserError: there is none, a closed month, a follow-up noted, she came again since.
    """
    told: list[str] = []
    with act(desk, lambda: f"retrait de la sortie {of(told[0])}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        told.append(name_of(session, dossier))
        pathway = pathway_of(session, prescription_id)
        known = _known(session, pathway)
        _refuse_closed(session, pathway, known.left_on)
        if session.scalar(select(FollowUp.id).where(FollowUp.pathway_id == pathway.id).limit(1)):
            raise UserError(
                "Un suivi a déjà été fait après cette sortie.",
                "Retirez d’abord ce suivi, ou modifiez la sortie.",
            )
        refuse_overlap(session, pathway, None)
        after = (*EXIT_QUESTIONS, *SIX_MONTH_QUESTIONS)
        void = dict.fromkeys(question.key for question in after)
        set_answers(session, prescription_id, void, today(desk.clock))
        session.delete(known)
        uow.commit()


def exit_of(session: Session, pathway: Pathway) -> Exit | None:
    """How a pathway ended; None while it goes on."""
    return session.scalar(select(Exit).where(Exit.pathway_id == pathway.id))


def refuse_overlap(session: Session, pathway: Pathway, left_on: date | None) -> None:
    """Let a pathway end on ``left_on`` (None: go on) only if none of hers begins before that.

    Raises:
        UserError: she is followed again from an earlier day on.
    """
    again = session.execute(
        select(Prescription.number, Pathway.entered_on)
        .join(Prescription, Prescription.id == Pathway.prescription_id)
        .where(
            Pathway.participant_id == pathway.participant_id,
            Pathway.action_id == pathway.action_id,
            Pathway.id != pathway.id,
            Pathway.entered_on >= pathway.entered_on,
        )
        .order_by(Pathway.entered_on)
    ).first()
    if again is not None and (left_on is None or again.entered_on <= left_on):
        raise UserError(
            f"Cette personne est suivie de nouveau depuis le {short_date(again.entered_on)}, sous "
            f"le n°{NBSP}{again.number}.",
            f"Ses deux parcours ne peuvent pas se recouvrir{NBSP}: choisissez un jour d’avant.",
        )


def _known(session: Session, pathway: Pathway) -> Exit:
    known = exit_of(session, pathway)
    if known is None:
        raise UserError("Cette personne n’est pas sortie de l’action.", "Notez d’abord sa sortie.")
    return known


def _refuse_closed(session: Session, pathway: Pathway, day: date) -> None:
    refuse_closed(session.connection(), pathway.action_id, day)


def _refuse_day(session: Session, desk: Desk, pathway: Pathway, left_on: date) -> None:
    if left_on < pathway.entered_on:
        raise UserError(
            f"La personne est entrée dans l’action le {short_date(pathway.entered_on)}.",
            "La sortie est ce jour-là ou après.",
        )
    if left_on > today(desk.clock):
        raise UserError(
            "Une sortie ne se note pas d’avance.",
            f"Notez-la le jour venu{NNBSP}; l’emploi ou la formation peut commencer après.",
        )
    met = last_met(session.connection(), pathway.id)
    if met is not None and met > left_on:
        raise UserError(
            f"Un rendez-vous est noté le {short_date(met)}, après cette sortie.",
            "Choisissez ce jour-là ou un jour d’après, ou corrigez ce rendez-vous.",
        )
    refuse_overlap(session, pathway, left_on)


def _write(session: Session, profile: ActionProfile, made: Exit, terms: ExitTerms) -> None:
    kind = profile.exit_kinds[terms.kind]
    detail = terms.detail if terms.detail in kind.details else None
    leads = kind.ahead is not Ahead.NOTHING
    starts, ends = (terms.job_starts_on, terms.job_ends_on) if leads else (None, None)
    if starts is not None and ends is not None and ends < starts:
        raise UserError("Le contrat finit avant de commencer.", "Corrigez l’une des deux dates.")
    minutes = terms.weekly_minutes if kind.ahead is Ahead.JOB else None
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise UserError(
            "Ces heures par semaine ne sont pas possibles.", f"Écrivez 48{NBSP}heures au plus."
        )
    made.kind = kind.key
    made.detail = profile.exit(kind.key, detail, starts, ends).detail
    made.job_starts_on, made.job_ends_on, made.weekly_minutes = starts, ends, minutes
    made.employer = " ".join(terms.employer.split()) or None if leads else None
    made.company_id = _company(session, made.employer, terms.company_id)
    made.recommendation = terms.recommendation
    made.dry_reason = _dry_reason(kind, made, terms)
    made.note = terms.note.strip() or None


def _company(session: Session, employer: str | None, company_id: UUID | None) -> UUID | None:
    """That company, as long as the employer is still called so."""
    if employer is None or company_id is None:
        return None
    return company_id if row(session, Company, company_id).name == employer else None


def _dry_reason(kind: ExitKind, made: Exit, terms: ExitTerms) -> str | None:
    if not kind.is_dry(made.detail, made.recommendation):
        return None
    reason = " ".join(terms.dry_reason.split())
    if not reason and not made.cut_over:
        raise UserError(
            f"Rien n’attend la personne après cette sortie{NBSP}: c’est une sortie sèche.",
            "Choisissez une préconisation, ou dites pourquoi il n’y en a pas.",
        )
    return reason or None


def _cancel(desk: Desk, uow: UnitOfWork, pathway: Pathway, cancel: Iterable[UUID]) -> None:
    """The rendez-vous that will not be held; one noted in the meantime is left as it is."""
    for appointment_id in cancel:
        appointment = row(uow.session, Appointment, appointment_id)
        if appointment.pathway_id == pathway.id and appointment.presence is Presence.PLANNED:
            change_presence(desk, uow, appointment, Presence.CANCELLED)
            appointment.note = appointment.note or CANCELLED_NOTE
