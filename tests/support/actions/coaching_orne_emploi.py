"""*Coaching Orne emploi* in 2024, and the four of 2022 who are called two years later.

============  ==========  ==========  ==================  =====================================
who           entry       exit        as                  afterwards
============  ==========  ==========  ==================  =====================================
ADAM Alice    2022-01-10  2022-06-30  CDI                 24 months: works, out of the RSA
BLIN Boris    2022-02-07  2022-07-29  dropout             24 months: seeks, on the RSA
CORNU Chloé   2022-03-07  2022-09-06  end                 24 months: not reached
DENIS David   2022-05-02  2022-10-31  training            24 months: out of the RSA, otherwise
EVRARD Élise  01-08       06-14       CDI                 2 and 6 months: works, out of the RSA
FABRE Farid   01-15       07-14       training            2 months: training
GAUDIN Gaëlle 02-05       08-04       end                 2 months: works, still on the RSA
HAMEL Hugo    02-12       prolonged to 2025-02-11, exemption signed
IMBERT Inès   03-04       07-31       CDD under 6 months  2 months: works, still on the RSA
JOLY Jules    04-02       05-31       dropout             2 months: not reached
KERN Karim    05-06       prolonged to 2025-05-05, exemption signed by him only
LUCAS Lila    09-02       11-29       intérim, 3 months   (2 months: in January 2025)
MOREL Manon   10-07       still there
NOEL Nadia    prescribed on 11-04, does not want to
============  ==========  ==========  ==================  =====================================

Each Tuesday of her pathway, from the first, one comes for an hour: Élise 20 times, Farid 24,
Gaëlle 20, Hugo 40, Inès 18, Jules 3 (then three absences without a word), Karim 30, Lila 12,
Manon 10. Two of these Tuesdays are together, for two hours: 12 March (Élise, Farid, Gaëlle, Hugo)
and 11 June (Gaëlle, Hugo; Inès is ill).

Each of the nine of 2024 signs a contract a week after the entry, and Hugo a second one on 6 August.

In a job before the exit: Élise in May and June, Inès in June only, Lila in no month.

============================  ==========  ===================================================
company                       registered  said
============================  ==========  ===================================================
Boulangerie du Haras          2022-05-10  visit that day, call on 2024-02-20
Menuiserie Percheronne        01-23       visit that day (a hiring), call on 04-09
Transports du Bocage          03-19       e-mail that day
Maison de retraite d’Écouves  06-25       met at an event that day (an immersion)
Cidrerie du Merlerault        10-15       nothing yet
============================  ==========  ===================================================
"""

from datetime import date, timedelta

from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import Role
from coachdesk.domain.periods import months_later
from coachdesk.services.diagnostics import DiagnosticFacts
from support.actions.diary import WEEK, Diary

CODE = "coaching-orne-emploi"
SINCE, UNTIL = date(2022, 1, 3), date(2024, 12, 31)
TOGETHER = date(2024, 3, 12), date(2024, 6, 11)
_TITLE = "Candidatures, à plusieurs"


def day(month: int, number: int, year: int = 2024) -> date:
    """A day of the year that is told."""
    return date(year, month, number)


def write(diary: Diary) -> None:
    """All of it."""
    _of_2022(diary)
    _of_2024(diary)
    _weeks(diary)
    _in_a_job(diary)
    _companies(diary)


def _of_2022(diary: Diary) -> None:
    told = (
        ("ADAM Alice", "22-001", day(1, 10, 2022), day(6, 30, 2022), "employment", "permanent"),
        ("BLIN Boris", "22-002", day(2, 7, 2022), day(7, 29, 2022), "dropout", None),
        ("CORNU Chloé", "22-003", day(3, 7, 2022), day(9, 6, 2022), "end_of_support", "social"),
        ("DENIS David", "22-004", day(5, 2, 2022), day(10, 31, 2022), "training", "qualifying"),
    )
    for who, number, entered, left, kind, detail in told:
        gender = "female" if who[-1] == "e" or who.endswith("é") else "male"
        diary.prescribed(who, number, entered - WEEK, "department", gender, day(5, 5, 1980))
        diary.enters(who, entered, DiagnosticFacts(status="rsa"))
        diary.leaves(who, left, kind, detail)
    diary.followed("ADAM Alice", 24, day(7, 1), "employed_out")
    diary.followed("BLIN Boris", 24, day(7, 30), "seeking_rsa")
    diary.followed("CORNU Chloé", 24, day(9, 9), "unreachable")
    diary.followed("DENIS David", 24, day(11, 4), "other_out")


