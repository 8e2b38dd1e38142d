"""*Ateliers linguistiques* in 2024: hours, levels at the entry and at the exit, certificates.

Levels are those of the European framework; « < » is below A1.1.

===============  =====  ======================  ===========  ===========  ========================
who              entry  exit                    speaking     writing      certificate
===============  =====  ======================  ===========  ===========  ========================
AMARI Amina      01-08  06-28 goal reached      A1.1, A1     <, A1.1      DELF A1 passed
BEREKET Biniam   01-08  06-28 job (CDI)         A1, A2       A1, A1       DELF A2 failed
CELIK Ceyda      01-08  04-12 dropout           A1.1         not taken
DIALLO Djenaba   02-05  07-12 training          A1, A2       A1.1, A1     DELF A2 passed
EDDINE Eya       03-04  07-12 next course       A2, A2       A2, B1       TCF passed
FOFANA Fatou     09-02  12-20 goal reached      B1, B1       A2, B1       DELF B1 passed
GARCIA Gloria    09-09  still there             A1           A1.1
HAMIDI Hassan    10-07  still there             A1.1         <            DELF A1, did not come
===============  =====  ======================  ===========  ===========  ========================

Each took a placement test on the day of the entry. Séances of two hours:

- « Parler au quotidien », twelve Tuesdays from 6 February: Amina and Djenaba all of them; Biniam
  all but 19 March, excused; Ceyda the first four, then four absences without a word; Eya the last
  eight, from 5 March;
- « Lire et écrire », six Thursdays from 2 May (not the 9th): Amina, Djenaba, Eya all of them;
  Biniam all but the last, without a word;
- « Parler au quotidien », eight Tuesdays from 8 October: Fatou and Hassan all of them; Gloria all
  but 12 November, excused.

Attestations of level are signed at the exit for Amina, Biniam, Djenaba and Fatou.
"""

from datetime import date, timedelta

from coachdesk.domain.attendance import Presence
from coachdesk.services.diagnostics import DiagnosticFacts
from support.actions.diary import WEEK, Diary

CODE = "ateliers-linguistiques"
SINCE, UNTIL = date(2023, 12, 20), date(2024, 12, 31)
SPEAKING, WRITING = "Parler au quotidien", "Lire et écrire"
EXCUSED, ABSENT = Presence.EXCUSED, Presence.UNEXCUSED


def day(month: int, number: int) -> date:
    """A day of that year."""
    return date(2024, month, number)


def write(diary: Diary) -> None:
    """All of it."""
    _people(diary)
    _spring(diary)
    _autumn(diary)
    _levels(diary)
    _exits(diary)


def _people(diary: Diary) -> None:
    told = (
        ("AMARI Amina", "female", day(1, 8), "department", "rsa", "reading"),
        ("BEREKET Biniam", "male", day(1, 8), "integration", "protected", "speaking"),
        ("CELIK Ceyda", "female", day(1, 8), "school", "integration", "childcare"),
        ("DIALLO Djenaba", "female", day(2, 5), "department", "rsa", "speaking"),
        ("EDDINE Eya", "female", day(3, 4), "public_employment", "job_seeker", "speaking"),
        ("FOFANA Fatou", "female", day(9, 2), "department", "rsa", "hours"),
        ("GARCIA Gloria", "female", day(9, 9), "self", "other", "speaking"),
        ("HAMIDI Hassan", "male", day(10, 7), "integration", "protected", "reading"),
    )
    for rank, (who, gender, entered, prescriber, status, frein) in enumerate(told):
        born, received = date(1972 + 4 * rank, 4, 9), entered - timedelta(days=14)
        diary.prescribed(who, f"24-{rank + 1:03}", received, prescriber, gender, born, "Amiens")
        diary.enters(who, entered, DiagnosticFacts(status=status, main_obstacle=frein))
        diary.did("placement_test", entered, who, minutes=60)


