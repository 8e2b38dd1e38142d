"""The contrat d'engagement: filled from the diagnostic, prepared, then signed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import of
from coachdesk.core.ids import new_id
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import ObjectiveState
from coachdesk.models import EngagementContract, Objective, Pathway, Prescription
from coachdesk.queries.listing import AnyRow
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.document_rows import void_changed
from coachdesk.services.rows import name_of, not_entered, pathway_of, profile_of, row


@dataclass(frozen=True)
class ContractTerms:
    """What a contract says; with fewer weekly hours than the rule's, ``exemption`` says why."""

    starts_on: date
    ends_on: date
    weekly_minutes: int
    exemption: str | None
    person_commitments: str
    organisation_commitments: str
    action_plan: str


@dataclass(frozen=True)
class PreparedContract:
    """The latest version of a contract, or the one proposed when there is none (``id`` None)."""

    id: UUID | None
    revision: int
    terms: ContractTerms
    signed_on: date | None
    case_manager: str | None


def latest_contract(
    connection: Connection, profile: ActionProfile, prescription_id: UUID
) -> PreparedContract:
    """The contract that waits for a signature, or a new one filled from what is known.

    After a signed one, the new version goes on with its terms: what she does for its 15 hours, or
    why they are fewer, was agreed with her.

    Raises:
        UserError: she has not entered the action.
    """
    pathway = connection.execute(
        select(Pathway.id, Pathway.entered_on, Pathway.planned_end_on, Prescription.case_manager)
        .join(Prescription, Prescription.id == Pathway.prescription_id)
        .where(Pathway.prescription_id == prescription_id)
    ).one_or_none()
    if pathway is None:
        raise not_entered()
    table = EngagementContract.__table__
    last = connection.execute(
        select(table)
        .where(table.c.pathway_id == pathway.id)
        .order_by(table.c.revision.desc())
        .limit(1)
    ).one_or_none()
    known = _terms(last) if last is not None and last.starts_on is not None else None
    if last is not None and known is not None and last.signed_on is None:
        return PreparedContract(last.id, last.revision, known, None, pathway.case_manager)
    objectives = connection.execute(
        select(Objective.text)
        .where(
            Objective.prescription_id == prescription_id,
            Objective.state == ObjectiveState.IN_PROGRESS,
        )
        .order_by(Objective.id)
    ).scalars()
    usual = ContractTerms(
        pathway.entered_on,
        pathway.planned_end_on or pathway.entered_on,
        profile.rules.weekly_hours * 60,
        None,
        profile.texts.person_commitments,
        profile.texts.organisation_commitments,
        "\n".join(objectives),
    )
    revision = (last.revision if last else 0) + 1
    terms = _renewed(known, usual) if known is not None else usual
    return PreparedContract(None, revision, terms, None, pathway.case_manager)


def _terms(contract: AnyRow) -> ContractTerms:
    """Those of a version that is kept."""
    return ContractTerms(
        contract.starts_on,
        contract.ends_on or contract.starts_on,
        contract.weekly_minutes or 0,
        contract.exemption,
        contract.person_commitments or "",
        contract.organisation_commitments or "",
        contract.action_plan or "",
    )


def _renewed(before: ContractTerms, usual: ContractTerms) -> ContractTerms:
    """What was agreed goes on: from the day after, when her parcours was prolonged."""
    prolonged = usual.ends_on > before.ends_on
    return replace(
        before,
        starts_on=before.ends_on + timedelta(days=1) if prolonged else before.starts_on,
        ends_on=usual.ends_on if prolonged else before.ends_on,
        action_plan=usual.action_plan or before.action_plan,
    )


def prepare_contract(desk: Desk, prescription_id: UUID, terms: ContractTerms) -> UUID:
    """Prepare the contract, or change the one that is not signed yet; gives its id.

    What someone signed of the former text becomes void, and says so.

    Raises:
        UserError: not entered, dates the wrong way round, fewer hours without a reason, no
            objective.
    """
    told: list[str] = []
    with act(desk, lambda: f"contrat {of(told[0])}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        told.append(name_of(session, dossier))
        profile = profile_of(desk, dossier)
        _refuse_incomplete(profile, terms)
        contract = _to_prepare(session, prescription_id, today(desk.clock))
        wanted = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in vars(terms).items()
        }
        if any(getattr(contract, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(contract, name, value)
            session.flush()
            void_changed(desk, uow, prescription_id, contract.id)
        uow.commit()
    return contract.id


def _refuse_incomplete(profile: ActionProfile, terms: ContractTerms) -> None:
    if terms.ends_on <= terms.starts_on:
        raise UserError("Le contrat finit avant de commencer.", "Corrigez l’une des deux dates.")
    if terms.weekly_minutes < profile.rules.weekly_hours * 60 and terms.exemption is None:
        raise UserError(
            f"Moins de {profile.rules.weekly_hours} heures par semaine demande un motif.",
            "Choisissez le motif d’aménagement, ou remettez les heures.",
        )
    if not terms.action_plan.strip():
        raise UserError("Le plan d’action est vide.", "Écrivez un objectif au moins, un par ligne.")


def _to_prepare(session: Session, prescription_id: UUID, day: date) -> EngagementContract:
    pathway = pathway_of(session, prescription_id)
    waiting = session.scalar(
        select(EngagementContract).where(
            EngagementContract.pathway_id == pathway.id, EngagementContract.signed_on.is_(None)
        )
    )
    if waiting is not None:
        return waiting
    last = session.scalar(
        select(func.max(EngagementContract.revision)).where(
            EngagementContract.pathway_id == pathway.id
        )
    )
    made = EngagementContract(
        id=new_id(),
        pathway_id=pathway.id,
        revision=(last or 0) + 1,
        prepared_on=day,
        cut_over=False,
    )
    session.add(made)
    return made
