"""*Référent RSA* in 2024: contracts, interviews, problems met, démarches, reasons of exit.

================  ==========  =================================  ==================================
who               entry       contracts signed                   exit
================  ==========  =================================  ==================================
ABADIE Aline      2023-06-05  2023-06-20; renewed on 06-04       prolonged to 2025-06-04
BONNET Bilal      2023-10-02  2023-10-16                         03-15 CDI
COLIN Célia       01-08       01-22                              still there
DAVID Driss       02-05       03-11: more than a month later     05-31 AAH
ESPOSITO Eva      03-04       03-18; changed on 09-16            still there
FOURNIER Farah    04-15       05-13                              08-30 to France Travail
GUERIN Guy        06-03       none                               09-30 no news
HUBERT Hind       09-02       09-23                              still there
IMBAULT Ismaël    12-09       not yet                            still there
JACQUET Jeanne    prescribed on 05-06, redirected
NAVARRO Nina      prescribed on 12-16, not met yet
================  ==========  =================================  ==================================

Interviews of the year: Aline 12, once a month, by phone in July and August; Bilal 3, in January,
February and March; Célia 12, once a month; Driss 4, from February to May; Eva 7: in March, April,
May, June, July, September, October; Farah 3, in April, May, June, excused in July; Guy 1, then
three absences without a word; Hind 5: two in September, then one a month; Ismaël 1.

================  ==================================  =============================================
who               problems: first, then last time     démarches (aids with their answer)
================  ==================================  =============================================
Aline             health strong, moderate             CSS
Bilal             mobility strong, none               mobility aid: granted
Célia             housing strong; childcare moderate, social housing; FSL: refused
                  moderate
Driss             health strong, strong               MDPH
Eva               debts strong, moderate              CAF; over-indebtedness
Farah             language moderate                   French course
Guy               isolation strong
Hind              digital moderate, none              CAF; equipment aid: awaited
================  ==================================  =============================================
"""

from datetime import date, timedelta

from coachdesk.domain.attendance import Mode
from coachdesk.domain.support import AidOutcome, Impact
from coachdesk.services.diagnostics import DiagnosticFacts
from support.actions.diary import Diary

CODE = "referent-rsa"
SINCE, UNTIL = date(2023, 5, 29), date(2024, 12, 31)
NONE, MODERATE, STRONG = Impact.NONE, Impact.MODERATE, Impact.STRONG


def day(month: int, number: int, year: int = 2024) -> date:
    """A day of the year that is told."""
    return date(year, month, number)


def write(diary: Diary) -> None:
    """All of it."""
    _people(diary)
    _contracts(diary)
    _interviews(diary)
    _problems(diary)
    _steps(diary)
    _exits(diary)


def _people(diary: Diary) -> None:
    told = (
        ("ABADIE Aline", "23-001", day(6, 5, 2023), "female", "Albert", "health", "rsa"),
        ("BONNET Bilal", "23-002", day(10, 2, 2023), "male", "Péronne", "mobility", "rsa"),
        ("COLIN Célia", "24-001", day(1, 8), "female", "Albert", "housing", "rsa_increased"),
        ("DAVID Driss", "24-002", day(2, 5), "male", "Corbie", "health", "rsa_disabled"),
        ("ESPOSITO Eva", "24-003", day(3, 4), "female", "Péronne", "debts", "rsa"),
        ("FOURNIER Farah", "24-004", day(4, 15), "female", "Albert", "language", "rsa"),
        ("GUERIN Guy", "24-006", day(6, 3), "male", "Roisel", "isolation", "rsa"),
        ("HUBERT Hind", "24-007", day(9, 2), "female", "Corbie", "digital", "rsa_in_work"),
        ("IMBAULT Ismaël", "24-008", day(12, 9), "male", "Albert", "skills", "rsa"),
    )
    for rank, (who, number, entered, gender, commune, problem, status) in enumerate(told):
        born, received = date(1966 + 4 * rank, 11, 3), entered - timedelta(days=10)
        diary.prescribed(who, number, received, "department", gender, born, commune)
        known = DiagnosticFacts(status=status, main_obstacle=problem, household="alone")
        diary.enters(who, entered, known)
    diary.prescribed(
        "JACQUET Jeanne", "24-005", day(5, 6), "public_employment", "female", date(1999, 1, 1)
    )
    diary.decided("JACQUET Jeanne", day(5, 14), "redirected", "Vers France Travail.")
    diary.prescribed(
        "NAVARRO Nina", "24-009", day(12, 16), "department", "female", date(1980, 1, 1)
    )


