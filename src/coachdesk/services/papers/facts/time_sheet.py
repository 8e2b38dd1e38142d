"""A month of the coach's time, as the feuille de temps says it."""

from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import (
    NBSP,
    capital,
    decimal,
    going_within,
    hours,
    kilometres,
    month_name,
    short_day,
    short_weekday,
)
from coachdesk.documents.papers.paper import Facts, FactTable
from coachdesk.queries.timesheet import month_of_sheet
from coachdesk.queries.worked_days import WorkedDay
from coachdesk.services.agenda.worked_days import WorkedMonth, WorkedWeek
from coachdesk.services.agenda.worked_month import worked_month
from coachdesk.services.desk import ActionInfo

_DAY_HEADS = ("Jour", "Temps sur l’opération", "Durée", "Autre travail")
_TWO = (3, 1)
_ROAD_HEADS = ("Jour", "Trajet", "Km")


def time_sheet_facts(
    link: Connection, action: ActionInfo, sheet_id: UUID, day: date
) -> dict[str, str | FactTable]:
    """The days, the kinds and the roads of the month of that feuille, as they stand on ``day``."""
    month = worked_month(link, action, month_of_sheet(link, sheet_id), day)
    return {
        "timesheet.month": month_name(month.month),
        "timesheet.days": _days(month),
        "timesheet.kinds": _kinds(month),
        "timesheet.weeks": _weeks(month),
        "timesheet.own": hours(month.own),
        "timesheet.worked": hours(month.total),
        "timesheet.roads": _roads(month),
        "timesheet.kilometres": _kilometres(month),
    }


def facts_digest(facts: Facts) -> str:
    """SHA-256 of what a feuille de temps says, whenever it is made."""
    told = {name: fact for name, fact in facts.items() if name.startswith("timesheet.")}
    return sha256(repr(sorted(told.items())).encode()).hexdigest()


def _days(month: WorkedMonth) -> FactTable:
    rows = tuple(
        (
            short_weekday(day.day),
            _told(month, day),
            hours(day.own) if day.own else "–",
            hours(day.shared + day.others) if day.shared + day.others else "–",
        )
        for day in month.days
        if day.total or day.listed or day.off
    )
    return FactTable(_DAY_HEADS, rows, (6, 20, 5, 6))


def _told(month: WorkedMonth, day: WorkedDay) -> str:
    """« Rendez-vous 4 h 00, administratif 1 h 00 », then what has no hours, the same once."""
    kinds = [
        f"{name} {hours(day.kinds[kind])}"
        for kind, name in month.names.items()
        if day.kinds.get(kind)
    ]
    told = [going_within(words) for words in (*kinds, *day.listed)]
    return capital(", ".join((*((day.off,) if day.off else ()), *told)))


def _kinds(month: WorkedMonth) -> FactTable:
    rows = [(name, hours(month.of_kind(kind))) for kind, name in month.names.items()]
    return FactTable(("Nature", "Durée"), (*rows, _total(month)), _TWO)


def _weeks(month: WorkedMonth) -> FactTable:
    rows = [(_week_words(week), hours(week.own)) for week in month.weeks]
    return FactTable(("Semaine", "Durée"), (*rows, _total(month)), _TWO)


def _week_words(week: WorkedWeek) -> str:
    """« Semaine 19, du 8 au 14 mai »: of the month alone, where it is cut."""
    first, last = week.days[0].day, week.days[-1].day
    number = f"Semaine {week.number}"
    if first == last:
        return f"{number}, le {short_day(first)}"
    return f"{number}, du {'1er' if first.day == 1 else first.day} au {short_day(last)}"


def _total(month: WorkedMonth) -> tuple[str, str]:
    return ("Total sur l’opération", hours(month.own))


def _roads(month: WorkedMonth) -> FactTable:
    rows = tuple(
        (
            short_weekday(day.day),
            day.route,
            "–" if day.metres is None else kilometres(day.metres),
        )
        for day in month.days
        if day.route or day.metres
    )
    return FactTable(_ROAD_HEADS, rows, (6, 24, 4))


def _kilometres(month: WorkedMonth) -> str:
    """« 42,5 km, soit 22,48 € à 0,529 € le km »."""
    far = f"{kilometres(month.metres)}{NBSP}km"
    if month.rate is None:
        return far
    euros = decimal(month.metres * month.rate / 1_000_000, 2)
    return f"{far}, soit {euros}{NBSP}€ à {decimal(month.rate / 1000, 3)}{NBSP}€ le km"
