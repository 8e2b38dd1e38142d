"""The card of one person in one action: who, pathway, contract, rendez-vous, immersions, exit."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, or_, select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.pmsmp_course import Course, course_of
from coachdesk.models import (
    Appointment,
    CaseManager,
    Company,
    EngagementContract,
    Immersion,
    ImmersionVisit,
    Participant,
    Pathway,
    Place,
    Prescription,
    Signature,
    SignatureRefusal,
)
from coachdesk.queries.answers import latest_refusal
from coachdesk.queries.exits import (
    ExitRow,
    FollowUpRow,
    StintRow,
    exit_row,
    follow_ups,
    stints,
)
from coachdesk.queries.listing import records
from coachdesk.queries.people import WHO


@dataclass(frozen=True, slots=True)
class CardIdentity:
    """The person and the prescription by which she came. Words are keys of the profile."""

    prescription_id: UUID
    number: str
    participant_id: UUID
    last_name: str
    first_name: str
    gender: str
    birth_date: date
    postcode: str | None
    commune: str | None
    phone: str | None
    email: str | None
    beneficiary_number: str | None
    paper_since: date | None
    """Since when she prefers to sign on paper."""
    received_on: date
    prescriber: str
    case_manager: str | None
    outcome: str
    decided_on: date | None
    decision_reason: str | None
    first_appointment_on: date | None
    case_manager_organisation: str | None = None
    """What the carnet knows of her référent RSA."""
    case_manager_phone: str | None = None
    case_manager_email: str | None = None


@dataclass(frozen=True, slots=True)
class CardPathway:
    """What was known at entry."""

    id: UUID
    entered_on: date
    planned_end_on: date | None
    status: str | None
    training_level: str | None
    household: str | None
    main_obstacle: str | None
    employment: str | None
    driving_licence: bool | None
    cut_over: bool


@dataclass(frozen=True, slots=True)
class CardContract:
    """A version of the contrat d'engagement."""

    id: UUID
    revision: int
    prepared_on: date | None
    starts_on: date | None
    ends_on: date | None
    weekly_minutes: int | None
    exemption: str | None
    signed_on: date | None
    """None while it waits for its signatures."""


@dataclass(frozen=True, slots=True)
class CardAppointment:
    """A rendez-vous, with the state of its signature; times in minutes since midnight."""

    id: UUID
    held_on: date
    start_minute: int
    end_minute: int
    place: str | None
    mode: Mode
    presence: Presence
    absence_reason: str | None
    contact_attempts: str | None
    """What was tried to reach her after an absence: the notice says it."""
    note: str | None
    attested_seq: int | None
    cut_over: bool
    signed_at: datetime | None
    signature_seq: int | None
    regularisation: str | None
    declined: SigningOutcome | None
    """What she answered instead of signing, when she did."""


@dataclass(frozen=True, slots=True)
class CardImmersion:
    """A PMSMP."""

    id: UUID
    company: str
    trade: str | None
    purpose: str | None
    starts_on: date
    ends_on: date
    weekly_minutes: int | None
    review: str | None
    renews_id: UUID | None = None
    schedule: str | None = None
    outcome: ImmersionOutcome | None = None
    ended_on: date | None = None
    missed_minutes: int | None = None
    cause: str | None = None

    @property
    def course(self) -> Course:
        """What became of it."""
        return course_of(self)


@dataclass(frozen=True, slots=True)
class CardVisit:
    """A visit or a call of the coach during an immersion."""

    immersion_id: UUID
    company: str
    done_on: date
    mode: Mode
    met: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """All that the store knows of one person in one action; no pathway, nothing after it."""

    identity: CardIdentity
    pathway: CardPathway | None
    contracts: tuple[CardContract, ...]
    appointments: tuple[CardAppointment, ...]
    """Latest first."""
    immersions: tuple[CardImmersion, ...]
    exit: ExitRow | None
    follow_ups: tuple[FollowUpRow, ...] = ()
    stints: tuple[StintRow, ...] = ()
    """Each time that she came to an action, this one among them, the oldest first."""
    visits: tuple[CardVisit, ...] = ()
    """Of the immersions."""


