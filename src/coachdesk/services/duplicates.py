"""A person who may be known already, proposed before she is created a second time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.french import fold
from coachdesk.domain.nearest import likeness_to
from coachdesk.models import Participant, Prescription
from coachdesk.queries.listing import records

_LIKELY = 60
_SHOWN = 3
_NEAR = 0.8
"""Likeness of the names of two people born on one day: less than a slip is asked for elsewhere."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone in the store, with her latest dossier."""

    participant_id: UUID
    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    birth_date: date
    gender: str
    postcode: str | None
    commune: str | None
    phone: str | None
    email: str | None
    beneficiary_number: str | None


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed so far."""

    last_name: str = ""
    first_name: str = ""
    birth_date: date | None = None
    phone: str = ""
    beneficiary_number: str = ""


def known_people(connection: Connection) -> tuple[KnownPerson, ...]:
    """Everyone in the store, each with her latest dossier, whatever the action."""
    people = (
        select(
            Participant.id.label("participant_id"),
            Prescription.id.label("prescription_id"),
            Prescription.number,
            Participant.last_name,
            Participant.first_name,
            Participant.birth_date,
            Participant.gender,
            Participant.postcode,
            Participant.commune,
            Participant.phone,
            Participant.email,
            Participant.beneficiary_number,
        )
        .join(Prescription, Prescription.participant_id == Participant.id)
        .where(Participant.anonymised_on.is_(None))
        .order_by(Prescription.received_on)
    )
    latest = {person.participant_id: person for person in records(connection, KnownPerson, people)}
    return tuple(latest.values())


def likely_same(typed: Typed, people: Sequence[KnownPerson]) -> tuple[KnownPerson, ...]:
    """The people most likely to be the one typed, three at most, the likeliest first."""
    scored = ((_score(typed, person), person) for person in people)
    likely = [(score, person) for score, person in scored if score >= _LIKELY]
    likely.sort(key=lambda found: (-found[0], found[1].number))
    return tuple(person for _, person in likely[:_SHOWN])


def _score(typed: Typed, person: KnownPerson) -> int:
    """100 is certain: the same n° allocataire, or the same name and birth."""
    number = typed.beneficiary_number.replace(" ", "").upper()
    if number and number == (person.beneficiary_number or ""):
        return 100
    same_birth = typed.birth_date == person.birth_date
    names = {fold(typed.last_name), fold(typed.first_name)} - {""}
    hers = {fold(person.last_name), fold(person.first_name)}
    if names == hers:  # whichever way round they were typed
        return 100 if same_birth else 70
    if same_birth and len(names) == len(hers) and _near(typed, person):
        return 80
    phone = "".join(typed.phone.split())
    same_phone = bool(phone) and phone == "".join((person.phone or "").split())
    return 75 if same_phone and fold(typed.first_name) == fold(person.first_name) else 0


def _near(told: Typed, person: KnownPerson) -> bool:
    pairs = ((told.last_name, person.last_name), (told.first_name, person.first_name))
    return all(likeness_to(fold(hers), _NEAR)(fold(typed)) for typed, hers in pairs)
