"""Exits: how many, of which kind, of which class."""

from coachdesk.domain.exits import CLASS_LABELS, ExitClass
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries import pathways
from coachdesk.queries.indicators.counting import Counting, Rate, Rows, Scope, Shares
from coachdesk.queries.listing import AnyRow, Listing


def count_exits(scope: Scope) -> Counting:
    """Pathways that ended in the period."""
    return Rows(_left(scope))


def count_exits_by_class(scope: Scope) -> Counting:
    """The same, by class."""
    words = {each.value: label for each, label in CLASS_LABELS.items()}
    return Shares(_left(scope), "", words, lambda row: _class_of(scope.profile, row).value)


def count_exit_rate(
    scope: Scope,
    kinds: tuple[str, ...] | None,
    classes: tuple[str, ...] | None,
    *,
    positive: bool,
    without_neutral: bool,
) -> Counting:
    """The share of the exits that are of one of these kinds or classes."""
    profile = scope.profile
    wanted = {
        *(kinds or ()),
        *(kind.key for kind in profile.exit_kinds if positive and kind.positive),
    }
    del without_neutral

    def counts(row: AnyRow) -> bool:
        return row.kind in wanted or _class_of(profile, row) in (classes or ())

    return Rate(_left(scope), told=counts)


def _left(scope: Scope) -> Listing:
    return pathways.left(scope.action_id, scope.period.first, scope.period.last)


def _class_of(profile: ActionProfile, row: AnyRow) -> ExitClass:
    return profile.exit(row.kind, row.detail).exit_class


FUNCTIONS = {
    "exits": count_exits,
    "exits_by_class": count_exits_by_class,
    "exit_rate": count_exit_rate,
}
