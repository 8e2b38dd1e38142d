"""The action, its coach and the people followed: prescription, pathway, contract, exit."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.domain.attendance import Mode
from coachdesk.models.base import Base, Key, Versioned, Word


class Coach(Base):
    """The user of this store."""

    __tablename__ = "coach"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    association: Mapped[str]


class Device(Base):
    """The machine's signing identity; the private key stays inside the encrypted store."""

    __tablename__ = "device"

    id: Mapped[Key]
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))
    certificate: Mapped[bytes]
    """X.509, DER."""
    private_key: Mapped[bytes]
    """PKCS#8, DER."""
    created_at: Mapped[datetime]


class Action(Base):
    """A funded scheme; its profile is kept as it was read, so that the store stands alone."""

    __tablename__ = "action"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(unique=True)
    profile: Mapped[str]
    """The TOML text."""
    created_at: Mapped[datetime]


class Participant(Versioned, Base):
    """A person. Identified by the dossier number of her prescription; never by the NIR."""

    __tablename__ = "participant"

    id: Mapped[Key]
    last_name: Mapped[str]
    first_name: Mapped[str]
    gender: Mapped[Word]
    birth_date: Mapped[date]
    postcode: Mapped[str | None]
    commune: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    beneficiary_number: Mapped[str | None]
    """N° allocataire (CAF/MSA)."""
    paper_since: Mapped[date | None]
    """Since when she prefers to sign on paper; None when the screen suits her."""
    cut_over: Mapped[bool]
    anonymised_on: Mapped[date | None]
    """Since when the row is of nobody: kept for the figures alone."""


class Prescription(Versioned, Base):
    """A person oriented to the action, with what became of it."""

    __tablename__ = "prescription"
    __table_args__ = (
        UniqueConstraint("action_id", "number"),
        # The day asks for those that wait and those just decided, among all that ever came.
        Index(None, "action_id", "outcome"),
        Index(None, "action_id", "decided_on"),
    )

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    number: Mapped[str]
    """The dossier's n° in the action, e.g. « 23-001 »."""
    received_on: Mapped[date] = mapped_column(index=True)
    prescriber: Mapped[Word]
    case_manager: Mapped[str | None]
    """Référent RSA, as written."""
    outcome: Mapped[Word]
    decided_on: Mapped[date | None]
    """When the outcome was decided; None while pending, and for rows of the reprise."""
    decision_reason: Mapped[str | None]
    """Why she was declined or redirected, and where to."""
    first_appointment_on: Mapped[date | None]
    """The day of the first rendez-vous that was held."""
    cut_over: Mapped[bool]


class Pathway(Versioned, Base):
    """One person in one action, from entry to exit."""

    __tablename__ = "pathway"

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    """Without index: a store has an action or two, and SQLite would begin with all of its people
    where the days asked for name a few."""
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"), unique=True)
    entered_on: Mapped[date] = mapped_column(index=True)
    planned_end_on: Mapped[date | None]
    status: Mapped[Word | None]
    training_level: Mapped[Word | None]
    household: Mapped[Word | None]
    main_obstacle: Mapped[Word | None]
    employment: Mapped[Word | None]
    """Situation as to employment at entry."""
    driving_licence: Mapped[bool | None]
    cut_over: Mapped[bool]


class EngagementContract(Versioned, Base):
    """A version of the contrat d'engagement of a pathway: prepared, then signed."""

    __tablename__ = "engagement_contract"
    __table_args__ = (UniqueConstraint("pathway_id", "revision"),)

    id: Mapped[Key]
    pathway_id: Mapped[UUID] = mapped_column(ForeignKey("pathway.id"))
    revision: Mapped[int]
    prepared_on: Mapped[date | None]
    """None for a contract of the reprise, of which only the signature is known."""
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    weekly_minutes: Mapped[int | None]
    """Weekly activity agreed (15 h and more unless exempted: loi du 18 décembre 2023)."""
    exemption: Mapped[Word | None]
    """Why fewer hours, or none, are asked for."""
    person_commitments: Mapped[str | None]
    organisation_commitments: Mapped[str | None]
    action_plan: Mapped[str | None]
    """The objectives as the contract states them, one per line."""
    signed_on: Mapped[date | None]
    """None while it waits for its signatures."""
    cut_over: Mapped[bool]


class Exit(Versioned, Base):
    """The end of a pathway; its class is derived from the profile, never stored."""

    __tablename__ = "exit"

    id: Mapped[Key]
    pathway_id: Mapped[UUID] = mapped_column(ForeignKey("pathway.id"), unique=True)
    left_on: Mapped[date] = mapped_column(index=True)
    kind: Mapped[Word]
    detail: Mapped[Word | None]
    employer: Mapped[str | None]
    """Who hires, or trains."""
    company_id: Mapped[UUID | None] = mapped_column(ForeignKey("company.id"), index=True)
    """The employer, when it is a company of the store."""
    job_starts_on: Mapped[date | None]
    """Of the job contract or the training."""
    job_ends_on: Mapped[date | None]
    """None for a contract without end."""
    weekly_minutes: Mapped[int | None]
    recommendation: Mapped[Word | None]
    """What is advised for afterwards (préconisation)."""
    dry_reason: Mapped[str | None]
    """Why she leaves with nothing ahead (sortie sèche), as the coach confirmed it."""
    note: Mapped[str | None]
    cut_over: Mapped[bool]


class FollowUp(Versioned, Base):
    """A suivi post-parcours: what became of her some months after the exit."""

    __tablename__ = "follow_up"
    __table_args__ = (UniqueConstraint("pathway_id", "milestone"),)

    id: Mapped[Key]
    pathway_id: Mapped[UUID] = mapped_column(ForeignKey("pathway.id"))
    milestone: Mapped[int]
    """In months after the exit, one of the profile's."""
    done_on: Mapped[date]
    """Of the latest attempt."""
    mode: Mapped[Mode]
    outcome: Mapped[Word]
    attempts: Mapped[int]
    """How many times she was tried, the last one included."""
    again_on: Mapped[date | None]
    """When she is tried again; None once that is what is known of her."""
    employer: Mapped[str | None]
    note: Mapped[str | None]
