"""A number of the month's page is that of its rows, whoever the people are: one read counts it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from coachdesk.domain.periods import Period, month_of, year_of
from coachdesk.queries.indicators.counting import Scope
from coachdesk.queries.indicators.people import count_file_active
from coachdesk.queries.listing import count, total
from coachdesk.queries.tallies import pathway_spans, tallies
from coachdesk.services.month import month_view
from coachdesk.services.tiles import Unit, tiles
from support.cases import Case, Met, bare_database, fill
from support.drawn_cases import PROFILE, YEAR, cases


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    with bare_database() as connection:
        yield connection


@settings(max_examples=40, phases=[Phase.generate])  # a shrink takes minutes
@given(people=cases(), first=st.integers(1, 12), last=st.integers(1, 12))
def test_what_is_tallied_is_what_is_listed(
    database: Connection, people: list[Case], first: int, last: int
) -> None:
    first, last = sorted((first, last))
    period = Period(date(YEAR, first, 1), month_of(date(YEAR, last, 1)).last)
    try:
        action_id = fill(database, people)
        counted = tallies(database, action_id, period)
        for tile in tiles(PROFILE):
            listing = tile.listing(action_id, period)
            if tile.tallied is None or tile.unit is Unit.PERCENT:
                continue
            listed = (
                total(database, listing, "minutes")
                if tile.unit is Unit.MINUTES
                else count(database, listing)
            )
            assert tile.tallied(counted) == listed, tile.key
        year = year_of(YEAR)
        assert pathway_spans(database, action_id, year).curve(YEAR) == (
            count_file_active(Scope(action_id, PROFILE, year)).measured(database).months
        )
    finally:
        database.rollback()


def test_another_action_is_not_counted(database: Connection) -> None:
    case = Case("1", date(YEAR, 1, 2), date(YEAR, 1, 9), met=[Met(date(YEAR, 1, 16))])
    one, other = fill(database, [case]), fill(database, [case, replace(case, number="2")])
    january = month_of(date(YEAR, 1, 1))
    assert tallies(database, one, january).held() == 1
    assert tallies(database, other, january).spans.active(january) == 2
    database.rollback()


def test_a_month_is_as_many_reads_whatever_it_holds(database: Connection) -> None:
    """No read per row, per person or per figure of rendez-vous."""
    asked: list[str] = []

    def reads(number: int) -> int:
        met = [Met(date(YEAR, 5, day)) for day in range(1, 29)]
        people = [
            Case(f"{number}-{person}", date(YEAR, 4, 2), date(YEAR, 4, 9), met=met, cut_over=False)
            for person in range(number)
        ]
        action_id = fill(database, people)
        asked.clear()
        month_view(database, action_id, PROFILE, date(YEAR, 5, 1), today=date(YEAR, 7, 1))
        return len(asked)

    event.listen(database, "before_cursor_execute", lambda _c, _u, said, *_: asked.append(said))
    assert reads(1) == reads(8) <= 20
    database.rollback()
