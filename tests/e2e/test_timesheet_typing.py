"""Time typed for each week of a month: the days it falls on, and those it leaves out."""

from datetime import date

from sqlalchemy import select

from coachdesk.domain.holidays import every_week
from coachdesk.models import TimeEntry
from coachdesk.services.acts import undo_act
from coachdesk.services.agenda.days_off import DayOffFacts, add_day_off
from coachdesk.services.agenda.times import TimeFacts
from coachdesk.services.timesheet.typing import note_times, weekly
from coachdesk.services.workshops.planning import weekly_days


def may(*numbers):
    return tuple(date(2023, 5, number) for number in numbers)


def test_a_time_of_every_week_leaves_out_holidays_and_whole_days_away(desk):
    away, hours_away = may(25)[0], may(11)[0]
    add_day_off(desk, DayOffFacts(away, away, label="congé"))
    add_day_off(desk, DayOffFacts(hours_away, hours_away, 540, 600, label="médecin"))
    for chosen, expected in (
        (11, may(4, 11)),  # 18 is Ascension, 25 a congé
        (1, may(1, 15, 22)),  # chosen, though it is a holiday; 8 and 29 are too
        (20, may(6, 13, 20, 27)),  # Saturdays, as she asks for them
    ):
        day = may(chosen)[0]
        assert desk.read(lambda link, day=day: weekly(link, day)) == expected


def test_the_weeks_of_a_time_are_those_of_an_atelier(desk):
    day = may(15)[0]
    times = desk.read(lambda link: weekly(link, day))
    assert times == may(15, 22), "1, 8 and 29 are holidays"
    assert weekly_days(day, 2) == times
    assert next(every_week(day, day)) == day


def test_every_week_is_one_act(desk):
    days = desk.read(lambda link: weekly(link, may(12)[0]))
    facts = [TimeFacts("administration", day, 840, 120) for day in days]
    words = note_times(desk, desk.actions[0], facts)
    assert words.endswith("et les autres vendredis de mai\u00a02023 (4\u00a0jours)")
    held = select(TimeEntry.held_on).order_by(TimeEntry.held_on)
    assert desk.read(lambda link: link.execute(held).scalars().all()) == list(may(5, 12, 19, 26))
    undo_act(desk)
    assert not desk.read(lambda link: link.execute(held).scalars().all())
