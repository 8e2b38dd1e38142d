"""What the page of the bilan reads at once, and the rows behind each of its figures."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from coachdesk.core.clock import today as day_of
from coachdesk.core.french import NBSP, decimal
from coachdesk.documents.report.annex import changes
from coachdesk.domain.indicators import IndicatorValue, Share
from coachdesk.domain.periods import months_of, year_of
from coachdesk.domain.report_content import Report
from coachdesk.queries.closings import closed_months
from coachdesk.queries.year_closings import ClosedYear
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.indicators import rows_behind_indicator
from coachdesk.services.month import RowsBehind
from coachdesk.services.report.bilan import year_bilan, years_known
from coachdesk.services.report.closing import year_versions
from coachdesk.services.report.counted import counted_year
from coachdesk.services.report.texts import PartText, bilan_texts


@dataclass(frozen=True)
class BilanView:
    """A year as its page shows it."""

    year: int
    report: Report
    texts: tuple[PartText, ...]
    """As they are typed."""
    versions: tuple[ClosedYear, ...]
    """Each closing, the last one first."""
    open_months: tuple[date, ...]
    """By their first days: they may still change."""
    over: bool
    """The year is past: its bilan may be closed."""

    @property
    def changed(self) -> bool:
        """Something differs from what was closed, the bilan or one of its months."""
        return bool(self.report.changes) or any(each.changed for each in self.report.figures)

    @property
    def changes(self) -> tuple[str, ...]:
        """As the annex tells them."""
        return changes(self.report)

    def text_of(self, part: str) -> PartText | None:
        """What is typed in that part; None for one that asks for no text."""
        return next((text for text in self.texts if text.part == part), None)


@dataclass(frozen=True)
class KnownBilans:
    """The years known, the latest first, and the bilan of the one that is shown."""

    years: tuple[int, ...]
    shown: BilanView | None


def bilan_view(desk: Desk, action: ActionInfo, wanted: int | None) -> KnownBilans:
    """The bilan of ``wanted``, or of the last year that is over, and every year there is."""
    day, coach = day_of(desk.clock), desk.coach.name

    def read(link: Connection) -> KnownBilans:
        years = years_known(link, action, day)
        if not years:
            return KnownBilans((), None)
        over = next((year for year in years if year < day.year), years[0])
        year = wanted if wanted in years else over
        done = closed_months(link, action.id, date(year, 1, 1))
        months = (month.first for month in months_of(year))
        shown = BilanView(
            year=year,
            report=year_bilan(link, action, year, coach=coach, today=day),
            texts=bilan_texts(link, action, year),
            versions=year_versions(link, action, year),
            open_months=tuple(each for each in months if each not in done),
            over=day > year_of(year).last,
        )
        return KnownBilans(years, shown)

    return desk.read(read, widely=True)


def rows_behind_figure(
    connection: Connection,
    action: ActionInfo,
    year: int,
    value: IndicatorValue,
    share: Share | None = None,
    *,
    today: date,
) -> RowsBehind:
    """The rows behind a figure of the bilan of ``year``, or behind one of its shares.

    Those of a closed year are read by the profile that it was closed with: where they no longer
    come to the figure, both are told.
    """
    counted = counted_year(connection, action, year, today)
    cells = rows_behind_indicator(
        connection, action.id, counted.profile, counted.period, value.key, share
    )
    title = value.label if share is None else f"{value.label}, {share.label}"
    told = value.written if share is None else decimal(share.number, 0)
    return RowsBehind(title, cells, f"au bilan{NBSP}: {told}")
