"""Rendez-vous: attendance, hours, delays, absences, how often people are met."""

from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, Integer, cast, func, select

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.periods import month_of, months_in, weeks_in
from coachdesk.models import Appointment, Exit, Pathway
from coachdesk.queries import appointments, prescriptions
from coachdesk.queries.indicators.counting import (
    Counting,
    Mean,
    Rate,
    Rows,
    Scope,
    Shares,
    Total,
    by_word,
)
from coachdesk.queries.indicators.people import received_of
from coachdesk.queries.indicators.sources import Grouped, Groups, Kept
from coachdesk.queries.indicators.whose import Window, pathways_of
from coachdesk.queries.listing import Listing
from coachdesk.queries.tallies import Meetings

Keys: TypeAlias = "tuple[str, ...] | None"
_EXPECTED = (Presence.ATTENDED, Presence.UNEXCUSED)

_DAYS = "jours"
_HOUR = 60


def count_appointments(scope: Scope, presences: Keys, modes: Keys) -> Counting:
    """Rendez-vous of the period."""
    return Rows(_of_which(scope, presences, modes))


def count_appointments_by(scope: Scope, by: str, presences: Keys, modes: Keys) -> Counting:
    """The same, by what became of them, by how they are held or by where."""
    if by == "place":
        return Shares(appointments.of_which(*scope.bounds, presences, modes), by)
    words = scope.profile.presences if by == "presence" else scope.profile.modes
    return by_word(_of_which(scope, presences, modes), by, words)


def count_people_met(scope: Scope, modes: Keys) -> Counting:
    """Who came at least once."""
    return Rows(appointments.people_met(*scope.bounds, modes, by_place=False))


def count_people_met_by_place(scope: Scope, modes: Keys) -> Counting:
    """The same, once in each place."""
    return Shares(appointments.people_met(*scope.bounds, modes, by_place=True), "place")


def count_attendance_rate(scope: Scope, modes: Keys, *, without_excused: bool) -> Counting:
    """The share of those where she was expected, at which she came."""
    expected = _EXPECTED if without_excused else (*_EXPECTED, Presence.EXCUSED)
    return Rate(_of_which(scope, expected, modes), "came")


def count_attended_hours(scope: Scope, modes: Keys) -> Counting:
    """Minutes of the presences."""
    return Total(_of_which(scope, (Presence.ATTENDED,), modes), "minutes")


def count_attended_hours_per_person(
    scope: Scope, whose: str, exit_kinds: Keys, modes: Keys, window: str, months: int, *, over: bool
) -> Counting:
    """The mean of what each pathway adds up to."""
    listing, _ = _hours_of_each(scope, whose, exit_kinds, modes, Window(window, months, over))
    return Mean(listing, "done_hours", _HOUR, "h")


def count_people_with_hours_rate(
    scope: Scope,
    whose: str,
    exit_kinds: Keys,
    modes: Keys,
    window: str,
    months: int,
    at_least: int,
    *,
    over: bool,
) -> Counting:
    """The share of those that reach so many."""
    listing, hours = _hours_of_each(scope, whose, exit_kinds, modes, Window(window, months, over))
    reached = cast(hours >= at_least * _HOUR, Integer)
    return Rate(listing.add_columns(reached.label("reached")), "reached")


def count_often_absent(scope: Scope, more_than: int | None) -> Counting:
    """Who was absent too often."""
    usual = scope.profile.rules.absence_threshold
    return Rows(appointments.often_absent(*scope.bounds, usual if more_than is None else more_than))


def count_first_appointment_delay(scope: Scope) -> Counting:
    """Days from the prescription to the first rendez-vous."""
    return Mean(received_of(scope), "delay", unit=_DAYS)


def count_first_appointment_within(scope: Scope, days: int | None) -> Counting:
    """The share of the prescriptions met in time."""
    usual = scope.profile.rules.first_appointment_days
    delay = usual if days is None else days
    return Rate(prescriptions.decided_by_delay(*scope.bounds, delay), "in_time")


