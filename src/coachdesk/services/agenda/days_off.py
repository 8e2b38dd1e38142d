"""When the coach is away, and when a place is closed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date
from coachdesk.core.ids import new_id
from coachdesk.domain.agenda import Off, without
from coachdesk.domain.attendance import refuse_hours
from coachdesk.models import DayOff, Place
from coachdesk.services.acts import act
from coachdesk.services.appointments import place_id
from coachdesk.services.desk import Desk
from coachdesk.services.rows import row

AWAY = "Absence"
CLOSED = "Fermeture"


@dataclass(frozen=True, slots=True)
class DayOffFacts:
    """An absence or a closure as it is typed."""

    starts_on: date
    ends_on: date
    start_minute: int | None = None
    """With ``end_minute``, the hours of each day; None for whole days."""
    end_minute: int | None = None
    place: str | None = None
    """The place that is closed; None when it is the coach who is away."""
    label: str = ""


def add_day_off(desk: Desk, facts: DayOffFacts) -> UUID:
    """Note an absence or a closure; gives its id. What is planned meanwhile stays, and is told.

    Raises:
        UserError: it ends before it begins.
    """
    with act(desk, _words(facts)) as uow:
        noted = put_day_off(uow.session, facts)
        uow.commit()
    return noted.id


def put_day_off(session: Session, facts: DayOffFacts) -> DayOff:
    """The same with the rest of a transaction.

    Raises:
        UserError: it ends before it begins.
    """
    if facts.ends_on < facts.starts_on:
        raise UserError("La fin doit suivre le début.", "Corrigez les dates.")
    refuse_hours(facts.start_minute, facts.end_minute)
    noted = DayOff(
        id=new_id(),
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        start_minute=facts.start_minute,
        end_minute=facts.end_minute,
        place_id=place_id(session, facts.place),
        label=" ".join(facts.label.split()) or (CLOSED if facts.place else AWAY),
    )
    session.add(noted)
    session.flush()
    return noted


def is_noted(session: Session, facts: DayOffFacts) -> bool:
    """Whether an absence or a closure is known already that says as much."""
    known = session.execute(
        select(DayOff.start_minute, DayOff.end_minute)
        .outerjoin(Place, Place.id == DayOff.place_id)
        .where(
            DayOff.starts_on <= facts.starts_on,
            DayOff.ends_on >= facts.ends_on,
            Place.name.is_(None) | (Place.name == facts.place),
        )
    )
    asked = Off(facts.start_minute, facts.end_minute, None, "").span
    return any(not without([asked], [Off(start, end, None, "").span]) for start, end in known)


def delete_day_off(desk: Desk, day_off_id: UUID) -> None:
    """Take an absence or a closure back.

    Raises:
        UserError: it is gone already.
    """
    told: list[str] = []
    with act(desk, lambda: f"suppression{NBSP}: {told[0]}") as uow:
        noted = row(uow.session, DayOff, day_off_id)
        told.append(f"{noted.label}, {long_date(noted.starts_on)}")
        uow.session.delete(noted)
        uow.commit()


def _words(facts: DayOffFacts) -> str:
    what = f"fermeture de {facts.place}" if facts.place else "absence"
    return f"{what} du {long_date(facts.starts_on)}"
