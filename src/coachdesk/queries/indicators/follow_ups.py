"""Suivis post-parcours: due, done, what they found."""

from coachdesk.core.french import NBSP
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import NOT_TOLD
from coachdesk.queries import follow_ups
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


def count_follow_ups_due(scope: Scope, months: int | None) -> Counting:
    """Milestones that come in the period."""
    return Rows(_due(scope, months))


def count_follow_ups_by(scope: Scope, by: str, months: int | None, only: str | None) -> Counting:
    """The same, by milestone, or by milestone and outcome."""
    profile, found = scope.profile, _due(scope, months)
    if only is not None:
        wanted = _reached(profile) if only == "reached" else _employed(profile)
        found = found.some(lambda row: row.follow_up in wanted)
    milestones = _milestones(scope, months)
    if by == "milestone":
        words = {str(number): _label(number) for number in milestones}
        return Shares(found, "milestone", words, band=str)
    if len(milestones) == 1:
        return by_word(found, "follow_up", profile.follow_up_outcomes)
    words = {}
    for number in milestones:
        for key, label in labels(profile.follow_up_outcomes).items():
            words[_key(number, key)] = f"{_label(number)} – {label}"
        words[_key(number, None)] = f"{_label(number)} – {NOT_TOLD}"
    return Shares(found, "", words, lambda row: _key(row.milestone, row.follow_up))


def count_follow_up_rate(
    scope: Scope, months: int | None, outcomes: tuple[str, ...] | None, *, reached: bool
) -> Counting:
    """The share of those due, or of those who were reached, that told one of these outcomes."""
    wanted = _employed(scope.profile) if outcomes is None else outcomes
    found = _reached(scope.profile)

    def met(row: AnyRow) -> bool:
        return row.follow_up in found

    return Rate(
        _due(scope, months),
        told=lambda row: row.follow_up in wanted,
        among=met if reached else None,
    )


def _due(scope: Scope, months: int | None) -> Kept:
    deceased = [kind.key for kind in scope.profile.exit_kinds if kind.deceased]
    milestones = _milestones(scope, months)
    return scope.once(
        f"due {milestones}",
        lambda: Kept(follow_ups.due(scope.action_id, scope.period, milestones, deceased)),
    )


def _milestones(scope: Scope, months: int | None) -> tuple[int, ...]:
    return scope.profile.rules.follow_up_months if months is None else (months,)


def _employed(profile: ActionProfile) -> tuple[str, ...]:
    return tuple(word.key for word in profile.follow_up_outcomes if word.employed)


def _reached(profile: ActionProfile) -> tuple[str, ...]:
    return tuple(word.key for word in profile.follow_up_outcomes if not word.unreachable)


def _label(months: int) -> str:
    return f"{months}{NBSP}mois"


def _key(months: int, outcome: str | None) -> str:
    return f"{months}/{outcome or ''}"


FUNCTIONS = {
    "follow_ups_due": count_follow_ups_due,
    "follow_ups_by": count_follow_ups_by,
    "follow_up_rate": count_follow_up_rate,
}