def _spring(diary: Diary) -> None:
    for number in range(12):
        when = day(2, 6) + WEEK * number
        people = ["AMARI Amina", "BEREKET Biniam", "DIALLO Djenaba"]
        people += ["CELIK Ceyda"] if number < 8 else []
        people += ["EDDINE Eya"] if when >= day(3, 5) else []
        absent = {"CELIK Ceyda": ABSENT} if 4 <= number < 8 else {}
        absent |= {"BEREKET Biniam": EXCUSED} if when == day(3, 19) else {}
        diary.workshop(SPEAKING, when, people, absent)
    written = (day(5, 2), day(5, 16), day(5, 23), day(5, 30), day(6, 6), day(6, 13))
    group = ("AMARI Amina", "BEREKET Biniam", "DIALLO Djenaba", "EDDINE Eya")
    for when in written:
        absent = {"BEREKET Biniam": ABSENT} if when == written[-1] else {}
        diary.workshop(WRITING, when, group, absent)


def _autumn(diary: Diary) -> None:
    for number in range(8):
        when = day(10, 8) + WEEK * number
        absent = {"GARCIA Gloria": EXCUSED} if when == day(11, 12) else {}
        group = ("FOFANA Fatou", "GARCIA Gloria", "HAMIDI Hassan")
        diary.workshop(SPEAKING, when, group, absent)


def _levels(diary: Diary) -> None:
    diary.measured("AMARI Amina", day(1, 8), oral="a1_1", written="below")
    diary.measured("AMARI Amina", day(6, 28), oral="a1", written="a1_1")
    diary.measured("BEREKET Biniam", day(1, 8), oral="a1", written="a1")
    diary.measured("BEREKET Biniam", day(6, 28), oral="a2", written="a1")
    diary.measured("CELIK Ceyda", day(1, 8), oral="a1_1")
    diary.measured("DIALLO Djenaba", day(2, 5), oral="a1", written="a1_1")
    diary.measured("DIALLO Djenaba", day(7, 12), oral="a2", written="a1")
    diary.measured("EDDINE Eya", day(3, 4), oral="a2", written="a2")
    diary.measured("EDDINE Eya", day(7, 12), oral="a2", written="b1")
    diary.measured("FOFANA Fatou", day(9, 2), oral="b1", written="a2")
    diary.measured("FOFANA Fatou", day(12, 20), oral="b1", written="b1")
    diary.measured("GARCIA Gloria", day(9, 9), oral="a1", written="a1_1")
    diary.measured("HAMIDI Hassan", day(10, 7), oral="a1_1", written="below")


def _exits(diary: Diary) -> None:
    for kind, when, who, result in (
        ("delf_a1", day(6, 20), "AMARI Amina", "passed"),
        ("delf_a2", day(6, 20), "BEREKET Biniam", "failed"),
        ("delf_a2", day(6, 20), "DIALLO Djenaba", "passed"),
        ("tcf", day(7, 4), "EDDINE Eya", "passed"),
        ("delf_b1", day(12, 12), "FOFANA Fatou", "passed"),
        ("delf_a1", day(12, 12), "HAMIDI Hassan", "absent"),
    ):
        diary.did(kind, when, who, result=result)
    for who, when, oral, written in (
        ("AMARI Amina", day(6, 28), "a1", "a1_1"), ("BEREKET Biniam", day(6, 28), "a2", "a1"),
        ("DIALLO Djenaba", day(7, 12), "a2", "a1"), ("FOFANA Fatou", day(12, 20), "b1", "b1"),
    ):  # fmt: skip
        diary.paper(who, "level_certificate", when, when, oral=oral, written=written)
    diary.leaves("AMARI Amina", day(6, 28), "reached", "certified")
    diary.leaves("BEREKET Biniam", day(6, 28), "employment", "permanent")
    diary.leaves("CELIK Ceyda", day(4, 12), "dropout", "childcare")
    diary.leaves("DIALLO Djenaba", day(7, 12), "training", "pre_qualifying")
    diary.leaves("EDDINE Eya", day(7, 12), "next_course", "university")
    diary.leaves("FOFANA Fatou", day(12, 20), "reached", "certified")
