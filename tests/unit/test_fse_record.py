"""A record of the FSE+: it ends with the last stay, and each moment is asked from its own day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coachdesk.core.ids import new_id
from coachdesk.domain.fse import ASKED, Moment
from coachdesk.domain.fse_record import FseRecord, LabourStatus, LevelBand, Told
from coachdesk.domain.periods import Period

DAY = timedelta(days=1)
FIRST = Period(date(2023, 1, 9), date(2023, 4, 28))
LAST = Period(date(2023, 9, 4), date(2024, 1, 31))
GOES_ON = Period(LAST.first, date.max)
GONE = LAST.last


def record(*stays: Period, **facts) -> FseRecord:
    """Of someone who told all that is asked at her entry."""
    usual = {
        "participant_id": new_id(),
        "dossiers": tuple(new_id() for _ in stays),
        "number": "23-001",
        "last_name": "DURAND",
        "first_name": "Léa",
        "birth_date": date(1990, 5, 5),
        "gender": "female",
        "postcode": "80270",
        "commune": "Airaines",
        "phone": "06 12 34 56 78",
        "email": None,
        "employment": "unemployed",
        "status": LabourStatus.UNEMPLOYED,
        "training_level": "bac",
        "band": LevelBand.SECONDARY,
        "stays": stays,
        "exit_kind": "employment",
        "deceased": False,
        "cut_over": False,
        "answers": {question.key: Told("no", FIRST.first) for question in ASKED[Moment.ENTRY]},
    }
    return FseRecord(**{**usual, **facts})


def test_it_ends_with_the_last_stay_and_goes_on_while_that_does() -> None:
    assert record(FIRST, LAST).left_on == GONE
    assert record(FIRST, LAST).entered_on == FIRST.first
    assert record(FIRST, GOES_ON).left_on is None
    assert record(FIRST).left_on == FIRST.last


def test_she_leaves_in_the_period_of_her_last_day_alone() -> None:
    gone = record(FIRST, LAST)
    assert gone.left_in(Period(GONE, GONE))
    assert not gone.left_in(Period(GONE + DAY, GONE + 30 * DAY))
    assert not gone.left_in(Period(FIRST.first, GONE - DAY)), "she came back"
    assert not record(FIRST, GOES_ON).left_in(Period(FIRST.first, GONE))


def test_of_who_goes_on_nothing_but_the_entry_is_asked() -> None:
    there = record(FIRST, GOES_ON)
    for moment in (Moment.EXIT, Moment.SIX_MONTHS):
        assert there.due_on(moment) is None
        assert not there.asked(moment, date(2030, 1, 1))
        assert there.missing(moment, date(2030, 1, 1)) == ()
    assert there.due_on(Moment.ENTRY) == date(2023, 2, 6)
    assert there.asked(Moment.ENTRY, FIRST.first)


def test_nor_of_who_died() -> None:
    dead = record(LAST, deceased=True)
    assert dead.due_on(Moment.EXIT) is None
    assert not dead.asked(Moment.EXIT, GONE + 365 * DAY)
    assert dead.complete(GONE + 365 * DAY)


@pytest.mark.parametrize(
    ("moment", "begins", "due"),
    [
        (Moment.EXIT, GONE, date(2024, 2, 28)),
        (Moment.SIX_MONTHS, date(2024, 7, 31), date(2024, 8, 28)),
    ],
)
def test_a_moment_is_asked_from_its_day_on_and_awaited_four_weeks(moment, begins, due) -> None:
    gone = record(FIRST, LAST)
    assert not gone.asked(moment, begins - DAY)
    assert gone.asked(moment, begins)
    assert gone.missing(moment, begins - DAY) == ()
    lacking = gone.missing(moment, begins)
    assert {each.due_on for each in lacking} == {due}
    assert all(each.in_time(due) and not each.in_time(due + DAY) for each in lacking)


def test_an_answer_is_late_the_day_after_its_last_one() -> None:
    gone = record(LAST)
    due = gone.due_on(Moment.EXIT)
    assert due is not None
    for day, late in ((due, None), (due + DAY, due + DAY)):
        told = {question.key: Told("yes", day) for question in ASKED[Moment.EXIT]}
        answered = replace(gone, answers={**gone.answers, **told})
        assert answered.late(Moment.EXIT) == late
        assert answered.complete(day)
    assert record(GOES_ON).late(Moment.EXIT) is None


def test_only_who_worked_is_asked_whether_the_job_is_better() -> None:
    day = GONE + 365 * DAY
    asked = {
        status: [each.words for each in record(LAST, status=status).missing(Moment.SIX_MONTHS, day)]
        for status in (LabourStatus.EMPLOYED, LabourStatus.INACTIVE)
    }
    better = "meilleur emploi à six mois"
    assert better in asked[LabourStatus.EMPLOYED]
    assert better not in asked[LabourStatus.INACTIVE]


def test_who_turns_a_year_older_the_day_of_her_entry_has_it() -> None:
    for born, age in ((date(1990, 1, 9), 33), (date(1990, 1, 10), 32), (date(1990, 1, 8), 33)):
        assert record(FIRST, birth_date=born).age == age


def test_one_way_to_reach_her_is_enough() -> None:
    day = FIRST.first
    assert record(FIRST, phone=None, email="lea@exemple.fr").missing(Moment.ENTRY, day) == ()
    (lacking,) = record(FIRST, phone=None).missing(Moment.ENTRY, day)
    assert lacking.place == "identity"
