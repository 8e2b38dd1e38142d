"""A year of *Mon qu@rtier, ma solution* made for its bilan: a workbook, then what is typed since.

Everything follows from an order: the people met, from the first event to the last; those of them
who engaged; the first hundred of these, who left, by groups of twenty. Figures are counted from it
by hand in ``tests/e2e/test_mon_quartier.py``.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from coachdesk.domain.attendance import Mode
from coachdesk.models import Prescription
from coachdesk.services.desk import Desk
from coachdesk.services.documents.drafting import open_document
from coachdesk.services.documents.satisfaction import record_satisfaction
from coachdesk.services.exits.following import FollowUpFacts, record_follow_up
from coachdesk.services.exits.prolonging import prolong
from coachdesk.services.importing import import_file
from coachdesk.services.measures import take_measure
from coachdesk.services.papers.templates import templates
from support.workbooks import write_workbook

NOW = datetime(2023, 12, 31, 18, tzinfo=timezone(timedelta(hours=1)))


class Event(NamedTuple):
    """An outreach event, and how many were met there."""

    day: date
    title: str
    kind: str
    place: str
    met: int


EVENTS = (
    Event(date(2023, 1, 10), "Café de janvier", "Centre social, maison de quartier", "Étouvie", 60),
    Event(date(2023, 2, 7), "Pied d’immeuble", "Pied d’immeuble", "Salamandre", 40),
    Event(date(2023, 3, 7), "Marché de mars", "Marché, place publique", "Marché du Nord", 51),
    Event(date(2023, 4, 4), "Porte à porte", "Porte à porte", "Pierre-Rollin", 50),
    Event(date(2023, 5, 2), "Café de mai", "Centre social, maison de quartier", "Étouvie", 52),
    Event(date(2023, 6, 6), "Fête de quartier", "Forum, fête de quartier", "Pierre-Rollin", 48),
    Event(date(2023, 9, 5), "Marché de septembre", "Marché, place publique", "Marché du Nord", 50),
    Event(date(2023, 10, 3), "Bas des tours", "Pied d’immeuble", "Salamandre", 37),
)
"""388 people."""
OUTCOMES = (
    ("Engagée dans l’action", 163), ("Réorientée", 143), ("Refus", 39),
    ("A repris une activité", 21), ("Hors critères", 22),
)  # fmt: skip
_STRIDE = 61
"""Prime with 388: outcomes are spread over the events."""
LEFT_ON = (
    date(2023, 5, 15), date(2023, 6, 15), date(2023, 7, 15), date(2023, 9, 15), date(2023, 11, 15),
)  # fmt: skip
"""The day on which each group of twenty left."""
_DETAILS = {0: "CDI", 1: "CDD de 6 mois et plus", 2: "CDD de moins de 6 mois"}


def exit_of(rank: int) -> tuple[str, str | None]:
    """How the leaver of that rank in her group left."""
    if rank in _DETAILS:
        return "Emploi", _DETAILS[rank]
    for last, kind, detail in (
        (5, "Formation", "Formation qualifiante"),
        (12, "Sortie dynamique", "Bénévolat, service civique"),
        (16, "Fin d’accompagnement", "Terme atteint"),
        (18, "Abandon", None),
    ):
        if rank <= last:
            return kind, detail
    return "Déménagement", None


def year_of_mon_quartier(desk: Desk, folder: Path) -> None:
    """Live that year."""
    action = desk.actions[0]
    path = write_workbook(folder / "mon-quartier-2023.xlsx", _sheets())
    report = import_file(desk.store, action.id, action.profile, path)
    assert not report.errors, report.errors[:5]
    dossiers: dict[str, UUID] = desk.read(
        lambda link: {
            row.number: row.id for row in link.execute(select(Prescription.number, Prescription.id))
        }
    )
    _measure(desk, dossiers)
    _follow(desk, dossiers)
    for rank in (100, 101, 102):
        prolong(desk, dossiers[_number(rank)], date(2024, 3, 31))
    for rank, note in enumerate("554443"):
        kind = templates(action)["satisfaction"]
        document = open_document(desk, action, "satisfaction", dossiers[_number(rank)])
        answers = {
            field.key: "fully" if rank < 4 else "rather"
            for field in kind.fields
            if field.options and field.key != "note"
        }
        record_satisfaction(desk, document, {**answers, "note": note})


def _number(rank: int) -> str:
    return f"23-{rank + 1:03}"


def _outcomes() -> list[str]:
    """What became of each person met, in the order in which they were."""
    ranks = {n * _STRIDE % 388: n for n in range(388)}
    words = [word for word, number in OUTCOMES for _ in range(number)]
    found = [""] * 388
    for rank, word in enumerate(words):
        found[ranks[rank]] = word
    return found


def _met() -> Iterator[tuple[Event, int, str]]:
    outcomes = iter(_outcomes())
    rank = 0
    for event in EVENTS:
        for _ in range(event.met):
            yield event, rank, next(outcomes)
            rank += 1


def _sheets() -> dict[str, list[list[Any]]]:
    people: list[list[Any]] = [
        ["N°", "Date prescription", "Prescripteur", "Nom", "Prénom", "Sexe", "Date de naissance",
         "Suite donnée", "Date d'entrée", "Date fin prévisionnelle", "Statut",
         "Problématique principale", "Contrat signé le"]
    ]  # fmt: skip
    contacts: list[list[Any]] = [["Date", "Action", "Nom", "Prénom", "Suite", "Appelée le",
                                  "N° dossier"]]  # fmt: skip
    domains = ("Santé", "Garde d'enfants", "Logement, hébergement", "Mobilité", "Estime de soi")
    for event, rank, outcome in _met():
        name, called = f"HABITANT{_letters(rank)}", event.day + timedelta(days=3)
        number = None
        if outcome == OUTCOMES[0][0]:
            place = len(people) - 1
            number, entered = _number(place), event.day + timedelta(days=6 + place % 10)
            people.append(
                [number, event.day, "Rencontre dans le quartier", name, "Dominique",
                 "F" if place % 3 else "M", date(1985, 3, 1 + place % 28), "Intégré", entered,
                 entered + timedelta(days=180), "BRSA" if place % 2 else "Autre",
                 domains[place % 5], entered + timedelta(days=7)]
            )  # fmt: skip
        contacts.append([event.day, event.title, name, "Dominique", outcome, called, number])
    exits: list[list[Any]] = [["N°", "Date de sortie", "Type de sortie", "Détail"]]
    exits += [[_number(rank), LEFT_ON[rank // 20], *exit_of(rank % 20)] for rank in range(100)]
    events: list[list[Any]] = [["Date", "Titre", "Nature", "Lieu", "Personnes rencontrées"]]
    events += [[each.day, each.title, each.kind, each.place, each.met] for each in EVENTS]
    acts: list[list[Any]] = [["N°", "Acte", "Date", "Durée (h)"], *_interviews()]
    return {
        "Prescriptions": people,
        "Rendez-vous": [*_meetings(people[1:21])],
        "Sorties": exits,
        "Actes": acts,
        "Aller-vers": events,
        "Personnes à rappeler": contacts,
    }


def _meetings(people: list[list[Any]]) -> Iterator[list[Any]]:
    """Each of the first group four times, the last of which she does not come to."""
    yield ["N°", "Date", "Début", "Fin", "Lieu", "Modalité", "Présence"]
    for place, person in enumerate(people):
        for week in range(4):
            day, came = person[8] + timedelta(days=7 * week), week < 3
            start, end = time(9 + place % 8, 0), time(9 + place % 8, 45)
            presence = "Présent" if came else "Absence injustifiée"
            yield [person[0], day, start, end, "Étouvie", "Physique", presence]


def _letters(rank: int) -> str:
    """A name has no figure in it: « AA », « AB »."""
    return chr(65 + rank // 26) + chr(65 + rank % 26)


def _interviews() -> Iterator[list[Any]]:
    """Of the three of each group who left for a job: hers on the 20th, four with the company."""
    for group, left in enumerate(LEFT_ON):
        for place in range(3):
            number = _number(20 * group + place)
            hers = [date(2023, month, 20) for month in range(left.month, 13)][:6]
            for day in hers[: 5 if place == 2 and group < 2 else 6]:
                yield [number, "Entretien en emploi", day, 0.5]
            days = [left + timedelta(days=gap) for gap in (10, 25, 40, 65)]
            few = place == 2 and group > 0
            for day in days[: 3 if few else 4]:
                if day.year == LEFT_ON[0].year:
                    yield [number, "Entretien avec l’entreprise", day, 0.5]


def _measure(desk: Desk, dossiers: dict[str, UUID]) -> None:
    """The twenty of the first group, in each domain of life."""
    before, after = date(2023, 2, 10), LEFT_ON[0]

    def take(rank: int, kind: str, first: str, last: str | None) -> None:
        take_measure(desk, dossiers[_number(rank)], kind, first, before)
        if last is not None:
            take_measure(desk, dossiers[_number(rank)], kind, last, after)

    for rank in range(20):
        health = "better" if rank < 12 else "hard" if rank < 17 else "blocked"
        take(rank, "health", "hard", health)
        housing = "settled" if rank < 8 else "hard"
        take(rank, "housing", "hard", housing if rank < 16 else None)
        take(rank, "mobility", "blocked", "hard" if rank < 15 else "blocked")
        take(rank, "self_esteem", "low", "good" if rank < 18 else "very_low")
        if rank < 10:
            take(rank, "childcare", "blocked", "settled" if rank < 7 else "blocked")


def _follow(desk: Desk, dossiers: dict[str, UUID]) -> None:
    """The six of the first group who left for a job or a training, three months later."""
    for rank in range(6):
        outcome = "employed" if rank < 3 else "training" if rank < 5 else "unreachable"
        facts = FollowUpFacts(3, date(2023, 8, 16), Mode.PHONE, outcome)
        record_follow_up(desk, dossiers[_number(rank)], facts)
