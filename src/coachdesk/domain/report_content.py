"""A yearly bilan, ready to be written: the same content on screen, in PDF, DOCX and XLSX."""

from dataclasses import dataclass
from datetime import date

from coachdesk.domain.indicators import IndicatorValue
from coachdesk.domain.periods import Period


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """An indicator of the year beside those of the years before."""

    value: IndicatorValue
    before: tuple[tuple[int, IndicatorValue], ...] = ()
    """By year, the latest first; a year that the store does not know is absent."""
    changed: str = ""
    """What a recount would make of it, where it differs from the figure that was closed."""


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

    @property
    def figures(self) -> tuple[ReportFigure, ...]:
        """Every figure once, in the order in which it is first met: the annex explains each."""
        found = {each.value.key: each for part in self.sections for each in part.figures}
        return tuple(found.values())
