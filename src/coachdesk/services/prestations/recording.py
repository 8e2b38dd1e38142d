"""Acts recorded, changed, deleted: one per person, or one for a group, named or counted."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import of, plural, quoted, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.cells import as_text
from coachdesk.domain.profile import ActionProfile, ServiceKind
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.models import Prescription, Service, ServicePerson
from coachdesk.services.acts import act
from coachdesk.services.appointments import place_id
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.rows import person_of, row

MOST_PEOPLE = 10_000
MOST_QUANTITY = 999_999_999
"""In hundredths: more is a slip of the fingers."""


@dataclass(frozen=True)
class ServiceFacts:
    """An act, as asked for; ``kind`` and ``result`` are keys of the profile."""

    kind: str
    done_on: date
    people: tuple[UUID, ...] = ()
    """The dossiers of those who are named."""
    unnamed: int | None = None
    """How many others, for a group."""
    quantity: int | None = None
    """In hundredths."""
    minutes: int | None = None
    place: str = ""
    result: str | None = None
    note: str = ""


def record_services(desk: Desk, action: ActionInfo, facts: ServiceFacts) -> tuple[UUID, ...]:
    """Record an act for a group, or one for each person; gives their ids.

    Raises:
        UserError: a fact that can't be, a closed month, an act already noted just so.
    """
    kind = _kind(action.profile, facts.kind)
    told: list[str] = []
    with act(desk, lambda: told[0]) as uow:
        session = uow.session
        cleaned = _checked(desk, session, action, kind, facts)
        each = [cleaned] if kind.group else [
            replace(cleaned, people=(person,)) for person in cleaned.people
        ]  # fmt: skip
        made = tuple(_added(session, action.id, one) for one in each)
        told.append(_said(session, kind, cleaned, len(made)))
        uow.commit()
    return made


def change_service(desk: Desk, action: ActionInfo, service_id: UUID, facts: ServiceFacts) -> None:
    """Put right an act.

    Raises:
        UserError: as ``record_services``, or it is gone.
    """
    kind = _kind(action.profile, facts.kind)
    with act(desk, f"correction de l’acte {quoted(kind.label)}") as uow:
        session = uow.session
        found = row(session, Service, service_id)
        refuse_closed(session.connection(), action.id, found.done_on)
        cleaned = _checked(desk, session, action, kind, facts)
        if not kind.group and len(cleaned.people) > 1:
            raise UserError(
                f"{quoted(kind.label)} se note personne par personne.",
                "Gardez une seule personne, et notez un acte pour chacune des autres.",
            )
        _refuse_double(session, action.id, cleaned, besides=service_id)
        _fill(session, found, cleaned)
        _set_people(session, service_id, cleaned.people)
        uow.commit()


def delete_service(desk: Desk, action: ActionInfo, service_id: UUID) -> None:
    """Delete an act; Ctrl+Z gives it back.

    Raises:
        UserError: its month is closed, or it is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"suppression de l’acte {told[0]}") as uow:
        session = uow.session
        found = row(session, Service, service_id)
        refuse_closed(session.connection(), action.id, found.done_on)
        label = action.profile.services.label(found.kind)
        told.append(f"{quoted(label)} du {short_date(found.done_on)}")
        _set_people(session, service_id, ())
        session.flush()
        session.delete(found)
        uow.commit()


def _kind(profile: ActionProfile, key: str) -> ServiceKind:
    if key not in profile.services:
        raise UserError("Le type d’acte manque.", "Choisissez-en un dans la liste.")
    return profile.services[key]


