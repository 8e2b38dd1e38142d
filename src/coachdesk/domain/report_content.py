"""A yearly bilan, ready to be written: the same content on screen, in PDF, DOCX and XLSX."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coachdesk.core.french import NBSP, NNBSP, long_date
from coachdesk.domain.indicators import IndicatorValue, Shape, percent
from coachdesk.domain.periods import Period


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One word of a shared figure, of the year and of those before, as every table tells it."""

    label: str
    number: int
    percent: int
    """Of all the rows of the year."""
    before: tuple[int, ...]
    """Numbers of the years before, in the order of ``ReportFigure.before``."""
    percents_before: tuple[int | None, ...]
    """None for a year in which there was nothing."""

    @property
    def part(self) -> str:
        """« 37 % », « < 1 % » of what is there all the same."""
        sign = f"<{NNBSP}1" if self.number and not self.percent else f"{self.percent}"
        return f"{sign}{NNBSP}%"


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """An indicator of the year beside those of the years before."""

    value: IndicatorValue
    before: tuple[tuple[int, IndicatorValue], ...] = ()
    """By year, the latest first; a year that the store does not know is absent."""
    changed: str = ""
    """What a recount would make of it, where it differs from the figure that was closed."""

    @property
    def recount(self) -> str:
        """That as a sentence, empty where it does not differ."""
        if not self.changed:
            return ""
        return f"{self.value.label}, recompté depuis la clôture{NBSP}: {self.changed}."

    @property
    def shares(self) -> tuple[ShareRow, ...]:
        """A row for each word that some row carries, this year or one of those before."""
        every = (self.value, *(value for _, value in self.before))
        numbers = [{each.key: each.number for each in value.measured.shares} for value in every]
        totals = [sum(each.values()) for each in numbers]
        labels = {
            each.key: each.label for value in reversed(every) for each in value.measured.shares
        }
        order = dict.fromkeys(each.key for value in every for each in value.measured.shares)
        told = sorted(order, key=lambda key: key is None)  # those that tell no word come last
        return tuple(
            ShareRow(
                label=labels[key],
                number=numbers[0].get(key, 0),
                percent=percent(numbers[0].get(key, 0), totals[0]) or 0,
                before=tuple(each.get(key, 0) for each in numbers[1:]),
                percents_before=tuple(
                    percent(each.get(key, 0), total)
                    for each, total in zip(numbers[1:], totals[1:], strict=True)
                ),
            )
            for key in told
        )


def so_far(day: date) -> str:
    """What is said of a year that goes on, wherever its figures stand."""
    return f"Année en cours{NBSP}: chiffres arrêtés au {long_date(day)}."


def grouped(figures: Iterable[ReportFigure]) -> list[list[ReportFigure]]:
    """Plain numbers that follow one another together, any other figure alone."""
    groups: list[list[ReportFigure]] = []
    together = False
    for figure in figures:
        plain = figure.value.shape not in {Shape.SHARES, Shape.CURVE}
        if plain and together:
            groups[-1].append(figure)
        else:
            groups.append([figure])
        together = plain
    return groups


@dataclass(frozen=True, slots=True)
class ReportList:
    """Rows that name nobody who is followed: partners, companies."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One part of the bilan."""

    key: str
    heading: str
    text: str
    """What the coach wrote, figures put in; paragraphs parted by a blank line, empty for none."""
    figures: tuple[ReportFigure, ...]
    lists: tuple[ReportList, ...] = ()
    carried_from: int | None = None
    """The year whose text it is, while none was written for this one: « repris de 2022 »."""


@dataclass(frozen=True, slots=True)
class Report:
    """The bilan of a year, or the state of an action on one day."""

    title: str
    action: str
    operation: str
    agreement_number: str
    territory: str
    association: str
    coach: str
    funding: str
    """Beside the European emblem."""
    period: Period
    made_on: date
    sections: tuple[ReportSection, ...]
    closed_on: date | None = None
    """When its figures were frozen; None while they are counted afresh."""
    changes: tuple[str, ...] = ()
    """What changed since the months of the year were closed, a line each."""
    objectives: tuple[str, ...] = ()
    """What the agreement asks for, a line each: « File active : 40 »."""
    funders: tuple[str, ...] = ()
    """In the order in which they must be named."""
    notes: tuple[str, ...] = ()
    """What else is to be known of its figures, a sentence each."""
    closed_months: int = 0
    """How many months of the year were closed: what changed since is told of them."""
    years_before: tuple[int, ...] = ()
    """Those whose figures stand beside, the latest first."""
    revision: int = 0
    """Of the closing; 0 while it is open, 2 when it was closed again."""
    reason: str = ""
    """Why it was closed again."""
    faults: tuple[str, ...] = ()
    """Names in its texts that are no figure, each with its remedy: told before it is sent."""
    one_day: bool = False
    """The state of the action on the last day of the period, and not the bilan of a year."""
    running: bool = False
    """The year goes on: its figures are those from 1 January to the last day of the period."""

    @property
    def edition(self) -> str:
        """« Au 15 janvier 2024, provisoire », « Clôturé le 15 janvier 2024, version 2 »."""
        if self.one_day:
            return f"Fait le {long_date(self.made_on)}"
        if self.closed_on is None:
            return f"Au {long_date(self.made_on)}, provisoire"
        version = f", version{NBSP}{self.revision}" if self.revision > 1 else ""
        return f"Clôturé le {long_date(self.closed_on)}{version}"

    @property
    def so_far(self) -> str:
        """« Année en cours : chiffres arrêtés au 14 octobre 2024. »; empty once it is over."""
        if not self.running:
            return ""
        told = so_far(self.period.last)
        if not self.years_before:
            return told
        several = len(self.years_before) > 1
        before = "Celles d’avant sont comptées" if several else "Celle d’avant est comptée"
        return f"{told} {before} jusqu’au 31{NBSP}décembre."

    @property
    def told(self) -> tuple[ReportSection, ...]:
        """All parts of a bilan that is still written; of a closed one, those that say something."""
        if self.closed_on is None:
            return self.sections
        return tuple(part for part in self.sections if part.text or part.figures or part.lists)

    @property
    def figures(self) -> tuple[ReportFigure, ...]:
        """Every figure once, in the order in which it is first met: the annex explains each."""
        found = {each.value.key: each for part in self.sections for each in part.figures}
        return tuple(found.values())
