"""What spares the coach's time and is no proof: drafts, settings, words learned from workbooks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.models.base import Base, Word


class Draft(Base):
    """A form as it was typed and not yet recorded."""

    __tablename__ = "draft"

    key: Mapped[str] = mapped_column(primary_key=True)
    """Which form of which dossier, e.g. « diagnostic:<id> »."""
    fields: Mapped[str]
    """JSON, field by field."""
    saved_at: Mapped[datetime]


class Setting(Base):
    """A choice of the coach that may name people: saved views, phrases."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    """JSON."""


class LearnedWord(Base):
    """A value that a workbook writes its own way, mapped once to a word of the profile."""

    __tablename__ = "learned_word"

    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"), primary_key=True)
    word_list: Mapped[str] = mapped_column(primary_key=True)
    """Name of the list in ``ActionProfile``, e.g. « prescribers »."""
    written: Mapped[str] = mapped_column(primary_key=True)
    """Folded: no accents, no case."""
    key: Mapped[Word]
