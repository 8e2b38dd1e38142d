"""Prescriptions, entries and participants, the file active (design §4)."""

from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection

from coachdesk.domain.periods import months_in
from coachdesk.queries import pathways, prescriptions
from coachdesk.queries.indicators.counting import (
    Counting,
    Curve,
    Mean,
    Rows,
    Scope,
    Shares,
    by_word,
)
from coachdesk.queries.indicators.exits import exits_of
from coachdesk.queries.indicators.sources import Kept
from coachdesk.queries.tallies import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coachdesk.domain.words import WordList

Words: TypeAlias = "Mapping[str, WordList[Any]]"

_DAYS = "jours"


def count_prescriptions(scope: Scope) -> Counting:
    """Those of the participants of the period, and those received without a pathway."""
    return Rows(_of_year(scope))


def count_prescriptions_by(scope: Scope, by: str) -> Counting:
    """The same, by outcome, prescriber, référent or commune."""
    words: Words = {
        "outcome": scope.profile.outcomes,
        "prescriber": scope.profile.prescribers,
    }
    found = _of_year(scope)
    return by_word(found, by, words[by]) if by in words else Shares(found, by)


def count_prescriptions_received(scope: Scope) -> Counting:
    """Those that came in the period."""
    return Rows(received_of(scope))


def count_participants(scope: Scope) -> Counting:
    """Pathways with a day in the period."""
    return Rows(_active(scope))


def count_participants_by(scope: Scope, by: str) -> Counting:
    """The same, by what is known of each at her entry."""
    profile = scope.profile
    words: Words = {
        "gender": profile.genders,
        "status": profile.statuses,
        "training_level": profile.training_levels,
        "household": profile.households,
        "main_obstacle": profile.obstacles,
        "employment": profile.employment,
    }
    found = _active(scope)
    if by == "age":
        bands = {band.label: band.label for band in profile.age_bands}
        return Shares(found, "age", bands, band=lambda age: profile.age_band(age).label)
    return by_word(found, by, words[by]) if by in words else Shares(found, by)


def count_entries(scope: Scope) -> Counting:
    """Pathways that began in the period."""
    return Rows(pathways.entered(*scope.bounds))


def count_still_there(scope: Scope) -> Counting:
    """Pathways that go on after the last day of the period."""
    return Rows(pathways.still_there(scope.action_id, scope.period.last))


def count_file_active(scope: Scope) -> Counting:
    """The file active of each month of the period; its number is their mean."""
    return Curve(_active(scope), months_in(scope.period), "entered_on", "left_on")


def count_renewals(scope: Scope, months: int | None) -> Counting:
    """Pathways that go on where their first length ends, in the period."""
    usual = scope.profile.rules.duration_months
    return Rows(pathways.renewed(scope.action_id, scope.period, months or usual))


def count_pathway_length(scope: Scope) -> Counting:
    """Days of the pathways that ended in the period."""
    return Mean(exits_of(scope), "days", unit=_DAYS)


def spans_of(connection: Connection, scope: Scope) -> Spans:
    """The pathways of the period, as ``tallies`` has them."""
    found = _active(scope).facts(connection)
    return Spans(tuple(Span(each.entered_on, each.left_on, None) for each in found))


def received_of(scope: Scope) -> Kept:
    """Prescriptions that came in the period."""
    return scope.once("received", lambda: Kept(prescriptions.received(*scope.bounds)))


def _of_year(scope: Scope) -> Kept:
    return scope.once("of_year", lambda: Kept(prescriptions.of_year(*scope.bounds)))


def _active(scope: Scope) -> Kept:
    return scope.once("active", lambda: Kept(pathways.active_pathways(*scope.bounds)))


FUNCTIONS = {
    "prescriptions": count_prescriptions,
    "prescriptions_by": count_prescriptions_by,
    "prescriptions_received": count_prescriptions_received,
    "participants": count_participants,
    "participants_by": count_participants_by,
    "entries": count_entries,
    "still_there": count_still_there,
    "file_active": count_file_active,
    "file_active_mean": count_file_active,
    "renewals": count_renewals,
    "pathway_length": count_pathway_length,
}
