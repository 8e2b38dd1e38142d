"""The figures of a year as a bilan tells them: frozen if it was closed, else counted now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from coachdesk.domain.indicators import IndicatorValue
from coachdesk.domain.periods import Period, year_of, year_until
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.report_names import Figures, key_of, names_in
from coachdesk.queries.known import known_days
from coachdesk.queries.year_closings import ClosedYear, last_year_closing
from coachdesk.services.desk import ActionInfo
from coachdesk.services.indicators import Counts, indicator_values, indicator_words
from coachdesk.services.profiles import kept_profile
from coachdesk.services.report.kept import Kept, thawed

YEARS_BESIDE = 2
"""How many years before stand beside, where they are known."""


@dataclass(frozen=True)
class CountedYear:
    """A year of an action: the profile that counts it, and its closing when it has one."""

    year: int
    profile: ActionProfile
    closing: ClosedYear | None
    kept: Kept | None
    """What was frozen; None while it is open."""
    counts: Counts
    """What is counted of it now, each thing once."""
    today: date
    """A year that goes on is counted until then."""

    @property
    def period(self) -> Period:
        """The year, or from 1 January to today."""
        return self.counts.scope.period


def counted_year(connection: Connection, action: ActionInfo, year: int, today: date) -> CountedYear:
    """How ``year`` is counted: a closed one keeps the profile it was closed with.

    It was over when it was closed, whatever the clock says since.
    """
    closing = last_year_closing(connection, action.id, year)
    profile = action.profile if closing is None else kept_profile(closing.profile)
    day = today if closing is None else max(today, year_of(year + 1).first)
    counts = Counts.of(connection, action.id, profile, year_until(year, day))
    kept = None if closing is None else thawed(closing.figures)
    return CountedYear(year, profile, closing, kept, counts, day)


def values_of(counted: CountedYear, keys: Iterable[str]) -> dict[str, IndicatorValue]:
    """The figures of those ``keys`` in the order of the profile."""
    wanted = set(keys)
    if counted.kept is None:
        return counted.counts.values(wanted)
    return {key: each for key, each in counted.kept.values.items() if key in wanted}


def values_before(
    connection: Connection,
    action: ActionInfo,
    profile: ActionProfile,
    years: Iterable[int],
    keys: Iterable[str],
    today: date,
) -> dict[int, dict[str, IndicatorValue]]:
    """The figures of other years beside those of a bilan; what they froze stays as it was.

    A figure that a closed year did not have is counted now, by the ``profile`` of the bilan.
    """
    wanted = set(keys)
    found: dict[int, dict[str, IndicatorValue]] = {}
    for year in years:
        counted = counted_year(connection, action, year, today)
        values = values_of(counted, wanted) if counted.kept else {}
        lacking = wanted - set(values)
        if lacking:
            values |= indicator_values(connection, action.id, profile, counted.period, lacking)
        found[year] = values
    return found


def values_beside(
    connection: Connection, action: ActionInfo, counted: CountedYear, keys: Iterable[str]
) -> dict[int, dict[str, IndicatorValue]]:
    """The figures of the years beside a bilan; a closed one keeps those that it was closed with."""
    wanted, kept, day = set(keys), counted.kept, counted.today
    if kept is None:
        beside = years_beside(known_years(connection, action, day), counted.year)
        return values_before(connection, action, counted.profile, beside, wanted, day)
    return {
        year: {key: each for key, each in kept.others[year].items() if key in wanted}
        for year in kept.years_beside
    }


def known_years(connection: Connection, action: ActionInfo, today: date) -> Period | None:
    """From the first to the last day of which something is known; None while nothing is.

    What is planned in a year to come does not make it known.
    """
    known = known_days(connection, action.id)
    if known is None or known.first.year > today.year:
        return None
    return Period(known.first, min(known.last, year_of(today.year).last))


def years_beside(known: Period | None, year: int) -> tuple[int, ...]:
    """The years before that are known, the latest first."""
    first = known.first.year if known else year
    return tuple(each for each in range(year - 1, year - 1 - YEARS_BESIDE, -1) if each >= first)


def keys_named(
    profile: ActionProfile, year: int, texts: Iterable[str]
) -> Mapping[int, frozenset[str]]:
    """The indicators that texts name, by the year of each."""
    known = [(each.key, each.label) for each in profile.indicators]
    found: dict[int, set[str]] = {}
    for text in texts:
        for name, told in names_in(text):
            key = key_of(name, known)
            if key is not None:
                found.setdefault(told or year, set()).add(key)
    return {each: frozenset(keys) for each, keys in found.items()}


def figures_named(
    connection: Connection, action: ActionInfo, year: int, texts: Iterable[str], today: date
) -> Figures:
    """What ``texts`` of the bilan of ``year`` name, counted; every other figure is only known."""
    counted = counted_year(connection, action, year, today)
    named = keys_named(counted.profile, year, texts)
    return named_figures(connection, action, counted, named, {})


def named_figures(
    connection: Connection,
    action: ActionInfo,
    counted: CountedYear,
    named: Mapping[int, frozenset[str]],
    have: Mapping[int, Mapping[str, IndicatorValue]],
) -> Figures:
    """What texts may name, with the years and figures that ``have`` lacks counted as well."""
    profile, year = counted.profile, counted.year
    known = known_years(connection, action, counted.today)
    years: dict[int, dict[str, IndicatorValue]] = {year: dict(have.get(year, {}))}
    for each, keys in named.items():
        if each != year and not (known and known.first.year <= each <= known.last.year):
            continue
        values = years.setdefault(each, dict(have.get(each, {})))
        lacking = keys - set(values)
        if each == year:
            values |= values_of(counted, lacking)
        elif lacking:
            others = values_before(connection, action, profile, [each], lacking, counted.today)
            values |= others[each]
    for each, beside in have.items():
        years.setdefault(each, dict(beside))
    every = frozenset().union(*named.values()) if named else frozenset()
    # A name of another year only is known in this one too: what a year lacks is told apart.
    lacking = every - set(years[year])
    years[year] |= values_of(counted, lacking)
    labels = {each.key: each.label for each in profile.indicators}
    words = indicator_words(action.id, profile, counted.period, every)
    return Figures(year, years, words, labels)
