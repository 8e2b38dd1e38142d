"""What asks to be done, one listing per rule. Rows of the reprise ask for nothing.

The listings of a month's gaps serve here too: see ``queries.gaps``.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, union_all
from sqlalchemy.orm import aliased

from coachdesk.domain.attendance import Presence
from coachdesk.domain.fse import SIX_MONTH_QUESTIONS
from coachdesk.domain.papers import DocumentState
from coachdesk.models import (
    Appointment,
    Attachment,
    Company,
    Diagnostic,
    Document,
    EngagementContract,
    Exit,
    FseAnswer,
    Immersion,
    ImmersionVisit,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.queries.exits import NOTED, PROOF
from coachdesk.queries.fse import at_entry
from coachdesk.queries.immersions import happens, last_on
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_person
from coachdesk.queries.stints import in_action

RETURN = "prescription_return"
"""The paper that answers a prescription."""
FSE_EXIT = "fse_exit"
"""The FSE+ questionnaire at the exit."""
FSE_SIX_MONTHS = "fse_six_months"
"""The same, six months later."""


def awaiting_first(action_id: UUID, pending: Collection[str]) -> Listing:
    """Pending prescriptions without any first rendez-vous held; the day one is planned, if any."""
    planned = (
        select(func.min(Appointment.held_on))
        .where(
            Appointment.prescription_id == Prescription.id,
            Appointment.presence == Presence.PLANNED,
        )
        .scalar_subquery()
    )
    return _prescriptions(action_id, pending, planned.label("planned_on")).where(
        Prescription.first_appointment_on.is_(None)
    )


def awaiting_decision(action_id: UUID, pending: Collection[str]) -> Listing:
    """Pending prescriptions whose first rendez-vous was held."""
    return _prescriptions(action_id, pending).where(Prescription.first_appointment_on.is_not(None))


def decided(action_id: UUID, since: date) -> Listing:
    """Prescriptions decided since a day: a retour de prescription is owed for each, once."""
    given_back = (
        select(Document.id)
        .where(
            Document.prescription_id == Prescription.id,
            Document.kind == RETURN,
            Document.state == DocumentState.CLOSED,
        )
        .exists()
    )
    return (
        select(
            *WHO,
            Prescription.decided_on,
            Prescription.outcome,
            given_back.label("given_back"),
        )
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(
            Prescription.action_id == action_id,
            Prescription.cut_over.is_(False),
            Prescription.decided_on >= since,
        )
    )


def under_way(action_id: UUID, day: date, whose: ColumnElement[UUID] | None = None) -> Listing:
    """Pathways under way on ``day``: contracts, absences, what the FSE+ record at entry holds.

    One listing for several rules: to find the few under way among ten years is what costs. Only
    that of ``whose`` is looked for when it is given.
    """
    contract = EngagementContract.pathway_id == Pathway.id
    prepared = select(EngagementContract.id).where(contract).exists()
    signed = (
        select(EngagementContract.id)
        .where(contract, EngagementContract.signed_on.is_not(None))
        .exists()
    )
    contract_open = (
        select(Document.id)
        .join(EngagementContract, EngagementContract.id == Document.subject_id)
        .where(
            contract,
            Document.prescription_id == Pathway.prescription_id,
            Document.state == DocumentState.OPEN,
        )
        .exists()
    )
    absent = and_(Appointment.pathway_id == Pathway.id, Appointment.presence == Presence.UNEXCUSED)
    absences = select(func.count()).where(absent).scalar_subquery()
    noted = (
        select(Appointment.id).where(absent, Appointment.cut_over.is_(False)).limit(1)
    ).exists()
    # One FSE+ record for a person and an operation, however often she comes (domain §2.2).
    any_stint = aliased(Prescription)
    answered = (
        select(func.group_concat(FseAnswer.question))
        .join(any_stint, any_stint.id == FseAnswer.prescription_id)
        .where(any_stint.participant_id == Participant.id, in_action(any_stint, action_id))
        .scalar_subquery()
    )
    people: Listing = select(
        *WHO,
        Pathway.entered_on,
        Pathway.planned_end_on,
        at_entry("employment").label("employment"),
        at_entry("training_level").label("training_level"),
        Participant.phone,
        Participant.email,
        prepared.label("prepared"),
        signed.label("signed"),
        contract_open.label("contract_open"),
        absences.label("absences"),
        noted.label("absences_noted"),
        Pathway.cut_over,
        answered.label("answered"),
    )
    return with_person(
        people.select_from(Pathway).outerjoin(
            Diagnostic, Diagnostic.prescription_id == Pathway.prescription_id
        )
    ).where(
        Pathway.action_id == action_id,
        Pathway.entered_on <= day,
        # They come first: only of those under way is anything else looked up.
        _not_left(day, whose),
    )


def immersions_ending(action_id: UUID, day: date, within: timedelta) -> Listing:
    """Immersions under way that end within the time given."""
    return _immersions(action_id).where(
        Immersion.outcome.is_(None),
        Immersion.starts_on <= day,
        Immersion.ends_on.between(day, day + within),
    )


def immersions_to_visit(action_id: UUID, day: date, beyond: timedelta) -> Listing:
    """Immersions under way, longer than ``beyond``, that nobody visited; none of the reprise."""
    visited = select(ImmersionVisit.id).where(ImmersionVisit.immersion_id == Immersion.id).exists()
    return _immersions(action_id).where(
        Immersion.outcome.is_(None),
        Immersion.cut_over.is_(False),
        Immersion.starts_on <= day,
        Immersion.ends_on >= day,
        func.julianday(Immersion.ends_on) - func.julianday(Immersion.starts_on) >= beyond.days,
        ~visited,
    )


def immersions_to_review(action_id: UUID, day: date, since: date) -> Listing:
    """Immersions ended before ``day`` without their bilan de stage; of the reprise, ``since``."""
    return _immersions(action_id).where(
        or_(Immersion.ends_on < day, Immersion.outcome.is_not(None)),
        Immersion.review.is_(None),
        or_(Immersion.cut_over.is_(False), Immersion.ends_on >= since),
    )


def left_since(action_id: UUID, since: date, day: date) -> Listing:
    """Exits of the period, with what was done since: follow-ups, proof, FSE+ questionnaire.

    ``back`` are people who came again into the action: they are followed otherwise.
    """
    later = aliased(Pathway)
    back = (
        select(later.id)
        .where(
            later.participant_id == Pathway.participant_id,
            later.action_id == action_id,
            later.entered_on > Exit.left_on,
        )
        .exists()
    )
    proven = (
        select(Attachment.id)
        .where(Attachment.prescription_id == Prescription.id, Attachment.kind == PROOF)
        .exists()
    )
    told = (
        select(FseAnswer.id)
        .where(
            FseAnswer.prescription_id == Prescription.id,
            FseAnswer.question == SIX_MONTH_QUESTIONS[0].key,
        )
        .exists()
    )
    people: Listing = select(
        *WHO,
        Participant.phone,
        Participant.email,
        Exit.left_on,
        Exit.kind,
        Exit.employer,
        Exit.cut_over,
        NOTED.label("noted"),
        back.label("back"),
        proven.label("proven"),
        _closed(FSE_EXIT).label("fse_done"),
        or_(_closed(FSE_SIX_MONTHS), told).label("fse_later_done"),
    )
    return with_person(people.select_from(Exit).join(Pathway, Pathway.id == Exit.pathway_id)).where(
        Pathway.action_id == action_id,
        Exit.left_on.between(since, day),
    )


def _closed(kind: str) -> ColumnElement[bool]:
    """Whether a paper of that kind was signed, in the dossier of the row."""
    return (
        select(Document.id)
        .where(
            Document.prescription_id == Prescription.id,
            Document.kind == kind,
            Document.state == DocumentState.CLOSED,
        )
        .exists()
    )


def expiring(
    action_id: UUID,
    pending: Collection[str],
    by: date,
    whose: ColumnElement[UUID] | None = None,
) -> Listing:
    """Pieces whose validity ends by a day, of dossiers still open: not decided, or not left.

    The open dossiers are found first: only that of ``whose`` when it is given.
    """
    not_left = select(Pathway.prescription_id).where(
        Pathway.action_id == action_id, _not_left(date.max, whose)
    )
    not_decided = select(Prescription.id).where(
        Prescription.action_id == action_id, Prescription.outcome.in_(pending)
    )
    if whose is not None:
        not_left = not_left.where(Pathway.prescription_id == whose)
        not_decided = not_decided.where(Prescription.id == whose)
    return (
        select(*WHO, Attachment.id.label("attachment_id"), Attachment.kind, Attachment.valid_until)
        .select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .join(Attachment, Attachment.prescription_id == Prescription.id)
        .where(
            Prescription.id.in_(union_all(not_left, not_decided)),
            Attachment.valid_until <= by,
        )
    )


def _not_left(by: date, whose: ColumnElement[UUID] | None) -> ColumnElement[bool]:
    """Whether the pathway has no exit by that day; of the dossier ``whose`` when it is given.

    Of ten years, SQLite walks the two indexes of keys side by side, in a quarter of the time that
    it takes to look for the exit of each.
    """
    if whose is not None:
        left = select(Exit.id).where(Exit.pathway_id == Pathway.id, Exit.left_on <= by)
        return ~left.exists()
    later = select(Exit.pathway_id).where(Exit.left_on > by)
    without = select(Pathway.id).except_(select(Exit.pathway_id)).subquery()
    return Pathway.id.in_(union_all(later, select(without.c.id)))


def _prescriptions(action_id: UUID, outcomes: Collection[str], *columns: object) -> Listing:
    people: Listing = select(*WHO, Prescription.received_on, *columns)  # type: ignore[call-overload]  # labelled columns
    return (
        people.select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(
            Prescription.action_id == action_id,
            Prescription.cut_over.is_(False),
            Prescription.outcome.in_(outcomes),
        )
    )


def _immersions(action_id: UUID) -> Listing:
    conventions: Listing = select(
        *WHO,
        Immersion.id.label("immersion_id"),
        Company.name.label("company"),
        Immersion.starts_on,
        last_on().label("ends_on"),
        Immersion.cut_over,
    )
    return with_person(
        conventions.select_from(Immersion)
        .join(Company, Company.id == Immersion.company_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
    ).where(Pathway.action_id == action_id, happens())
