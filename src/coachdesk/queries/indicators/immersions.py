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
from coachdesk.queries.indicators.sources import Kept
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
    return Rows(_started(scope))


def count_immersions_by(scope: Scope, by: str) -> Counting:
    """The same, by what became of them, their object, their bilan or their company."""
    profile = scope.profile
    lists: Words = {
        "outcome": profile.immersion_outcomes,
        "cause": profile.immersion_causes,
        "purpose": profile.purposes,
        "review": profile.reviews,
    }
    found = _agreed(scope) if by in {"outcome", "cause"} else _started(scope)
    if by not in lists:
        return Shares(found, by)
    return by_word(found, "immersion_outcome" if by == "outcome" else by, lists[by])


def count_leavers_by_immersions(scope: Scope) -> Counting:
    """Pathways that ended in the period, by how many immersions were done."""
    words = {"none": "Aucune immersion", "one": "Une", "many": "Deux ou plus"}

    def word(number: int) -> str:
        return "many" if number >= _MANY else tuple(words)[number]

    return Shares(_leavers(scope), "immersions", words, band=word)


def count_leavers_with_immersions(scope: Scope, least: int) -> Counting:
    """Those who had done so many."""
    return Rows(_leavers(scope), lambda row: row.immersions >= least)


def count_leavers_without_immersion(scope: Scope) -> Counting:
    """Those who had done none, by kind of exit, the positive ones together."""
    profile = scope.profile
    positive = {kind.key for kind in profile.exit_kinds if kind.positive}
    words = {_POSITIVE: profile.positive_label, **labels(profile.exit_kinds)}

    def kind(row: AnyRow) -> str:
        return _POSITIVE if row.kind in positive else row.kind

    without = _leavers(scope).some(lambda row: row.immersions == 0)
    return Shares(without, "", words, kind)


def count_immersion_within(scope: Scope, months: int, *, each: bool) -> Counting:
    """The share of pathways with an immersion in their first months, or in each so many."""
    found = immersions.of_spans(scope.action_id, scope.period, months, each=each)
    return Rate(found, "immersed")


def _agreed(scope: Scope) -> Kept:
    return scope.once("agreed", lambda: Kept(immersions.agreed(*scope.bounds)))


def _started(scope: Scope) -> Kept:
    return scope.once("started", lambda: Kept(immersions.starting(*scope.bounds)))


def _leavers(scope: Scope) -> Kept:
    return scope.once("leavers", lambda: Kept(immersions.of_people_who_left(*scope.bounds)))


FUNCTIONS = {
    "immersions_started": count_immersions_started,
    "immersions_by": count_immersions_by,
    "leavers_by_immersions": count_leavers_by_immersions,
    "leavers_with_immersions": count_leavers_with_immersions,
    "leavers_without_immersion": count_leavers_without_immersion,
    "immersion_within": count_immersion_within,
}
