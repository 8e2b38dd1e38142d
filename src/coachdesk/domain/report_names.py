"""Figures that stand in the texts of a bilan by name, so that texts and tables never disagree.

« {participants} », « {sexe.Femmes} », « {taux_sorties_positives.nombre} », « {file_active.mars} »,
and « {participants:2022} » of another year. An indicator and a word of it are named by key or by
label, whatever the case and the accents.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from coachdesk.core.french import MONTHS, NBSP, NNBSP, decimal, fold, listed, quoted
from coachdesk.domain.indicators import IndicatorValue, Shape
from coachdesk.domain.nearest import nearest

UNKNOWN = "[chiffre à corriger]"
"""What stands where a name is no figure: seen at once, and never the raw name."""

_NAMED = re.compile(r"\{([^{}]*)\}")
_LONE = re.compile(r"[{}]")
_ALONE = (
    "Une accolade est seule.",
    f"Un chiffre s’écrit entre deux{NBSP}: {quoted('{participants}')}.",
)
_YEAR = re.compile(r"(.*):\s*(\d{4})\s*", re.DOTALL)
_PART, _WHOLE = "nombre", "sur"

Values: TypeAlias = Mapping[str, IndicatorValue]
Words: TypeAlias = Mapping[str, Mapping[str, str]]
"""Of each shared indicator, by its key: all the words that it may be shared by, labels by key."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What texts may name: the values of each year that is known, and the words of the profile."""

    year: int
    """Meant where no year is named."""
    years: Mapping[int, Values]
    words: Words
    labels: Mapping[str, str]
    """Of every indicator of the profile, those whose value nobody asked for included."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its figures put in, and what is wrong with each name that is none."""

    text: str
    wrong: tuple[tuple[str, str], ...] = ()
    """A sentence and its remedy: the name in it may hold a full stop itself."""

    @property
    def faults(self) -> tuple[str, ...]:
        """Each of them as one text."""
        return tuple(" ".join(each) for each in self.wrong)


@dataclass(frozen=True, slots=True)
class Nameable:
    """What may be put in a text: its name without braces, what it says, its value today."""

    name: str
    label: str
    written: str


