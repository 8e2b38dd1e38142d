"""Ten years of a big action, as facts: who came, how she was followed, how she left.

The same facts at each run (one seed): 10,000 people, of whom 100 are followed on ``TODAY``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random
from uuid import UUID

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import REMOTE, Mode, Presence
from coachdesk.domain.holidays import is_workday

PEOPLE, APPOINTMENTS = 10_000, 500_000
FOLLOWED, PENDING, TURNED_AWAY = 100, 30, 1_200
TODAY = date(2024, 1, 15)
FIRST_DAY = date(2014, 1, 20)
TAKEN_OVER_UNTIL = date(2016, 1, 1)
"""Before it, rows are those of the reprise."""
LAST_LONG_ENTRY = date(2022, 11, 1)
"""Whoever entered up to then has left by now."""
PLACES = (
    "Ailly-sur-Somme", "Airaines", "Doullens", "Flixecourt", "Liomer", "Molliens-Dreuil",
    "Oisemont", "Picquigny", "Poix-de-Picardie", "Saint-Ouen", "Villers-Bocage",
)  # fmt: skip
_LAST_NAMES = (
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre "
    "Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau "
    "Vincent Muller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François "
    "Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier "
    "Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard "
    "Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt "
    "Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier "
    "Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte López "
    "Jean Dupuy Guillot Hubert Berger Carpentier Sánchez Dupuis Moulin Louis Deschamps Huet Vasseur"
)
_FIRST_NAMES = (
    "Léa Marie Nathalie Isabelle Sylvie Céline Aurélie Émilie Fatima Sandrine Stéphanie Chloé "
    "Hélène Sophie Inès Zoé Amélie Océane Valérie Corinne Karima Nadia Élodie Laëtitia Jean Michel "
    "Pierre Nicolas Philippe Christophe Alain Thierry Mohamed Frédéric Sébastien Éric Jérôme "
    "Thomas Kévin Julien David Loïc Mickaël Hervé Rémi Benoît Jérémy Moïse Gaël Yanis"
)
LAST_NAMES, FIRST_NAMES = _LAST_NAMES.split(), _FIRST_NAMES.split()


@dataclass(slots=True)
class Person:
    """One person and what became of her; keys are made here, so that rows can name each other."""

    number: str
    last_name: str
    first_name: str
    rank: int
    """Turns over the lists of words, so that all are used."""
    received_on: date
    outcome: str
    decided_on: date | None = None
    entered_on: date | None = None
    planned_end_on: date | None = None
    left_on: date | None = None
    first_on: date | None = None
    """Her first rendez-vous held."""
    participant_id: UUID = field(default_factory=new_id)
    prescription_id: UUID = field(default_factory=new_id)
    pathway_id: UUID = field(default_factory=new_id)

    @property
    def cut_over(self) -> bool:
        """Whether her rows are of the reprise."""
        return self.received_on < TAKEN_OVER_UNTIL


@dataclass(frozen=True, slots=True)
class Held:
    """A rendez-vous of a person, past or to come."""

    held_on: date
    start_minute: int
    person: Person
    mode: Mode
    presence: Presence
    signed: bool


def make_people(random: Random) -> list[Person]:
    """Everyone, in the order in which they were prescribed."""
    left = PEOPLE - FOLLOWED - PENDING - TURNED_AWAY
    people = [_left(random, rank) for rank in range(left)]
    people += [_turned_away(random, rank) for rank in range(TURNED_AWAY)]
    people += [_followed(random, rank) for rank in range(FOLLOWED)]
    people += [_pending(random, rank) for rank in range(PENDING)]
    people.sort(key=lambda person: person.received_on)
    for count, person in enumerate(people, 1):
        person.number = f"{person.received_on:%y}-{count:05d}"
    return people


def make_appointments(random: Random, people: list[Person]) -> list[Held]:
    """Exactly ``APPOINTMENTS`` rendez-vous, by day: weekly, a few of the people twice a week."""
    days = [(day, person) for person in people for day in _weekly(person)]
    entered = [person for person in people if person.left_on is not None]
    lacking = APPOINTMENTS - len(days)
    if lacking < 0:
        # From the oldest pathways, as if the first workbooks had not been complete.
        days.sort(key=lambda item: item[0])
        days = days[-APPOINTMENTS:]
    for turn, person in enumerate(islice(cycle(entered), max(lacking, 0))):
        assert person.entered_on is not None
        week = timedelta(weeks=3 + turn // len(entered))
        days.append((_workday(person.entered_on + week + timedelta(days=2)), person))
    days.sort(key=lambda item: (item[0], item[1].rank))
    return [_held(random, day, person) for day, person in days]


def _person(random: Random, rank: int, received_on: date, outcome: str) -> Person:
    last = LAST_NAMES[random.randrange(len(LAST_NAMES))]
    if rank % 7 == 0:
        last = f"{last}-{LAST_NAMES[random.randrange(len(LAST_NAMES))]}"
    first = FIRST_NAMES[random.randrange(len(FIRST_NAMES))]
    return Person("", last.upper(), first, rank, received_on, outcome)


def _entered(random: Random, rank: int, entered_on: date) -> Person:
    monday = entered_on - timedelta(days=entered_on.weekday())
    entered = _workday(monday + timedelta(days=rank % 5))
    person = _person(random, rank, entered - timedelta(days=random.randint(5, 20)), "enrolled")
    person.entered_on = person.decided_on = entered
    person.first_on = _workday(person.received_on + timedelta(days=rank % 5))
    person.planned_end_on = entered + timedelta(days=182 if rank % 3 else 365)
    return person


def _left(random: Random, rank: int) -> Person:
    span = (LAST_LONG_ENTRY - FIRST_DAY).days
    person = _entered(random, rank, FIRST_DAY + timedelta(days=random.randrange(span)))
    assert person.entered_on is not None
    person.left_on = _workday(person.entered_on + timedelta(days=random.randint(300, 430)))
    if person.left_on >= TODAY:
        person.left_on = _workday(TODAY - timedelta(days=10))
    return person


def _followed(random: Random, rank: int) -> Person:
    return _entered(random, rank, TODAY - timedelta(days=random.randint(3, 170)))


def _turned_away(random: Random, rank: int) -> Person:
    span = (TODAY - FIRST_DAY).days - 30
    received = FIRST_DAY + timedelta(days=random.randrange(span))
    person = _person(random, rank, received, "redirected" if rank % 4 == 0 else "declined")
    person.decided_on = received + timedelta(days=14)
    return person


def _pending(random: Random, rank: int) -> Person:
    person = _person(random, rank, TODAY - timedelta(days=random.randint(0, 12)), "pending")
    if rank % 6 == 0:
        person.first_on = person.received_on
    return person


def _weekly(person: Person) -> Iterator[date]:
    """The days of her rendez-vous: one before the decision, or each week of the pathway."""
    if person.outcome == "pending" and person.rank % 3:
        yield _workday(TODAY + timedelta(days=person.rank % 8))
    if person.entered_on is None:
        return
    last = person.left_on or TODAY + timedelta(days=7)
    day = person.entered_on
    while day <= last:
        yield _workday(day)
        day += timedelta(weeks=1)


def _held(random: Random, day: date, person: Person) -> Held:
    mode = random.choices(tuple(Mode), (82, 12, 3, 3))[0]
    presence = Presence.PLANNED
    if day < TODAY:
        presence = random.choices(
            (Presence.ATTENDED, Presence.EXCUSED, Presence.UNEXCUSED, Presence.CANCELLED),
            (78, 12, 4, 6),
        )[0]
        if (TODAY - day).days < 7 and random.random() < 0.05:
            presence = Presence.PLANNED
    lately = (TODAY - day).days < 20
    signed = (
        presence is Presence.ATTENDED
        and mode not in REMOTE
        and day >= TAKEN_OVER_UNTIL
        and not person.cut_over
        and not (lately and random.random() < 0.05)
    )
    return Held(day, 540 + 30 * (person.rank % 16), person, mode, presence, signed)


def _workday(day: date) -> date:
    while not is_workday(day):
        day += timedelta(days=1)
    return day
