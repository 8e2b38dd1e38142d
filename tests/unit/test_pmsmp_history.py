"""The rules beside her other immersions, against a calendar walked day by day."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coachdesk.core.ids import new_id
from coachdesk.domain.holidays import holiday
from coachdesk.domain.pmsmp import Part, Plan, broken_rules
from coachdesk.domain.pmsmp_history import (
    Beside,
    Renewed,
    Stay,
    broken_beside,
    calendar_days,
    conventions,
    presence_days,
    warnings_beside,
)
from coachdesk.domain.week_hours import NO_HOURS, WeekHours

SIRET, ELSEWHERE = "73282932000074", "44306184100047"
DAY = timedelta(days=1)
SEVEN_HOURS = ((540, 720), (780, 1020))
FIVE_DAYS = WeekHours((SEVEN_HOURS,) * 5 + ((), ()))
MORNINGS = WeekHours((((540, 720),),) * 5 + ((), ()))
AFTERNOONS = WeekHours((((780, 1020),),) * 5 + ((), ()))
ADULT = date(1985, 3, 10)
MONDAY = date(2024, 3, 4)

starts = st.dates(date(2022, 6, 1), date(2025, 6, 30))
weeks = st.sets(st.integers(0, 6), min_size=1, max_size=6).map(
    lambda days: WeekHours(tuple(SEVEN_HOURS if day in days else () for day in range(7)))
)


@st.composite
def stays(draw, host=SIRET):
    """An immersion of hers, that may be of the reprise."""
    first = draw(starts)
    return Stay(
        new_id(), "Garage", host, draw(st.sampled_from(["discover", "confirm"])), first,
        first + timedelta(days=draw(st.integers(0, 30))), draw(st.none() | weeks),
    )  # fmt: skip


@st.composite
def sides(draw):
    """A plan, with others at the same host and elsewhere; some of them renew one another."""
    first = draw(starts)
    plan = Plan(
        first, first + timedelta(days=draw(st.integers(0, 30))), draw(weeks), ("discover",), ADULT
    )
    others = [*draw(st.lists(stays(), max_size=4)), *draw(st.lists(stays(ELSEWHERE), max_size=1))]
    if len(others) > 1 and draw(st.booleans()):
        others[1] = replace(others[1], siret=others[0].siret, renews_id=others[0].id)
    return Beside(plan, SIRET, tuple(others))


def naive_days(week, first, last):
    """Every day from ``first`` to ``last`` on which someone is there."""
    found, day = set(), first
    while day <= last:
        there = day.weekday() < 5 if week is None else bool(week.days[day.weekday()])
        if there and holiday(day) is None:
            found.add(day)
        day += DAY
    return found


def naive_every(first, last):
    found, day = set(), first
    while day <= last:
        found.add(day)
        day += DAY
    return found


@cache
def naive_year(first):
    """Twelve months from ``first``: day after day until the same one comes back."""
    found, day = {first}, first
    while True:
        day += DAY
        if (day.month, day.day) == (first.month, first.day):
            return frozenset(found)
        if (first.month, first.day) == (2, 29) and (day.month, day.day) == (2, 28):
            return frozenset(found | {day})
        found.add(day)


def naive_windows(beside):
    """Each twelve months that hold a day of the plan, one for each day on which they can begin."""
    day = beside.plan.starts_on - 367 * DAY
    while day <= beside.plan.ends_on:
        window = naive_year(day)
        if window & naive_every(beside.plan.starts_on, beside.plan.ends_on):
            yield window
        day += DAY


@given(sides())
def test_the_days_at_a_host_are_those_of_a_naive_calendar(beside):
    plan = beside.plan
    here = [stay for stay in beside.others if stay.siret == SIRET]
    own = naive_days(plan.week, plan.starts_on, plan.ends_on)
    assume(own)
    present = own.union(*(naive_days(s.week, s.starts_on, s.last_on) for s in here))
    every = naive_every(plan.starts_on, plan.ends_on).union(
        *(naive_every(s.starts_on, s.last_on) for s in here)
    )
    windows = list(naive_windows(beside))
    assert presence_days(beside) == max(len(window & present) for window in windows if window & own)
    assert calendar_days(beside) == max(len(window & every) for window in windows)


@given(sides())
def test_the_conventions_at_a_host_are_those_of_a_naive_calendar(beside):
    plan = beside.plan
    groups: dict[object, set[date]] = {None: naive_every(plan.starts_on, plan.ends_on)}
    for stay in beside.others:
        if stay.siret == SIRET:
            groups.setdefault(stay.renews_id or stay.id, set()).update(
                naive_every(stay.starts_on, stay.last_on)
            )
    most = max(
        sum(bool(window & days) for days in groups.values()) for window in naive_windows(beside)
    )
    assert conventions(beside) == most
    broken = [rule for rule in broken_beside(beside) if rule.part is Part.HOST]
    assert bool(broken) == (most > 2 or presence_days(beside) > 60)


def plan(start=MONDAY, days=11, week=FIVE_DAYS, purpose="discover"):
    return Plan(start, start + timedelta(days=days), week, (purpose,), ADULT)


def stay(start, days=11, week=FIVE_DAYS, **facts):
    usual = {"host": "Garage", "siret": SIRET, "purpose": "confirm", "renews_id": None, **facts}
    return Stay(
        new_id(), usual["host"], usual["siret"], usual["purpose"], start,
        start + timedelta(days=days), week, usual["renews_id"],
    )  # fmt: skip


def parts(*others, **facts):
    return {rule.part for rule in broken_beside(Beside(plan(**facts), SIRET, others))}


def test_a_third_convention_in_twelve_months_is_one_too_many():
    first, second = stay(date(2023, 3, 20)), stay(date(2023, 9, 4))
    assert parts(second) == set()
    (rule,) = broken_beside(Beside(plan(), SIRET, (first, second)))
    assert rule.part is Part.HOST
    assert "3e convention" in rule.sentence
    assert "D5135-3" in rule.sentence
    assert "ou commencez le" in rule.remedy
    assert parts(replace(first, siret=ELSEWHERE), second) == set(), "another host"


def test_a_company_whose_siret_nobody_asked_is_the_same_host_by_its_name():
    first, second = (
        replace(stay(day), siret=None, host="Garage du Centre")
        for day in (date(2023, 3, 20), date(2023, 9, 4))
    )

    def told(host):
        return {
            rule.part for rule in broken_beside(Beside(plan(), SIRET, (first, second), host=host))
        }

    assert told("GARAGE DU CENTRE") == {Part.HOST}
    assert told("Garage du Pont") == set()
    assert told("") == set(), "not typed yet"


@pytest.mark.parametrize(("last", "refused"), [(date(2023, 3, 4), False), (date(2023, 3, 5), True)])
def test_twelve_months_are_counted_day_to_day(last, *, refused):
    """From 5 March 2023 twelve months go to 4 March 2024, the first day of the plan."""
    first = stay(last - 4 * DAY, 4)
    assert (Part.HOST in parts(first, stay(date(2023, 9, 4)))) is refused


def test_a_renewal_belongs_to_its_convention():
    first = stay(date(2023, 9, 4))
    again = stay(date(2023, 9, 18), renews_id=first.id)
    assert parts(first, again) == set()
    assert Part.HOST in parts(first, replace(again, renews_id=None))


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_sixty_days_of_presence_are_the_most(more, *, refused):
    six = WeekHours((((540, 720),),) * 6 + ((),))
    first = stay(date(2023, 9, 4), 27, six)
    again = stay(date(2023, 10, 2), 27 if not more else 28, six, renews_id=first.id)
    beside = Beside(plan(date(2024, 1, 8), 13, six), SIRET, (first, again))
    # 24 + 24 + 12; the 29th day is a Monday
    assert presence_days(beside) == 60 + more
    rules = broken_beside(beside)
    assert bool(rules) is refused
    if refused:
        assert "60 sont permis" in rules[0].sentence
        assert "Finissez au plus tard le 19" in rules[0].remedy


@pytest.mark.parametrize(("days", "warned"), [(29, False), (30, True)])
def test_sixty_days_of_the_calendar_warn(days, *, warned):
    first = stay(date(2024, 2, 2), 29)
    said = warnings_beside(Beside(plan(MONDAY, days), SIRET, (first,)))
    assert any("60\u00a0jours" in sentence for sentence in said) is warned


def test_the_same_object_again_warns_unless_it_is_a_renewal():
    before = stay(date(2023, 12, 4), purpose="discover")
    said = warnings_beside(Beside(plan(), SIRET, (before,)))
    assert any("objectifs doivent être différents" in sentence for sentence in said)
    renewal = Beside(plan(), SIRET, (before,), renewed(before), "Pas tout vu")
    assert warnings_beside(renewal) == ()


def test_the_same_object_of_one_that_was_renewed_is_said_once():
    before = stay(date(2023, 12, 4), purpose="discover")
    again = stay(date(2023, 12, 18), purpose="discover", renews_id=before.id)
    said = warnings_beside(Beside(plan(), SIRET, (before, again)))
    assert [before.words in sentence for sentence in said] == [True]


def test_nobody_is_in_two_places_at_once():
    other = stay(MONDAY, host="Mairie", siret=ELSEWHERE, week=MORNINGS)
    assert parts(other, week=MORNINGS) == {Part.STARTS}
    assert parts(other, week=AFTERNOONS) == set()
    said = warnings_beside(Beside(plan(week=AFTERNOONS), SIRET, (other,)))
    assert any("en même temps" in sentence for sentence in said)
    before = stay(MONDAY - 11 * DAY, 10, host="Mairie", siret=ELSEWHERE, week=MORNINGS)
    assert parts(before, week=MORNINGS) == set(), "it ended the day before"
    assert parts(replace(before, last_on=MONDAY), week=MORNINGS) == {Part.STARTS}


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_48_hours_are_those_of_the_person(more, *, refused):
    evenings = WeekHours((((1080, 1236 + more),),) + (((1080, 1236),),) * 4 + ((), ()))
    assert evenings.minutes + FIVE_DAYS.minutes == 48 * 60 + more
    other = stay(MONDAY, host="Mairie", siret=ELSEWHERE, week=evenings)
    assert (parts(other) == {Part.HOURS}) is refused


def renewed(first, *, took_place=True, reached=False):
    return Renewed(first, took_place, reached)


def renewal(first, *others, reason="Pas tout vu", **facts):
    known = {"took_place": True, "reached": False, "siret": SIRET, "day": MONDAY, **facts}
    again = Renewed(first, known["took_place"], known["reached"])
    planned = plan(first.last_on + DAY, purpose=known.get("purpose", first.purpose))
    return Beside(planned, known["siret"], (first, *others), again, reason, known["day"])


@pytest.mark.parametrize(("gap", "refused"), [(0, True), (1, False)])
def test_a_renewal_begins_the_day_after_or_later(gap, *, refused):
    first = stay(date(2024, 2, 5), 27)  # to a Sunday, when nobody is there
    beside = renewal(first)
    moved = replace(beside, plan=plan(first.last_on + gap * DAY, purpose=first.purpose))
    assert (Part.STARTS in {rule.part for rule in broken_beside(moved)}) is refused


@pytest.mark.parametrize(("begins", "refused"), [(720, False), (719, True)])
def test_one_immersion_may_begin_at_the_minute_the_other_ends(begins, *, refused):
    other = stay(MONDAY, host="Mairie", siret=ELSEWHERE, week=MORNINGS)  # until noon
    late = WeekHours((((begins, 1020),),) * 5 + ((), ()))
    assert (parts(other, week=late) == {Part.STARTS}) is refused


FIRST = stay(date(2024, 2, 5), 25)


def test_an_immersion_is_renewed_once_with_a_reason():
    assert broken_beside(renewal(FIRST)) == ()


@pytest.mark.parametrize(
    ("beside", "part", "said"),
    [
        (renewal(FIRST, reason="  "), Part.RENEWAL, "objectifs ne soient pas atteints"),
        (renewal(FIRST, took_place=False), Part.RENEWAL, "pas eu lieu"),
        (renewal(FIRST, reached=True), Part.RENEWAL, "sont atteints"),
        (renewal(FIRST, siret=ELSEWHERE), Part.HOST, "même entreprise"),
        (renewal(FIRST, purpose="discover"), Part.PURPOSE, "même objet"),
        (renewal(FIRST, day=date(2024, 2, 4)), Part.RENEWAL, "ne commence que"),
        (renewal(replace(FIRST, renews_id=new_id())), Part.RENEWAL, "déjà un renouvellement"),
        (
            renewal(FIRST, stay(date(2024, 5, 6), renews_id=FIRST.id)),
            Part.RENEWAL,
            "une seule fois",
        ),
    ],
)
def test_a_renewal_that_the_law_does_not_know_is_refused_with_its_remedy(beside, part, said):
    rules = [rule for rule in broken_beside(beside) if rule.part is part]
    assert len(rules) == 1
    assert said in rules[0].sentence
    assert "D5135-3" in rules[0].sentence
    assert rules[0].remedy


def test_a_renewal_begins_after_what_it_renews_and_on_the_day_of_a_beginning():
    early = renewal(FIRST)
    early = replace(early, plan=replace(early.plan, starts_on=FIRST.last_on))
    assert Part.STARTS in {rule.part for rule in broken_beside(early)}
    assert broken_beside(renewal(FIRST, day=date(2024, 2, 5))) == ()


@pytest.mark.parametrize(("days", "refused"), [(29, False), (30, True)])
def test_thirty_days_of_presence_are_the_most_of_one_convention(days, *, refused):
    """Six days a week never come to 31 in a month: seven do, and are refused for that too."""
    every_day = WeekHours((((540, 600),),) * 7)
    rules = broken_rules(plan(date(2024, 1, 2), days, every_day))
    assert any("30 au plus" in rule.sentence for rule in rules) is refused


def test_a_plan_without_hours_yet_is_not_judged_by_them():
    other = stay(MONDAY, host="Mairie", siret=ELSEWHERE, week=MORNINGS)
    assert parts(other, week=NO_HOURS) == set()
