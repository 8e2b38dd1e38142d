"""The places where people are met: their openings, address, and the base of the coach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import fold, quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.agenda import Weeks
from coachdesk.domain.attendance import refuse_hours
from coachdesk.domain.clashes import overlapping
from coachdesk.models import (
    Place,
    PlaceOpening,
)
from coachdesk.queries.places import BASE_PLACE
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import keep_preference
from coachdesk.services.rows import row

_ANY_DAY = date(2001, 1, 1)
"""A Monday: openings are compared within a week."""


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """A permanence as it is typed."""

    weekday: int
    start_minute: int
    end_minute: int
    weeks: Weeks = Weeks.EVERY

    @property
    def held_on(self) -> date:
        """A day to compare it on."""
        return _ANY_DAY.replace(day=1 + self.weekday)


def set_openings(desk: Desk, place_id: UUID, openings: Sequence[OpeningFacts]) -> None:
    """Keep these permanences of a place, and no other.

    Raises:
        UserError: hours that can't be, or two permanences at once.
    """
    told: list[str] = []
    with act(desk, lambda: f"permanences de {told[0]}") as uow:
        place = row(uow.session, Place, place_id)
        told.append(place.name)
        put_openings(uow.session, place_id, openings)
        uow.commit()


def put_openings(session: Session, place_id: UUID, openings: Sequence[OpeningFacts]) -> None:
    """Keep these permanences of a place, and no other, with the rest of a transaction.

    Raises:
        UserError: hours that can't be, or two permanences at once.
    """
    refuse_impossible(openings)
    kept = {_key(one): one for one in openings}
    for opening in session.scalars(
        select(PlaceOpening).where(PlaceOpening.place_id == place_id)
    ).all():
        asked = kept.pop(_key(opening), None)
        if asked is None:
            session.delete(opening)
        else:
            opening.end_minute = asked.end_minute
    session.flush()  # what is gone makes way for what comes
    for one in kept.values():
        session.add(
            PlaceOpening(
                id=new_id(),
                place_id=place_id,
                weekday=one.weekday,
                start_minute=one.start_minute,
                end_minute=one.end_minute,
                weeks=one.weeks,
            )
        )


def add_place(desk: Desk, name: str) -> UUID:
    """A new place; gives its id.

    Raises:
        UserError: no name, or one that is known.
    """
    cleaned = _cleaned(name)
    with act(desk, f"lieu {quoted(cleaned)}") as uow:
        _refuse_known(uow.session, cleaned)
        place = Place(id=new_id(), name=cleaned)
        uow.session.add(place)
        uow.commit()
    return place.id


def rename_place(desk: Desk, place_id: UUID, name: str) -> None:
    """Give a place another name, everywhere at once; what is sealed keeps the one it has.

    Raises:
        UserError: no name, or that of another place.
    """
    cleaned = _cleaned(name)
    with act(desk, f"nom du lieu {quoted(cleaned)}") as uow:
        place = row(uow.session, Place, place_id)
        _refuse_known(uow.session, cleaned, besides=place_id)
        place.name = cleaned
        uow.commit()


def set_address(desk: Desk, place: str, address: str) -> None:
    """Keep where ``place`` is; an empty address takes it back.

    Raises:
        UserError: there is no such place.
    """
    with act(desk, f"adresse de {place}") as uow:
        place_named(uow.session, place).address = " ".join(address.split()) or None
        uow.commit()


def place_named(session: Session, name: str) -> Place:
    """The place of that name.

    Raises:
        UserError: there is no such place.
    """
    found = session.scalar(select(Place).where(Place.name == name))
    if found is None:
        raise UserError(
            f"Le lieu {quoted(name)} n’existe plus.", "Rafraîchissez l’écran et recommencez."
        )
    return found


def retire_place(desk: Desk, place_id: UUID, since: date | None) -> None:
    """Nobody is met there from that day on; None: people are again."""
    told: list[str] = []
    with act(desk, lambda: f"lieu {quoted(told[0])} {'retiré' if since else 'repris'}") as uow:
        place = row(uow.session, Place, place_id)
        told.append(place.name)
        place.retired_on = since
        uow.commit()


def set_base_place(desk: Desk, place_id: UUID | None) -> None:
    """Say where her day begins and ends; a choice, which Ctrl+Z does not know."""
    keep_preference(desk, BASE_PLACE, place_id.hex if place_id else None)


def _key(one: OpeningFacts | PlaceOpening) -> tuple[int, int, Weeks]:
    return (one.weekday, one.start_minute, one.weeks)


def refuse_impossible(openings: Sequence[OpeningFacts]) -> None:
    """Let only permanences pass that can be.

    Raises:
        UserError: hours that can't be, or two permanences at once.
    """
    for one in openings:
        refuse_hours(one.start_minute, one.end_minute, "Corrigez les heures de la permanence.")
    for before, one in overlapping(openings):
        if Weeks.EVERY in {before.weeks, one.weeks} or before.weeks is one.weeks:
            raise UserError(
                "Deux permanences du même jour se chevauchent.",
                "Corrigez les heures, ou les semaines, de l’une d’elles.",
            )


def _cleaned(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise UserError("Un lieu a un nom.", "Écrivez-le, par exemple « Mairie d’Airaines ».")
    return cleaned


def _refuse_known(session: Session, name: str, besides: UUID | None = None) -> None:
    for key, known in session.execute(select(Place.id, Place.name)):
        if fold(known) == fold(name) and key != besides:
            raise UserError(
                f"Le lieu {quoted(known)} existe déjà.",
                "Réunissez les deux lieux s’ils n’en font qu’un, ou précisez le nom.",
            )
