"""Accepted rows against the store: what is new, what is there just so, what differs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coachdesk.core.french import fold, short_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.importing.forms import (
    FORMS,
    IMMERSIONS,
    PRESCRIPTIONS,
    Column,
    Form,
    Kind,
    Values,
)
from coachdesk.services.importing.known import Known
from coachdesk.services.importing.records import Judged, Record
from coachdesk.services.importing.report import Difference
from coachdesk.services.importing.rules import clock
from coachdesk.services.prestations.words import amount, result_words


@dataclass(frozen=True)
class Plan:
    """What an import would write, and what it would leave as it is."""

    new: Mapping[str, Sequence[Record]]
    """By sheet title."""
    unchanged: int
    differences: tuple[Difference, ...]


def make_plan(judged: Judged, known: Known, profile: ActionProfile) -> Plan:
    """Compare the accepted rows with the store; a stored value is never overwritten."""
    new: dict[str, list[Record]] = {
        form.title: [] for form in FORMS if form.usual or form.title in judged.records
    }
    differences: list[Difference] = []
    unchanged = 0
    names = {siret: name for siret, (_, name) in known.companies.items()}
    for form in FORMS:
        for record in judged.records.get(form.title, ()):
            stored = record.stored
            if form is IMMERSIONS and stored is None:
                # The first name of a SIRET is kept; another one is told, not lost in silence.
                kept = names.setdefault(record.values["siret"], record.values["company"])
                stored_name: Values = {**record.values, "company": kept}
                differences += _differences(form, record, stored_name, profile)
            if stored is None:
                new[form.title].append(record)
                continue
            found = _differences(form, record, stored, profile)
            differences += found
            unchanged += not found
    return Plan(new, unchanged, tuple(differences))


def _differences(
    form: Form, record: Record, stored: Values, profile: ActionProfile
) -> list[Difference]:
    values = record.values
    outside = form is PRESCRIPTIONS and not (
        profile.is_enrolled(values["outcome"]) or record.person.pathway_id
    )
    return [
        Difference(
            form.title,
            record.line,
            column.header,
            _shown(column, stored, profile),
            _shown(column, values, profile),
        )
        for column in form.columns
        if column.key in values
        and column.key != "number"
        and values[column.key] != stored[column.key]
        and not (outside and column.of_pathway)
        and not (column.key == "company" and fold(values["company"]) == fold(stored["company"]))
    ]


def _shown(column: Column, values: Values, profile: ActionProfile) -> str:
    """A value as the workbook writes it."""
    value = values[column.key]
    if value is None:
        return ""
    if column.word_list is not None:
        return column.words(profile).label(value)
    if column.key == "result":
        return result_words(profile, values["kind"], value)
    if column.key == "detail":
        return profile.exit_detail(values["kind"], value)
    return _SHOWN.get(column.kind, str)(value)


def _hours(minutes: int) -> str:
    return f"{Decimal(minutes) / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")


_SHOWN: dict[Kind, Callable[[Any], str]] = {
    Kind.DATE: short_date,
    Kind.PAST_DATE: short_date,
    Kind.TIME: clock,
    Kind.DURATION: _hours,
    Kind.LENGTH: _hours,
    Kind.QUANTITY: amount,
    Kind.NUMBERS: ", ".join,
    Kind.YES_NO: lambda answer: "Oui" if answer else "Non",
}
