"""The figures of a year as ``report`` tells them: those of its closing, or counted now."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from coachdesk.services.desk import ActionInfo
from coachdesk.services.figures import year_report
from coachdesk.services.indicators import told_label
from coachdesk.services.month_changes import FigureChange, figure_changes
from coachdesk.services.report.counted import CountedYear, counted_year

_NESTED = {"months", "indicateurs"}
"""Told by the pages of the months, and by the bilan itself."""


def year_frozen_or_counted(
    connection: Connection, action: ActionInfo, year: int, today: date
) -> tuple[dict[str, Any], tuple[FigureChange, ...]]:
    """The figures of a year as it was closed, or counted now while it is open.

    With them, the figures that a recount since the closing would change.

    Raises:
        UserError: when the store knows nothing of that year, or it has not begun.
    """
    return told_figures(connection, action, counted_year(connection, action, year, today))


def told_figures(
    connection: Connection, action: ActionInfo, counted: CountedYear
) -> tuple[dict[str, Any], tuple[FigureChange, ...]]:
    """The same of a year whose bilan is made as well: what it counted is not counted again."""
    now = year_report(
        connection,
        action.id,
        counted.profile,
        counted.year,
        today=counted.today,
        counts=counted.counts,
    )
    if counted.kept is None:
        return now, ()
    frozen = dict(counted.kept.report)
    changes = figure_changes(json.dumps(frozen), now)
    names = _names(counted)
    return frozen, tuple(
        replace(each, key=names.get(each.key, each.key))
        for each in changes
        if each.key not in _NESTED
    )


def figure_names(
    connection: Connection, action: ActionInfo, year: int, today: date
) -> Mapping[str, str]:
    """What the bilan of that year calls each figure, by its key: a month says some otherwise."""
    return _names(counted_year(connection, action, year, today))


def _names(counted: CountedYear) -> Mapping[str, str]:
    return {each.key: told_label(each, counted.period) for each in counted.profile.indicators}
