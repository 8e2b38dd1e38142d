"""Two places of the store that are one: what names one names the other."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
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
from coachdesk.queries.places import BASE_PLACE
from coachdesk.services.acts import act
from coachdesk.services.agenda.travel import in_order
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import preference, put_preference
from coachdesk.services.rows import row

_WHERE: tuple[type[Any], ...] = (Appointment, Workshop, OutreachEvent, Service, DayOff)
"""What names a place; openings and roads aside."""
_AT_ONCE = 500


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


def _move_base(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    if preference(session.connection(), BASE_PLACE) == gone_id.hex:
        put_preference(session, BASE_PLACE, kept_id.hex)
