"""Immersions: conventions, what became of them, who left with or without one."""

from typing import TYPE_CHECKING, Any, TypeAlias

from coachdesk.queries import immersions
from coachdesk.queries.indicators.counting import (
    Counting,
    Rate,
    Rows,
    Scope,
    Shares,
    by_word,
    labels,
)
from coachdesk.queries.listing import AnyRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coachdesk.domain.words import WordList

Words: TypeAlias = "Mapping[str, WordList[Any]]"
_MANY = 2
_POSITIVE = "/positive"
"""Of all the positive types of exit together: no key of a type is like it."""


def count_immersions_started(scope: Scope) -> Counting:
    """Conventions that begin in the period."""
    return Rows(immersions.starting(*scope.bounds))


def count_immersions_by(scope: Scope, by: str) -> Counting:
    """The same, by what became of them, their object, their bilan or their company."""
    profile = scope.profile
    lists: Words = {
        "outcome": profile.immersion_outcomes,
        "cause": profile.immersion_causes,
        "purpose": profile.purposes,
        "review": profile.reviews,
    }
    listing = immersions.agreed if by in {"outcome", "cause"} else immersions.starting
    agreed = listing(*scope.bounds)
    if by not in lists:
        return Shares(agreed, by)
    return by_word(agreed, "immersion_outcome" if by == "outcome" else by, lists[by])


def count_leavers_by_immersions(scope: Scope) -> Counting:
    """Pathways that ended in the period, by how many immersions were done."""
    words = {"none": "Aucune immersion", "one": "Une", "many": "Deux ou plus"}

    def word(number: int) -> str:
        return "many" if number >= _MANY else tuple(words)[number]

    return Shares(immersions.of_people_who_left(*scope.bounds), "immersions", words, band=word)


def count_leavers_with_immersions(scope: Scope, least: int) -> Counting:
    """Those who had done so many."""
    return Rows(immersions.of_people_who_left(*scope.bounds), lambda row: row.immersions >= least)


def count_leavers_without_immersion(scope: Scope) -> Counting:
    """Those who had done none, by kind of exit, the positive ones together."""
    profile = scope.profile
    positive = {kind.key for kind in profile.exit_kinds if kind.positive}
    words = {_POSITIVE: profile.positive_label, **labels(profile.exit_kinds)}

    def kind(row: AnyRow) -> str:
        return _POSITIVE if row.kind in positive else row.kind

    return Shares(immersions.of_people_who_left(*scope.bounds, most=0), "", words, kind)


def count_immersion_within(scope: Scope, months: int) -> Counting:
    """The share of pathways with an immersion in their first months."""
    return Rate(immersions.of_first_months(scope.action_id, scope.period, months), "immersed")


FUNCTIONS = {
    "immersions_started": count_immersions_started,
    "immersions_by": count_immersions_by,
    "leavers_by_immersions": count_leavers_by_immersions,
    "leavers_with_immersions": count_leavers_with_immersions,
    "leavers_without_immersion": count_leavers_without_immersion,
    "immersion_within": count_immersion_within,
}
