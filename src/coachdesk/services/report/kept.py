"""What the closing of a bilan keeps of it: figures, lists and texts, as JSON and back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coachdesk.domain.indicators import IndicatorValue, Measured, Shape, Share
from coachdesk.domain.report_content import ReportList


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text with the year that it was written for."""

    text: str
    year: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A bilan as it was closed."""

    values: Mapping[str, IndicatorValue]
    lists: Mapping[str, ReportList]
    texts: Mapping[str, KeptText]


def frozen(kept: Kept) -> str:
    """The JSON of it."""
    told = {
        "indicators": [_value_json(each) for each in kept.values.values()],
        "lists": {
            key: {"heading": each.heading, "columns": each.columns, "rows": each.rows}
            for key, each in kept.lists.items()
        },
        "texts": {part: {"text": t.text, "year": t.year} for part, t in kept.texts.items()},
    }
    return json.dumps(told, ensure_ascii=False)


def thawed(text: str) -> Kept:
    """What was frozen."""
    told = json.loads(text)
    values = (_value(each) for each in told["indicators"])
    return Kept(
        values={each.key: each for each in values},
        lists={
            key: ReportList(each["heading"], tuple(each["columns"]), _rows(each["rows"]))
            for key, each in told["lists"].items()
        },
        texts={part: KeptText(each["text"], each["year"]) for part, each in told["texts"].items()},
    )


def _value_json(value: IndicatorValue) -> dict[str, Any]:
    found = value.measured
    return {
        "key": value.key,
        "label": value.label,
        "shape": value.shape.value,
        "number": str(found.number) if isinstance(found.number, Decimal) else found.number,
        "part": found.part,
        "whole": found.whole,
        "shares": [[each.key, each.label, each.number] for each in found.shares],
        "months": found.months,
        "definition": value.definition,
        "unit": value.unit,
        "target": value.target,
    }


def _value(told: Mapping[str, Any]) -> IndicatorValue:
    number = told["number"]
    return IndicatorValue(
        key=told["key"],
        label=told["label"],
        shape=Shape(told["shape"]),
        measured=Measured(
            number=Decimal(number) if isinstance(number, str) else number,
            part=told["part"],
            whole=told["whole"],
            shares=tuple(Share(*each) for each in told["shares"]),
            months=tuple(told["months"]),
        ),
        definition=told["definition"],
        unit=told["unit"],
        target=told["target"],
    )


def _rows(told: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in told)