class _UnknownNameError(Exception):
    """A name that is no figure."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.told = (sentence, remedy)


def names_in(text: str) -> tuple[tuple[str, int | None], ...]:
    """What a text names: the indicator as it was written, and the year when one is told."""
    return tuple((name.partition(".")[0].strip(), year) for name, year in _named(text))


def filled(text: str, figures: Figures) -> Filled:
    """``text`` with each name replaced by its figure, written as in the tables."""
    wrong: list[tuple[str, str]] = []

    def value(found: re.Match[str]) -> str:
        try:
            return _value(found[1], figures)
        except _UnknownNameError as error:
            wrong.append(error.told)
            return UNKNOWN

    done = _NAMED.sub(value, text)
    if _LONE.search(_NAMED.sub("", text)):
        done = _LONE.sub("", done)
        wrong.append(_ALONE)
    return Filled(done, tuple(dict.fromkeys(wrong)))


def nameable(figures: Figures) -> tuple[Nameable, ...]:
    """All that a text of the year may name, in the order of the profile."""
    return tuple(
        each
        for value in figures.years.get(figures.year, {}).values()
        for each in _names_of(value, figures.words.get(value.key, {}))
    )


def key_of(name: str, values: Iterable[tuple[str, str]]) -> str | None:
    """The key among (key, label) that ``name`` means; None for none."""
    wanted, by_label = fold(name), None
    for key, label in values:
        if fold(key) == wanted:
            return key
        if by_label is None and fold(label) == wanted:
            by_label = key
    return by_label


def _named(text: str) -> Iterable[tuple[str, int | None]]:
    for inside in _NAMED.findall(text):
        yield _parted(inside)


def _parted(inside: str) -> tuple[str, int | None]:
    told = _YEAR.fullmatch(inside)
    return (told[1].strip(), int(told[2])) if told else (inside.strip(), None)


def _value(inside: str, figures: Figures) -> str:
    name, told = _parted(inside)
    year = figures.year if told is None else told
    head, dot, word = (part.strip() for part in name.partition("."))
    key = key_of(head, figures.labels.items())
    if key is None:
        near = _nearest_name(head, figures.labels)
        raise _unknown(inside, "n’est pas un chiffre de ce bilan", near and near + dot + word)
    value = figures.years.get(year, {}).get(key)
    if value is None:
        years = listed([str(each) for each in sorted(figures.years)])
        raise _UnknownNameError(
            f"{_braced(inside)}{NBSP}: l’année {year} n’est pas connue.",
            f"Celles qui le sont{NBSP}: {years}.",
        )
    if dot:
        return _within(inside, value, word, figures.words.get(key, {}))
    return value.written


def _within(inside: str, value: IndicatorValue, word: str, words: Mapping[str, str]) -> str:
    """What is said after the dot: a word of shares, a month of a curve, the terms of a rate."""
    measured = value.measured
    choices: dict[str, int | None] = {}
    if value.shape is Shape.SHARES:
        numbers = {share.key: share.number for share in measured.shares}
        former = {share.key or share.label: share.label for share in measured.shares}
        labels = {**words, **former}
        key = key_of(word, labels.items())
        if key is not None:
            untold = numbers.get(None, 0) if key not in words else 0
            return decimal(numbers.get(key, untold), 0)
        near = nearest(word, labels.values())
        raise _unknown(inside, "n’a pas ce mot", near and f"{value.key}.{near}")
    if value.shape is Shape.CURVE:
        # A month still to come is told by a dash: the text was kept from a whole year.
        choices = dict(zip_longest(MONTHS, measured.months))
    elif value.shape is Shape.RATE:
        choices = {_PART: measured.part, _WHOLE: measured.whole}
    elif value.shape is Shape.MEAN:
        choices = {_WHOLE: measured.whole}
    found = key_of(word, ((each, each) for each in choices))
    if found is None:
        near = nearest(word, choices)
        raise _unknown(
            inside, "n’a pas cette précision", f"{value.key}.{near}" if near else value.key
        )
    number = choices[found]
    return "–" if number is None else decimal(number, 0)


def _names_of(value: IndicatorValue, words: Mapping[str, str]) -> Iterable[Nameable]:
    key, label, measured = value.key, value.label, value.measured
    mean = ", moyenne" if value.shape is Shape.CURVE else ""
    yield Nameable(key, label + mean, value.written)
    if value.shape is Shape.SHARES:
        numbers = {share.label: share.number for share in measured.shares}
        for word in dict.fromkeys((*words.values(), *numbers)):
            shown = decimal(numbers.get(word, 0), 0)
            yield Nameable(f"{key}.{word}", f"{label}, {word}", shown)
    elif value.shape is Shape.CURVE:
        for month, number in zip(MONTHS, measured.months, strict=False):
            yield Nameable(f"{key}.{month}", f"{label}, {month}", decimal(number, 0))
    elif value.shape is Shape.RATE:
        for name, said in ((_PART, measured.part), (_WHOLE, measured.whole)):
            if said is not None:
                yield Nameable(f"{key}.{name}", f"{label}, {name}", decimal(said, 0))


def _nearest_name(name: str, labels: Mapping[str, str]) -> str | None:
    by_writing = {written: key for key, label in labels.items() for written in (label, key)}
    near = nearest(name, by_writing)
    return None if near is None else by_writing[near]


def _unknown(inside: str, why: str, near: str | None) -> _UnknownNameError:
    remedy = (
        f"Vouliez-vous dire {_braced(near)}{NNBSP}?" if near else "Choisissez-le dans la liste."
    )
    return _UnknownNameError(f"{_braced(inside)} {why}.", remedy)


def _braced(name: str) -> str:
    return quoted("{" + name + "}")
