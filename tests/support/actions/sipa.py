"""*SIPA* in 2023: people met outside, called back, and accompanied for three or four rendez-vous.

Met outside, and those on the list to be called back:

==========================  =====  ===  =======================================================
event                       day    met  listed
==========================  =====  ===  =======================================================
Recrut’café de Flixecourt   02-09   18  Anna, Brice, Cléo; DUBOIS Dina (redirected), ENARD Enzo
                                        (not reached), FAURE Fanny (not called yet)
Marché de Picquigny         03-15   25  Gil; HENRY Hana, JACOB Joe (redirected), ISNARD Ida (no)
Recrut’café d’Airaines      05-11   12  Kim, Léo; MARTY Mia (redirected), NICOT Noé (works),
                                        OLIVE Ola (a dossier, not entered yet)
Forum de Flixecourt         09-21   30  Pia; QUENTIN Quy (not called yet), RENARD Rose (not reached)
==========================  =====  ===  =======================================================

TISON Tao came by a partner; so did SIMON Sam, who was redirected.

Accompanied (F, P, A: received in Flixecourt, Picquigny, Airaines), with how it ended and the levels
at the entry and at the exit, 1 to 4:

============  ========================================  =====================  ====  ====  ======
who           came                                      exit                   conf  auto  rights
============  ========================================  =====================  ====  ====  ======
ALLARD Anna   F 02-20, 02-27, 03-06                     03-31 CDI              2 3   2 3   1 2
BOYER Brice   F 02-27, 03-06, 03-13, 03-20              04-28 training         1 2   1 2
CARON Cléo    F 03-06, 03-13; not on 03-20, 03-27       04-14 dropout          2
GIRARD Gil    P 04-03, 04-11, 04-25; F 04-18            05-31 mission locale   3 3   2 2   2 3
KLEIN Kim     A 05-22, 05-30, 06-05, 06-12, 06-19       07-21 CDD under 6 m.   2 4   3 4
LEROUX Léo    A 06-05, 06-12, 06-19                     07-31 France Travail   2 1   1 2
PETIT Pia     F 10-02, 10-09                            still there            2
TISON Tao     P 04-17, 04-24; A 05-02                   06-16 training         3 4
============  ========================================  =====================  ====  ====  ======

Redirected while accompanied: Anna and Léo were received, Gil waits, of Kim's nothing came.

With partners: 03-22 in Flixecourt (Brice, Cléo and ten others), 06-14 in Airaines (Kim, Léo and
six), 10-18 in Flixecourt (Pia and fourteen).
"""

from datetime import date, timedelta

from coachdesk.services.diagnostics import DiagnosticFacts
from support.actions.diary import Diary

CODE = "sipa"
SINCE, UNTIL = date(2023, 1, 2), date(2023, 12, 31)
F, P, A = "Flixecourt", "Picquigny", "Airaines"
CAFE, MARKET, OTHER_CAFE, FORUM = (
    "Recrut’café de Flixecourt", "Marché de Picquigny", "Recrut’café d’Airaines",
    "Forum de Flixecourt",
)  # fmt: skip


def day(month: int, number: int) -> date:
    """A day of that year."""
    return date(2023, month, number)


def write(diary: Diary) -> None:
    """All of it."""
    _outside(diary)
    _received(diary)
    _measures(diary)
    _with_partners(diary)


def _outside(diary: Diary) -> None:
    diary.event(CAFE, day(2, 9), "job_cafe", F, 18)
    diary.listed(
        CAFE, day(2, 9), "ALLARD Anna", "BOYER Brice", "CARON Cléo", "DUBOIS Dina", "ENARD Enzo",
        "FAURE Fanny",
    )  # fmt: skip
    diary.called(day(2, 13), "redirected", "DUBOIS Dina")
    diary.called(day(2, 13), "unreachable", "ENARD Enzo")
    diary.event(MARKET, day(3, 15), "market", P, 25)
    diary.listed(MARKET, day(3, 15), "GIRARD Gil", "HENRY Hana", "ISNARD Ida", "JACOB Joe")
    diary.called(day(3, 20), "redirected", "HENRY Hana", "JACOB Joe")
    diary.called(day(3, 20), "refused", "ISNARD Ida")
    diary.event(OTHER_CAFE, day(5, 11), "job_cafe", A, 12)
    diary.listed(
        OTHER_CAFE, day(5, 11), "KLEIN Kim", "LEROUX Léo", "MARTY Mia", "NICOT Noé", "OLIVE Ola"
    )
    diary.called(day(5, 15), "redirected", "MARTY Mia")
    diary.called(day(5, 15), "working", "NICOT Noé")
    diary.event(FORUM, day(9, 21), "forum", F, 30)
    diary.listed(FORUM, day(9, 21), "PETIT Pia", "QUENTIN Quy", "RENARD Rose")
    diary.called(day(9, 25), "unreachable", "RENARD Rose")


