"""*GEIQ* in 2024: hours with the member companies, hours of training, titles, reviews with tutors.

============  ==========  ==========  ===============  =============================  ==============
who           entry       exit        as               hours assigned                 training
============  ==========  ==========  ===============  =============================  ==============
ARNAUD Léa    2023-10-02  09-30       CDI, a member    100 Jan, 100 Mar, 120 Jun (T)  70, 35 (title)
BAUDRY Tom    01-08                                    120 Feb, 80 Apr (T)            60
CARON Inès    02-05       08-30       dropout          90 Mar, 60 May (G)             21 (stopped)
DUVAL Kenzo   03-04                                    110 Apr, 120 Jun, 100 Sep (G)
ESTEVE Maya   2023-09-04  06-28       CDD, 12 months   140 Dec 2023, 80 Jan, 90 Mar   35 (title)
                                                       (T)
FORT Nils     10-07                                    60 Nov (G)
GRAND Olga    2023-11-06  11-05       training         100 Feb, 110 May, 40 Oct (G)   28 (all of it)
============  ==========  ==========  ===============  =============================  ==============

T is Transports Lefèvre, G the Menuiserie Grandin; each of these hours is one act, on the 28th.

Reviews with the tutor, asked for at 3, 6 and 9 months: Léa on 01-05 and 04-04, Tom on 04-05, Inès
on 05-03, Olga on 02-07 and 05-07.

Statements signed by both: Tom's of February, Kenzo's of April.
Démarches: Léa and Maya an application each, Tom the licence, Kenzo a housing request.
"""

from datetime import date

from coachdesk.services.diagnostics import DiagnosticFacts
from support.actions.diary import WEEK, Diary

CODE = "geiq"
SINCE, UNTIL = date(2023, 8, 1), date(2024, 12, 31)
ROAD, WOOD = "Transports Lefèvre", "Menuiserie Grandin"


def day(month: int, number: int, year: int = 2024) -> date:
    """A day of the year that is told."""
    return date(year, month, number)


def write(diary: Diary) -> None:
    """All of it."""
    _people(diary)
    _hours(diary)
    _training(diary)
    _support(diary)


def _people(diary: Diary) -> None:
    for rank, (who, number, entered, gender) in enumerate(
        (
            ("ESTEVE Maya", "23-001", day(9, 4, 2023), "female"),
            ("ARNAUD Léa", "23-002", day(10, 2, 2023), "female"),
            ("GRAND Olga", "23-003", day(11, 6, 2023), "female"),
            ("BAUDRY Tom", "24-001", day(1, 8), "male"),
            ("CARON Inès", "24-002", day(2, 5), "female"),
            ("DUVAL Kenzo", "24-003", day(3, 4), "male"),
            ("FORT Nils", "24-004", day(10, 7), "male"),
        )
    ):
        born = date(1985 + 3 * rank, 9, 1)
        diary.prescribed(who, number, entered - WEEK, "department", gender, born, "Amiens")
        known = DiagnosticFacts(status="rsa", main_obstacle="skills", training_level="cap")
        diary.enters(who, entered, known)
    diary.leaves("ESTEVE Maya", day(6, 28), "employment", "fixed_long", day(7, 1), day(6, 30, 2025))
    diary.leaves("CARON Inès", day(8, 30), "dropout")
    diary.leaves("ARNAUD Léa", day(9, 30), "employment", "member", day(10, 1))
    diary.leaves("GRAND Olga", day(11, 5), "training", "qualifying")


def _hours(diary: Diary) -> None:
    diary.did("assignment", day(12, 28, 2023), "ESTEVE Maya", quantity=140, place=ROAD)
    for who, place, hours in (
        ("ARNAUD Léa", ROAD, {1: 100, 3: 100, 6: 120}),
        ("BAUDRY Tom", ROAD, {2: 120, 4: 80}),
        ("CARON Inès", WOOD, {3: 90, 5: 60}),
        ("DUVAL Kenzo", WOOD, {4: 110, 6: 120, 9: 100}),
        ("ESTEVE Maya", ROAD, {1: 80, 3: 90}),
        ("FORT Nils", WOOD, {11: 60}),
        ("GRAND Olga", WOOD, {2: 100, 5: 110, 10: 40}),
    ):
        for month, number in hours.items():
            diary.did("assignment", day(month, 28), who, quantity=number, place=place)
    for who, made, first, last, client in (
        ("BAUDRY Tom", day(3, 4), "2024-02-01", "2024-02-29", ROAD),
        ("DUVAL Kenzo", day(5, 3), "2024-04-01", "2024-04-30", WOOD),
    ):
        answers = {"first_day": first, "last_day": last, "client": client}
        diary.paper(who, "hours_statement", made, made, **answers)


def _training(diary: Diary) -> None:
    for who, when, number, result in (
        ("ARNAUD Léa", day(2, 15), 70, "going_on"), ("ARNAUD Léa", day(9, 20), 35, "qualified"),
        ("BAUDRY Tom", day(3, 22), 60, "going_on"), ("CARON Inès", day(6, 14), 21, "stopped"),
        ("ESTEVE Maya", day(6, 21), 35, "qualified"), ("GRAND Olga", day(5, 17), 28, "completed"),
    ):  # fmt: skip
        diary.did("training", when, who, quantity=number, result=result)


def _support(diary: Diary) -> None:
    for who, *days in (
        ("ARNAUD Léa", day(1, 5), day(4, 4)), ("BAUDRY Tom", day(4, 5)),
        ("CARON Inès", day(5, 3)), ("GRAND Olga", day(2, 7), day(5, 7)),
    ):  # fmt: skip
        for when in days:
            diary.did("tutor_review", when, who, minutes=60)
    diary.step("BAUDRY Tom", "driving", day(2, 19))
    diary.step("DUVAL Kenzo", "housing", day(5, 13))
    diary.step("ESTEVE Maya", "applications", day(5, 20))
    diary.step("ARNAUD Léa", "applications", day(8, 12))
