"""The state of an action on one day, on one page, for a comité de suivi."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date
from coachdesk.domain.periods import MONTHS_OF_A_YEAR, Period, months_later, year_of
from coachdesk.domain.report_content import Report, ReportFigure, ReportSection
from coachdesk.services.desk import ActionInfo
from coachdesk.services.figures import require_known_days
from coachdesk.services.indicators import indicator_values
from coachdesk.services.report.bilan import headed


def action_state(
    connection: Connection, action: ActionInfo, day: date, *, coach: str, today: date
) -> Report:
    """What the profile says of a state (``report.state``), from 1 January of that year to ``day``.

    Beside it the same days of the year before, where they are known. Counted now, whatever was
    closed: a comité looks at where things stand.

    Raises:
        UserError: a day that has not come, or before anything is known.
    """
    if day > today:
        raise UserError(
            f"Le {long_date(day)} n’est pas encore venu{NBSP}: il n’y a rien à compter.",
            f"Choisissez un jour jusqu’au {long_date(today)}.",
        )
    known = require_known_days(connection, action.id)
    if day < known.first:
        first = long_date(known.first)
        raise UserError(
            f"Aucune donnée au {long_date(day)}.", f"Choisissez un jour à partir du {first}."
        )
    profile = action.profile
    period = Period(year_of(day.year).first, day)
    keys = profile.report.state
    values = indicator_values(connection, action.id, profile, period, keys)
    last = Period(year_of(day.year - 1).first, months_later(day, -MONTHS_OF_A_YEAR))
    beside = known.first <= last.last
    before = indicator_values(connection, action.id, profile, last, keys) if beside else {}
    since = f" depuis le {long_date(known.first)}" if known.first > last.first else ""
    same_days = f", et les mêmes jours de {last.last.year}{since}" if beside else ""
    title = f"État au {long_date(day)}"
    return replace(
        headed(profile, title, period, coach=coach, today=today),
        sections=(
            ReportSection(
                key="state",
                heading=f"Du {long_date(period.first)} au {long_date(day)}{same_days}",
                text="",
                figures=tuple(
                    ReportFigure(
                        values[key], ((last.last.year, before[key]),) if key in before else ()
                    )
                    for key in keys
                ),
            ),
        ),
        years_before=(last.last.year,) if beside else (),
        one_day=True,
    )


def state_json(report: Report) -> dict[str, Any]:
    """A state as ``state --json`` tells it; its keys are French, like those of ``report``."""
    return {
        "action": report.action,
        "du": report.period.first.isoformat(),
        "au": report.period.last.isoformat(),
        "indicateurs": {figure.value.key: figure.value.json for figure in report.figures},
    }
