"""What the sheet of a rendez-vous shows besides its rows: the next one proposed, what is closed."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.attendance import Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.appointment_sheet import AppointmentSheet, appointment_sheet
from coachdesk.queries.attachments import AttachmentRow, absence_proofs
from coachdesk.queries.card import CardIdentity, card_identity
from coachdesk.queries.closings import closing_in_force
from coachdesk.queries.places import place_names
from coachdesk.queries.planned import OpenDossier, open_dossiers
from coachdesk.services.agenda.proposals import first_slot, last_slot, next_slot, next_slots
from coachdesk.services.closed_months import closed_after
from coachdesk.services.desk import ActionInfo
from coachdesk.services.phrases import own_phrases

_TOMORROW = timedelta(days=1)


@dataclass(frozen=True)
class AppointmentView:
    """The sheet of one rendez-vous, and what it offers."""

    sheet: AppointmentSheet
    closed: bool
    """Its month is closed: its presence changes no more."""
    closed_after: date | None
    """A later month that is closed already: its papers don't know what is noted here."""
    following: tuple[Slot, ...]
    """The next rendez-vous proposed, the best first; none when one is planned, or she left."""
    moved: tuple[Slot, ...]
    """Where this one could be moved to; none when its presence is noted."""
    places: tuple[str, ...]
    phrases: tuple[str, ...]
    """The coach's own."""
    proofs: tuple[AttachmentRow, ...]
    """The pieces that prove the absence."""


@dataclass(frozen=True)
class PlanningView:
    """A rendez-vous to plan."""

    who: CardIdentity
    proposed: tuple[Slot, ...]
    """The best first."""
    places: tuple[str, ...]


def appointment_view(
    connection: Connection, action_id: UUID, appointment_id: UUID, today: date
) -> AppointmentView:
    """The sheet of a rendez-vous as it is shown on ``today``.

    Raises:
        UserError: when it is gone.
    """
    sheet = appointment_sheet(connection, appointment_id)
    head = sheet.head
    here = Slot(head.held_on, head.start_minute, head.end_minute, head.place, head.mode)
    following: tuple[Slot, ...] = ()
    if sheet.next_on is None and head.left_on is None:
        best = next_slot(connection, here, today)
        others = next_slots(connection, here, best.held_on + _TOMORROW, 2)
        following = (best, *others)
    moved = next_slots(connection, here, today + _TOMORROW, 4, [appointment_id])
    month = head.held_on.replace(day=1)
    return AppointmentView(
        sheet,
        closing_in_force(connection, action_id, month) is not None,
        closed_after(connection, action_id, head.held_on),
        following,
        tuple(slot for slot in moved if slot != here)[:3],
        place_names(connection),
        own_phrases(connection),
        absence_proofs(connection, appointment_id),
    )


def planning_view(
    connection: Connection, profile: ActionProfile, prescription_id: UUID, today: date
) -> PlanningView:
    """A new rendez-vous for a dossier: after her last one, or the first of all.

    Raises:
        UserError: the dossier is gone.
    """
    who = card_identity(connection, prescription_id)
    last = last_slot(connection, prescription_id)
    if last is None:
        best = first_slot(connection, today, profile.rules.first_appointment_days, who.commune)
    else:
        best = next_slot(connection, last, today)
    others = next_slots(connection, best, best.held_on + _TOMORROW, 2)
    return PlanningView(who, (best, *others), place_names(connection))


def people_to_meet(
    connection: Connection, action: ActionInfo, today: date
) -> tuple[OpenDossier, ...]:
    """Everyone who may come or phone: in the action, or not decided yet."""
    return open_dossiers(connection, action.id, action.profile.pending, today)
