"""Acts (prestations): how many, for whom, how long, how much, with what result."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, literal, select

from coachdesk.domain.profile import ActionProfile, ServiceKind
from coachdesk.models import (
    Exit,
    Participant,
    Pathway,
    Place,
    Prescription,
    Service,
    ServicePerson,
)
from coachdesk.queries.indicators.counting import (
    Counting,
    Mean,
    Rate,
    Rows,
    Scope,
    Shares,
    Total,
    labels,
)
from coachdesk.queries.indicators.whose import Keys, Window, pathways_of
from coachdesk.queries.listing import Listing
from coachdesk.queries.services import Narrowed, services

_MINUTES, _HUNDREDTHS = 60, 100
_PARTS = {"acts": 1, "months": 1, "hours": _MINUTES, "quantity": _HUNDREDTHS}
"""How many of what is kept make one of what is asked."""


def count_acts(scope: Scope, kinds: Keys, results: Keys) -> Counting:
    """Acts of the period."""
    return Rows(_acts(scope, kinds, results))


def count_acts_people(scope: Scope, kinds: Keys, results: Keys) -> Counting:
    """People of these acts, once for each act."""
    return Total(_acts(scope, kinds, results), "people")


def count_acts_minutes(scope: Scope, kinds: Keys, results: Keys) -> Counting:
    """How long they took."""
    return Total(_acts(scope, kinds, results), "minutes")


def count_acts_quantity(scope: Scope, kinds: Keys, results: Keys) -> Counting:
    """What their quantities add up to."""
    return Total(_acts(scope, kinds, results), "act_quantity", _unit(scope.profile, kinds))


def count_acts_by(scope: Scope, by: str, kinds: Keys, results: Keys) -> Counting:
    """The acts by kind, result or place."""
    listing = _acts(scope, kinds, results)
    if by == "place":
        return Shares(listing, "place")
    if by == "kind":
        return Shares(listing, "act_kind", labels(scope.profile.services))
    asked = [kind for kind in scope.profile.services if kinds is None or kind.key in kinds]
    return _by_result(listing, asked)


def count_acts_rate(scope: Scope, kinds: Keys, results: tuple[str, ...]) -> Counting:
    """The share of the acts with one of these results."""
    counted = func.coalesce(cast(Service.result.in_(results), Integer), 0)
    return Rate(_acts(scope, kinds, None).add_columns(counted.label("counted")), "counted")


def count_people_with_acts(
    scope: Scope,
    whose: str,
    exit_kinds: Keys,
    kinds: Keys,
    results: Keys,
    of: str,
    window: str,
    months: int,
    at_least: int,
    *,
    over: bool,
) -> Counting:
    """Pathways that reach so many of these acts."""
    listing, done = _per_person(
        scope, whose, exit_kinds, kinds, results, of, Window(window, months, over)
    )
    return Rows(listing.where(done >= at_least * _PARTS[of]))


def count_people_with_acts_rate(
    scope: Scope,
    whose: str,
    exit_kinds: Keys,
    kinds: Keys,
    results: Keys,
    of: str,
    window: str,
    months: int,
    at_least: int,
    *,
    over: bool,
) -> Counting:
    """Their share."""
    listing, done = _per_person(
        scope, whose, exit_kinds, kinds, results, of, Window(window, months, over)
    )
    reached = cast(done >= at_least * _PARTS[of], Integer)
    return Rate(listing.add_columns(reached.label("reached")), "reached")


def count_acts_per_person(
    scope: Scope,
    whose: str,
    exit_kinds: Keys,
    kinds: Keys,
    results: Keys,
    of: str,
    window: str,
    months: int,
    *,
    over: bool,
) -> Counting:
    """Their mean."""
    listing, _ = _per_person(
        scope, whose, exit_kinds, kinds, results, of, Window(window, months, over)
    )
    unit = {"hours": "h", "quantity": _unit(scope.profile, kinds)}.get(of, "")
    return Mean(listing, f"done_{of}", _PARTS[of], unit)


def _by_result(listing: Listing, kinds: Sequence[ServiceKind]) -> Counting:
    """By result; one that two of these kinds call otherwise is told with its kind."""
    called: dict[str, set[str]] = {}
    for kind in kinds:
        for word in kind.results:
            called.setdefault(word.key, set()).add(word.label)
    words: dict[str, str] = {}
    apart: list[tuple[ColumnElement[bool], ColumnElement[str]]] = []
    for kind in kinds:
        twofold = [word.key for word in kind.results if len(called[word.key]) > 1]
        for word in kind.results:
            if word.key in twofold:
                words[f"{kind.key}.{word.key}"] = f"{word.label} ({kind.label})"
            else:
                words[word.key] = word.label
        if twofold:
            of_kind = and_(Service.kind == kind.key, Service.result.in_(twofold))
            apart.append((of_kind, literal(f"{kind.key}.").concat(Service.result)))
    if not apart:
        return Shares(listing, "act_result", words)
    told = case(*apart, else_=Service.result)
    return Shares(listing.add_columns(told.label("act_result_told")), "act_result_told", words)


def _acts(scope: Scope, kinds: Keys, results: Keys) -> Listing:
    """The acts of the period, each with its people in one line."""
    every = services(scope.action_id, Narrowed()).where(
        Service.done_on.between(scope.period.first, scope.period.last), *_told(kinds, results)
    )
    people = (
        select(ServicePerson)
        .join(Prescription, Prescription.id == ServicePerson.prescription_id)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(ServicePerson.service_id == Service.id)
        .correlate(Service)
    )
    named: ColumnElement[int] = people.with_only_columns(func.count()).scalar_subquery()
    alone = people.with_only_columns(func.min(ServicePerson.prescription_id)).scalar_subquery()
    who = func.group_concat(Participant.last_name + " " + Participant.first_name, ", ")
    return (
        every.with_only_columns(
            case((named == 1, alone)).label("prescription_id"),
            Service.done_on,
            Service.kind.label("act_kind"),
            people.with_only_columns(who).scalar_subquery().label("who"),
            (named + func.coalesce(Service.people, 0)).label("people"),
            Service.quantity.label("act_quantity"),
            func.coalesce(Service.minutes, 0).label("minutes"),
            Place.name.label("place"),
            Service.result.label("act_result"),
        )
        .order_by(None)
        .order_by(Service.done_on, Service.id)
    )


def _per_person(
    scope: Scope,
    whose: str,
    exit_kinds: Keys,
    kinds: Keys,
    results: Keys,
    of: str,
    window: Window,
) -> tuple[Listing, ColumnElement[int]]:
    """The pathways, and what each reaches."""
    added: dict[str, ColumnElement[Any]] = {
        "acts": func.count(),
        "months": func.count(func.distinct(func.strftime("%Y-%m", Service.done_on))),
        "hours": func.coalesce(func.sum(Service.minutes), 0),
        "quantity": func.coalesce(func.sum(Service.quantity), 0),
    }
    done: ColumnElement[int] = (
        select(added[of])
        .select_from(ServicePerson)
        .join(Service, Service.id == ServicePerson.service_id)
        .where(
            ServicePerson.prescription_id == Prescription.id,
            *_told(kinds, results),
            window.holds(Service.done_on, scope),
        )
        .correlate(Prescription, Pathway, Exit)
        .scalar_subquery()
    )
    listing = pathways_of(scope, whose, exit_kinds, window)
    return listing.add_columns(done.label(f"done_{of}")), done


def _told(kinds: Keys, results: Keys) -> list[ColumnElement[bool]]:
    return [
        column.in_(keys)
        for column, keys in ((Service.kind, kinds), (Service.result, results))
        if keys is not None
    ]


def _unit(profile: ActionProfile, kinds: Keys) -> str:
    """That of these kinds, when they have the same one."""
    found = {
        kind.unit for kind in profile.services if kind.unit and (kinds is None or kind.key in kinds)
    }
    return found.pop() if len(found) == 1 else ""


FUNCTIONS = {
    "acts": count_acts,
    "acts_people": count_acts_people,
    "acts_minutes": count_acts_minutes,
    "acts_quantity": count_acts_quantity,
    "acts_by": count_acts_by,
    "acts_rate": count_acts_rate,
    "people_with_acts": count_people_with_acts,
    "people_with_acts_rate": count_people_with_acts_rate,
    "acts_per_person": count_acts_per_person,
}
