"""The closings of a yearly bilan and its texts, as they are kept."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.models import Closing, ProfileVersion, ReportText, YearClosing
from coachdesk.queries.listing import records


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """One closing of the bilan of a year. ``figures`` is the JSON of that moment."""

    revision: int
    closed_at: datetime
    reason: str | None
    figures: str
    profile: str
    """TOML of the profile that it was closed with."""


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What is written in one part of the bilan of a year."""

    part: str
    year: int
    text: str


def year_closings(connection: Connection, action_id: UUID, year: int) -> tuple[ClosedYear, ...]:
    """Each closing of the year, the last one first; none while it is open."""
    closings = (
        select(
            YearClosing.revision,
            YearClosing.closed_at,
            YearClosing.reason,
            YearClosing.figures,
            ProfileVersion.text.label("profile"),
        )
        .join(ProfileVersion, ProfileVersion.id == YearClosing.profile_id)
        .where(YearClosing.action_id == action_id, YearClosing.year == year)
        .order_by(YearClosing.revision.desc())
    )
    return records(connection, ClosedYear, closings)


def last_year_closing(connection: Connection, action_id: UUID, year: int) -> ClosedYear | None:
    """The closing in force; None while the year is open."""
    found = year_closings(connection, action_id, year)
    return found[0] if found else None


def texts_until(connection: Connection, action_id: UUID, year: int) -> tuple[WrittenText, ...]:
    """The latest text of each part, of ``year`` or of a year before."""
    latest = (
        select(ReportText.part, func.max(ReportText.year).label("year"))
        .where(ReportText.action_id == action_id, ReportText.year <= year)
        .group_by(ReportText.part)
        .subquery()
    )
    texts = (
        select(ReportText.part, ReportText.year, ReportText.text)
        .join(latest, (ReportText.part == latest.c.part) & (ReportText.year == latest.c.year))
        .where(ReportText.action_id == action_id)
    )
    return records(connection, WrittenText, texts)


def closed_months_of(connection: Connection, action_id: UUID, year: int) -> tuple[date, ...]:
    """The months of the year that were closed once at least, by their first days, in order."""
    months = (
        select(Closing.month)
        .where(
            Closing.action_id == action_id,
            Closing.month.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .distinct()
        .order_by(Closing.month)
    )
    return tuple(connection.execute(months).scalars())
