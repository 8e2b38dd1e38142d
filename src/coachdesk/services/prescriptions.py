"""A prescription arrives: the person, her dossier and her first rendez-vous, in one act."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import of, quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Slot
from coachdesk.domain.identity import (
    checked_birth,
    cleaned_beneficiary_number,
    cleaned_email,
    cleaned_name,
    cleaned_phone,
    cleaned_postcode,
)
from coachdesk.models import Participant, Prescription
from coachdesk.services.acts import act
from coachdesk.services.appointments import add_appointment
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.prestations.contacts import link_dossier
from coachdesk.services.rows import row
from coachdesk.services.stints import refuse_present, stints_in


@dataclass(frozen=True)
class PersonFacts:
    """Who she is, as typed."""

    last_name: str
    first_name: str
    gender: str
    birth_date: date | None
    """None when what is typed is no date."""
    postcode: str = ""
    commune: str = ""
    phone: str = ""
    email: str = ""
    beneficiary_number: str = ""


@dataclass(frozen=True)
class PrescriptionFacts:
    """The prescription, as typed; ``prescriber`` is a key of the profile."""

    number: str
    received_on: date
    prescriber: str
    case_manager: str = ""


def receive_prescription(
    desk: Desk,
    action: ActionInfo,
    facts: PrescriptionFacts,
    person: PersonFacts,
    *,
    known: UUID | None = None,
    first: Slot | None = None,
    met: UUID | None = None,
) -> UUID:
    """Record a prescription and plan its first rendez-vous; gives the dossier's id.

    Args:
        desk: the open desk.
        action: the action she is oriented to.
        facts: the prescription.
        person: who she is.
        known: the participant's id when she is already known: what is typed corrects it.
        first: the first rendez-vous; None when it is to be planned later.
        met: the contact of an action d'aller-vers that she was.

    Raises:
        UserError: a fact that can't be, a n° already used, a closed month, an hour taken, someone
            followed in that action now, or expected there.
    """
    with act(desk, f"prescription {of(f'{person.first_name} {person.last_name}'.strip())}") as uow:
        session = uow.session
        if known is not None:
            refuse_present(action.profile, stints_in(session.connection(), action.id, known))
        whose = _person(desk, session, person, known)
        dossier = add_prescription(desk, session, action, whose, facts, first)
        if met is not None:
            link_dossier(session, action.profile, met, dossier.id, today(desk.clock))
        uow.commit()
    return dossier.id


def add_prescription(
    desk: Desk,
    session: Session,
    action: ActionInfo,
    participant_id: UUID,
    facts: PrescriptionFacts,
    first: Slot | None,
) -> Prescription:
    """A pending dossier of someone, within the transaction of ``session``.

    Raises:
        UserError: as ``receive_prescription``.
    """
    dossier = Prescription(
        id=new_id(),
        action_id=action.id,
        participant_id=participant_id,
        number=_free_number(session, action.id, facts.number),
        received_on=_received(desk, session, action.id, facts.received_on),
        prescriber=facts.prescriber,
        case_manager=" ".join(facts.case_manager.split()) or None,
        outcome=action.profile.pending[0],
        cut_over=False,
    )
    session.add(dossier)
    session.flush()
    if first is not None:
        add_appointment(session, dossier, first)
    return dossier


def correct_dossier(
    desk: Desk, prescription_id: UUID, person: PersonFacts, case_manager: str
) -> None:
    """Put right who she is and who follows her for the Département, in one act.

    Raises:
        UserError: a fact that can't be, the dossier is gone.
    """
    with act(desk, f"correction {of(f'{person.first_name} {person.last_name}'.strip())}") as uow:
        dossier = row(uow.session, Prescription, prescription_id)
        _person(desk, uow.session, person, dossier.participant_id)
        dossier.case_manager = " ".join(case_manager.split()) or None
        uow.commit()


def person_faults(facts: PersonFacts, day: date) -> dict[str, str]:
    """The facts that can't be on ``day``, each by its name with its sentence and its remedy."""
    faults = {}
    for name, clean in _CLEANING.items():
        try:
            clean(facts, day)
        except UserError as error:
            faults[name] = f"{error.sentence} {error.remedy}"
    return faults


def next_number(connection: Connection, action_id: UUID, day: date) -> str:
    """The n° after the last of the year: « 23-048 » after « 23-047 », « 23-001 » at first."""
    year = f"{day:%y}"
    numbers = connection.execute(
        select(Prescription.number).where(
            Prescription.action_id == action_id, Prescription.number.startswith(f"{year}-")
        )
    ).scalars()
    used = [int(found[1]) for found in map(re.compile(r"\d\d-(\d+)").fullmatch, numbers) if found]
    return f"{year}-{max(used, default=0) + 1:03}"


def _person(desk: Desk, session: Session, facts: PersonFacts, known: UUID | None) -> UUID:
    day = today(desk.clock)
    cleaned = {name: clean(facts, day) for name, clean in _CLEANING.items()}
    if known is not None:
        found = row(session, Participant, known)
        for name, value in cleaned.items():
            if getattr(found, name) != value:
                setattr(found, name, value)
        return known
    made = Participant(id=new_id(), cut_over=False, **cleaned)
    session.add(made)
    session.flush()
    return made.id


def _gender(facts: PersonFacts, _day: date) -> str:
    if not facts.gender:
        raise UserError("Le sexe manque.", "Choisissez une réponse.")
    return facts.gender


def _birth(facts: PersonFacts, day: date) -> date:
    if facts.birth_date is None:
        raise UserError("La date de naissance manque.", "Tapez-la, comme 06/05/1990.")
    return checked_birth(facts.birth_date, day)


_CLEANING: dict[str, Callable[[PersonFacts, date], Any]] = {
    "last_name": lambda facts, _: cleaned_name(facts.last_name),
    "first_name": lambda facts, _: cleaned_name(facts.first_name),
    "gender": _gender,
    "birth_date": _birth,
    "postcode": lambda facts, _: cleaned_postcode(facts.postcode),
    "commune": lambda facts, _: " ".join(facts.commune.split()) or None,
    "phone": lambda facts, _: cleaned_phone(facts.phone),
    "email": lambda facts, _: cleaned_email(facts.email),
    "beneficiary_number": lambda facts, _: cleaned_beneficiary_number(facts.beneficiary_number),
}
"""What is recorded of each fact, or why it can't be."""


def _free_number(session: Session, action_id: UUID, typed: str) -> str:
    number = "".join(typed.split())
    if not number:
        raise UserError("Le n° du dossier manque.", "Écrivez celui de la prescription.")
    taken = session.scalar(
        select(Prescription.id).where(
            Prescription.action_id == action_id, Prescription.number == number
        )
    )
    if taken is not None:
        raise UserError(
            f"Le n° {quoted(number)} est déjà celui d’un autre dossier.", "Donnez le suivant."
        )
    return number


def _received(desk: Desk, session: Session, action_id: UUID, day: date) -> date:
    if day > today(desk.clock):
        raise UserError(
            "Cette prescription arriverait dans l’avenir.", "Corrigez la date de réception."
        )
    refuse_closed(session.connection(), action_id, day)
    return day
