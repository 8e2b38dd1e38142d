"""What the coach and the person work on: diagnostic, freins, objectives, démarches, pieces.

All hang on the prescription, the dossier, which is there before the decision and after it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState
from coachdesk.models.base import Base, Key, Versioned, Word


class Diagnostic(Versioned, Base):
    """What is learned before the decision; entering the action copies the facts to the pathway."""

    __tablename__ = "diagnostic"

    id: Mapped[Key]
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"), unique=True)
    made_on: Mapped[date]
    status: Mapped[Word | None]
    training_level: Mapped[Word | None]
    household: Mapped[Word | None]
    employment: Mapped[Word | None]
    driving_licence: Mapped[bool | None]
    main_obstacle: Mapped[Word | None]
    mobility: Mapped[str | None]
    expectations: Mapped[str | None]
    skills: Mapped[str | None]


class FseAnswer(Versioned, Base):
    """An answer to a question of the FSE+, at entry or after (Reg. (UE) 2021/1057, annexe I)."""

    __tablename__ = "fse_answer"
    __table_args__ = (UniqueConstraint("prescription_id", "question"),)

    id: Mapped[Key]
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"))
    question: Mapped[Word]
    """A key of ``domain.fse``: of the entry, the exit, six months later, or the gender."""
    answer: Mapped[Word]
    """« yes », « no », « refused » (ne souhaite pas répondre), or a gender; not told is no row."""
    answered_on: Mapped[date]


class Obstacle(Versioned, Base):
    """How much a frein weighs, as judged on one day; its evolution is its rows in order."""

    __tablename__ = "obstacle"
    __table_args__ = (UniqueConstraint("prescription_id", "kind", "assessed_on"),)

    id: Mapped[Key]
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"))
    kind: Mapped[Word]
    impact: Mapped[Impact]
    assessed_on: Mapped[date]


class Measurement(Versioned, Base):
    """Where someone stands on a scale of the profile on one day: a level of French, confidence."""

    __tablename__ = "measurement"
    __table_args__ = (UniqueConstraint("prescription_id", "kind", "taken_on"),)

    id: Mapped[Key]
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"))
    kind: Mapped[Word]
    """A key of the profile's ``measures``."""
    level: Mapped[Word]
    """A key of that scale."""
    taken_on: Mapped[date]


class Objective(Versioned, Base):
    """Something the person sets out to do."""

    __tablename__ = "objective"

    id: Mapped[Key]
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"), index=True)
    text: Mapped[str]
    set_on: Mapped[date]
    state: Mapped[ObjectiveState]
    closed_on: Mapped[date | None]


class Step(Versioned, Base):
    """A démarche: done by the person, or an aid asked for, with what came of it."""

    __tablename__ = "step"

    id: Mapped[Key]
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"), index=True)
    appointment_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"), index=True)
    """The rendez-vous at which it was ticked."""
    kind: Mapped[Word]
    done_on: Mapped[date]
    note: Mapped[str | None]
    aid_outcome: Mapped[AidOutcome | None]
    """Of an aid; None for any other démarche."""
    minutes: Mapped[int | None]
    """How long it took the person: counts as activity of its week; None when not told."""


class Handout(Versioned, Base):
    """A test métiers or a page of the booklet, given to the person, then studied with her."""

    __tablename__ = "handout"

    id: Mapped[Key]
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"), index=True)
    kind: Mapped[Word]
    title: Mapped[str]
    given_on: Mapped[date]
    studied_on: Mapped[date | None]
    result: Mapped[str | None]


class Attachment(Versioned, Base):
    """A pièce: a file on the card, inside the encrypted store."""

    __tablename__ = "attachment"

    id: Mapped[Key]
    prescription_id: Mapped[UUID] = mapped_column(ForeignKey("prescription.id"), index=True)
    appointment_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"))
    """The absence that it proves."""
    follow_up_id: Mapped[UUID | None] = mapped_column(ForeignKey("follow_up.id"))
    """The follow-up that it proves."""
    kind: Mapped[Word]
    name: Mapped[str]
    """File name, as it is given back."""
    added_at: Mapped[datetime]
    valid_until: Mapped[date | None]
    size: Mapped[int]
    """Bytes kept."""
    source: Mapped[str | None]
    """SHA-256 of each file as it was taken: the same one is not taken twice."""


class AttachmentContent(Base):
    """The bytes of an attachment, apart so that a list never reads them."""

    __tablename__ = "attachment_content"

    id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    data: Mapped[bytes]


class ToDoMark(Base):
    """What the coach answered to a thing to do: later, obtained otherwise, not for this person."""

    __tablename__ = "to_do_mark"
    __table_args__ = (
        UniqueConstraint("rule", "prescription_id", "subject"),
        Index(None, "prescription_id"),
    )

    id: Mapped[Key]
    rule: Mapped[str]
    """Code of the rule."""
    prescription_id: Mapped[UUID | None] = mapped_column(ForeignKey("prescription.id"))
    """None for what concerns nobody, like a month to close."""
    subject: Mapped[str]
    """What it is about within the rule (an id, a date, a month); empty for the whole rule."""
    postponed_to: Mapped[date | None]
    reason: Mapped[str | None]
    """How it was obtained otherwise; with no date and no reason the rule is silenced."""
    made_at: Mapped[datetime]
