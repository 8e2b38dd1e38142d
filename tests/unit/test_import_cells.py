"""What people type in cells is understood, and what can't be is not guessed."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.french import MONTHS, long_date
from coachdesk.domain.cells import (
    as_date,
    as_duration,
    as_minute,
    as_phone,
    as_text,
    as_yes_no,
    is_blank,
)
from coachdesk.domain.siret import siret

DAYS = st.dates(date(1920, 1, 2), date(2100, 12, 31))


@given(DAYS)
def test_a_day_written_in_any_french_way_is_that_day(day):
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d%m%Y}",
        f"{day:%d.%m.%Y}",
        f" {day:%d/%m/%Y} 00:00",
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        long_date(day),
        f"Mardi {day.day} {MONTHS[day.month - 1].upper()} {day.year}",
        datetime(day.year, day.month, day.day, 15, 30),  # noqa: DTZ001  (a cell has no zone)
        day,
        (day - date(1899, 12, 30)).days,
    ):
        assert as_date(text) == day, text


@given(st.dates(date(1940, 1, 1), date(2039, 12, 31)))
def test_a_year_of_two_digits_is_of_the_century_around_today(day):
    assert as_date(f"{day:%d-%m-%y}") == day
    assert as_date(f"{day.day} {MONTHS[day.month - 1]} {day:%y}") == day


@pytest.mark.parametrize(
    "raw",
    ["hier", "31/02/1985", "12/2023", "2023", 2023, 12, -5, 1e12, "00/01/2023", "01/13/2023",
     "juin 2023", "1er ma 2023", time(9, 30), True, "31/12/1850", "1/1/20231", date(1850, 1, 1),
     "31022024", "20240131"],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(raw):
    assert as_date(raw) is None


@given(st.integers(0, 1439))
def test_a_time_written_in_any_way_is_that_minute(minute):
    hour, rest = divmod(minute, 60)
    for raw in (
        f"{hour:02d}:{rest:02d}",
        f"{hour}:{rest:02d}",
        f"{hour}h{rest:02d}",
        f"{hour} h {rest:02d}",
        f"{hour}H{rest:02d} min",
        f"{hour:02d}:{rest:02d}:00",
        time(hour, rest),
        timedelta(minutes=minute),
        minute / 1440,
        f"{minute / 1440:.6f}".replace(".", ","),
    ):
        assert as_minute(raw) == minute, raw


def test_whole_hours_may_stand_alone_with_their_letter():
    assert [as_minute(raw) for raw in ("9 h", "9H", "24:00")] == [540, 540, 1440]


@pytest.mark.parametrize(
    "raw",
    ["midi", "25:00", "9h75", "24:01", 9, 1.5, "9", datetime(2023, 1, 5), date(2023, 1, 5)],  # noqa: DTZ001
)
def test_what_is_no_time_is_not_guessed(raw):
    assert as_minute(raw) is None


@given(st.integers(0, 168 * 4))
def test_hours_a_week_may_be_a_number_or_written(quarters):
    hours, rest = divmod(quarters, 4)
    text = f"{quarters / 4:g}".replace(".", ",")
    for raw in (quarters / 4, text, f"{text} h", f"{text} heures", f"{hours}h{rest * 15:02d}"):
        assert as_duration(raw) == quarters * 15, raw


@pytest.mark.parametrize("raw", ["beaucoup", -1, 169, "24h75", True])
def test_what_is_no_number_of_hours_is_not_guessed(raw):
    assert as_duration(raw) is None


def test_yes_and_no_have_several_marks():
    assert all(as_yes_no(raw) is True for raw in ("Oui", " OUI ", "o", "X", 1, True, "vrai"))
    assert all(as_yes_no(raw) is False for raw in ("Non", "n", 0, False, "FAUX"))
    assert as_yes_no("peut-être") is None


def test_numbers_typed_as_numbers_stay_the_same_text():
    assert as_text(23001.0) == "23001"
    assert as_text("  Jean \u00a0 Paul ") == "Jean Paul"
    assert as_phone(612345678) == "0612345678"
    assert as_phone("06 12 34 56 78") == "06 12 34 56 78"


@given(st.text())
def test_what_has_no_picture_is_no_text(typed):
    read = as_text(typed)
    assert read.isprintable()
    assert read == " ".join(read.split())
    assert is_blank(typed) == (not read)
    assert read.replace(" ", "") == "".join(c for c in typed if c.isprintable() and c != " ")


@given(st.integers(10**11, 10**13 - 1))
def test_only_one_last_digit_in_ten_makes_a_siret(body):
    base = f"{body:013d}"
    valid = [digit for digit in "0123456789" if siret(base + digit)]
    assert len(valid) == 1 or base.startswith("356000000")


def test_a_siret_may_have_spaces_or_have_lost_its_leading_zero():
    assert siret("086 959 945 63434") == siret("8695994563434") == "08695994563434"


def test_the_establishments_of_la_poste_have_their_own_rule():
    assert siret("356 000 000 00042") == "35600000000042"
    assert siret("35600000000043") is None


@pytest.mark.parametrize("raw", ["12345678901234", "0" * 14, "123", "", "5.04247E+13", "٣" * 14])
def test_what_is_no_siret_is_refused(raw):
    assert siret(raw) is None