def count_met_each_month(scope: Scope, least: int, modes: Keys) -> Counting:
    """The share of the months in which she came often enough."""
    whole = [month for month in months_in(scope.period) if month == month_of(month.first)]
    found = appointments.months_met(scope.action_id, whole, least, _held_in(modes))
    return Rate(found, "often")


def count_met_each_week(scope: Scope, least: int, modes: Keys) -> Counting:
    """The share of the weeks in which she did."""
    weeks = weeks_in(scope.period)
    return Rate(appointments.weeks_met(scope.action_id, weeks, least, _held_in(modes)), "often")


def count_leavers_by_meetings(scope: Scope, least: int, most: int) -> Counting:
    """Pathways that ended in the period, by how often she came."""
    words = {
        "fewer": f"Moins de {least} rendez-vous",
        "within": f"De {least} à {most} rendez-vous",
        "more": f"Plus de {most} rendez-vous",
    }

    def word(number: int) -> str:
        if number < least:
            return "fewer"
        return "within" if number <= most else "more"

    return Shares(_leavers(scope), "appointments", words, band=word)


def count_leavers_met_rate(scope: Scope, least: int, most: int) -> Counting:
    """The share of those who came so often."""
    return Rate(_leavers(scope), told=lambda row: least <= row.appointments <= most)


def meetings_by_month(connection: Connection, scope: Scope) -> dict[str, Meetings]:
    """The rendez-vous of each month of the period, « 2023-05 », as ``tallies`` has them."""
    found: dict[str, Meetings] = {}
    for group in _met(scope).rows(connection):
        became = found.setdefault(group.month, {})
        became[(group.presence, group.mode)] = (group.number, group.minutes)
    return found


def _met(scope: Scope) -> Groups:
    held = appointments.unnamed(*scope.bounds)
    return scope.once(
        "met", lambda: Groups(held, ("presence", "mode"), ("minutes", "came"), "held_on")
    )


def _of_which(scope: Scope, presences: Keys, modes: Keys) -> Grouped:
    asked = {"presence": presences, "mode": modes}
    among = {name: keys for name, keys in asked.items() if keys is not None}
    return Grouped(appointments.of_which(*scope.bounds, presences, modes), _met(scope), among)


def _hours_of_each(
    scope: Scope, whose: str, exit_kinds: Keys, modes: Keys, window: Window
) -> tuple[Listing, ColumnElement[int]]:
    """The pathways, and the minutes that each was there."""
    minutes = func.coalesce(func.sum(Appointment.end_minute - Appointment.start_minute), 0)
    held_in = _held_in(modes)
    done: ColumnElement[int] = (
        select(minutes)
        .where(
            Appointment.pathway_id == Pathway.id,
            Appointment.presence == Presence.ATTENDED,
            window.holds(Appointment.held_on, scope),
            *([] if held_in is None else [Appointment.mode.in_(held_in)]),
        )
        .correlate(Pathway, Exit)
        .scalar_subquery()
    )
    listing = pathways_of(scope, whose, exit_kinds, window)
    return listing.add_columns(done.label("done_hours")), done


def _held_in(modes: Keys) -> list[Mode] | None:
    return None if modes is None else [Mode(mode) for mode in modes]


def _leavers(scope: Scope) -> Kept:
    return scope.once("leavers_met", lambda: Kept(appointments.leavers_met(*scope.bounds)))


FUNCTIONS = {
    "appointments": count_appointments,
    "appointments_by": count_appointments_by,
    "people_met": count_people_met,
    "people_met_by_place": count_people_met_by_place,
    "attendance_rate": count_attendance_rate,
    "attended_hours": count_attended_hours,
    "attended_hours_per_person": count_attended_hours_per_person,
    "people_with_hours_rate": count_people_with_hours_rate,
    "often_absent": count_often_absent,
    "first_appointment_delay": count_first_appointment_delay,
    "first_appointment_within": count_first_appointment_within,
    "met_each_month": count_met_each_month,
    "met_each_week": count_met_each_week,
    "leavers_by_meetings": count_leavers_by_meetings,
    "leavers_met_rate": count_leavers_met_rate,
}
