"""The decision on a prescription: she enters the action, or not and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Presence
from coachdesk.domain.periods import months_later
from coachdesk.domain.profile import ActionProfile, OutcomeKind
from coachdesk.models import Appointment, Diagnostic, Exit, Pathway, Prescription
from coachdesk.services.acts import act
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import Desk
from coachdesk.services.diagnostics import FACTS
from coachdesk.services.rows import name_of, profile_of, row

NEEDS_REASON = frozenset({OutcomeKind.REDIRECTED, OutcomeKind.DECLINED})


@dataclass(frozen=True)
class Decision:
    """What is decided: a key of the profile's outcomes, with what it asks for."""

    outcome: str
    reason: str = ""
    """Why she is declined, or where she is redirected and why."""
    entered_on: date | None = None
    """The first day in the action, of an entry."""
    planned_end_on: date | None = None


def usual_end(profile: ActionProfile, entered_on: date) -> date:
    """The last day of a pathway of the usual length: six months from 9 May end on 8 November."""
    return months_later(entered_on, profile.rules.duration_months) - timedelta(days=1)


def decide(desk: Desk, prescription_id: UUID, decision: Decision) -> None:
    """Record the decision; an entry begins a pathway, to which her rendez-vous pass.

    Raises:
        UserError: already decided, a reason or date missing, a date that can't be, a closed month.
    """
    told: list[str] = []
    with act(desk, lambda: f"décision pour {told[0]}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        told.append(name_of(session, dossier))
        profile = profile_of(desk, dossier)
        outcome = profile.outcomes[decision.outcome]
        reason = " ".join(decision.reason.split())
        if profile.outcomes[dossier.outcome].kind is not OutcomeKind.PENDING:
            raise UserError(
                f"Ce dossier est déjà {quoted(profile.outcomes.label(dossier.outcome))}.",
                "Annulez d’abord cette décision (Ctrl+Z), ou recevez une nouvelle prescription.",
            )
        if outcome.kind in NEEDS_REASON and not reason:
            raise UserError(
                f"Le motif manque{NBSP}: {quoted(outcome.label)}.",
                "Dites en quelques mots pourquoi, et vers quoi la personne est orientée.",
            )
        dossier.outcome, dossier.decision_reason = outcome.key, reason or None
        dossier.decided_on = today(desk.clock)
        if outcome.kind is OutcomeKind.ENROLLED:
            _enter(session, desk, profile, dossier, decision)
        uow.commit()


def _enter(
    session: Session, desk: Desk, profile: ActionProfile, dossier: Prescription, asked: Decision
) -> None:
    entered_on = asked.entered_on or dossier.first_appointment_on or today(desk.clock)
    if not dossier.received_on <= entered_on <= today(desk.clock):
        raise UserError(
            f"L’entrée ne peut pas être le {short_date(entered_on)}.",
            f"Choisissez un jour entre la prescription ({short_date(dossier.received_on)}) et "
            "aujourd’hui.",
        )
    refuse_closed(session.connection(), dossier.action_id, entered_on)
    _refuse_overlap(session, dossier, entered_on)
    planned_end = asked.planned_end_on or usual_end(profile, entered_on)
    if planned_end <= entered_on:
        raise UserError("La fin prévue précède l’entrée.", "Corrigez l’une des deux dates.")
    learned = session.scalar(select(Diagnostic).where(Diagnostic.prescription_id == dossier.id))
    pathway = Pathway(
        id=new_id(),
        action_id=dossier.action_id,
        participant_id=dossier.participant_id,
        prescription_id=dossier.id,
        entered_on=entered_on,
        planned_end_on=planned_end,
        cut_over=False,
        **{name: getattr(learned, name) if learned else None for name in FACTS},
    )
    session.add(pathway)
    session.flush()
    met = session.scalars(select(Appointment).where(Appointment.prescription_id == dossier.id))
    for appointment in met:
        if appointment.held_on >= entered_on:
            appointment.pathway_id, appointment.prescription_id = pathway.id, None
        elif appointment.presence is Presence.PLANNED:
            appointment.presence = Presence.CANCELLED


def _refuse_overlap(session: Session, dossier: Prescription, entered_on: date) -> None:
    """One person has one pathway at a time in an action; the day of an exit is still of it."""
    other = session.execute(
        select(Prescription.number, Exit.left_on)
        .select_from(Pathway)
        .join(Prescription, Prescription.id == Pathway.prescription_id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(
            Pathway.participant_id == dossier.participant_id,
            Pathway.action_id == dossier.action_id,
            or_(Exit.left_on.is_(None), Exit.left_on >= entered_on),
        )
        .order_by(Exit.left_on)
    ).first()
    if other is None:
        return
    number = f"n°{NBSP}{other.number}"
    if other.left_on is None:
        raise UserError(
            f"Cette personne est déjà suivie dans l’action, sous le {number}.",
            "Notez d’abord la sortie de ce parcours.",
        )
    raise UserError(
        f"Son parcours précédent, {number}, s’est terminé le {short_date(other.left_on)}.",
        "Le nouveau commence le lendemain ou après.",
    )
