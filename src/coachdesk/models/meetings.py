"""Where and when people are met: places with their openings, rendez-vous, days off."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.domain.agenda import Weeks
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.models.base import Base, Key, Versioned, Word


class Place(Base):
    """A lieu de permanence."""

    __tablename__ = "place"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str | None]
    """Street and commune, as the coach wrote them for herself; on no paper."""
    retired_on: Mapped[date | None]
    """Since when nobody is met there; it is proposed no more."""


class PlaceOpening(Versioned, Base):
    """Hours of one day of the week in which the coach sits in a place: « tous les mardis »."""

    __tablename__ = "place_opening"
    __table_args__ = (
        CheckConstraint("0 <= weekday AND weekday <= 6", name="weekday"),
        CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
                        name="times"),
        UniqueConstraint("place_id", "weekday", "start_minute", "weeks"),
    )  # fmt: skip

    id: Mapped[Key]
    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"))
    weekday: Mapped[int]
    """0 is Monday."""
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    weeks: Mapped[Weeks]


class DayOff(Versioned, Base):
    """Days, or hours of one day, when the coach is away or a place is closed."""

    __tablename__ = "day_off"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="days"),)

    id: Mapped[Key]
    starts_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)
    start_minute: Mapped[int | None]
    """With ``end_minute``, the hours of each of these days; None for whole days."""
    end_minute: Mapped[int | None]
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))
    """The place that is closed; None when it is the coach who is away."""
    label: Mapped[str]
    """« Congés », « Mairie fermée »: as the agenda says it."""


class Travel(Versioned, Base):
    """How long and how far it is from one place to another; one row serves both ways."""

    __tablename__ = "travel"
    __table_args__ = (
        UniqueConstraint("from_place_id", "to_place_id"),
        CheckConstraint("from_place_id < to_place_id", name="once"),
    )

    id: Mapped[Key]
    from_place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"))
    to_place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"))
    minutes: Mapped[int]
    metres: Mapped[int | None]


class Appointment(Versioned, Base):
    """A rendez-vous with one person. Times are minutes since local midnight: 570 is 9 h 30."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
                        name="times"),
        CheckConstraint("(pathway_id IS NULL) <> (prescription_id IS NULL)", name="whose"),
        # With the presence: everyone's rendez-vous are counted without reading one of them.
        Index(None, "pathway_id", "held_on", "start_minute", "presence"),
        # Of those of a workshop only: asked for the others, SQLite would read them all by it.
        Index(None, "workshop_id", sqlite_where=text("workshop_id IS NOT NULL")),
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
    """What was done to reach her, before it (invited, reminded) and after an unexcused absence;
    printed on the notice."""
    workshop_id: Mapped[UUID | None] = mapped_column(ForeignKey("workshop.id"))
    """The atelier collectif that she comes to."""
    note: Mapped[str | None]
    """The coach's notes of the meeting; on no paper."""
    attested_seq: Mapped[int | None]
    """Journal entry in which the coach recorded the presence: the « enregistrement n° » printed."""
    cut_over: Mapped[bool]
