"""The tableau de bord: where the action stands today against what its agreement asks for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.forecast import ForecastMonth, forecast
from coachdesk.domain.fse_record import Completeness
from coachdesk.domain.indicators import IndicatorValue
from coachdesk.domain.periods import (
    MONTHS_OF_A_YEAR,
    Period,
    month_of,
    months_later,
    year_of,
)
from coachdesk.domain.profile import ActionProfile, OutcomeKind
from coachdesk.queries.forecast import by_outcome, open_pathways
from coachdesk.queries.known import knows_anything
from coachdesk.queries.tallies import pathway_spans
from coachdesk.services.desk import ActionInfo
from coachdesk.services.fse.report import fse_report
from coachdesk.services.fse_answers import counts_fse
from coachdesk.services.indicators import indicator_values

AHEAD = 6
"""Months told ahead: beyond, the planned ends of today say nothing of the file active."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The file active of a month gone by, or of this one."""

    month: date
    """Its first day."""
    active: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that the page shows."""

    day: date
    period: Period
    """From 1 January to ``day``: what the figures count."""
    curve: tuple[CurvePoint, ...]
    """Twelve months, the last one that of ``day``."""
    ahead: tuple[ForecastMonth, ...]
    waiting: int
    """Prescriptions not decided yet."""
    decided: int
    enrolled: int
    """Of those received in the twelve months before: what the forecast supposes of the waiting."""
    target: int
    """The file active asked for."""
    figures: tuple[IndicatorValue, ...]
    """Those of the profile's ``state``, in its order."""
    empty: bool
    """Nothing is known of the action yet."""
    fse: Completeness | None
    """Of the FSE+ records of those present since 1 January; None where the FSE+ pays nothing."""


def dashboard(connection: Connection, action: ActionInfo, day: date) -> Dashboard:
    """Where the action stands on ``day``."""
    action_id, profile = action.id, action.profile
    year = Period(year_of(day.year).first, day)
    since = months_later(day.replace(day=1), 1 - MONTHS_OF_A_YEAR)
    spans = pathway_spans(connection, action_id, Period(since, day))
    months = tuple(month_of(months_later(since, number)) for number in range(MONTHS_OF_A_YEAR))
    keys = profile.report.state
    values = indicator_values(connection, action_id, profile, year, keys)
    waiting = by_outcome(connection, action_id, profile.pending, date.min, day)
    enrolled, decided = _decided(connection, action_id, profile, Period(since, day))
    return Dashboard(
        day=day,
        period=year,
        curve=tuple(
            CurvePoint(month.first, spans.active(Period(month.first, min(month.last, day))))
            for month in months
        ),
        ahead=forecast(
            open_pathways(connection, action_id, day),
            waiting=waiting,
            decided=decided,
            enrolled=enrolled,
            today=day,
            months=AHEAD,
            duration_months=profile.rules.duration_months,
        ),
        waiting=waiting,
        decided=decided,
        enrolled=enrolled,
        target=profile.targets.file_active,
        figures=tuple(values[key] for key in keys),
        empty=not knows_anything(connection, action_id),
        fse=fse_report(connection, action, year, day).completeness if counts_fse(profile) else None,
    )


def _decided(
    connection: Connection, action_id: UUID, profile: ActionProfile, period: Period
) -> tuple[int, int]:
    """How many prescriptions of the period enrolled, and how many were decided at all."""
    by_kind = {
        kind: [word.key for word in profile.outcomes if word.kind is kind] for kind in OutcomeKind
    }
    enrolled = by_kind[OutcomeKind.ENROLLED]
    decided = [
        key for kind, keys in by_kind.items() if kind is not OutcomeKind.PENDING for key in keys
    ]
    first, last = period.first, period.last
    return (
        by_outcome(connection, action_id, enrolled, first, last),
        by_outcome(connection, action_id, decided, first, last),
    )
