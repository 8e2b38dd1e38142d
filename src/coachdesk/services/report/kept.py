"""What the closing of a bilan keeps of it: figures, those of other years, lists, texts, as JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
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
    others: Mapping[int, Mapping[str, IndicatorValue]]
    """Of other years: what stood beside, and what its texts name."""
    years_beside: tuple[int, ...]
    """Those of the ``others`` that stand beside, the latest first."""
    notes: tuple[str, ...]
    """What else was to be known of its figures."""
    lists: Mapping[str, ReportList]
    texts: Mapping[str, KeptText]
    report: Mapping[str, Any]
    """What ``report --json`` said of the year."""


def frozen(kept: Kept) -> str:
    """The JSON of it."""
    told = {
        "indicators": _values_json(kept.values),
        "others": {str(year): _values_json(values) for year, values in kept.others.items()},
        "years_beside": kept.years_beside,
        "notes": kept.notes,
        "lists": {key: asdict(each) for key, each in kept.lists.items()},
        "texts": {part: asdict(each) for part, each in kept.texts.items()},
        "report": kept.report,
    }
    return json.dumps(told, ensure_ascii=False)


def thawed(text: str) -> Kept:
    """What was frozen."""
    told = json.loads(text)  # an early one kept nothing of the years beside
    return Kept(
        values=_values(told["indicators"]),
        others={int(year): _values(values) for year, values in told.get("others", {}).items()},
        years_beside=tuple(told.get("years_beside", ())),
        notes=tuple(told.get("notes", ())),
        lists={
            key: ReportList(each["heading"], tuple(each["columns"]), _rows(each["rows"]))
            for key, each in told["lists"].items()
        },
        texts={part: KeptText(**each) for part, each in told["texts"].items()},
        report=told["report"],
    )


def _values_json(values: Mapping[str, IndicatorValue]) -> list[dict[str, Any]]:
    return [_value_json(each) for each in values.values()]


def _values(told: Iterable[Mapping[str, Any]]) -> dict[str, IndicatorValue]:
    return {each.key: each for each in map(_value, told)}


def _value_json(value: IndicatorValue) -> dict[str, Any]:
    told = asdict(value)
    number = value.measured.number
    if isinstance(number, Decimal):  # JSON has no exact one: kept as a text
        told["measured"]["number"] = str(number)
    return told


def _value(told: Mapping[str, Any]) -> IndicatorValue:
    found = told["measured"]
    number = found["number"]
    measured = Measured(
        **{
            **found,
            "number": Decimal(number) if isinstance(number, str) else number,
            "shares": tuple(Share(**each) for each in found["shares"]),
            "months": tuple(found["months"]),
        }
    )
    return IndicatorValue(**{**told, "shape": Shape(told["shape"]), "measured": measured})


def _rows(told: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in told)
