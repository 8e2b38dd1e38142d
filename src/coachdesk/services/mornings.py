"""A morning that the coach cancels: everyone of it moved by one act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import long_date, plural
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Appointment
from coachdesk.queries.planned import PlannedRow, planned_between
from coachdesk.services.acts import act
from coachdesk.services.agenda.days_off import DayOffFacts, is_noted, put_day_off
from coachdesk.services.agenda.proposals import best
from coachdesk.services.agenda.search import proposed_slots
from coachdesk.services.appointments import add_appointment, refuse_past
from coachdesk.services.attendance import change_presence
from coachdesk.services.desk import Desk
from coachdesk.services.rows import dossier_of, row

_OFFERED = 3
"""New slots shown for each person; no two persons are offered the same."""


@dataclass(frozen=True)
class MovedRow:
    """Someone who was to come that day, and the slots offered to her, the best first."""

    planned: PlannedRow
    offers: tuple[Slot, ...]


def day_to_move(
    connection: Connection, action_id: UUID, day: date, not_before: date
) -> tuple[MovedRow, ...]:
    """Who is planned on ``day``, by hour, each with new slots from ``not_before`` on.

    Who comes to an atelier is offered none: alone she would be met at none, and all together they
    are planned anew by one act.
    """
    planned = planned_between(connection, action_id, day, day)
    moved = [row.appointment_id for row in planned]
    promised: list[Slot] = []
    found = []
    for one in planned:
        if one.mode is Mode.COLLECTIVE:
            found.append(MovedRow(one, ()))
            continue
        slots = proposed_slots(connection, not_before, like=one.slot, moved=moved, besides=promised)
        offers = best(one.slot, slots, _OFFERED, 4 * _OFFERED)
        promised += offers
        found.append(MovedRow(one, offers))
    return tuple(found)


def cancel_and_move(
    desk: Desk,
    appointments: Mapping[UUID, Slot | None],
    day: date,
    reason: str,
    away: DayOffFacts | None = None,
) -> None:
    """Cancel the rendez-vous of a morning and plan each at its new slot, in one act.

    Args:
        desk: the open desk.
        appointments: per rendez-vous, its new slot; None leaves the person without one for now.
        day: the day that is cancelled.
        reason: why, kept as the note of each.
        away: the absence or the closure that it comes from, noted in the same act: nothing is
            proposed then any more.

    Raises:
        UserError: nothing to cancel, one that is no longer planned, a slot that can't be.
    """
    if not appointments:
        raise UserError("Il n’y a rien à annuler ce jour-là.", "Choisissez un autre jour.")
    words = f"annulation de {plural(len(appointments), 'rendez-vous', 'rendez-vous')} du "
    with act(desk, words + long_date(day)) as uow:
        if away is not None and not is_noted(uow.session, away):
            put_day_off(uow.session, away)
        for appointment_id, slot in appointments.items():
            appointment = row(uow.session, Appointment, appointment_id)
            refuse_past(appointment)
            change_presence(desk, uow, appointment, Presence.CANCELLED)
            appointment.note = reason.strip() or None
            uow.session.flush()
            if slot is not None:
                add_appointment(uow.session, dossier_of(uow.session, appointment), slot)
        uow.commit()