def _of_2024(diary: Diary) -> None:
    told = (
        ("EVRARD Élise", "24-001", day(1, 8), "department", "female", "Alençon", "mobility"),
        ("FABRE Farid", "24-002", day(1, 15), "department", "male", "Flers", "skills"),
        ("GAUDIN Gaëlle", "24-003", day(2, 5), "public_employment", "female", "Flers", "childcare"),
        ("HAMEL Hugo", "24-004", day(2, 12), "department", "male", "Argentan", "health"),
        ("IMBERT Inès", "24-005", day(3, 4), "department", "female", "Alençon", "mobility"),
        ("JOLY Jules", "24-006", day(4, 2), "public_employment", "male", "Sées", "housing"),
        ("KERN Karim", "24-007", day(5, 6), "department", "male", "L’Aigle", "language"),
        ("LUCAS Lila", "24-008", day(9, 2), "department", "female", "Alençon", "mobility"),
        ("MOREL Manon", "24-009", day(10, 7), "social_centre", "female", "Domfront en Poiraie",
         "digital"),
    )  # fmt: skip
    for rank, (who, number, entered, prescriber, gender, commune, frein) in enumerate(told):
        born = date(1970 + 4 * rank, 3, 14)
        diary.prescribed(who, number, entered - WEEK, prescriber, gender, born, commune)
        known = DiagnosticFacts(status="rsa", main_obstacle=frein, training_level="cap")
        diary.enters(who, entered, known)
        ends = months_later(entered, 6) - timedelta(days=1)
        diary.contract(who, entered, ends, entered + WEEK)
    diary.leaves("EVRARD Élise", day(6, 14), "employment", "permanent", starts=day(4, 15))
    diary.leaves("FABRE Farid", day(7, 14), "training", "qualifying")
    diary.leaves("GAUDIN Gaëlle", day(8, 4), "end_of_support", "public_employment")
    diary.leaves(
        "IMBERT Inès", day(7, 31), "employment", "fixed_short", day(6, 3), day(8, 31)
    )  # fmt: skip
    diary.leaves("JOLY Jules", day(5, 31), "dropout")
    diary.leaves("LUCAS Lila", day(11, 29), "employment", "temporary", day(12, 2), day(3, 1, 2025))
    diary.prescribed("NOEL Nadia", "24-010", day(11, 4), "department", "female", day(2, 2, 1990))
    diary.decided("NOEL Nadia", day(11, 12), "declined", "Préfère attendre.")
    diary.followed("EVRARD Élise", 2, day(8, 14), "employed_out")
    diary.followed("EVRARD Élise", 6, day(12, 16), "employed_out")
    diary.followed("FABRE Farid", 2, day(9, 16), "training")
    diary.followed("GAUDIN Gaëlle", 2, day(10, 4), "employed_rsa")
    diary.followed("IMBERT Inès", 2, day(9, 30), "employed_rsa")
    diary.followed("JOLY Jules", 2, day(7, 31), "unreachable")
    for who, asked, until, signed in (
        ("HAMEL Hugo", day(8, 1), date(2025, 2, 11), day(8, 1)),
        ("KERN Karim", day(10, 28), date(2025, 5, 5), Role.PARTICIPANT),
    ):
        answers = {
            "why": "Une formation commence.", "until": until.isoformat(), "granted_by": "M. Petit",
        }  # fmt: skip
        diary.paper(who, "exemption", asked, signed, **answers)
        diary.prolonged(who, asked, until)
    diary.contract("HAMEL Hugo", day(8, 12), date(2025, 2, 11), day(8, 6))


def _weeks(diary: Diary) -> None:
    for who, first, times in (
        ("EVRARD Élise", day(1, 9), 20),
        ("FABRE Farid", day(1, 16), 24),
        ("GAUDIN Gaëlle", day(2, 6), 20),
        ("HAMEL Hugo", day(2, 13), 40),
        ("IMBERT Inès", day(3, 5), 18),
        ("JOLY Jules", day(4, 9), 3),
        ("KERN Karim", day(5, 7), 30),
        ("LUCAS Lila", day(9, 3), 12),
        ("MOREL Manon", day(10, 8), 10),
    ):
        together = {
            "EVRARD Élise": TOGETHER[:1], "FABRE Farid": TOGETHER[:1], "GAUDIN Gaëlle": TOGETHER,
            "HAMEL Hugo": TOGETHER, "IMBERT Inès": TOGETHER[1:],
        }.get(who, ())  # fmt: skip
        diary.weekly(who, first, times, *together, place="Espace emploi d’Alençon")
    diary.missed("JOLY Jules", day(4, 30), day(5, 7), day(5, 14))
    group = ("EVRARD Élise", "FABRE Farid", "GAUDIN Gaëlle", "HAMEL Hugo")
    diary.workshop(_TITLE, TOGETHER[0], group)
    diary.workshop(
        _TITLE, TOGETHER[1], (*group[2:], "IMBERT Inès"), {"IMBERT Inès": Presence.EXCUSED}
    )


def _in_a_job(diary: Diary) -> None:
    for who, when in (
        ("EVRARD Élise", day(5, 6)), ("EVRARD Élise", day(6, 3)), ("IMBERT Inès", day(6, 17)),
    ):  # fmt: skip
        diary.did("employment_interview", when, who, result="well", minutes=45)


def _companies(diary: Diary) -> None:
    seen = day(5, 10, 2022)
    diary.company(
        "Boulangerie du Haras", seen, (seen, "visit", "call_back"), (day(2, 20), "call", "no")
    )
    diary.company(
        "Menuiserie Percheronne", day(1, 23), (day(1, 23), "visit", "hiring"),
        (day(4, 9), "call", "call_back"),
    )  # fmt: skip
    diary.company("Transports du Bocage", day(3, 19), (day(3, 19), "email", "no"))
    diary.company("Maison de retraite d’Écouves", day(6, 25), (day(6, 25), "event", "immersion"))
    diary.company("Cidrerie du Merlerault", day(10, 15))
