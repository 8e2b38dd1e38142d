"""What an action counts: indicators that its profile declares, by a function of the catalogue.

A function has a name, parameters and a shape; there is no expression language. What a number means
is said once, in the ``meaning`` of its function, and stands in the annex of the bilan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from coachdesk.core.french import NBSP, NNBSP, decimal, hours, long_date
from coachdesk.domain.periods import year_of

Value: TypeAlias = "int | bool | str | tuple[str, ...] | None"
"""A parameter as it was given."""
K = TypeVar("K")
HUNDREDTHS = 100
_ENDS = (" à la fin", " au 31 décembre")
"""How a label says the last day of a year."""


class Shape(StrEnum):
    """What the number of an indicator is."""

    NUMBER = "number"
    """How many rows stand behind it, or what they add up to."""
    MINUTES = "minutes"
    QUANTITY = "quantity"
    """In hundredths of a unit."""
    RATE = "rate"
    """A part of a whole, in percent."""
    MEAN = "mean"
    SHARES = "shares"
    """The rows by a word of theirs."""
    CURVE = "curve"
    """One number for each month of the period."""


class ParameterKind(StrEnum):
    """What a parameter takes."""

    WHOLE = "whole"
    FLAG = "flag"
    CHOICE = "choice"
    WORD = "word"
    """The key of a word of the list ``words`` of the profile."""
    WORDS = "words"
    """Several."""
    PAPER = "paper"
    """The key of a paper."""
    QUESTION = "question"
    """The key of a question of that paper."""
    TEXT = "text"


@dataclass(frozen=True)
class Parameter:
    """One parameter of a function; it must be given unless it has a ``default``."""

    name: str
    kind: ParameterKind
    meaning: str
    """In French, for who writes a profile."""
    words: str = ""
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 10_000
    optional: bool = False
    default: Value = None
    """What an optional one is when it is left out."""
    not_below: str = ""
    """Another one, before it, that it is not smaller than."""


@dataclass(frozen=True)
class Function:
    """A way to count, of the catalogue."""

    name: str
    shape: Shape
    meaning: str
    """What is counted, in French, with its source: a rule, an article, the bilan."""
    parameters: tuple[Parameter, ...] = ()
    listable: bool = False
    """Its rows name nobody who is followed: they may stand in a bilan."""
    one_of: tuple[str, ...] = ()
    """Parameters of which one at least says what is counted: without any, nothing is."""
    of_last_day: bool = False
    """Its number is that of the last day of the period, which its label names."""


@dataclass(frozen=True)
class Indicator:
    """A figure of an action, as its profile declares it."""

    key: str
    label: str
    function: str
    parameters: Mapping[str, Value] = field(default_factory=dict, hash=False)
    target: int | None = None
    """What the agreement asks for: a number, or percent of a rate."""
    definition: str = ""
    """Said in place of the function's meaning, where the agreement has its own words."""


@dataclass(frozen=True, slots=True)
class Share:
    """The rows that carry one word; ``key`` None for those that carry none."""

    key: str | None
    label: str
    number: int
    figure: str = ""
    """What JSON calls it, where it is not the label."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the rows of an indicator come to."""

    number: int | Decimal | None
    """None for a rate or a mean of nothing; the mean of a curve."""
    part: int | None = None
    whole: int | None = None
    """Of a rate: of how many, and how many of them; ``whole`` also of a mean."""
    shares: tuple[Share, ...] = ()
    months: tuple[int, ...] = ()
    unit: str = ""
    """« km » of a quantity, « sur 5 » of a mean; empty for a plain number."""

    @property
    def named(self) -> dict[str, int]:
        """The shares as JSON names them."""
        return added_up((share.figure or share.label, share.number) for share in self.shares)


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """An indicator with its number, as every output writes it."""

    key: str
    label: str
    shape: Shape
    measured: Measured
    definition: str
    unit: str = ""
    """« km » of a quantity, « sur 5 » of a mean; empty for a plain number."""
    target: int | None = None

    @property
    def written(self) -> str:
        """« 35 », « 54 h 30 », « 42 % », « 37,17 », « – »: the same on every paper and screen."""
        return written(self.shape, self.measured.number, self.unit)

    @property
    def json(self) -> Any:  # noqa: ANN401  (what JSON holds)
        """As the report's JSON has it."""
        found, number = self.measured, self.measured.number
        if self.shape is Shape.SHARES:
            return found.named
        if self.shape is Shape.CURVE:
            return list(found.months)
        if self.shape is Shape.RATE:
            return {"taux_pourcent": number, "nombre": found.part, "sur": found.whole}
        if number is None or self.shape is Shape.NUMBER:
            return number
        return float(round(Decimal(number) / _PARTS.get(self.shape, 1), 2))


_PARTS = {Shape.MINUTES: 60, Shape.QUANTITY: HUNDREDTHS}
"""How many of what is kept make one of what is told."""


def written(shape: Shape, number: int | Decimal | None, unit: str = "") -> str:
    """A number of that shape as French text."""
    if number is None:
        return "–"
    match shape:
        case Shape.MINUTES:
            return hours(int(number))
        case Shape.RATE:
            return f"{number}{NNBSP}%"
        case Shape.MEAN | Shape.CURVE:
            text = decimal(number, 2)
        case Shape.QUANTITY:
            value = Decimal(number) / HUNDREDTHS
            text = decimal(value, 0 if value == value.to_integral_value() else 2)
        case _:
            text = decimal(number, 0)
    return f"{text}{NBSP}{unit}" if unit else text


def label_on(label: str, last: date) -> str:
    """The label of a number of the last day, « Encore accompagnés au 14 octobre 2024 ».

    That of a whole year stays as the profile writes it.
    """
    if last == year_of(last.year).last:
        return label
    end = next((end for end in _ENDS if label.endswith(end)), "")
    day = long_date(last)
    return f"{label.removesuffix(end)} au {day}" if end else f"{label} (au {day})"


def added_up(numbers: Iterable[tuple[K, int]]) -> dict[K, int]:
    """The sum of each word; two words of the profile may bear one label."""
    found: dict[K, int] = {}
    for word, number in numbers:
        found[word] = found.get(word, 0) + number
    return found


def percent(part: int, whole: int) -> int | None:
    """The rate in percent, halves rounded up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None
