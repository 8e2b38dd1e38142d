"""Exits: how many, of which kind, of which class, with what ahead."""

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from coachdesk.domain.exits import CLASS_LABELS, Ahead, ExitClass, ExitKind
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import NOT_TOLD, WordList
from coachdesk.queries import pathways
from coachdesk.queries.indicators.counting import (
    Counting,
    Holds,
    Rate,
    Rows,
    Scope,
    Shares,
    by_word,
)
from coachdesk.queries.indicators.sources import Kept
from coachdesk.queries.listing import AnyRow

Keys: TypeAlias = "tuple[str, ...] | None"
_BETWEEN = "/"
"""A type and its detail: no key of a word holds it."""


def exit_class(profile: ActionProfile, row: AnyRow) -> ExitClass:
    """The class of an exit, by its type, its detail and the dates of the contract."""
    return profile.exit(row.kind, row.detail, row.job_starts_on, row.job_ends_on).exit_class


def count_exits(
    scope: Scope, kinds: Keys, classes: Keys, *, positive: bool, without_neutral: bool
) -> Counting:
    """Pathways that ended in the period; with kinds or classes, those of one of them."""
    kept = _kept(scope.profile, without_neutral=without_neutral)
    if not positive and kinds is None and classes is None:
        return Rows(exits_of(scope), kept)
    wanted = _of_which(scope.profile, kinds, classes, positive=positive)
    return Rows(exits_of(scope), lambda row: wanted(row) and (kept is None or kept(row)))


def count_exits_by(scope: Scope, by: str, kinds: Keys) -> Counting:
    """The same, by kind, by recommendation or by class."""
    profile, found = scope.profile, _of_kinds(scope, kinds)
    if by == "class":
        words = {each.value: label for each, label in CLASS_LABELS.items()}
        return Shares(found, "", words, lambda row: exit_class(profile, row).value)
    lists: Mapping[str, WordList[Any]] = {
        "kind": profile.exit_kinds,
        "recommendation": profile.recommendations,
    }
    return by_word(found, by, lists[by])


def count_exits_by_detail(scope: Scope, ahead: str | None, kinds: Keys) -> Counting:
    """Those of a kind that has details, by detail."""
    told = [
        kind
        for kind in scope.profile.exit_kinds
        if len(kind.details)
        and (ahead is None or kind.ahead is Ahead(ahead))
        and (kinds is None or kind.key in kinds)
    ]
    found = _of_kinds(scope, [kind.key for kind in told])
    if len(told) == 1:
        return by_word(found, "detail", told[0].details)
    words = _details(told)

    def detail(row: AnyRow) -> str:
        key = f"{row.kind}{_BETWEEN}{row.detail or ''}"
        return key if key in words else row.detail  # one that the profile no longer holds

    return Shares(found, "", words, detail)


def count_exit_rate(
    scope: Scope, kinds: Keys, classes: Keys, *, positive: bool, without_neutral: bool
) -> Counting:
    """The share of the exits that are of one of these kinds or classes."""
    return Rate(
        exits_of(scope),
        told=_of_which(scope.profile, kinds, classes, positive=positive),
        among=_kept(scope.profile, without_neutral=without_neutral),
    )


def count_next_step_rate(scope: Scope, *, without_neutral: bool) -> Counting:
    """The share of the exits with something ahead."""
    kinds = scope.profile.exit_kinds

    def leads(row: AnyRow) -> bool:
        on = row.kind in kinds and kinds[row.kind].ahead is not Ahead.NOTHING
        return on or row.detail is not None or row.recommendation is not None

    return Rate(
        exits_of(scope), told=leads, among=_kept(scope.profile, without_neutral=without_neutral)
    )


def count_positive_within(
    scope: Scope, months: int, outcomes: Keys, *, without_neutral: bool
) -> Counting:
    """The share of the exits that are positive, or become so within some months."""
    profile = scope.profile
    employed = [word.key for word in profile.follow_up_outcomes if word.employed]
    positive = _positive(profile)
    listing = pathways.left_then(
        *scope.bounds, months, employed if outcomes is None else outcomes, positive
    )
    return Rate(
        listing,
        told=lambda row: row.kind in positive or bool(row.became),
        among=_kept(profile, without_neutral=without_neutral),
    )


def exits_of(scope: Scope) -> Kept:
    """Pathways that ended in the period."""
    return scope.once("exits", lambda: Kept(pathways.left(*scope.bounds)))


def _of_kinds(scope: Scope, kinds: Collection[str] | None) -> Kept:
    every = exits_of(scope)
    return every if kinds is None else every.some(lambda row: row.kind in kinds)


def _kept(profile: ActionProfile, *, without_neutral: bool) -> Holds | None:
    if not without_neutral:
        return None
    return lambda row: exit_class(profile, row) is not ExitClass.NEUTRAL


def _of_which(profile: ActionProfile, kinds: Keys, classes: Keys, *, positive: bool) -> Holds:
    wanted = {*(kinds or ()), *(_positive(profile) if positive else ())}
    if not classes:
        return lambda row: row.kind in wanted
    return lambda row: row.kind in wanted or exit_class(profile, row) in classes


def _positive(profile: ActionProfile) -> set[str]:
    return {kind.key for kind in profile.exit_kinds if kind.positive}


def _details(kinds: Collection[ExitKind]) -> dict[str, str]:
    """Labels by type and detail: two types may have a detail of the same name."""
    words = {}
    for kind in kinds:
        for detail in kind.details:
            words[f"{kind.key}{_BETWEEN}{detail.key}"] = f"{kind.label} – {detail.label}"
        words[f"{kind.key}{_BETWEEN}"] = f"{kind.label} – {NOT_TOLD}"
    return words


FUNCTIONS = {
    "exits": count_exits,
    "exits_by": count_exits_by,
    "exits_by_detail": count_exits_by_detail,
    "exit_rate": count_exit_rate,
    "next_step_rate": count_next_step_rate,
    "positive_within": count_positive_within,
}
