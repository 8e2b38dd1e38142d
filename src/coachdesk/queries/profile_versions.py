"""The profiles that closings kept: the one of a month, and all of an action."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.models import Closing, ProfileVersion, YearClosing
from coachdesk.queries.closings import superseded
from coachdesk.queries.listing import records

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class MonthProfile:
    """What the closing in force of a month kept; all None for one of before profiles were kept."""

    version_id: UUID | None
    number: int | None
    text: str | None


@dataclass(frozen=True, slots=True)
class KeptProfile:
    """One version of the profile of an action."""

    id: UUID
    number: int
    kept_at: datetime
    text: str
    """TOML."""


def month_profile(connection: Connection, action_id: UUID, month: date) -> MonthProfile | None:
    """The profile that the month of that first day was last closed with; None if it never was."""
    found = (
        select(ProfileVersion.id.label("version_id"), ProfileVersion.number, ProfileVersion.text)
        .select_from(Closing)
        .outerjoin(ProfileVersion, ProfileVersion.id == Closing.profile_id)
        .where(Closing.action_id == action_id, Closing.month == month)
        .order_by(Closing.revision.desc())
        .limit(1)
    )
    return next(iter(records(connection, MonthProfile, found)), None)


def kept_profiles(connection: Connection, action_id: UUID) -> tuple[KeptProfile, ...]:
    """Every version of the action, the last one first."""
    versions = (
        select(
            ProfileVersion.id, ProfileVersion.number, ProfileVersion.kept_at, ProfileVersion.text
        )
        .where(ProfileVersion.action_id == action_id)
        .order_by(ProfileVersion.number.desc())
    )
    return records(connection, KeptProfile, versions)


def months_by_profile(
    connection: Connection, action_id: UUID
) -> Mapping[UUID | None, tuple[date, ...]]:
    """The months whose closing in force kept each version, in order; None of those of before."""
    closings = (
        select(Closing.profile_id, Closing.month)
        .where(Closing.action_id == action_id, ~superseded())
        .order_by(Closing.month)
    )
    return _grouped((row.profile_id, row.month) for row in connection.execute(closings))


def years_by_profile(connection: Connection, action_id: UUID) -> Mapping[UUID, tuple[int, ...]]:
    """The years whose bilan was last closed with each version, in order."""
    last = (
        select(YearClosing.year, func.max(YearClosing.revision).label("revision"))
        .where(YearClosing.action_id == action_id)
        .group_by(YearClosing.year)
        .subquery()
    )
    closings = (
        select(YearClosing.profile_id, YearClosing.year)
        .join(last, (YearClosing.year == last.c.year) & (YearClosing.revision == last.c.revision))
        .where(YearClosing.action_id == action_id)
        .order_by(YearClosing.year)
    )
    return _grouped((row.profile_id, row.year) for row in connection.execute(closings))


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
