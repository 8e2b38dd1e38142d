"""The trades of the ROME: their codes and labels, found by a few letters without a network."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from coachdesk.core import search
from coachdesk.core.french import fold
from coachdesk.core.resources import resource

_LEAST_STEM = 5
"""Letters that a word keeps when its end is given up."""


_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade, as « D1102 », « Boulanger / Boulangère »."""

    code: str
    label: str
    family: str
    """The label that the code had in the ROME 3, « Boulangerie - viennoiserie »; may be empty."""


@cache
def trades() -> tuple[Trade, ...]:
    """All of them, by label."""
    with resource("rome", "metiers.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter=";")
        next(lines)  # the headings
        return tuple(sorted((Trade(*line) for line in lines), key=lambda trade: fold(trade.label)))


@cache
def _by_code() -> dict[str, Trade]:
    return {trade.code: trade for trade in trades()}


@cache
def _by_label() -> dict[str, Trade]:
    return {fold(trade.label): trade for trade in trades()}


@cache
def _texts() -> tuple[str, ...]:
    return tuple(_bare(f"{trade.label} {trade.code} {trade.family}") for trade in trades())


@cache
def _families() -> tuple[str, ...]:
    return tuple(_bare(trade.family) for trade in trades())


def _bare(text: str) -> str:
    """The words of ``text``, a space before each."""
    return f" {_SIGNS.sub(' ', fold(text)).strip()}"


def trade_label(code: str) -> str:
    """The label of a code; the code itself when the list does not hold it (any more)."""
    known = _by_code().get(code)
    return known.label if known else code


def rome_of(text: str) -> str | None:
    """The code of a trade written as the list writes it, accents and case aside."""
    known = _by_label().get(fold(text))
    return known.code if known else None


def trades_found(typed: str, limit: int) -> tuple[Trade, ...]:
    """The trades meant by what is typed.

    Those whose label begins so, of now or of before, then those that hold its words, then those
    whose words begin alike: a trade is often typed by its noun, « plomberie », and listed by who
    does it.
    """
    words = tuple(_bare(typed).split())
    places: list[int] = []
    for sought in (words, *_stems(words)):
        if len(places) >= limit:
            break
        places = list(dict.fromkeys([*places, *_found(sought, typed)]))
    every = trades()
    return tuple(every[place] for place in places[:limit])


def _stems(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words without their ends, letter by letter."""
    while any(len(word) > _LEAST_STEM for word in words):
        words = tuple(word[:-1] if len(word) > _LEAST_STEM else word for word in words)
        yield words


def _found(words: tuple[str, ...], typed: str) -> list[int]:
    """The places of the trades of which each word is the beginning of one."""
    if not words:
        return []
    texts, families, begins = _texts(), _families(), _bare(typed)
    found = search.matching(range(len(texts)), texts, [f" {word}" for word in words])
    return sorted(
        found,
        key=lambda place: (
            not (texts[place].startswith(begins) or families[place].startswith(begins))
        ),
    )
