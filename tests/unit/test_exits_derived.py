"""The class of an exit, derived from contract type and dates; follow-ups from the day of the exit.

The length of a contract is counted here by walking its days, month after month: nothing of the
program's calendar.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.exits import Ahead, ExitClass, Lasting
from coachdesk.domain.follow_ups import MilestoneState, Tried, milestones
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_reader import parse_profile
from coachdesk.services.profiles import load_profile

DAY = timedelta(days=1)
TEXT, PROFILE = load_profile("coaching-emploi")
STARTS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
SHORT_MONTHS = st.dates(date(2019, 1, 1), date(2030, 12, 31)).filter(lambda day: day.day <= 28)


def six_months(first):
    """The last day of a contract of exactly six months, found by walking."""
    day, month = first, 0
    while month < 6:
        day += DAY
        if day.day == first.day:
            month += 1
    return day - DAY


def test_the_walk_agrees_with_what_everyone_knows():
    assert six_months(date(2024, 3, 1)) == date(2024, 8, 31)
    assert six_months(date(2023, 9, 15)) == date(2024, 3, 14)


@given(SHORT_MONTHS, st.integers(-1, 1), st.sampled_from(["fixed_long", "fixed_short"]))
def test_a_cdd_is_told_by_its_dates_whatever_was_chosen(first, off, chosen):
    found = PROFILE.exit("employment", chosen, first, six_months(first) + off * DAY)
    long = off >= 0
    assert found.detail == ("fixed_long" if long else "fixed_short")
    assert found.exit_class is (ExitClass.DURABLE if long else ExitClass.TRANSITION)
    assert ("6\u00a0mois et plus" if long else "moins de 6\u00a0mois") in found.why


@given(SHORT_MONTHS, st.integers(-1, 1))
def test_an_interim_is_durable_beyond_six_months_only(first, off):
    found = PROFILE.exit("employment", "temporary", first, six_months(first) + off * DAY)
    assert found.detail == "temporary"
    assert found.exit_class is (ExitClass.DURABLE if off > 0 else ExitClass.TRANSITION)


@given(STARTS, st.integers(0, 800))
def test_exactly_one_length_of_a_contract_holds_and_a_longer_one_is_never_less(first, days):
    last = first + days * DAY
    lengths = [Lasting(sign, 6) for sign in ("<", ">=", "<=", ">")]
    less, more, at_most, over = (each.holds(first, last) for each in lengths)
    assert (less + more, at_most + over) == (1, 1)
    assert not over or more
    assert not more or Lasting(">=", 6).holds(first, last + DAY)


def test_the_profile_says_what_exactly_six_months_is():
    strict = TEXT.replace('months = ">= 6"', 'months = "> 6"').replace(
        'months = "< 6"', 'months = "<= 6"'
    )
    first, last = date(2024, 3, 1), date(2024, 8, 31)
    assert PROFILE.exit("employment", "fixed_short", first, last).detail == "fixed_long"
    assert parse_profile(strict).exit("employment", "fixed_long", first, last).detail == (
        "fixed_short"
    )


def test_without_its_dates_a_contract_is_what_was_chosen_and_says_what_it_waits_for():
    told = PROFILE.exit("employment", "fixed_long")
    assert (told.detail, told.exit_class) == ("fixed_long", ExitClass.DURABLE)
    assert "le début et la fin" in told.why
    assert "le début" not in PROFILE.exit("employment", "permanent").why


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('months = "< 6"', 'months = "<= 6"', "exits.kinds[1].details"),
        ('months = "< 6"', 'months = "< 4"', "exits.kinds[1].details"),
        ('months = "< 6"', 'months = "six"', "exits.kinds[1].details[3].months"),
        ('contract = "fixed_term", months = "< 6"', 'contract = "fixed_term"',
         "exits.kinds[1].details[3].contract"),
        ('key = "dropout"', 'key = "dropout"\nahead = "holidays"', "exits.kinds[4].ahead"),
    ],
)  # fmt: skip
def test_a_profile_that_can_not_derive_is_refused(before, after, key):
    assert before in TEXT
    with pytest.raises(ProfileFaults) as refused:
        parse_profile(TEXT.replace(before, after))
    assert key in {fault.key for fault in refused.value.faults}


def test_what_is_ahead_follows_from_the_class_and_a_dry_exit_has_nothing_ahead():
    kinds = PROFILE.exit_kinds
    assert [kinds[key].ahead for key in ("employment", "training", "dropout")] == [
        Ahead.JOB, Ahead.TRAINING, Ahead.NOTHING,
    ]  # fmt: skip
    assert kinds["dropout"].is_dry(None, None)
    assert not kinds["dropout"].is_dry(None, "training")
    assert not kinds["end_of_support"].is_dry("social_coaching", None)
    assert not any(kinds[key].is_dry(None, None) for key in ("death", "move", "health"))
    assert [kind.key for kind in kinds if kind.deceased] == ["death"]


LEFT = date(2024, 1, 31)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 2, 21), MilestoneState.TO_COME),
        (date(2024, 2, 22), MilestoneState.DUE),
        (date(2024, 2, 29), MilestoneState.DUE),
        (date(2024, 3, 1), MilestoneState.OVERDUE),
        (date(2024, 4, 29), MilestoneState.OVERDUE),
        (date(2024, 4, 30), MilestoneState.MISSED),
    ],
)
def test_a_milestone_from_both_sides_of_each_limit(day, state):
    (first, *_) = milestones(LEFT, (1, 3, 6), {}, day)
    assert (first.due_on, first.state) == (date(2024, 2, 29), state)


@given(st.dates(date(2024, 2, 1), date(2025, 1, 1)), st.integers(1, 60))
def test_who_was_not_reached_is_asked_for_again_on_her_day(day, wait):
    tried = {3: Tried(2, day + wait * DAY)}
    (_, waiting, _) = milestones(LEFT, (1, 3, 6), tried, day)
    assert (waiting.state, waiting.attempts) == (MilestoneState.AGAIN, 2)
    (_, again, _) = milestones(LEFT, (1, 3, 6), tried, day + wait * DAY)
    assert again.state in {MilestoneState.DUE, MilestoneState.OVERDUE, MilestoneState.MISSED}
    (_, done, _) = milestones(LEFT, (1, 3, 6), {3: Tried(3, None)}, day)
    assert done.state is MilestoneState.DONE
