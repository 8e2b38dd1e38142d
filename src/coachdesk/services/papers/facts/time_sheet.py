"""A month of the coach's time, as the feuille de temps says it."""

from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, decimal, hours, month_name, short_weekday
from coachdesk.documents.papers.paper import Facts, FactTable
from coachdesk.queries.timesheet import month_of_sheet
from coachdesk.services.agenda.worked_month import WorkedDay, WorkedMonth, worked_month
from coachdesk.services.desk import ActionInfo

_DAY_HEADS = ("Jour", "Temps sur l’opération", "Durée", "Autre travail")
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
            hours(day.own),
            hours(day.shared + day.others) if day.shared + day.others else "–",
        )
        for day in month.days
        if day.total or day.listed or day.off
    )
    return FactTable(_DAY_HEADS, rows, (6, 20, 5, 6))


def _told(month: WorkedMonth, day: WorkedDay) -> str:
    """« rendez-vous 4 h 00, administratif 1 h 00 », then what has no hours, the same once."""
    kinds = [
        f"{name.lower()} {hours(day.kinds[kind])}"
        for kind, name in month.names.items()
        if day.kinds.get(kind)
    ]
    return ", ".join((*((day.off,) if day.off else ()), *kinds, *day.listed))


def _kinds(month: WorkedMonth) -> FactTable:
    rows = [(name, hours(month.of_kind(kind))) for kind, name in month.names.items()]
    weeks = [(f"Semaine {week}", hours(minutes)) for week, minutes in month.weeks.items()]
    total = ("Total sur l’opération", hours(month.own))
    return FactTable(("Nature, puis semaines", "Durée"), (*rows, *weeks, total), (3, 1))


def _roads(month: WorkedMonth) -> FactTable:
    rows = tuple(
        (
            short_weekday(day.day),
            day.route,
            "–" if day.metres is None else decimal(day.metres / 1000),
        )
        for day in month.days
        if day.route or day.metres
    )
    return FactTable(_ROAD_HEADS, rows, (6, 24, 4))


def _kilometres(month: WorkedMonth) -> str:
    """« 42,5 km, soit 22,48 € à 0,529 € le km »."""
    far = f"{decimal(month.metres / 1000)}{NBSP}km"
    if month.rate is None:
        return far
    euros = decimal(month.metres * month.rate / 1_000_000, 2)
    return f"{far}, soit {euros}{NBSP}€ à {decimal(month.rate / 1000, 3)}{NBSP}€ le km"
