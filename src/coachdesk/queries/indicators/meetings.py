"""Rendez-vous: attendance, hours, delays, absences, how often people are met."""

from typing import TypeAlias

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.periods import month_of, months_in
from coachdesk.queries import appointments, prescriptions
from coachdesk.queries.indicators.counting import (
    Counting,
    Mean,
    Rate,
    Rows,
    Scope,
    Total,
    by_word,
)

Keys: TypeAlias = "tuple[str, ...] | None"
_EXPECTED = (Presence.ATTENDED, Presence.UNEXCUSED)

_DAYS = "jours"


def count_appointments(scope: Scope, presences: Keys, modes: Keys) -> Counting:
    """Rendez-vous of the period."""
    return Rows(appointments.of_which(*scope.bounds, presences, modes))


def count_appointments_by(scope: Scope, by: str, presences: Keys, modes: Keys) -> Counting:
    """The same, by what became of them or by how they are held."""
    words = scope.profile.presences if by == "presence" else scope.profile.modes
    return by_word(appointments.of_which(*scope.bounds, presences, modes), by, words)


def count_attendance_rate(scope: Scope, modes: Keys, *, without_excused: bool) -> Counting:
    """The share of those where she was expected, at which she came."""
    expected = _EXPECTED if without_excused else (*_EXPECTED, Presence.EXCUSED)
    return Rate(appointments.of_which(*scope.bounds, expected, modes), "came")


def count_attended_hours(scope: Scope, modes: Keys) -> Counting:
    """Minutes of the presences."""
    return Total(appointments.of_which(*scope.bounds, (Presence.ATTENDED,), modes), "minutes")


def count_often_absent(scope: Scope, more_than: int | None) -> Counting:
    """Who was absent too often."""
    usual = scope.profile.rules.absence_threshold
    return Rows(appointments.often_absent(*scope.bounds, usual if more_than is None else more_than))


def count_first_appointment_delay(scope: Scope) -> Counting:
    """Days from the prescription to the first rendez-vous."""
    return Mean(prescriptions.received(*scope.bounds), "delay", unit=_DAYS)


def count_first_appointment_within(scope: Scope, days: int | None) -> Counting:
    """The share of the prescriptions met in time."""
    usual = scope.profile.rules.first_appointment_days
    delay = usual if days is None else days
    return Rate(prescriptions.decided_by_delay(*scope.bounds, delay), "in_time")


def count_met_each_month(scope: Scope, least: int, modes: Keys) -> Counting:
    """The share of the months in which she came often enough."""
    whole = [month for month in months_in(scope.period) if month == month_of(month.first)]
    held_in = None if modes is None else [Mode(mode) for mode in modes]
    return Rate(appointments.months_met(scope.action_id, whole, least, held_in), "often")


FUNCTIONS = {
    "appointments": count_appointments,
    "appointments_by": count_appointments_by,
    "attendance_rate": count_attendance_rate,
    "attended_hours": count_attended_hours,
    "often_absent": count_often_absent,
    "first_appointment_delay": count_first_appointment_delay,
    "first_appointment_within": count_first_appointment_within,
    "met_each_month": count_met_each_month,
}
