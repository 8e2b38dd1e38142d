"""Prescriptions, entries and participants (design §4)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from coachdesk.queries import pathways, prescriptions
from coachdesk.queries.indicators.counting import Counting, Rows, Scope, Shares, labels

if TYPE_CHECKING:
    from coachdesk.domain.words import WordList

Words: TypeAlias = "Mapping[str, WordList[Any]]"


def count_prescriptions(scope: Scope) -> Counting:
    """Those of the participants of the period, and those received without a pathway."""
    return Rows(prescriptions.of_year(scope.action_id, scope.period.first, scope.period.last))


def count_prescriptions_by(scope: Scope, by: str) -> Counting:
    """The same, by outcome, prescriber, référent or commune."""
    words: Words = {
        "outcome": scope.profile.outcomes,
        "prescriber": scope.profile.prescribers,
    }
    listing = prescriptions.of_year(scope.action_id, scope.period.first, scope.period.last)
    return Shares(listing, by, labels(words[by]) if by in words else {})


def count_participants(scope: Scope) -> Counting:
    """Pathways with a day in the period."""
    return Rows(pathways.active_pathways(scope.action_id, scope.period.first, scope.period.last))


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
    listing = pathways.active_pathways(scope.action_id, scope.period.first, scope.period.last)
    if by == "age":
        bands = {band.label: band.label for band in profile.age_bands}
        return Shares(listing, "age", bands, lambda row: profile.age_band(row.age).label)
    return Shares(listing, by, labels(words[by]) if by in words else {})


FUNCTIONS = {
    "prescriptions": count_prescriptions,
    "prescriptions_by": count_prescriptions_by,
    "participants": count_participants,
    "participants_by": count_participants_by,
}
