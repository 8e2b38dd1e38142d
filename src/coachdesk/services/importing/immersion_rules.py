"""What must hold between the cells of an immersion: its days, and what became of it."""

from datetime import date
from typing import Any

from coachdesk.core.errors import UserError
from coachdesk.domain.pmsmp import OUTCOMES, ImmersionOutcome
from coachdesk.domain.pmsmp_course import Course, refuse_unfit_end
from coachdesk.services.importing import sentences
from coachdesk.services.importing.forms import IMMERSIONS
from coachdesk.services.importing.rules import Refusals, in_order

_TOLD = ("ended_on", "missed_minutes", "cause", "cause_note")
"""Columns that say how it went."""
_WITHOUT: dict[ImmersionOutcome, tuple[str, ...]] = {
    ImmersionOutcome.DONE: ("ended_on", "cause"),
    ImmersionOutcome.ENDED_EARLY: (),
    ImmersionOutcome.NOT_DONE: ("ended_on", "missed_minutes"),
}
"""Those that an outcome has none of."""
_WITH: dict[ImmersionOutcome, tuple[str, ...]] = {
    ImmersionOutcome.DONE: (),
    ImmersionOutcome.ENDED_EARLY: ("ended_on", "cause"),
    ImmersionOutcome.NOT_DONE: ("cause",),
}
"""Those that it can't be told without, as on its page."""


def immersion(values: dict[str, Any], refusals: Refusals, today: date) -> None:
    """It doesn't end before it starts, one day is enough; what became of it is told whole."""
    in_order(values, refusals, "starts_on", "ends_on")
    if "missed_minutes" in values:
        values["missed_minutes"] = values["missed_minutes"] or None
    if not refusals.keys().isdisjoint({"outcome", "starts_on", "ends_on", *_TOLD}):
        return
    if values.get("outcome") is None:
        untold = [key for key in _TOLD if values.get(key) is not None]
        refusals.update({key: sentences.outcome_untold() for key in untold[:1]})
        return
    kind = ImmersionOutcome(values["outcome"])
    if kind is ImmersionOutcome.DONE and values.get("ended_on") == values["ends_on"]:
        values["ended_on"] = None  # some write it of each
    found = _contradicted(values, kind) or _unfit(values, kind, today)
    refusals.update(found)


def _contradicted(values: dict[str, Any], kind: ImmersionOutcome) -> Refusals:
    """What does not go with the outcome, or lacks beside it."""
    found = {
        key: sentences.not_of_outcome(_header(key), OUTCOMES.label(kind))
        for key in _WITHOUT[kind]
        if values.get(key) is not None
    }
    for key in _WITH[kind]:
        if values.get(key) is None:
            at = key if key in values else "outcome"  # the column is not there
            found.setdefault(at, sentences.missing(_header(key)))
    return found


def _unfit(values: dict[str, Any], kind: ImmersionOutcome, today: date) -> Refusals:
    """What can't have become of it, as its page says."""
    starts, ends, last = values["starts_on"], values["ends_on"], values.get("ended_on")
    if starts is None or ends is None:
        return {}
    try:
        refuse_unfit_end(Course(starts, ends, None, kind, last), today)
    except UserError as error:
        begun = kind is ImmersionOutcome.ENDED_EARLY and starts <= today
        column = "ended_on" if begun else "outcome"
        return {column: sentences.unfit_end(f"{error.sentence} {error.remedy}")}
    return {}


def _header(key: str) -> str:
    return IMMERSIONS.by_key[key].header
