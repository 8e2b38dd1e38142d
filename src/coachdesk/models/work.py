"""The coach's other work: services and outreach that the action counts, her time, her road."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.models.base import Base, Key, Versioned, Word


class Service(Versioned, Base):
    """A prestation of a kind that the action declares, for one person, several, or a group."""

    __tablename__ = "service"
    __table_args__ = (Index(None, "action_id", "done_on"),)

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    kind: Mapped[Word]
    done_on: Mapped[date]
    people: Mapped[int | None]
    """How many, when they are not named."""
    quantity: Mapped[int | None]
    """In hundredths of the kind's unit."""
    minutes: Mapped[int | None]
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))
    result: Mapped[Word | None]
    note: Mapped[str | None]
    cut_over: Mapped[bool]


class ServicePerson(Base):
    """A dossier for which a service was done."""

    __tablename__ = "service_person"
    __table_args__ = (UniqueConstraint("service_id", "prescription_id"),)

    id: Mapped[Key]
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"))
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"), index=True)


class OutreachEvent(Versioned, Base):
    """An action d'aller-vers: where the coach goes to meet people, and how many she met."""

    __tablename__ = "outreach_event"

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    kind: Mapped[Word]
    title: Mapped[str]
    held_on: Mapped[date] = mapped_column(index=True)
    start_minute: Mapped[int | None]
    end_minute: Mapped[int | None]
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))
    people_met: Mapped[int | None]
    """In all, those of the call-back list included; None until it is counted."""
    note: Mapped[str | None]
    cut_over: Mapped[bool]


class OutreachContact(Versioned, Base):
    """Someone met at an outreach event who agreed to be called back."""

    __tablename__ = "outreach_contact"

    id: Mapped[Key]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("outreach_event.id"), index=True)
    last_name: Mapped[str]
    """Empty, with all that tells who it is, once it was erased: the row still counts."""
    first_name: Mapped[str]
    phone: Mapped[str | None]
    commune: Mapped[str | None]
    outcome: Mapped[Word]
    call_back_on: Mapped[date | None]
    called_on: Mapped[date | None]
    note: Mapped[str | None]
    prescription_id: Mapped[UUID | None] = mapped_column(ForeignKey("prescription.id"))
    """Her dossier, once she has one."""


class TimeEntry(Versioned, Base):
    """Time of the coach that is no rendez-vous: administration, meetings, the road."""

    __tablename__ = "time_entry"
    __table_args__ = (CheckConstraint("0 < minutes AND minutes <= 1440", name="minutes"),)

    id: Mapped[Key]
    action_id: Mapped[UUID | None] = mapped_column(ForeignKey("action.id"))
    """None for time that is shared between actions."""
    held_on: Mapped[date] = mapped_column(index=True)
    start_minute: Mapped[int | None]
    """None when only the length is known; else it stands in the agenda."""
    minutes: Mapped[int]
    kind: Mapped[Word]
    note: Mapped[str | None]


class Mileage(Versioned, Base):
    """The road of one day as the coach says it, in place of what the agenda makes of it."""

    __tablename__ = "mileage"

    id: Mapped[Key]
    driven_on: Mapped[date] = mapped_column(unique=True)
    metres: Mapped[int]
    reason: Mapped[str]
    """Why it is not what the agenda makes of it, as « déviation »."""


class TimeSheet(Versioned, Base):
    """The feuille de temps of one month of an action, from the day it is first made as a paper."""

    __tablename__ = "time_sheet"
    __table_args__ = (UniqueConstraint("action_id", "month"),)

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    month: Mapped[date]
    """Its first day."""
    digest: Mapped[str | None]
    """SHA-256 of what the paper said when someone first signed it; None before."""


class ReportText(Versioned, Base):
    """What the coach wrote in one part of a yearly bilan."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("action_id", "year", "part"),)

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    year: Mapped[int]
    part: Mapped[Word]
    """Key of a part of the profile's report."""
    text: Mapped[str]
    """Figures stand in it by name: « {participants} personnes »."""