_KEY = "key"
"""Of the dossier, or of its pathway."""
_BEFORE = "dossier"
"""Of the dossier, beside its pathway: what was held before the decision stays its own."""
_IDENTITY = (
    select(
        *WHO,
        Participant.id.label("participant_id"),
        Participant.gender,
        Participant.birth_date,
        Participant.postcode,
        Participant.commune,
        Participant.phone,
        Participant.email,
        Participant.beneficiary_number,
        Participant.paper_since,
        Prescription.received_on,
        Prescription.prescriber,
        Prescription.case_manager,
        Prescription.outcome,
        Prescription.decided_on,
        Prescription.decision_reason,
        Prescription.first_appointment_on,
        CaseManager.organisation.label("case_manager_organisation"),
        CaseManager.phone.label("case_manager_phone"),
        CaseManager.email.label("case_manager_email"),
    )
    .join(Participant, Participant.id == Prescription.participant_id)
    .outerjoin(CaseManager, CaseManager.name == Prescription.case_manager)
    .where(Prescription.id == bindparam(_KEY))
)
_PATHWAY = select(
    Pathway.id,
    Pathway.entered_on,
    Pathway.planned_end_on,
    Pathway.status,
    Pathway.training_level,
    Pathway.household,
    Pathway.main_obstacle,
    Pathway.employment,
    Pathway.driving_licence,
    Pathway.cut_over,
).where(Pathway.prescription_id == bindparam(_KEY))
_CONTRACTS = (
    select(
        EngagementContract.id,
        EngagementContract.revision,
        EngagementContract.prepared_on,
        EngagementContract.starts_on,
        EngagementContract.ends_on,
        EngagementContract.weekly_minutes,
        EngagementContract.exemption,
        EngagementContract.signed_on,
    )
    .where(EngagementContract.pathway_id == bindparam(_KEY))
    .order_by(EngagementContract.revision)
)
_APPOINTMENTS = (
    select(
        Appointment.id,
        Appointment.held_on,
        Appointment.start_minute,
        Appointment.end_minute,
        Place.name.label("place"),
        Appointment.mode,
        Appointment.presence,
        Appointment.absence_reason,
        Appointment.contact_attempts,
        Appointment.note,
        Appointment.attested_seq,
        Appointment.cut_over,
        Signature.signed_at,
        Signature.entry_seq.label("signature_seq"),
        Signature.regularisation,
        SignatureRefusal.outcome.label("declined"),
    )
    .select_from(Appointment)
    .outerjoin(Place, Place.id == Appointment.place_id)
    .outerjoin(Signature, Signature.appointment_id == Appointment.id)
    .outerjoin(SignatureRefusal, latest_refusal())
    .order_by(Appointment.held_on.desc(), Appointment.start_minute.desc())
)
_BEFORE_DECISION = _APPOINTMENTS.where(Appointment.prescription_id == bindparam(_KEY))
_ALL_APPOINTMENTS = _APPOINTMENTS.where(
    or_(
        Appointment.pathway_id == bindparam(_KEY), Appointment.prescription_id == bindparam(_BEFORE)
    )
)
_IMMERSIONS = (
    select(
        Immersion.id,
        Company.name.label("company"),
        Immersion.trade,
        Immersion.purpose,
        Immersion.starts_on,
        Immersion.ends_on,
        Immersion.weekly_minutes,
        Immersion.review,
        Immersion.renews_id,
        Immersion.schedule,
        Immersion.outcome,
        Immersion.ended_on,
        Immersion.missed_minutes,
        Immersion.cause,
    )
    .join(Company, Company.id == Immersion.company_id)
    .where(Immersion.pathway_id == bindparam(_KEY))
    .order_by(Immersion.starts_on)
)
_VISITS = (
    select(
        ImmersionVisit.immersion_id,
        Company.name.label("company"),
        ImmersionVisit.done_on,
        ImmersionVisit.mode,
        ImmersionVisit.met,
        ImmersionVisit.note,
    )
    .join(Immersion, Immersion.id == ImmersionVisit.immersion_id)
    .join(Company, Company.id == Immersion.company_id)
    .where(Immersion.pathway_id == bindparam(_KEY))
    .order_by(ImmersionVisit.done_on)
)
"""The SELECTs are made once: the card opens in less time than it takes to write them anew."""


def card_identity(connection: Connection, prescription_id: UUID) -> CardIdentity:
    """Who the person of this prescription is.

    Raises:
        UserError: when there is no such prescription (any more).
    """
    identity = records(connection, CardIdentity, _IDENTITY, {_KEY: prescription_id})
    if not identity:
        raise UserError("Ce dossier n’existe plus.", "Revenez à la liste des participants.")
    return identity[0]


def participant_card(connection: Connection, prescription_id: UUID) -> Card:
    """The card of the person that this prescription brought.

    Raises:
        UserError: as ``card_identity``.
    """
    identity = card_identity(connection, prescription_id)
    hers = {_KEY: prescription_id}
    pathways = records(connection, CardPathway, _PATHWAY, hers)
    if not pathways:
        return Card(
            identity,
            None,
            (),
            records(connection, CardAppointment, _BEFORE_DECISION, hers),
            (),
            None,
            stints=stints(connection, identity.participant_id),
        )
    pathway = pathways[0]
    hers = {_KEY: pathway.id}
    left = exit_row(connection, pathway.id)
    immersions = records(connection, CardImmersion, _IMMERSIONS, hers)
    return Card(
        identity,
        pathway,
        records(connection, CardContract, _CONTRACTS, hers),
        records(connection, CardAppointment, _ALL_APPOINTMENTS, {**hers, _BEFORE: prescription_id}),
        immersions,
        left,
        follow_ups(connection, pathway.id) if left else (),
        stints(connection, identity.participant_id),
        records(connection, CardVisit, _VISITS, hers) if immersions else (),
    )
