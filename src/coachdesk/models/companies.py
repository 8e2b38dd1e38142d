"""Companies with their contacts, trades and prospecting log; the immersions that they host."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.domain.attendance import Mode
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models.base import Base, Key, Versioned, Word


class Company(Versioned, Base):
    """A host of immersions, an employer, or a prospect."""

    __tablename__ = "company"

    id: Mapped[Key]
    siret: Mapped[str | None] = mapped_column(unique=True)
    """None for a prospect whose number nobody asked yet."""
    name: Mapped[str]
    address: Mapped[str | None]
    activity: Mapped[str | None]
    """Main activity, as the convention says it."""
    collective_agreement: Mapped[str | None]
    contact: Mapped[str | None]
    """Who receives, follows and gives the safety instructions, with the function."""
    phone: Mapped[str | None]
    email: Mapped[str | None]
    note: Mapped[str | None]
    """What is good to know of it; on no paper."""
    cut_over: Mapped[bool]
    registered_on: Mapped[date | None]
    """When it was first noted here; None for one of the reprise, or from before 0007."""


class CompanyContact(Versioned, Base):
    """Someone to speak to in a company."""

    __tablename__ = "company_contact"

    id: Mapped[Key]
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), index=True)
    name: Mapped[str]
    function: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]


class CompanyTrade(Base):
    """A trade of a company."""

    __tablename__ = "company_trade"
    __table_args__ = (UniqueConstraint("company_id", "rome"),)

    id: Mapped[Key]
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"))
    rome: Mapped[str] = mapped_column(String(5))
    """ROME code, e.g. « D1106 »; its label is in ``resources/rome``."""


class Prospecting(Versioned, Base):
    """One contact of the coach with a company, in the prospecting log."""

    __tablename__ = "prospecting"

    id: Mapped[Key]
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), index=True)
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    done_on: Mapped[date]
    kind: Mapped[Word]
    result: Mapped[Word | None]
    call_back_on: Mapped[date | None] = mapped_column(index=True)
    """When the coach promised to call again; a later contact settles it."""
    prescription_id: Mapped[UUID | None] = mapped_column(ForeignKey("prescription.id"), index=True)
    """For whom; None when it was for nobody in particular."""
    note: Mapped[str | None]


class Immersion(Versioned, Base):
    """A PMSMP (Code du travail L5135-1): one convention, one purpose."""

    __tablename__ = "immersion"
    __table_args__ = (Index(None, "renews_id", unique=True),)

    id: Mapped[Key]
    pathway_id: Mapped[UUID] = mapped_column(ForeignKey("pathway.id"), index=True)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), index=True)
    trade: Mapped[str | None]
    rome: Mapped[str | None] = mapped_column(String(5))
    """ROME code of the trade, when it was chosen from the list."""
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
    renews_id: Mapped[UUID | None] = mapped_column(ForeignKey("immersion.id"))
    """The immersion that it renews, once, with the same object (D5135-3)."""
    renewal_reason: Mapped[str | None]
    """Why its objectives were not reached yet."""
    outcome: Mapped[ImmersionOutcome | None]
    """None while nobody said what became of it."""
    ended_on: Mapped[date | None]
    """The last day of presence, when it ended early."""
    missed_minutes: Mapped[int | None]
    """Of the hours planned until its end; None when not told."""
    cause: Mapped[Word | None]
    """Why it ended early, or did not happen: never the person's fault unless it was."""
    cause_note: Mapped[str | None]
    cut_over: Mapped[bool]


class ImmersionVisit(Versioned, Base):
    """A visit or a call of the coach during an immersion (D5135-6)."""

    __tablename__ = "immersion_visit"

    id: Mapped[Key]
    immersion_id: Mapped[UUID] = mapped_column(ForeignKey("immersion.id"), index=True)
    done_on: Mapped[date] = mapped_column(index=True)
    mode: Mapped[Mode]
    met: Mapped[str | None]
    """Whom the coach spoke to."""
    note: Mapped[str | None]
