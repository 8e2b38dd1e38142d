"""*Permis B* in 2024: hours of code and of driving, who was presented, who passed.

============  ==========  =====  ================  ====  =================  =======  ===============
who           entry       exit   as                code  its exam           driving  its exam
============  ==========  =====  ================  ====  =================  =======  ===============
ADJEI Kofi    01-08       06-28  the licence       8     failed, passed     20       passed
BRUN Lise     01-22       09-20  the licence       6     passed             10, 5   2 failed, passed
CHEVAL Marc   02-12       04-30  dropout           4
DIOP Fatou    03-04                                10    failed, failed
ELIE Jade     03-18       08-30  CDI               6     passed             12
FONTAINE Luc  09-02                                5     passed             8        did not go
GOMEZ Ana     10-07                                3
HUET Sam      oriented on 11-04, declined on 11-12
IVARS Tia     2023-09-04  02-29  the licence       5     passed (in 2023)   6        passed
============  ==========  =====  ================  ====  =================  =======  ===============

A code lesson lasts an hour and a half, a driving lesson an hour. Tia's code lessons are of 2023.

Assessed at the start: Kofi 25 h, Lise 30, Fatou 40, Jade 30; Tia 25 in 2023.
Aids to the licence: Kofi's and Lise's granted, Fatou's refused, Jade's still awaited.
Rendez-vous of an hour: Kofi, Lise and Fatou come once; Fatou misses three, Marc one.
Three months after the exit Tia works and drives, Kofi drives.
"""

from datetime import date, timedelta

from coachdesk.domain.support import AidOutcome
from coachdesk.services.diagnostics import DiagnosticFacts
from support.actions.diary import WEEK, Diary

CODE = "permis-b"
SINCE, UNTIL = date(2023, 8, 1), date(2024, 12, 31)
_CODE, _DRIVING = 90, 60


def day(month: int, number: int, year: int = 2024) -> date:
    """A day of the year that is told."""
    return date(year, month, number)


def write(diary: Diary) -> None:
    """All of it."""
    _people(diary)
    _lessons(diary)
    _exams(diary)
    _support(diary)


def _people(diary: Diary) -> None:
    for rank, (who, number, entered, gender, frein) in enumerate(
        (
            ("IVARS Tia", "23-001", day(9, 4, 2023), "female", "cost"),
            ("ADJEI Kofi", "24-001", day(1, 8), "male", "reading"),
            ("BRUN Lise", "24-002", day(1, 22), "female", "fear"),
            ("CHEVAL Marc", "24-003", day(2, 12), "male", "getting_there"),
            ("DIOP Fatou", "24-004", day(3, 4), "female", "reading"),
            ("ELIE Jade", "24-005", day(3, 18), "female", "childcare"),
            ("FONTAINE Luc", "24-006", day(9, 2), "male", "memory"),
            ("GOMEZ Ana", "24-007", day(10, 7), "female", "none"),
        )
    ):
        born = date(1975 + 3 * rank, 6, 21)
        diary.prescribed(who, number, entered - WEEK, "department", gender, born, "Péronne")
        known = DiagnosticFacts(status="rsa", main_obstacle=frein, driving_licence=False)
        diary.enters(who, entered, known)
    diary.prescribed("HUET Sam", "24-008", day(11, 4), "local_mission", "male", date(2004, 1, 1))
    diary.decided("HUET Sam", day(11, 12), "declined", "S’inscrit ailleurs.")
    diary.leaves("IVARS Tia", day(2, 29), "licence", "job")
    diary.leaves("CHEVAL Marc", day(4, 30), "dropout")
    diary.leaves("ADJEI Kofi", day(6, 28), "licence", "searching")
    diary.leaves("ELIE Jade", day(8, 30), "employment", "permanent", starts=day(9, 2))
    diary.leaves("BRUN Lise", day(9, 20), "licence", "searching")
    diary.followed("IVARS Tia", 3, day(5, 30), "employed_drives")
    diary.followed("ADJEI Kofi", 3, day(9, 30), "drives")


def _lessons(diary: Diary) -> None:
    for who, first, times in (
        ("IVARS Tia", day(9, 6, 2023), 5), ("ADJEI Kofi", day(1, 10), 8),
        ("BRUN Lise", day(1, 24), 6), ("CHEVAL Marc", day(2, 14), 4), ("DIOP Fatou", day(3, 6), 10),
        ("ELIE Jade", day(3, 20), 6), ("FONTAINE Luc", day(9, 4), 5), ("GOMEZ Ana", day(10, 9), 3),
    ):  # fmt: skip
        for number in range(times):
            diary.did("code_lesson", first + number * WEEK, who, minutes=_CODE)
    for who, first, times, gap in (
        ("IVARS Tia", day(1, 9), 6, 7), ("ADJEI Kofi", day(4, 2), 20, 4),
        ("BRUN Lise", day(3, 20), 10, 7), ("BRUN Lise", day(8, 1), 5, 7),
        ("ELIE Jade", day(5, 10), 12, 7), ("FONTAINE Luc", day(10, 15), 8, 7),
    ):  # fmt: skip
        for number in range(times):
            when = first + number * timedelta(days=gap)
            diary.did("driving_lesson", when, who, minutes=_DRIVING, result="progress")


def _exams(diary: Diary) -> None:
    for who, kind, when, result in (
        ("IVARS Tia", "code_exam", day(11, 9, 2023), "passed"),
        ("IVARS Tia", "driving_exam", day(2, 22), "passed"),
        ("ADJEI Kofi", "code_exam", day(3, 7), "failed"),
        ("ADJEI Kofi", "code_exam", day(3, 28), "passed"),
        ("ADJEI Kofi", "driving_exam", day(6, 24), "passed"),
        ("BRUN Lise", "code_exam", day(3, 14), "passed"),
        ("BRUN Lise", "driving_exam", day(5, 30), "failed"),
        ("BRUN Lise", "driving_exam", day(7, 11), "failed"),
        ("BRUN Lise", "driving_exam", day(9, 12), "passed"),
        ("DIOP Fatou", "code_exam", day(5, 16), "failed"),
        ("DIOP Fatou", "code_exam", day(6, 13), "failed"),
        ("ELIE Jade", "code_exam", day(5, 2), "passed"),
        ("FONTAINE Luc", "code_exam", day(10, 10), "passed"),
        ("FONTAINE Luc", "exam_missed", day(12, 12), "person"),
    ):
        diary.did(kind, when, who, result=result)


def _support(diary: Diary) -> None:
    for who, when, hours in (
        ("IVARS Tia", day(9, 11, 2023), 25), ("ADJEI Kofi", day(1, 15), 25),
        ("BRUN Lise", day(1, 29), 30), ("DIOP Fatou", day(3, 11), 40),
        ("ELIE Jade", day(3, 25), 30),
    ):  # fmt: skip
        diary.did("assessment", when, who, quantity=hours)
    diary.step("ADJEI Kofi", "licence_aid", day(1, 10), AidOutcome.GRANTED)
    diary.step("BRUN Lise", "licence_aid", day(1, 24), AidOutcome.GRANTED)
    diary.step("DIOP Fatou", "licence_aid", day(3, 6), AidOutcome.REFUSED)
    diary.step("ELIE Jade", "licence_aid", day(3, 20))
    diary.came("ADJEI Kofi", day(1, 9))
    diary.came("BRUN Lise", day(1, 23))
    diary.came("DIOP Fatou", day(3, 5))
    diary.missed("CHEVAL Marc", day(4, 9))
    diary.missed("DIOP Fatou", day(9, 10), day(9, 17), day(9, 24))