def _contracts(diary: Diary) -> None:
    diary.contract("ABADIE Aline", day(6, 5, 2023), day(6, 4), day(6, 20, 2023))
    diary.prolonged("ABADIE Aline", day(6, 3), date(2025, 6, 4))
    diary.contract("ABADIE Aline", day(6, 5), date(2025, 6, 4), day(6, 4))
    diary.contract("BONNET Bilal", day(10, 2, 2023), day(10, 1), day(10, 16, 2023))
    diary.contract("COLIN Célia", day(1, 8), date(2025, 1, 7), day(1, 22))
    diary.contract("DAVID Driss", day(2, 5), date(2025, 2, 4), day(3, 11))
    diary.contract("ESPOSITO Eva", day(3, 4), date(2025, 3, 3), day(3, 18))
    diary.contract("ESPOSITO Eva", day(3, 4), date(2025, 3, 3), day(9, 16))
    diary.contract("FOURNIER Farah", day(4, 15), date(2025, 4, 14), day(5, 13))
    diary.contract("HUBERT Hind", day(9, 2), date(2025, 9, 1), day(9, 23))


def _interviews(diary: Diary) -> None:
    diary.came(
        "ABADIE Aline", day(1, 10), day(2, 12), day(3, 11), day(4, 10), day(5, 13), day(6, 10),
        day(9, 10), day(10, 10), day(11, 12), day(12, 10),
    )  # fmt: skip
    diary.came("ABADIE Aline", day(7, 10), day(8, 12), mode=Mode.PHONE)
    diary.came("BONNET Bilal", day(1, 15), day(2, 15), day(3, 12))
    diary.came(
        "COLIN Célia", day(1, 8), day(2, 8), day(3, 8), day(4, 9), day(5, 14), day(6, 10),
        day(7, 8), day(8, 20), day(9, 9), day(10, 8), day(11, 8), day(12, 9),
    )  # fmt: skip
    diary.came("DAVID Driss", day(2, 5), day(3, 11), day(4, 8), day(5, 6))
    diary.came(
        "ESPOSITO Eva", day(3, 4), day(4, 8), day(5, 6), day(6, 3), day(7, 1), day(9, 16),
        day(10, 7),
    )  # fmt: skip
    diary.came("FOURNIER Farah", day(4, 15), day(5, 13), day(6, 10))
    diary.missed("FOURNIER Farah", day(7, 8), excused="family")
    diary.came("GUERIN Guy", day(6, 3))
    diary.missed("GUERIN Guy", day(6, 17), day(7, 1), day(7, 15))
    diary.came("HUBERT Hind", day(9, 2), day(9, 23), day(10, 21), day(11, 18), day(12, 16))
    diary.came("IMBAULT Ismaël", day(12, 9))


def _problems(diary: Diary) -> None:
    for who, kind, *judged in (
        ("ABADIE Aline", "health", (day(6, 5, 2023), STRONG), (day(6, 3), MODERATE)),
        ("BONNET Bilal", "mobility", (day(10, 2, 2023), STRONG), (day(3, 12), NONE)),
        ("COLIN Célia", "housing", (day(1, 8), STRONG)),
        ("COLIN Célia", "childcare", (day(1, 8), MODERATE), (day(6, 10), MODERATE)),
        ("DAVID Driss", "health", (day(2, 5), STRONG), (day(5, 6), STRONG)),
        ("ESPOSITO Eva", "debts", (day(3, 4), STRONG), (day(9, 16), MODERATE)),
        ("FOURNIER Farah", "language", (day(4, 15), MODERATE)),
        ("GUERIN Guy", "isolation", (day(6, 3), STRONG)),
        ("HUBERT Hind", "digital", (day(9, 2), MODERATE), (day(12, 16), NONE)),
    ):
        for when, impact in judged:
            diary.frein(who, kind, when, impact)


def _steps(diary: Diary) -> None:
    diary.step("ABADIE Aline", "health_cover", day(2, 12))
    diary.step("BONNET Bilal", "mobility_aid", day(2, 15), AidOutcome.GRANTED)
    diary.step("COLIN Célia", "housing_request", day(2, 8))
    diary.step("COLIN Célia", "housing_aid", day(3, 8), AidOutcome.REFUSED)
    diary.step("DAVID Driss", "disability_file", day(3, 11))
    diary.step("ESPOSITO Eva", "rights", day(3, 4))
    diary.step("ESPOSITO Eva", "debt_file", day(4, 8))
    diary.step("FOURNIER Farah", "language_course", day(5, 13))
    diary.step("HUBERT Hind", "rights", day(10, 21))
    diary.step("HUBERT Hind", "equipment_aid", day(12, 16))


def _exits(diary: Diary) -> None:
    diary.leaves("BONNET Bilal", day(3, 15), "employment", "permanent")
    diary.leaves("DAVID Driss", day(5, 31), "other_income", "disability")
    diary.leaves("FOURNIER Farah", day(8, 30), "other_manager", "public_employment")
    diary.leaves("GUERIN Guy", day(9, 30), "lost")
    diary.followed("BONNET Bilal", 6, day(9, 16), "employed")
