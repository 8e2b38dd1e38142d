"""The actions d'aller-vers with their figures, and the people to call back that each gave."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from coachdesk.domain.profile import ContactStage
from coachdesk.models import (
    OutreachContact,
    OutreachEvent,
    Pathway,
    Place,
    Prescription,
)
from coachdesk.queries.listing import Listing, records

Stages = Mapping[ContactStage, Collection[str]]
"""The words of the profile that stand for each stage."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event, and how many of its contacts stand where."""

    id: UUID
    kind: str
    title: str
    held_on: date
    start_minute: int | None
    end_minute: int | None
    place: str | None
    people_met: int | None
    note: str | None
    contacts: int
    called: int
    """Once at least."""
    to_call: int
    """Nobody reached them yet, or they asked for another call."""
    appointment: int
    engaged: int
    """Who entered the action, as it was said or as her dossier shows."""
    redirected: int
    ended: int
    unreachable: int


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Someone met; nameless once she was erased."""

    id: UUID
    event_id: UUID
    last_name: str
    first_name: str
    phone: str | None
    commune: str | None
    outcome: str
    call_back_on: date | None
    called_on: date | None
    note: str | None
    prescription_id: UUID | None
    number: str | None
    """Of her dossier, once she has one."""
    entered: bool
    """By that dossier."""

    @property
    def erased(self) -> bool:
        """Whether only her outcome is left."""
        return not self.last_name

    @property
    def name(self) -> str:
        """« DURAND Léa »."""
        return f"{self.last_name} {self.first_name}".strip()


def events(action_id: UUID, stages: Stages) -> Listing:
    """The events, the latest first, each with what became of its contacts."""
    return (
        select(
            OutreachEvent.id,
            OutreachEvent.kind,
            OutreachEvent.title,
            OutreachEvent.held_on,
            OutreachEvent.start_minute,
            OutreachEvent.end_minute,
            Place.name.label("place"),
            OutreachEvent.people_met,
            OutreachEvent.note,
            func.count(OutreachContact.id).label("contacts"),
            *(
                func.coalesce(func.sum(case((counted, 1), else_=0)), 0).label(name)
                for name, counted in _counted(stages).items()
            ),
        )
        .select_from(OutreachEvent)
        .outerjoin(Place, Place.id == OutreachEvent.place_id)
        .outerjoin(OutreachContact, OutreachContact.event_id == OutreachEvent.id)
        .outerjoin(Pathway, Pathway.prescription_id == OutreachContact.prescription_id)
        .where(OutreachEvent.action_id == action_id)
        .group_by(OutreachEvent.id)
        .order_by(OutreachEvent.held_on.desc(), OutreachEvent.id.desc())
    )


def event_rows(connection: Connection, listing: Listing) -> tuple[EventRow, ...]:
    """The events of a listing of ``events``."""
    return records(connection, EventRow, listing)


def contacts(action_id: UUID, event_id: UUID | None = None) -> Listing:
    """Who was met, in the order in which they were typed; of one event when it is named."""
    found: Listing = (
        select(
            OutreachContact.id,
            OutreachContact.event_id,
            OutreachContact.last_name,
            OutreachContact.first_name,
            OutreachContact.phone,
            OutreachContact.commune,
            OutreachContact.outcome,
            OutreachContact.call_back_on,
            OutreachContact.called_on,
            OutreachContact.note,
            OutreachContact.prescription_id,
            Prescription.number,
            Pathway.id.is_not(None).label("entered"),
        )
        .select_from(OutreachContact)
        .join(OutreachEvent, OutreachEvent.id == OutreachContact.event_id)
        .outerjoin(Prescription, Prescription.id == OutreachContact.prescription_id)
        .outerjoin(Pathway, Pathway.prescription_id == OutreachContact.prescription_id)
        .where(OutreachEvent.action_id == action_id)
        .order_by(OutreachEvent.held_on, OutreachContact.id)
    )
    return found if event_id is None else found.where(OutreachContact.event_id == event_id)


def contact_rows(connection: Connection, listing: Listing) -> tuple[ContactRow, ...]:
    """The people of a listing of ``contacts``."""
    return records(connection, ContactRow, listing)


def one_contact(connection: Connection, action_id: UUID, contact_id: UUID) -> ContactRow | None:
    """The person of that key; None when she is gone."""
    listing = contacts(action_id).where(OutreachContact.id == contact_id)
    return next(iter(contact_rows(connection, listing)), None)


def led_nowhere(action_id: UUID, stages: Stages, before: date) -> Listing:
    """Those whom nothing is kept of any more: it led nowhere, and nothing happened since a day."""
    last = func.max(
        OutreachEvent.held_on,
        func.coalesce(OutreachContact.called_on, OutreachEvent.held_on),
        func.coalesce(OutreachContact.call_back_on, OutreachEvent.held_on),
    )
    over = {*stages[ContactStage.ENDED], *stages[ContactStage.UNREACHABLE]}
    over |= {*stages[ContactStage.REDIRECTED]}
    return contacts(action_id).where(
        OutreachContact.last_name != "",
        OutreachContact.prescription_id.is_(None),
        OutreachContact.outcome.in_(over),
        last < before,
    )


def awaiting_call(action_id: UUID, stages: Stages) -> Listing:
    """Who is to be called back, with the day of the event; nobody with a dossier."""
    return (
        select(
            OutreachContact.id.label("contact_id"),
            OutreachContact.event_id,
            OutreachContact.last_name,
            OutreachContact.first_name,
            OutreachContact.call_back_on,
            OutreachEvent.held_on,
        )
        .select_from(OutreachContact)
        .join(OutreachEvent, OutreachEvent.id == OutreachContact.event_id)
        .where(
            OutreachEvent.action_id == action_id,
            OutreachContact.prescription_id.is_(None),
            OutreachContact.last_name != "",
            _to_call(stages),
        )
    )


def _to_call(stages: Stages) -> ColumnElement[bool]:
    """Not called yet, or a day is said for another call."""
    return or_(
        OutreachContact.outcome.in_(stages[ContactStage.TO_CALL]),
        and_(
            OutreachContact.outcome.in_(stages[ContactStage.UNREACHABLE]),
            OutreachContact.call_back_on.is_not(None),
        ),
    )


def _counted(stages: Stages) -> dict[str, Any]:
    """What each figure counts, one contact standing in one of them but for ``called``."""
    entered = Pathway.id.is_not(None)
    is_at = {stage: OutreachContact.outcome.in_(words) for stage, words in stages.items()}
    return {
        "called": OutreachContact.called_on.is_not(None),
        "to_call": and_(_to_call(stages), OutreachContact.prescription_id.is_(None)),
        "appointment": and_(is_at[ContactStage.APPOINTMENT], ~entered),
        "engaged": or_(entered, is_at[ContactStage.ENGAGED]),
        "redirected": and_(is_at[ContactStage.REDIRECTED], ~entered),
        "ended": and_(is_at[ContactStage.ENDED], ~entered),
        "unreachable": and_(
            is_at[ContactStage.UNREACHABLE], ~entered, OutreachContact.call_back_on.is_(None)
        ),
    }
