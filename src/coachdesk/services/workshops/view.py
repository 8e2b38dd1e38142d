"""What the page of the ateliers shows: those there are, one of them, who may come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.clock import today
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Workshop
from coachdesk.queries.closings import closing_in_force
from coachdesk.queries.places import place_names
from coachdesk.queries.planned import OpenDossier
from coachdesk.queries.workshops import (
    WorkshopHead,
    WorkshopLine,
    WorkshopPerson,
    workshop_head,
    workshop_people,
    workshops_between,
)
from coachdesk.services.agenda.proposals import slot_now
from coachdesk.services.appointment_view import people_to_meet
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.pad.asked import Asked
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.pad.sittings import with_coach
from coachdesk.services.workshops.closing import why_open

_BEFORE, _AFTER = timedelta(days=62), timedelta(days=93)
_START, _MINUTES = 14 * 60, 120
"""Proposed hours: an afternoon."""


@dataclass(frozen=True, slots=True)
class WorkshopsView:
    """A workshop to plan, and those of the weeks around today."""

    lines: tuple[WorkshopLine, ...]
    """The latest first."""
    titles: tuple[str, ...]
    """Of the workshops held before, to be taken again word for word."""
    places: tuple[str, ...]
    people: tuple[OpenDossier, ...]
    proposed: Slot


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """One workshop with its people."""

    head: WorkshopHead
    people: tuple[WorkshopPerson, ...]
    others: tuple[OpenDossier, ...]
    """Who may still come."""
    month_closed: bool
    why_open: str
    """What keeps it from being closed; empty when nothing does."""
    titles: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def closed(self) -> bool:
        """Its sheet is sealed: nothing of it changes any more."""
        return self.head.document_id is not None

    @property
    def slot(self) -> Slot:
        """When and where it is."""
        head = self.head
        return Slot(head.held_on, head.start_minute, head.end_minute, head.place, Mode.COLLECTIVE)

    @property
    def signed(self) -> int:
        """How many signed."""
        return sum(person.row.proof is not None for person in self.people)

    @property
    def otherwise(self) -> int:
        """How many answered otherwise: nobody waits for their signature."""
        return sum(person.answered for person in self.people) - self.signed

    @property
    def expected(self) -> int:
        """How many came, or are expected."""
        coming = {Presence.PLANNED, Presence.ATTENDED}
        return sum(person.row.presence in coming for person in self.people)


def workshops_view(connection: Connection, action: ActionInfo, day: date) -> WorkshopsView:
    """What is needed to plan a workshop on ``day``."""
    here = slot_now(connection, day, _START)
    lines = workshops_between(connection, action.id, day - _BEFORE, day + _AFTER)
    return WorkshopsView(
        lines[::-1],
        _titles(connection, action.id),
        place_names(connection),
        people_to_meet(connection, action, day),
        Slot(day, _START, _START + _MINUTES, here.place, Mode.COLLECTIVE),
    )


def workshop_view(
    connection: Connection, action: ActionInfo, workshop_id: UUID, day: date
) -> WorkshopView:
    """One workshop as it stands on ``day``.

    Raises:
        UserError: when it is gone.
    """
    head = workshop_head(connection, workshop_id)
    people = workshop_people(connection, workshop_id)
    inside = {person.prescription_id for person in people}
    month = head.held_on.replace(day=1)
    return WorkshopView(
        head,
        people,
        tuple(
            each
            for each in people_to_meet(connection, action, day)
            if each.prescription_id not in inside
        ),
        closing_in_force(connection, action.id, month) is not None,
        why_open(people),
        _titles(connection, action.id),
        place_names(connection),
    )


def workshop_asked(
    desk: Desk, action: ActionInfo, appointments: Collection[UUID]
) -> tuple[Asked, ...]:
    """What the pad is handed over for: each of these people, one after the other.

    After each the coach draws on her row, where the profile asks for it.

    Raises:
        UserError: the day has not come, or the month is closed.
    """
    presences = (attendance_asked(desk, appointment_id) for appointment_id in appointments)
    drawn = action.profile.coach_signature == "drawn"
    return tuple(with_coach(desk, presences, drawn=drawn))


def may_begin(desk: Desk, view: WorkshopView) -> bool:
    """Whether its presences can be noted and signed."""
    return not (view.closed or view.month_closed) and view.head.held_on <= today(desk.clock)


def _titles(connection: Connection, action_id: UUID) -> tuple[str, ...]:
    titles = (
        select(Workshop.title)
        .where(Workshop.action_id == action_id)
        .distinct()
        .order_by(Workshop.title)
    )
    return tuple(connection.execute(titles).scalars())
