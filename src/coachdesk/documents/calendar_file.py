"""The agenda as an .ics file (RFC 5545): what a calendar program takes, in the time of Paris."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from coachdesk.core.french import writable

ZONE = "Europe/Paris"
_SINCE = datetime(2000, 1, 1, tzinfo=UTC)
_WINTER, _SUMMER = timedelta(hours=1), timedelta(hours=2)


@dataclass(frozen=True)
class CalendarEvent:
    """Something of a day; minutes since midnight, None when only the day is known."""

    uid: str
    """The same at each export: a calendar replaces what it took before."""
    title: str
    day: date
    start_minute: int | None
    end_minute: int | None
    where: str
    note: str
    cancelled: bool


def calendar_file(name: str, events: Iterable[CalendarEvent], made_at: datetime, by: str) -> bytes:
    """The file; ``name`` is what the calendar is called, ``by`` the program that made it.

    Each file counts as later than those made before it (SEQUENCE is its second): a calendar takes
    what is in it, whoever was taken out of an atelier and whatever was changed over there.
    """
    # icalendar takes 0.1 s to load, beside the window.
    from icalendar import Calendar

    calendar: Any = Calendar()
    calendar.add("prodid", f"-//{by}//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " ".join(_plain(name).split()))
    calendar.add_component(_paris())
    for event in events:
        calendar.add_component(_event(event, made_at))
    data: bytes = calendar.to_ical()
    return data


def _plain(text: str) -> str:
    """``text`` without what a calendar takes for the end of its line, or can't hold."""
    return writable("\n".join(text.splitlines()))


def _event(event: CalendarEvent, made_at: datetime) -> Any:  # noqa: ANN401  (icalendar's own)
    from icalendar import Event

    made: Any = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", int((made_at - _SINCE).total_seconds()))
    made.add("summary", _plain(event.title))
    if event.start_minute is None or event.end_minute is None:
        made.add("dtstart", event.day)
        made.add("dtend", event.day + timedelta(days=1))
    else:
        # The wall clock of the room, and the name of its zone: the rules below say the rest.
        midnight, zone = datetime.combine(event.day, time()), {"TZID": ZONE}
        begins, ends = (
            midnight + timedelta(minutes=minute)
            for minute in (event.start_minute, event.end_minute)
        )
        made.add("dtstart", begins, parameters=zone)
        made.add("dtend", ends, parameters=zone)
    for key, text in (("location", event.where), ("description", event.note)):
        if text:
            made.add(key, _plain(text))
    made.add("class", "PRIVATE")
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    return made


def _paris() -> Any:  # noqa: ANN401  (icalendar's own)
    """The rules of Paris since 1996, written out: the machine that reads may not know them."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone: Any = Timezone()
    zone.add("tzid", ZONE)
    for kind, name, before, after, first, month in (
        (TimezoneDaylight, "CEST", _WINTER, _SUMMER, datetime(1996, 3, 31, 2), 3),  # noqa: DTZ001  (the wall clock that a zone is made of)
        (TimezoneStandard, "CET", _SUMMER, _WINTER, datetime(1996, 10, 27, 3), 10),  # noqa: DTZ001  (likewise)
    ):
        rule: Any = kind()
        rule.add("dtstart", first)
        rule.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        rule.add("tzoffsetfrom", before)
        rule.add("tzoffsetto", after)
        rule.add("tzname", name)
        zone.add_component(rule)
    return zone
