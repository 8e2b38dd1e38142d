"""The places where people are met: their openings, address, base, and one place written twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import fold, quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.agenda import Weeks
from coachdesk.domain.attendance import refuse_hours
from coachdesk.domain.clashes import overlapping
from coachdesk.models import (
    Appointment,
    DayOff,
    OutreachEvent,
    Place,
    PlaceOpening,
    Service,
    Travel,
    Workshop,
)
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import keep_preference, preference, put_preference
from coachdesk.services.rows import row

BASE_PLACE = "base_place"
"""The preference that holds the key of the place where her day begins and ends."""
_WHERE: tuple[type[Any], ...] = (Appointment, Workshop, OutreachEvent, Service, DayOff)
"""What names a place; openings and roads aside."""
_AT_ONCE = 500
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


def merge_places(
    desk: Desk,
    kept_id: UUID,
    gone_id: UUID,
    told: Callable[[float, str], None] = lambda _fraction, _words: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Make one place of two that are the same: all that names ``gone_id`` names ``kept_id``.

    Nothing is lost: every rendez-vous keeps its day, hours and presence. What is sealed or frozen
    is bytes, which keep the name they were made with.

    Raises:
        UserError: a place is gone, or it is one and the same; or she asked to stop.
    """
    words: list[str] = []
    with act(desk, lambda: f"réunion de {quoted(words[0])} avec {quoted(words[1])}") as uow:
        session = uow.session
        kept, gone = row(session, Place, kept_id), row(session, Place, gone_id)
        if kept is gone:
            raise UserError("C’est le même lieu.", "Choisissez-en un autre.")
        words += [gone.name, kept.name]
        _move_rows(session, kept_id, gone_id, told, cancelled)
        _move_openings(session, kept_id, gone_id)
        _move_roads(session, kept_id, gone_id)
        kept.address = kept.address or gone.address
        _move_base(session, kept_id, gone_id)
        session.flush()
        session.delete(gone)
        uow.commit()


def base_place(connection: Connection) -> str | None:
    """The name of the place where her day begins and ends; None when she did not say."""
    key = preference(connection, BASE_PLACE)
    if not isinstance(key, str):
        return None
    name: str | None = connection.execute(select(Place.name).where(Place.id == UUID(key))).scalar()
    return name


def set_base_place(desk: Desk, place_id: UUID | None) -> None:
    """Say where her day begins and ends; a choice, which Ctrl+Z does not know."""
    keep_preference(desk, BASE_PLACE, place_id.hex if place_id else None)


def _move_rows(
    session: Session,
    kept_id: UUID,
    gone_id: UUID,
    told: Callable[[float, str], None],
    cancelled: Callable[[], bool],
) -> None:
    """Each row through the journal, so that it can be undone; a few hundred at a time."""
    numbers = (
        session.scalar(select(func.count()).where(model.place_id == gone_id)) for model in _WHERE
    )
    whole, done = max(sum(number or 0 for number in numbers), 1), 0
    for model in _WHERE:
        some = select(model).where(model.place_id == gone_id).limit(_AT_ONCE)
        while found := session.scalars(some).all():
            if cancelled():
                raise UserError("Les lieux n’ont pas été réunis.", "Rien n’a changé.")
            for one in found:
                one.place_id = kept_id
            session.flush()
            done += len(found)
            told(done / whole, f"{done} / {whole}")


def _move_openings(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    """The permanences of the place that is kept count, when it has some."""
    of_place = select(PlaceOpening).where
    has = session.scalars(of_place(PlaceOpening.place_id == kept_id)).first() is not None
    for opening in session.scalars(of_place(PlaceOpening.place_id == gone_id)).all():
        if has:
            session.delete(opening)
        else:
            opening.place_id = kept_id


def _move_roads(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    """Travels of the place that is gone lead to the one that is kept, unless they are known."""
    both = (kept_id, gone_id)
    touching = Travel.from_place_id.in_(both) | Travel.to_place_id.in_(both)
    travels = session.scalars(select(Travel).where(touching)).all()
    ends = {road: {road.from_place_id, road.to_place_id} for road in travels}
    known = {end for road in travels if kept_id in ends[road] for end in ends[road]}
    for road in travels:
        if gone_id not in ends[road]:
            continue
        (other,) = ends[road] - {gone_id}
        if other in known:
            session.delete(road)
        else:
            road.from_place_id, road.to_place_id = in_order(kept_id, other)


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The ends of a road as its one row holds them."""
    return (one, other) if one.hex < other.hex else (other, one)


def _move_base(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    if preference(session.connection(), BASE_PLACE) == gone_id.hex:
        put_preference(session, BASE_PLACE, kept_id.hex)


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