def _received(diary: Diary) -> None:
    told = (
        ("ALLARD Anna", "female", day(2, 20), "Flixecourt", "unknown", "isolation"),
        ("BOYER Brice", "male", day(2, 27), "Flixecourt", "youth", "mobility"),
        ("CARON Cléo", "female", day(3, 6), "Saint-Ouen", "unknown", "rights"),
        ("GIRARD Gil", "male", day(4, 3), "Picquigny", "youth", "digital"),
        ("TISON Tao", "male", day(4, 17), "Picquigny", "rsa", "mobility"),
        ("KLEIN Kim", "female", day(5, 22), "Airaines", "job_seeker", "childcare"),
        ("LEROUX Léo", "male", day(6, 5), "Airaines", "rsa", "rights"),
        ("PETIT Pia", "female", day(10, 2), "Flixecourt", "unknown", "isolation"),
    )
    for rank, (who, gender, entered, commune, status, frein) in enumerate(told):
        met = "" if who == "TISON Tao" else who
        prescriber = "outreach" if met else "partner"
        born, received = date(1968 + 5 * rank, 8, 8), entered - timedelta(days=7)
        number = f"23-{rank + 1:03}"
        diary.prescribed(who, number, received, prescriber, gender, born, commune, met=met)
        diary.enters(who, entered, DiagnosticFacts(status=status, main_obstacle=frein))
    diary.prescribed("SIMON Sam", "23-009", day(4, 3), "partner", "male", day(2, 2).replace(1990))
    diary.decided("SIMON Sam", day(4, 12), "redirected", "Vers Cap emploi.")
    born = day(9, 9).replace(1985)
    diary.prescribed(
        "OLIVE Ola", "23-010", day(12, 20), "outreach", "female", born, met="OLIVE Ola"
    )
    diary.came("ALLARD Anna", day(2, 20), day(2, 27), day(3, 6), place=F)
    diary.came("BOYER Brice", day(2, 27), day(3, 6), day(3, 13), day(3, 20), place=F)
    diary.came("CARON Cléo", day(3, 6), day(3, 13), place=F)
    diary.missed("CARON Cléo", day(3, 20), day(3, 27), place=F)
    diary.came("GIRARD Gil", day(4, 3), day(4, 11), day(4, 25), place=P)
    diary.came("GIRARD Gil", day(4, 18), place=F)
    diary.came("KLEIN Kim", day(5, 22), day(5, 30), day(6, 5), day(6, 12), day(6, 19), place=A)
    diary.came("LEROUX Léo", day(6, 5), day(6, 12), day(6, 19), place=A)
    diary.came("PETIT Pia", day(10, 2), day(10, 9), place=F)
    diary.came("TISON Tao", day(4, 17), day(4, 24), place=P)
    diary.came("TISON Tao", day(5, 2), place=A)


def _measures(diary: Diary) -> None:
    diary.measured(
        "ALLARD Anna", day(2, 20), confidence="low", autonomy="helped", rights="none"
    )  # fmt: skip
    diary.measured(
        "ALLARD Anna", day(3, 31), confidence="good", autonomy="often", rights="some"
    )  # fmt: skip
    diary.measured("BOYER Brice", day(2, 27), confidence="very_low", autonomy="never")
    diary.measured("BOYER Brice", day(4, 28), confidence="low", autonomy="helped")
    diary.measured("CARON Cléo", day(3, 6), confidence="low")
    diary.measured("GIRARD Gil", day(4, 3), confidence="good", autonomy="helped", rights="some")
    diary.measured("GIRARD Gil", day(5, 31), confidence="good", autonomy="helped", rights="good")
    diary.measured("KLEIN Kim", day(5, 22), confidence="low", autonomy="often")
    diary.measured("KLEIN Kim", day(7, 21), confidence="very_good", autonomy="alone")
    diary.measured("LEROUX Léo", day(6, 5), confidence="low", autonomy="never")
    diary.measured("LEROUX Léo", day(7, 31), confidence="very_low", autonomy="helped")
    diary.measured("PETIT Pia", day(10, 2), confidence="low")
    diary.measured("TISON Tao", day(4, 17), confidence="good")
    diary.measured("TISON Tao", day(6, 16), confidence="very_good")
    diary.leaves("ALLARD Anna", day(3, 31), "employment", "permanent")
    diary.leaves("BOYER Brice", day(4, 28), "training", "pre_qualifying")
    diary.leaves("CARON Cléo", day(4, 14), "dropout")
    diary.leaves("GIRARD Gil", day(5, 31), "relay", "local_mission")
    diary.leaves("KLEIN Kim", day(7, 21), "employment", "fixed_short", day(8, 1), day(10, 31))
    diary.leaves("LEROUX Léo", day(7, 31), "relay", "public_employment")
    diary.leaves("TISON Tao", day(6, 16), "training", "qualifying")


def _with_partners(diary: Diary) -> None:
    for who, when, result in (
        ("ALLARD Anna", day(3, 6), "received"), ("GIRARD Gil", day(4, 25), "awaited"),
        ("LEROUX Léo", day(6, 19), "received"), ("KLEIN Kim", day(6, 19), "nothing"),
    ):  # fmt: skip
        diary.did("redirection", when, who, result=result)
    diary.did("joint_action", day(3, 22), "BOYER Brice", "CARON Cléo", unnamed=10, place=F)
    diary.did("joint_action", day(6, 14), "KLEIN Kim", "LEROUX Léo", unnamed=6, place=A)
    diary.did("joint_action", day(10, 18), "PETIT Pia", unnamed=14, place=F)