def _checked(
    desk: Desk, session: Session, action: ActionInfo, kind: ServiceKind, facts: ServiceFacts
) -> ServiceFacts:
    """The facts as they are kept."""
    if facts.done_on > today(desk.clock):
        raise UserError(
            f"Le {short_date(facts.done_on)} est à venir.", "Notez un acte une fois qu’il est fait."
        )
    refuse_closed(session.connection(), action.id, facts.done_on)
    unnamed = facts.unnamed or 0 if kind.group else 0
    if not 0 <= unnamed <= MOST_PEOPLE:
        raise UserError("Ce nombre de personnes ne se peut pas.", "Corrigez-le.")
    people = tuple(dict.fromkeys(facts.people))
    if not people and not unnamed:
        raise UserError(
            "Personne n’est nommé ni compté." if kind.group else "La personne manque.",
            "Cochez qui était là, ou écrivez combien." if kind.group else "Cochez-la.",
        )
    for person in people:
        if row(session, Prescription, person).action_id != action.id:
            raise UserError("Cette personne est d’une autre action.", "Choisissez-en une autre.")
    minutes = facts.minutes if "minutes" not in kind.without else None
    if not 0 <= (minutes or 0) <= DAY_MINUTES:
        raise UserError("Cette durée dépasse la journée.", "Corrigez-la.")
    return replace(
        facts,
        people=people,
        unnamed=unnamed or None,
        quantity=checked_quantity(kind, facts.quantity),
        minutes=minutes or None,
        place=as_text(facts.place) if "place" not in kind.without else "",
        result=facts.result if facts.result in kind.results else None,
        note=as_text(facts.note) if "note" not in kind.without else "",
    )


def checked_quantity(kind: ServiceKind, hundredths: int | None) -> int | None:
    """The quantity that a kind keeps; None for one that has none, or for nothing.

    Raises:
        UserError: too much, or a fraction of what is counted whole.
    """
    if not kind.unit or not hundredths:
        return None
    if not 0 <= hundredths <= MOST_QUANTITY:
        raise UserError("Cette quantité ne se peut pas.", "Corrigez-la.")
    if kind.whole and hundredths % 100:
        raise UserError(
            f"Ici, {quoted(kind.unit)} se compte en nombre entier.", "Retirez les décimales."
        )
    return hundredths


def _added(session: Session, action_id: UUID, facts: ServiceFacts) -> UUID:
    _refuse_double(session, action_id, facts)
    made = Service(id=new_id(), action_id=action_id, cut_over=False)
    _fill(session, made, facts)
    session.add(made)
    session.flush()
    _set_people(session, made.id, facts.people)
    session.flush()
    return made.id


def _fill(session: Session, found: Service, facts: ServiceFacts) -> None:
    found.kind, found.done_on, found.people = facts.kind, facts.done_on, facts.unnamed
    found.quantity, found.minutes = facts.quantity, facts.minutes
    found.place_id = place_id(session, facts.place)
    found.result, found.note = facts.result, facts.note or None


def _set_people(session: Session, service_id: UUID, people: Collection[UUID]) -> None:
    kept = {
        person.prescription_id: person
        for person in session.scalars(
            select(ServicePerson).where(ServicePerson.service_id == service_id)
        )
    }
    for key, person in kept.items():
        if key not in people:
            session.delete(person)
    for key in people:
        if key not in kept:
            session.add(ServicePerson(id=new_id(), service_id=service_id, prescription_id=key))


def _refuse_double(
    session: Session, action_id: UUID, facts: ServiceFacts, besides: UUID | None = None
) -> None:
    """The very same act twice on a day is a slip; two of a kind differ in something."""
    place = place_id(session, facts.place)
    same = session.scalars(
        select(Service.id).where(
            Service.action_id == action_id,
            Service.kind == facts.kind,
            Service.done_on == facts.done_on,
            Service.people.is_not_distinct_from(facts.unnamed),
            Service.quantity.is_not_distinct_from(facts.quantity),
            Service.minutes.is_not_distinct_from(facts.minutes),
            Service.place_id.is_not_distinct_from(place),
            Service.result.is_not_distinct_from(facts.result),
            Service.note.is_not_distinct_from(facts.note or None),
        )
    )
    for found in same.all():
        people = session.scalars(
            select(ServicePerson.prescription_id).where(ServicePerson.service_id == found)
        )
        if found != besides and set(people) == set(facts.people):
            raise UserError(
                f"Ce même acte est déjà noté le {short_date(facts.done_on)}.",
                "S’il a eu lieu deux fois, dites dans la note ce qui les distingue.",
            )


def _said(session: Session, kind: ServiceKind, facts: ServiceFacts, number: int) -> str:
    """« acte « Aide numérique » de Léa DURAND »."""
    label = quoted(kind.label)
    if len(facts.people) == 1 and not facts.unnamed:
        return f"acte {label} {of(person_of(session, facts.people[0]))}"
    people = plural(len(facts.people) + (facts.unnamed or 0), "personne")
    return f"acte {label} pour {people}" if number == 1 else f"{number} actes {label}"
