"""A month of the coach: her time by day and kind, made from the agenda, and her road."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, plural
from coachdesk.domain.periods import month_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.worked_days import WORKED_LABELS, WorkedDay, worked_time
from coachdesk.services.agenda.worked_days import WorkedMonth
from coachdesk.services.desk import ActionInfo
from coachdesk.services.preferences import preference

RATE = "kilometre_rate"
"""Preference: thousandths of a euro for a kilometre; absent when nothing is paid by it."""


def worked_month(
    connection: Connection, action: ActionInfo, month: date, today: date
) -> WorkedMonth:
    """The month that begins on ``month``, as it stands."""
    period = month_of(month)
    told = worked_time(connection, action.id, action.profile, period, today)
    rate = preference(connection, RATE)
    return WorkedMonth(
        period.first,
        told.days,
        _names(action.profile, told.days),
        tuple(time for time in told.times if time.action_id in {None, action.id}),
        told.base,
        rate if isinstance(rate, int) else None,
        told.travels,
        any(day.shared or day.others for day in told.days),
    )


def _names(profile: ActionProfile, days: Sequence[WorkedDay]) -> dict[str, str]:
    found = {kind for day in days for kind in day.kinds}
    usual = {kind: name for kind, name in WORKED_LABELS.items() if kind in found}
    words = {word.key: word.label for word in profile.time_kinds if word.key in found}
    rest = {kind: profile.time_kinds.label(kind) for kind in sorted(found - {*usual, *words})}
    return usual | words | rest


def lacking(month: WorkedMonth) -> str:
    """What a line says of the days of work that have nothing; empty when none."""
    empty = month.empty_days
    if not empty:
        return ""
    days = ", ".join(str(day.day) for day in empty)
    return f"{plural(len(empty), 'jour ouvré', 'jours ouvrés')} sans temps compté{NBSP}: le {days}."
