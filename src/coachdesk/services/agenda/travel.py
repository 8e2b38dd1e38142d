"""How long and how far it is between two places, typed once for both ways."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.models import Travel
from coachdesk.services.acts import act
from coachdesk.services.agenda.places import place_named
from coachdesk.services.desk import Desk

LONGEST = 4 * 60
"""Minutes; beyond, it is a slip of the hand."""
FARTHEST = 400_000


def set_travel(
    desk: Desk, one: str, other: str, minutes: int | None, metres: int | None = None
) -> None:
    """Keep the road between two places; no minutes: it is not known any more.

    Raises:
        UserError: a place is gone, it is the same, or the road can't be.
    """
    if minutes is not None and not 0 <= minutes <= LONGEST:
        raise UserError("Ce trajet est trop long.", "Écrivez sa durée, 4 heures au plus.")
    if metres is not None and not 0 <= metres <= FARTHEST:
        raise UserError("Ce trajet est trop long.", "Écrivez sa distance, 400 km au plus.")
    with act(desk, f"trajet de {one} à {other}") as uow:
        first, second = place_named(uow.session, one), place_named(uow.session, other)
        if first is second:
            raise UserError("Un trajet va d’un lieu à un autre.", "Choisissez deux lieux.")
        put_travel(uow.session, first.id, second.id, minutes, metres)
        uow.commit()


def put_travel(
    session: Session, one: UUID, other: UUID, minutes: int | None, metres: int | None
) -> None:
    """Keep that road with the rest of a transaction; no minutes: it is not known any more."""
    start, end = in_order(one, other)
    road = session.scalar(
        select(Travel).where(Travel.from_place_id == start, Travel.to_place_id == end)
    )
    if minutes is None:
        if road is not None:
            session.delete(road)
    elif road is None:
        session.add(
            Travel(
                id=new_id(),
                from_place_id=start,
                to_place_id=end,
                minutes=minutes,
                metres=metres,
            )
        )
        session.flush()
    else:
        road.minutes, road.metres = minutes, metres


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The ends of a road as its one row holds them."""
    return (one, other) if one.hex < other.hex else (other, one)
