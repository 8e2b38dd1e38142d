"""Where and when people are met: places, rendez-vous, companies, immersions."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.models.base import Base, Key, Versioned, Word


class Place(Base):
    """A lieu de permanence."""

    __tablename__ = "place"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str | None]
    """Street and commune, as the coach wrote them for herself; on no paper."""


class Appointment(Versioned, Base):
    """A rendez-vous with one person. Times are minutes since local midnight: 570 is 9 h 30."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
                        name="times"),
        CheckConstraint("(pathway_id IS NULL) <> (prescription_id IS NULL)", name="whose"),
        # With the presence: everyone's rendez-vous are counted without reading one of them.
        Index(None, "pathway_id", "held_on", "start_minute", "presence"),
    )  # fmt: skip

    id: Mapped[Key]
    pathway_id: Mapped[UUID | None] = mapped_column(ForeignKey("pathway.id"))
    prescription_id: Mapped[UUID | None] = mapped_column(ForeignKey("prescription.id"), index=True)
    """Whose first rendez-vous it is, until the decision; then the pathway takes its place."""
    held_on: Mapped[date] = mapped_column(index=True)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    planned_start_minute: Mapped[int | None]
    """What was planned, when she came late; None when the times are those planned."""
    planned_end_minute: Mapped[int | None]
    """What was planned, when she left early or stayed longer."""
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))
    mode: Mapped[Mode]
    presence: Mapped[Presence]
    absence_reason: Mapped[Word | None]
    """Category of an excused absence, never medical detail (domain §4.1)."""
    absence_proof: Mapped[Word | None]
    """What proves an excused absence; None when nothing does yet."""
    contact_attempts: Mapped[str | None]
    """What was tried to reach her after an unexcused absence; printed on the notice."""
    workshop_id: Mapped[UUID | None] = mapped_column(ForeignKey("workshop.id"), index=True)
    """The atelier collectif that she comes to."""
    note: Mapped[str | None]
    """The coach's notes of the meeting; on no paper."""
    attested_seq: Mapped[int | None]
    """Journal entry in which the coach recorded the presence: the « enregistrement n° » printed."""
    cut_over: Mapped[bool]


class Company(Versioned, Base):
    """A host of immersions."""

    __tablename__ = "company"

    id: Mapped[Key]
    siret: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    address: Mapped[str | None]
    activity: Mapped[str | None]
    """Main activity, as the convention says it."""
    collective_agreement: Mapped[str | None]
    contact: Mapped[str | None]
    """Who receives, follows and gives the safety instructions, with the function."""
    cut_over: Mapped[bool]


class Immersion(Versioned, Base):
    """A PMSMP (Code du travail L5135-1): one convention, one purpose."""

    __tablename__ = "immersion"

    id: Mapped[Key]
    pathway_id: Mapped[UUID] = mapped_column(ForeignKey("pathway.id"), index=True)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"))
    trade: Mapped[str | None]
    purpose: Mapped[Word | None]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    weekly_minutes: Mapped[int | None]
    schedule: Mapped[str | None]
    """Hours of presence by day of the week, as ``domain.week_hours`` writes them; None for an
    immersion of the reprise, of which only the weekly hours are known."""
    place: Mapped[str | None]
    """Where, when it is not the company's address."""
    tutor: Mapped[str | None]
    """Who helps and guides, with the function."""
    review: Mapped[Word | None]
    cut_over: Mapped[bool]
