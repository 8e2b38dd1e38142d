"""The month as the window shows it: figures, the rows behind each, curve, gaps, closing."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.domain.periods import Period, month_of, next_month, previous_month, year_of
from coachdesk.domain.profile import ActionProfile, SecondSigner
from coachdesk.queries.closings import ClosedMonth, last_closing
from coachdesk.queries.known import known_days
from coachdesk.queries.listing import count
from coachdesk.queries.tallies import Tallies, meetings, pathway_spans, tallies
from coachdesk.services.figures import month_figures, require_known
from coachdesk.services.gaps import Gap, month_gaps
from coachdesk.services.month_changes import FigureChange, figure_changes
from coachdesk.services.profile_versions import ProfileOfMonth, profile_of
from coachdesk.services.row_cells import Cells, cells
from coachdesk.services.tiles import Tile, Unit, tiles


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the month. ``key`` asks ``rows_behind`` for the rows that it counts."""

    key: str
    label: str
    value: int | None
    """Of the month; None for a rate of nothing."""
    cumulative: int | None
    """From 1 January to the end of the month; None where that has no meaning, or not read."""
    unit: Unit
    monthly_target: int | None
    yearly_target: int | None
    part_of: str | None
    """The key of the figure that this one is a share of."""


@dataclass(frozen=True, slots=True)
class ClosingState:
    """A month closed: which version, when, why with gaps, and what has changed since."""

    revision: int
    closed_at: datetime
    forced_reason: str | None
    changes: tuple[FigureChange, ...]
    correcting: str | None = None
    """Why it is open again; None while it is read-only."""
    profile_number: int | None = None
    """The version of the profile with which it is shown, where that is not the one of today."""
    profile_unkept: bool = False
    """It was closed before profiles were kept."""


@dataclass(frozen=True, slots=True)
class MonthView:
    """All that the month page shows."""

    month: date
    """Its first day."""
    previous: date | None
    next: date | None
    figures: tuple[Figure, ...]
    curve: tuple[int, ...]
    """File active of each month of the year, up to this one."""
    curve_target: int
    gaps: tuple[Gap, ...]
    """Of an open month; a closed one has none to mend."""
    closing: ClosingState | None
    second_signer: SecondSigner | None = None
    """Who may sign after the coach when it is closed."""

    @property
    def read_only(self) -> bool:
        """Closed, and not open again to be rectified."""
        return self.closing is not None and self.closing.correcting is None


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """The rows that a figure counts, as text for the screen."""

    title: str
    cells: Cells
    also: str = ""
    """What else is to be said of the figure, like its value since January."""
    nothing: str = ""
    """Why there are none, and what would make some; the count of a figure needs no such words."""


def months_known(connection: Connection, action_id: UUID) -> tuple[date, ...]:
    """The first day of each month the store knows something of, in order; empty when none."""
    known = known_days(connection, action_id)
    if known is None:
        return ()
    months = [known.first.replace(day=1)]
    while (following := next_month(months[-1])) <= known.last:
        months.append(following)
    return tuple(months)


def month_view(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date, *, today: date
) -> MonthView:
    """The page of the month that holds ``month``, its gaps as they stand on ``today``.

    Raises:
        UserError: when the store knows nothing of that month.
    """
    first = month.replace(day=1)
    known = months_known(connection, action_id)
    if first not in known:
        require_known(connection, action_id, month)
    period = month_of(month)
    counted = Tallies(
        period,
        meetings(connection, action_id, period),
        pathway_spans(connection, action_id, _since_january(period)),
    )
    shown = profile_of(connection, action_id, profile, first)
    profile = shown.profile
    closed = last_closing(connection, action_id, first)
    before, after = previous_month(first), next_month(first)
    return MonthView(
        month=first,
        previous=before if before in known else None,
        next=after if after in known else None,
        figures=tuple(
            _figure(tile, _value(connection, action_id, tile, counted), None)
            for tile in tiles(profile)
        ),
        curve=counted.spans.curve(month.year, month.month),
        curve_target=profile.targets.file_active,
        gaps=(
            ()
            if closed is not None and closed.correcting is None
            else month_gaps(connection, action_id, profile, month, today)
        ),
        closing=(
            _closing_state(closed, month_figures(connection, action_id, profile, month), shown)
            if closed
            else None
        ),
        second_signer=profile.second_signer,
    )


def since_january(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date
) -> dict[str, int | None]:
    """The figures from 1 January to the end of the month, by key; those that have a meaning.

    Apart from the page of the month, because a year of rendez-vous is read for it.
    """
    shown = profile_of(connection, action_id, profile, month).profile
    return _cumulated(connection, action_id, shown, month)


def _cumulated(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date
) -> dict[str, int | None]:
    counted = tallies(connection, action_id, _since_january(month_of(month)))
    return {
        tile.key: _value(connection, action_id, tile, counted)
        for tile in tiles(profile)
        if tile.cumulates
    }


def frozen_or_counted(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date
) -> tuple[dict[str, Any], tuple[FigureChange, ...]]:
    """The figures of a month as they were closed, or counted now while it is open.

    With them, the figures that a recount since the closing would change.

    Raises:
        UserError: when the store knows nothing of that month.
    """
    shown = profile_of(connection, action_id, profile, month)
    now = month_figures(connection, action_id, shown.profile, month)
    closed = last_closing(connection, action_id, month.replace(day=1))
    if closed is None:
        return now, ()
    return json.loads(closed.figures), figure_changes(closed.figures, now)


def figures_with_cumulative(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date
) -> tuple[Figure, ...]:
    """The figures of the month beside those since 1 January, for its papers and their profile."""
    cumulative = _cumulated(connection, action_id, profile, month)
    counted = tallies(connection, action_id, month_of(month))
    return tuple(
        _figure(tile, _value(connection, action_id, tile, counted), cumulative.get(tile.key))
        for tile in tiles(profile)
    )


def rows_behind(
    connection: Connection,
    action_id: UUID,
    profile: ActionProfile,
    month: date,
    key: str,
    also: str = "",
) -> RowsBehind:
    """The rows that the figure ``key`` of the month counts; ``also`` is said of them.

    Raises:
        UserError: when there is no such figure.
    """
    profile = profile_of(connection, action_id, profile, month).profile
    for tile in tiles(profile):
        if tile.key == key:
            listing = tile.listing(action_id, month_of(month))
            return RowsBehind(tile.label, cells(connection, listing, profile), also)
    raise UserError("Ce chiffre n’existe plus.", "Revenez à la page du mois.")


def _figure(tile: Tile, value: int | None, cumulative: int | None) -> Figure:
    return Figure(
        key=tile.key,
        label=tile.label,
        value=value,
        cumulative=cumulative,
        unit=tile.unit,
        monthly_target=tile.monthly_target,
        yearly_target=tile.yearly_target,
        part_of=tile.part_of,
    )


def _value(connection: Connection, action_id: UUID, tile: Tile, counted: Tallies) -> int | None:
    if tile.tallied is not None:
        return tile.tallied(counted)
    return count(connection, tile.listing(action_id, counted.period))


def _since_january(month: Period) -> Period:
    return Period(year_of(month.last.year).first, month.last)


def _closing_state(closed: ClosedMonth, now: dict[str, Any], shown: ProfileOfMonth) -> ClosingState:
    changes = figure_changes(closed.figures, now)
    return ClosingState(
        closed.revision,
        closed.closed_at,
        closed.forced_reason,
        changes,
        closed.correcting,
        shown.number,
        shown.unkept,
    )
