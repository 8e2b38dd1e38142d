"""The agenda as an .ics file, read back by another library than the one that writes it."""

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from coachdesk.documents.calendar_file import CalendarEvent, calendar_file

NOW = datetime(2024, 1, 16, 9, 10, tzinfo=timezone(timedelta(hours=1)))
PARIS = ZoneInfo("Europe/Paris")
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200
)
DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31))


def event(**facts):
    usual = {
        "uid": "1@coachdesk", "title": "Rendez-vous D. Y.", "day": date(2024, 1, 16),
        "start_minute": 570, "end_minute": 600, "where": "Mairie", "note": "", "cancelled": False,
    }  # fmt: skip
    return CalendarEvent(**{**usual, **facts})


def written(*events):
    return calendar_file("Agenda", events, NOW, "CoachDesk 1")


def read(data):
    return vobject.readOne(data.decode())


def test_it_is_what_rfc_5545_asks_for():
    data = written(event(title="é" * 80), event(uid="2@coachdesk"))
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "folded by bytes"
    assert b"\n" not in data.replace(b"\r\n", b"")
    read(data).validate()
    (calendar,) = Calendar.from_ical(data, multiple=True)
    assert not calendar.errors
    assert calendar["VERSION"] == "2.0"


@given(TEXT.filter(str.strip), TEXT, TEXT)
def test_texts_come_back_as_they_were(title, where, note):
    made = event(title=title.strip(), where=where.strip(), note=note.strip())
    found = read(written(made)).vevent
    assert found.summary.value == made.title
    assert getattr(getattr(found, "location", None), "value", "") == made.where
    assert getattr(getattr(found, "description", None), "value", "") == made.note


@given(DAYS, st.integers(240, 1439), st.integers(1, 120))
def test_hours_are_those_of_the_room_in_every_season(day, start, length):
    end = min(start + length, 1440)
    found = read(written(event(day=day, start_minute=start, end_minute=end))).vevent
    midnight = datetime.combine(day, time())
    for value, minute in ((found.dtstart.value, start), (found.dtend.value, end)):
        asked = (midnight + timedelta(minutes=minute)).replace(tzinfo=PARIS)
        assert value.replace(tzinfo=None) == asked.replace(tzinfo=None)
        assert value.utcoffset() == asked.utcoffset()


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (date(2024, 3, 30), 1), (date(2024, 3, 31), 2), (date(2024, 10, 26), 2),
        (date(2024, 10, 27), 1), (date(2031, 7, 1), 2),
    ],
)  # fmt: skip
def test_the_file_itself_says_when_the_clocks_change(day, offset):
    found = read(written(event(day=day))).vevent
    assert found.dtstart.value.utcoffset() == timedelta(hours=offset)


def test_midnight_is_the_next_day():
    found = read(written(event(start_minute=1380, end_minute=1440))).vevent
    assert found.dtend.value.replace(tzinfo=None) == datetime(2024, 1, 17)  # noqa: DTZ001


def test_what_has_only_a_day_is_of_the_whole_day():
    found = read(written(event(start_minute=None, end_minute=None))).vevent
    assert (found.dtstart.value, found.dtend.value) == (date(2024, 1, 16), date(2024, 1, 17))


def test_what_was_called_off_says_so():
    first, second = read(written(event(cancelled=True), event())).vevent_list
    assert first.status.value == "CANCELLED"
    assert second.status.value == "CONFIRMED"
    assert first.dtstamp.value == NOW


@pytest.mark.parametrize("mark", ["\r", "\n", "\r\n", "\x0b", "\x85", "\u2028"])
def test_no_text_ends_a_line_of_the_file_by_itself(mark: str) -> None:
    typed = f"a{mark}ATTENDEE:b\x00"
    data = calendar_file(typed, [event(title=typed, where=typed, note=typed)], NOW, "C")
    lines = data.decode("utf-8").splitlines()
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert data.count(b"\r") == data.count(b"\r\n") == data.count(b"\n")
    assert b"\0" not in data
