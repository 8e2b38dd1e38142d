"""*Mobilité* in 2024: requests and their answers, loans and their days, workshops.

============  =====  =====  ====================  ==========================  ======================
who           entry  exit   as                    requests, answered          loans, in days
============  =====  =====  ====================  ==========================  ======================
ALLARD Nora   01-15  04-12  CDI                   met, met                    car 30, car 15
BIDAULT Paul  02-05  05-31  her own vehicle       met                         scooter 60 (damaged)
CISSE Awa     02-19  06-28  end, no solution      no vehicle (2), withdrawn
DELMAS Rémi   03-11                               met                         bike 90 (going on)
EL Samia      04-08                               outside the criteria
FAURE Théo    05-13  08-30  dropout               met                         car 20
GIRARD Lou    09-09                               met, met                    scooter 30, car 10
HERVE Inès    11-04                               still to be answered
ISSA Omar     oriented on 10-07, never came
============  =====  =====  ====================  ==========================  ======================

Loans come back in good state but for the two that say otherwise. Rémi and Samia are prolonged.

Workshops of two hours: « Prendre le bus et le train » on 03-20 (Nora, Paul, Awa; Rémi is excused),
« Entretenir son véhicule » on 10-16 (Rémi, Samia, Lou). Each of the eight also comes once alone.

How they move, at the entry and at the exit: Nora stuck, then alone; Paul helped, then known; Awa
stuck, then stuck; Rémi stuck. Awa is driven twice, 24 km; Lou's scooter costs 120 € of repairs.
A bilan de mobilité is made with everyone a week after the entry but Samia and Inès.

Agreements: Nora's and Paul's are signed by both, Lou's by Lou only.
"""

from datetime import date, timedelta

from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import Role
from coachdesk.services.diagnostics import DiagnosticFacts
from support.actions.diary import WEEK, Diary

CODE = "mobilite"
SINCE, UNTIL = date(2024, 1, 2), date(2024, 12, 31)
BUS, CARE = "Prendre le bus et le train", "Entretenir son véhicule"
_DAY = timedelta(days=1)


def day(month: int, number: int, year: int = 2024) -> date:
    """A day of the year that is told."""
    return date(year, month, number)


def write(diary: Diary) -> None:
    """All of it."""
    _people(diary)
    _vehicles(diary)
    _support(diary)


def _people(diary: Diary) -> None:
    for rank, (who, entered, gender, frein, reviewed) in enumerate(
        (
            ("ALLARD Nora", day(1, 15), "female", "no_vehicle", True),
            ("BIDAULT Paul", day(2, 5), "male", "suspended", True),
            ("CISSE Awa", day(2, 19), "female", "no_licence", True),
            ("DELMAS Rémi", day(3, 11), "male", "no_licence", True),
            ("EL Samia", day(4, 8), "female", "cost", False),
            ("FAURE Théo", day(5, 13), "male", "no_vehicle", True),
            ("GIRARD Lou", day(9, 9), "female", "no_vehicle", True),
            ("HERVE Inès", day(11, 4), "female", "fear", False),
        )
    ):
        born = date(1968 + 4 * rank, 11, 5)
        received = entered - WEEK
        diary.prescribed(who, f"24-{rank + 1:03}", received, "department", gender, born, "Rue")
        known = DiagnosticFacts(status="rsa", main_obstacle=frein, driving_licence=rank % 2 == 0)
        diary.enters(who, entered, known)
        diary.came(who, entered + 2 * _DAY, place="Garage d’Abbeville")
        if reviewed:
            diary.did("mobility_review", entered + WEEK, who, minutes=90)
    diary.prescribed("ISSA Omar", "24-009", day(10, 7), "own", "male", date(1999, 1, 1))
    diary.decided("ISSA Omar", day(10, 21), "no_show", "Deux rendez-vous manqués.")
    diary.prolonged("DELMAS Rémi", day(9, 2), date(2025, 3, 10))
    diary.prolonged("EL Samia", day(10, 1), date(2025, 4, 7))
    diary.leaves("ALLARD Nora", day(4, 12), "employment", "permanent", starts=day(4, 2))
    diary.leaves("BIDAULT Paul", day(5, 31), "autonomous", "vehicle")
    diary.leaves("CISSE Awa", day(6, 28), "end_of_support", "licence_school")
    diary.leaves("FAURE Théo", day(8, 30), "dropout")
    diary.followed("ALLARD Nora", 3, day(7, 12), "employed")
    diary.followed("BIDAULT Paul", 3, day(9, 2), "moves")


