"""What is worked on with each person: démarches, freins, measures before and after."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    SQLColumnExpression,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import AID_LABELS, TREND_LABELS, AidOutcome, Impact, Trend
from coachdesk.models import Exit, Measurement, Obstacle, Pathway, Prescription, Step
from coachdesk.queries.indicators.counting import Counting, Mean, Rate, Rows, Scope, Shares, labels
from coachdesk.queries.indicators.sources import Grouped, Groups
from coachdesk.queries.indicators.whose import Keys, pathways_of
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO
from coachdesk.queries.services import Narrowed, steps

_ISO_DAY = 10
"""Characters of a day as the database keeps it, in front of what was judged on it."""
_WORDS = {each.value: label for each, label in TREND_LABELS.items()}


def count_steps(scope: Scope, kinds: Keys, outcomes: Keys, *, aids: bool) -> Counting:
    """Démarches of the period."""
    return Rows(_told(scope, kinds, outcomes, aids=aids))


def count_steps_people(scope: Scope, kinds: Keys, outcomes: Keys, *, aids: bool) -> Counting:
    """Whose they are, each once."""
    listing = _steps(scope, kinds, outcomes, aids=aids)
    each = listing.with_only_columns(*WHO, func.count().label("steps"))
    return Rows(each.group_by(Prescription.id).order_by(None).order_by(Prescription.number))


def count_steps_by(scope: Scope, by: str, kinds: Keys, outcomes: Keys, *, aids: bool) -> Counting:
    """The démarches by kind; the aids by answer."""
    answers = {each.value: label for each, label in AID_LABELS.items()}
    words = labels(scope.profile.steps) if by == "kind" else answers
    column = "step_kind" if by == "kind" else "aid_outcome"
    return Shares(_told(scope, kinds, outcomes, aids=aids), column, words)


def count_obstacles_by(
    scope: Scope, by: str, whose: str, exit_kinds: Keys, kinds: Keys, trends: Keys
) -> Counting:
    """The freins that weighed on someone, by kind or by what became of them."""
    listing = _freins(scope, whose, exit_kinds, kinds)
    if trends is not None:
        listing = listing.having(_frein_trend().in_(trends))
    words = labels(scope.profile.obstacles) if by == "kind" else _WORDS
    return Shares(listing, "obstacle" if by == "kind" else "trend", words)


def count_obstacles_rate(
    scope: Scope, whose: str, exit_kinds: Keys, kinds: Keys, trends: tuple[str, ...]
) -> Counting:
    """The share of these freins that went so."""
    counted = cast(_frein_trend().in_(trends), Integer).label("counted")
    return Rate(_freins(scope, whose, exit_kinds, kinds).add_columns(counted), "counted")


def count_measures_by(
    scope: Scope, measure: str, when: str, whose: str, exit_kinds: Keys
) -> Counting:
    """Pathways by their level at first or at last."""
    words = labels(scope.profile.measures[measure].levels)
    return Shares(_measured(scope, measure, whose, exit_kinds), f"level_{when}", words)


def count_measures_mean(
    scope: Scope, measure: str, when: str, whose: str, exit_kinds: Keys
) -> Counting:
    """The mean of their ranks."""
    levels = scope.profile.measures[measure].levels
    listing = _measured(scope, measure, whose, exit_kinds)
    return Mean(listing, f"rank_{when}", unit=f"sur {len(levels)}")


def count_measure_trends(scope: Scope, measure: str, whose: str, exit_kinds: Keys) -> Counting:
    """Pathways by how they went on the scale."""
    return Shares(_measured(scope, measure, whose, exit_kinds), "trend", _WORDS)


def count_measure_rate(
    scope: Scope, measure: str, trends: tuple[str, ...], whose: str, exit_kinds: Keys
) -> Counting:
    """Of those measured twice, the share that went so."""
    listing = _measured(scope, measure, whose, exit_kinds)
    way = _measure_trend(scope, measure)
    twice = listing.where(way != Trend.NEW.value)
    return Rate(twice.add_columns(cast(way.in_(trends), Integer).label("counted")), "counted")


def _steps(scope: Scope, kinds: Keys, outcomes: Keys, *, aids: bool) -> Listing:
    found = (
        steps(scope.action_id, Narrowed())
        .with_only_columns(
            *WHO,
            Step.done_on,
            Step.kind.label("step_kind"),
            Step.aid_outcome,
            func.coalesce(Step.minutes, 0).label("minutes"),
        )
        .where(Step.done_on.between(scope.period.first, scope.period.last))
        .order_by(None)
        .order_by(Step.done_on, Step.id)
    )
    if kinds is not None:
        found = found.where(Step.kind.in_(kinds))
    if outcomes is not None:
        found = found.where(Step.aid_outcome.in_([AidOutcome(each) for each in outcomes]))
    return found.where(Step.aid_outcome.is_not(None)) if aids else found


def _told(scope: Scope, kinds: Keys, outcomes: Keys, *, aids: bool) -> Grouped:
    """The same, counted with those of other kinds and answers at once."""
    every = _steps(scope, None, None, aids=False)
    groups = scope.once(
        "steps", lambda: Groups(every, ("step_kind", "aid_outcome"), ("minutes",), "done_on")
    )
    answered = tuple(AidOutcome) if aids and outcomes is None else outcomes
    asked = {"step_kind": kinds, "aid_outcome": answered}
    among = {name: keys for name, keys in asked.items() if keys is not None}
    return Grouped(_steps(scope, kinds, outcomes, aids=aids), groups, among)


def _freins(scope: Scope, whose: str, exit_kinds: Keys, kinds: Keys) -> Listing:
    """One row for each person and frein that weighed once at least."""
    found = (
        pathways_of(scope, whose, exit_kinds)
        .join(Obstacle, Obstacle.prescription_id == Prescription.id)
        .where(_by_the_end(Obstacle.assessed_on, scope))
        .add_columns(
            Obstacle.kind.label("obstacle"),
            _judged(func.min).label("impact_first"),
            _judged(func.max).label("impact_last"),
            _frein_trend().label("trend"),
        )
        .group_by(Pathway.id, Obstacle.kind)
        .having(func.max(cast(Obstacle.impact != Impact.NONE, Integer)) == 1)
    )
    return found if kinds is None else found.where(Obstacle.kind.in_(kinds))


def _judged(end: Any) -> ColumnElement[str]:  # noqa: ANN401  (min or max)
    """What was judged on the first or the last of the days of the group."""
    told = cast(Obstacle.assessed_on, String).concat(cast(Obstacle.impact, String))
    return func.substr(end(told), _ISO_DAY + 1)


def _frein_trend() -> ColumnElement[str]:
    """As ``domain.support.trend`` tells it, of the judgements of the group."""
    weights = {impact.value: impact.weight for impact in Impact}
    first, last = (case(weights, value=_judged(end)) for end in (func.min, func.max))
    return case(
        (func.count(Obstacle.id) == 1, Trend.NEW.value),
        (last < first, Trend.BETTER.value),
        (last == first, Trend.SAME.value),
        else_=Trend.WORSE.value,
    )


def _measured(scope: Scope, measure: str, whose: str, exit_kinds: Keys) -> Listing:
    """The pathways, each with its first level and, when it was taken again, its last."""
    first, last = _levels(scope, measure)
    return pathways_of(scope, whose, exit_kinds).add_columns(
        literal(measure).label("measure"),
        first.label("level_first"),
        last.label("level_last"),
        _rank(scope.profile, measure, first).label("rank_first"),
        _rank(scope.profile, measure, last).label("rank_last"),
        _measure_trend(scope, measure).label("trend"),
    )


def _levels(scope: Scope, measure: str) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The first level taken and the last, which is none until it was taken again."""
    taken = (
        select(Measurement.level)
        .where(
            Measurement.prescription_id == Prescription.id,
            Measurement.kind == measure,
            _by_the_end(Measurement.taken_on, scope),
        )
        .correlate(Prescription, Pathway, Exit)
    )
    number = taken.with_only_columns(func.count()).scalar_subquery()
    first = taken.order_by(Measurement.taken_on).limit(1).scalar_subquery()
    last = taken.order_by(Measurement.taken_on.desc()).limit(1).scalar_subquery()
    return first, case((number > 1, last))


