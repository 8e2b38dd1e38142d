"""*Association intermédiaire* in 2024: hours assigned, month by month, and their statements.

=============  ==========  ==========  ================  =========================================
who            entry       exit        as                hours assigned (in a month, at)
=============  ==========  ==========  ================  =========================================
LEROY Anne     01-08       06-14       CDI               35 Jan, 40 Feb, 45 Mar, 50 Apr, 40 May (E)
MARTIN Bruno   02-05                                     30 Feb, 60 Mar, 60 Apr, 50 May (M)
NGUYEN Chi     03-04       05-31       dropout           20 Mar, 30 Apr (P)
OUALI Dalia    01-15       07-31       training          99 Apr, 100 Jun (E)
PETIT Eva      09-02                                     25 Sep, 25 Oct, 25 Nov (P)
QUINT Fabien   10-07                                     none
ROUX Gina      2023-06-05  02-29       CDD, 3 months     150 in Dec 2023, 60 Jan (M)
SAADI Hamid    candidate on 11-04, redirected on 11-12
=============  ==========  ==========  ================  =========================================

E is the EHPAD Les Tilleuls, M the Mairie de Corbie, P people at home. Each of these hours is one
act, noted on the last working day of its month.

Statements: Anne's of January and of February and Bruno's of February are signed by both; Chi's of
March by the structure only. The others are not made.

Points with whom they work for: Anne 03-15 (well), Bruno 04-10 (difficulty) and 05-15 (well).
Trainings: Bruno 14 h on 06-10 (to the end), Dalia 21 h on 04-15 (a title).
Démarches: Anne a CV, then twice applications; Bruno the licence and an aid to transport (granted);
Chi a CV; Eva her rights.
Rendez-vous of an hour: Anne three, Bruno one and one missed, Chi three missed, Eva one.
Three months after the exit Gina and Anne work.
"""

from datetime import date

from coachdesk.domain.papers import Role
from coachdesk.domain.support import AidOutcome
from coachdesk.services.diagnostics import DiagnosticFacts
from support.actions.diary import WEEK, Diary

CODE = "association-intermediaire"
SINCE, UNTIL = date(2023, 5, 2), date(2024, 12, 31)
HOME, CARE, TOWN = "Particuliers", "EHPAD Les Tilleuls", "Mairie de Corbie"


def day(month: int, number: int, year: int = 2024) -> date:
    """A day of the year that is told."""
    return date(year, month, number)


def write(diary: Diary) -> None:
    """All of it."""
    _people(diary)
    _hours(diary)
    _statements(diary)
    _support(diary)


def _people(diary: Diary) -> None:
    for rank, (who, number, entered, prescriber, gender, frein) in enumerate(
        (
            ("ROUX Gina", "23-007", day(6, 5, 2023), "department", "female", "childcare"),
            ("LEROY Anne", "24-001", day(1, 8), "department", "female", "mobility"),
            ("OUALI Dalia", "24-002", day(1, 15), "public_employment", "female", "language"),
            ("MARTIN Bruno", "24-003", day(2, 5), "department", "male", "mobility"),
            ("NGUYEN Chi", "24-004", day(3, 4), "local_mission", "male", "housing"),
            ("PETIT Eva", "24-005", day(9, 2), "own", "female", "none"),
            ("QUINT Fabien", "24-006", day(10, 7), "public_employment", "male", "debts"),
        )
    ):
        born = date(1966 + 5 * rank, 4, 2)
        diary.prescribed(who, number, entered - WEEK, prescriber, gender, born, "Amiens")
        known = DiagnosticFacts(status="rsa", main_obstacle=frein, training_level="cap")
        diary.enters(who, entered, known)
    diary.prescribed("SAADI Hamid", "24-007", day(11, 4), "own", "male", date(1990, 1, 1))
    diary.decided("SAADI Hamid", day(11, 12), "redirected", "Cherche un temps plein.")
    diary.leaves(
        "ROUX Gina", day(2, 29), "employment", "fixed_short", starts=day(3, 1), ends=day(5, 31)
    )
    diary.leaves("NGUYEN Chi", day(5, 31), "dropout")
    diary.leaves("LEROY Anne", day(6, 14), "employment", "permanent", starts=day(6, 17))
    diary.leaves("OUALI Dalia", day(7, 31), "training", "qualifying")
    diary.followed("ROUX Gina", 3, day(5, 30), "employed")
    diary.followed("LEROY Anne", 3, day(9, 16), "employed")


def _hours(diary: Diary) -> None:
    ends = {
        1: day(1, 31), 2: day(2, 29), 3: day(3, 29), 4: day(4, 30), 5: day(5, 31), 6: day(6, 28),
        9: day(9, 30), 10: day(10, 31), 11: day(11, 29),
    }  # fmt: skip
    diary.did("assignment", day(12, 29, 2023), "ROUX Gina", quantity=150, place=TOWN)
    for who, place, hours in (
        ("ROUX Gina", TOWN, {1: 60}),
        ("LEROY Anne", CARE, {1: 35, 2: 40, 3: 45, 4: 50, 5: 40}),
        ("MARTIN Bruno", TOWN, {2: 30, 3: 60, 4: 60, 5: 50}),
        ("NGUYEN Chi", HOME, {3: 20, 4: 30}),
        ("OUALI Dalia", CARE, {4: 99, 6: 100}),
        ("PETIT Eva", HOME, {9: 25, 10: 25, 11: 25}),
    ):
        for month, number in hours.items():
            diary.did("assignment", ends[month], who, quantity=number, place=place)


def _statements(diary: Diary) -> None:
    for who, made, first, last, client, signed in (
        ("LEROY Anne", day(2, 5), "2024-01-01", "2024-01-31", CARE, day(2, 5)),
        ("LEROY Anne", day(3, 5), "2024-02-01", "2024-02-29", CARE, day(3, 5)),
        ("MARTIN Bruno", day(3, 5), "2024-02-01", "2024-02-29", TOWN, day(3, 5)),
        ("NGUYEN Chi", day(4, 4), "2024-03-01", "2024-03-31", "M. Vasseur", Role.COACH),
    ):
        answers = {"first_day": first, "last_day": last, "client": client}
        diary.paper(who, "hours_statement", made, signed, **answers)


def _support(diary: Diary) -> None:
    diary.did("client_visit", day(3, 15), "LEROY Anne", result="well", minutes=30)
    diary.did("client_visit", day(4, 10), "MARTIN Bruno", result="difficulty", minutes=45)
    diary.did("client_visit", day(5, 15), "MARTIN Bruno", result="well", minutes=30)
    diary.did("training", day(6, 10), "MARTIN Bruno", result="completed", quantity=14)
    diary.did("training", day(4, 15), "OUALI Dalia", result="qualified", quantity=21)
    diary.step("LEROY Anne", "cv", day(2, 12))
    diary.step("LEROY Anne", "applications", day(4, 22))
    diary.step("LEROY Anne", "applications", day(5, 13))
    diary.step("MARTIN Bruno", "driving", day(4, 15))
    diary.step("MARTIN Bruno", "transport_aid", day(4, 15), AidOutcome.GRANTED)
    diary.step("NGUYEN Chi", "cv", day(3, 18))
    diary.step("PETIT Eva", "rights", day(9, 16))
    diary.came("LEROY Anne", day(1, 15), day(2, 12), day(4, 22), place="Local de la structure")
    diary.came("MARTIN Bruno", day(2, 12))
    diary.missed("MARTIN Bruno", day(3, 11))
    diary.missed("NGUYEN Chi", day(4, 15), day(5, 6), day(5, 13))
    diary.came("PETIT Eva", day(9, 16))