def _vehicles(diary: Diary) -> None:
    for who, when, answer in (
        ("ALLARD Nora", day(1, 16), "met"), ("ALLARD Nora", day(2, 20), "met"),
        ("BIDAULT Paul", day(2, 6), "met"),
        ("CISSE Awa", day(2, 20), "no_vehicle"), ("CISSE Awa", day(3, 19), "no_vehicle"),
        ("CISSE Awa", day(4, 23), "withdrawn"),
        ("DELMAS Rémi", day(3, 12), "met"), ("EL Samia", day(4, 9), "outside"),
        ("FAURE Théo", day(5, 14), "met"), ("GIRARD Lou", day(9, 10), "met"),
        ("GIRARD Lou", day(10, 15), "met"), ("HERVE Inès", day(11, 5), "awaited"),
    ):  # fmt: skip
        diary.did("request", when, who, result=answer)
    for who, kind, when, days, back in (
        ("ALLARD Nora", "car_loan", day(1, 22), 30, "returned"),
        ("ALLARD Nora", "car_loan", day(2, 26), 15, "returned"),
        ("BIDAULT Paul", "scooter_loan", day(2, 12), 60, "damaged"),
        ("DELMAS Rémi", "bike_loan", day(3, 18), 90, "going_on"),
        ("FAURE Théo", "car_loan", day(5, 20), 20, "returned"),
        ("GIRARD Lou", "scooter_loan", day(9, 16), 30, "returned"),
        ("GIRARD Lou", "car_loan", day(10, 21), 10, "returned"),
    ):
        diary.did(kind, when, who, quantity=days, result=back, place="Garage d’Abbeville")
    for who, when, vehicle, signed in (
        ("ALLARD Nora", day(1, 22), "car", day(1, 22)),
        ("BIDAULT Paul", day(2, 12), "scooter", day(2, 12)),
        ("GIRARD Lou", day(9, 16), "scooter", Role.PARTICIPANT),
    ):
        answers = {
            "vehicle": vehicle, "plate": "AA-123-AA", "starts": when.isoformat(),
            "ends": (when + 30 * _DAY).isoformat(), "purpose": "Au travail",
        }  # fmt: skip
        diary.paper(who, "loan_agreement", when, signed, **answers)


def _support(diary: Diary) -> None:
    diary.workshop(
        BUS, day(3, 20), ("ALLARD Nora", "BIDAULT Paul", "CISSE Awa", "DELMAS Rémi"),
        {"DELMAS Rémi": Presence.EXCUSED},
    )  # fmt: skip
    diary.workshop(CARE, day(10, 16), ("DELMAS Rémi", "EL Samia", "GIRARD Lou"))
    diary.measured("ALLARD Nora", day(1, 15), autonomy="stuck")
    diary.measured("ALLARD Nora", day(4, 12), autonomy="alone")
    diary.measured("BIDAULT Paul", day(2, 5), autonomy="helped")
    diary.measured("BIDAULT Paul", day(5, 31), autonomy="known")
    diary.measured("CISSE Awa", day(2, 19), autonomy="stuck")
    diary.measured("CISSE Awa", day(6, 28), autonomy="stuck")
    diary.measured("DELMAS Rémi", day(3, 11), autonomy="stuck")
    diary.did("driven", day(3, 5), "CISSE Awa", quantity=24, minutes=60)
    diary.did("driven", day(4, 2), "CISSE Awa", quantity=24, minutes=60)
    diary.did("repair", day(10, 10), "GIRARD Lou", quantity=120)