def _rank(profile: ActionProfile, measure: str, level: ColumnElement[Any]) -> ColumnElement[Any]:
    """How high a level stands, 1 for the lowest; none for one that the scale no longer has."""
    scale = profile.measures[measure]
    return case({word.key: scale.rank(word.key) + 1 for word in scale.levels}, value=level)


def _measure_trend(scope: Scope, measure: str) -> ColumnElement[Any]:
    """From the first level to the last; none for who was not measured."""
    first, last = _levels(scope, measure)
    low, high = (_rank(scope.profile, measure, level) for level in (first, last))
    return case(
        (and_(first.is_not(None), last.is_(None)), Trend.NEW.value),
        (high > low, Trend.BETTER.value),
        (high == low, Trend.SAME.value),
        (high < low, Trend.WORSE.value),
    )


def _by_the_end(day: SQLColumnExpression[Any], scope: Scope) -> ColumnElement[bool]:
    """Judged by the end of the period, and by the exit of the pathway."""
    return and_(day <= scope.period.last, or_(Exit.left_on.is_(None), day <= Exit.left_on))


FUNCTIONS = {
    "steps": count_steps,
    "steps_people": count_steps_people,
    "steps_by": count_steps_by,
    "obstacles_by": count_obstacles_by,
    "obstacles_rate": count_obstacles_rate,
    "measures_by": count_measures_by,
    "measures_mean": count_measures_mean,
    "measure_trends": count_measure_trends,
    "measure_rate": count_measure_rate,
}
