"""The page of the FSE+: a year or the whole operation, who is to be completed, rows behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, short_date
from coachdesk.domain.fse import GENDER_LABELS, Moment
from coachdesk.domain.fse_record import FseRecord, Missing
from coachdesk.domain.periods import Period, months_later, year_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.known import known_days
from coachdesk.queries.listing import count
from coachdesk.queries.pathways import still_there
from coachdesk.services.desk import ActionInfo
from coachdesk.services.fse.report import FseReport, FseRow, fse_report
from coachdesk.services.fse_answers import missing_target
from coachdesk.services.month import RowsBehind
from coachdesk.services.row_cells import Cells, anonymised_words
from coachdesk.services.targets import Target

_BILAN_MONTHS = 3
WHOLE = 0
"""In place of a year: the whole operation."""
_COLUMNS = (
    "N°",
    "Nom",
    "Prénom",
    "Genre",
    "Âge",
    "Entrée",
    "Sortie",
    "Emploi et niveau à l’entrée",
)


@dataclass(frozen=True)
class FsePage:
    """What the page shows."""

    years: tuple[int, ...]
    """Those that the store knows something of, in order."""
    year: int
    """The one shown, or ``WHOLE``."""
    report: FseReport
    empty: bool
    """Nothing is known of the action yet."""


@dataclass(frozen=True, slots=True)
class FseLine:
    """Someone whose record lacks something of one moment."""

    record: FseRecord
    moment: Moment
    missing: tuple[Missing, ...]
    in_time: bool

    @property
    def words(self) -> str:
        """What is missing."""
        return ", ".join(each.words for each in self.missing)

    @property
    def due_on(self) -> date:
        """The last day to know it in time."""
        return self.missing[0].due_on

    @property
    def target(self) -> Target:
        """Where the first of it is repaired."""
        return missing_target(self.record, self.missing[0])


def fse_page(connection: Connection, action: ActionInfo, year: int | None, day: date) -> FsePage:
    """The FSE+ of ``year`` on ``day``; without one, of the year that is worked on then.

    Until March that is the year before: its bilan is made, its last exits are completed.
    """
    found = known_days(connection, action.id)
    known = found or Period(day, day)
    goes_on = known.last < day and count(connection, still_there(action.id, known.last))
    last = day if goes_on else known.last
    years = tuple(range(known.first.year, last.year + 1))
    if year is None or (year != WHOLE and year not in years):
        worked = months_later(day, -_BILAN_MONTHS).year
        year = max((each for each in years if each <= worked), default=years[0])
    period = (
        year_of(year) if year != WHOLE else Period(year_of(years[0]).first, year_of(years[-1]).last)
    )
    return FsePage(years, year, fse_report(connection, action, period, day), found is None)


def lines_of(report: FseReport) -> tuple[FseLine, ...]:
    """Who is to be completed: what there is still time for, the most urgent first, then the rest.

    The six months are asked of those who left in the period.
    """
    lines = [*_lines(report)]
    return tuple(sorted(lines, key=lambda line: (not line.in_time, line.due_on, line.record.name)))


def _lines(report: FseReport) -> Iterator[FseLine]:
    for record in report.named:
        for moment in Moment:
            missing = record.missing(moment, report.day)
            if missing:
                yield FseLine(record, moment, missing, missing[0].in_time(report.day))


def rows_behind(row: FseRow, column: str, title: str, profile: ActionProfile) -> RowsBehind:
    """The people behind one number of the table; ``title`` says of whom, « Femmes »."""
    people = [record for record in row.behind(column) if not record.is_nobody]
    gone = len(row.behind(column)) - len(people)
    nobody = (("", anonymised_words(gone), *("",) * (len(_COLUMNS) - 2)),) if gone else ()
    return RowsBehind(
        f"{row.indicator.code}, {title}",
        Cells(
            _COLUMNS,
            (*(_cells(record, profile) for record in people), *nobody),
            (*(record.prescription_id for record in people), *(None for _ in nobody)),
        ),
        f"{row.indicator.written}{NBSP}: {row.indicator.rule}",
    )


def _cells(record: FseRecord, profile: ActionProfile) -> tuple[str, ...]:
    return (
        record.number,
        record.last_name,
        record.first_name,
        GENDER_LABELS[record.gender] if record.gender is not None else "",
        str(record.age),
        short_date(record.entered_on),
        short_date(record.left_on),
        " · ".join(
            words.label(key)
            for words, key in (
                (profile.employment, record.employment),
                (profile.training_levels, record.training_level),
            )
            if key is not None
        ),
    )
