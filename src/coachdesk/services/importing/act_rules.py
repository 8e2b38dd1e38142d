"""What must hold between the cells of an act, of an event outside, of someone to call back."""

from typing import Any

from coachdesk.core.errors import UserError
from coachdesk.domain.identity import cleaned_name, cleaned_phone
from coachdesk.domain.profile import ActionProfile, ContactStage
from coachdesk.services.importing import sentences
from coachdesk.services.importing.learned import BLANK, Learned, learned_key, result_list
from coachdesk.services.importing.rules import Refusals, clock
from coachdesk.services.prestations.recording import checked_quantity
from coachdesk.services.prestations.words import first_of


def service(
    values: dict[str, Any], refusals: Refusals, profile: ActionProfile, learned: Learned
) -> None:
    """An act has its people, its quantity and its result as its kind says; the result is a key."""
    if values["kind"] is None:
        return
    kind = profile.services[values["kind"]]
    number, unnamed = values.get("number"), values.get("unnamed")
    if "unnamed" in values:
        values["unnamed"] = unnamed or None
    if "number" in values:
        values["number"] = number or ()
    people = values.get("number", ())
    if not kind.group and (unnamed or len(people) > 1):
        column = "unnamed" if unnamed else "number"
        refusals.setdefault(column, sentences.one_by_one(kind.label))
    elif not people and not unnamed and "number" not in refusals and "unnamed" not in refusals:
        why = sentences.nobody_there(kind.label) if kind.group else sentences.missing("N°")
        refusals["number"] = why
    for column in ("quantity", "minutes"):
        if column in values:
            values[column] = values[column] or None
    _quantity(values, refusals, profile)
    result = values.get("result")
    if result is None:
        return
    name = result_list(kind.key)
    key = kind.results.key_of(result) or learned_key(learned, name, result)
    values["result"] = key if key in kind.results else None
    if key is None or (key != BLANK and key not in kind.results):
        refusals["result"] = sentences.unknown_result(result, kind.label, kind.results, name)


def event(values: dict[str, Any], refusals: Refusals) -> None:
    """Both hours or none, in their order."""
    start, end = values.get("start_minute"), values.get("end_minute")
    wrong = {"start_minute", "end_minute"} & refusals.keys()
    if (start is None) != (end is None) and not wrong:
        refusals["end_minute" if end is None else "start_minute"] = sentences.half_the_hours()
    elif start is not None and end is not None and end <= start:
        refusals["end_minute"] = sentences.ends_before(clock(start), clock(end))


def contact(values: dict[str, Any], refusals: Refusals, profile: ActionProfile) -> None:
    """Names and phone as the screen keeps them; who has no outcome yet is to be called."""
    for column, clean in (
        ("last_name", cleaned_name), ("first_name", cleaned_name), ("phone", cleaned_phone),
    ):  # fmt: skip
        if values.get(column) is None:
            continue
        try:
            values[column] = clean(values[column])
        except UserError as error:
            refusals[column] = sentences.not_a_name(f"{error.sentence} {error.remedy}")
    if values.get("outcome") is None and "outcome" not in refusals:
        values["outcome"] = first_of(profile, ContactStage.TO_CALL)


def _quantity(values: dict[str, Any], refusals: Refusals, profile: ActionProfile) -> None:
    quantity = values.get("quantity")
    if quantity is None:
        return
    kind = profile.services[values["kind"]]
    if not kind.unit:
        refusals["quantity"] = sentences.no_quantity(kind.label)
        return
    try:
        checked_quantity(kind, quantity)
    except UserError as error:
        refusals["quantity"] = sentences.refused_fact(f"{error.sentence} {error.remedy}")
