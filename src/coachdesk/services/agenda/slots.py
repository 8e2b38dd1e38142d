"""Free slots that the coach asks for: for someone, in a place, on a day of the week."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.models import Participant, Prescription
from coachdesk.services.agenda.proposals import NEAR, a_week_later, best, first_slot, last_slot
from coachdesk.services.agenda.search import USUAL_START, proposed_slots
from coachdesk.services.desk import ActionInfo

_TOMORROW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A slot that is looked for."""

    minutes: int
    after: date
    """From the day after."""
    place: str | None = None
    """Where, if it can be; otherwise where she used to come, or near there."""
    weekday: int | None = None
    """On which day of the week, if it can be; 0 is Monday."""
    prescription_id: UUID | None = None
    """For whom: at the hour, in the place and in the mode she is used to, a week later."""


def free_slots(
    connection: Connection, action: ActionInfo, wanted: Wanted, limit: int = 3
) -> tuple[Slot, ...]:
    """The best free slots of the two months to come, the best first.

    What is asked for (a place, a day of the week) comes before what is sooner.
    """
    habit = wanted.prescription_id and last_slot(connection, wanted.prescription_id)
    first = wanted.after + _TOMORROW
    if habit:
        like = replace(habit, end_minute=habit.start_minute + wanted.minutes, mode=_alone(habit))
        soonest = a_week_later(habit.held_on, wanted.after)
    elif wanted.prescription_id:
        within = action.profile.rules.first_appointment_days
        home = _commune(connection, wanted.prescription_id)
        like = first_slot(connection, wanted.after, within, wanted.place or home)
        like = replace(like, end_minute=like.start_minute + wanted.minutes)
        soonest = like.held_on
    else:
        like = Slot(first, USUAL_START, USUAL_START + wanted.minutes, None, Mode.ON_SITE)
        soonest = first
    if wanted.place is None and wanted.weekday is None:
        coming = proposed_slots(connection, max(first, soonest), like=like)
        return best(like, coming, limit, max(limit, NEAR))
    if wanted.place is not None:
        like = replace(like, place=wanted.place, mode=Mode.ON_SITE)

    def wish(slot: Slot) -> int:
        elsewhere = wanted.place is not None and slot.place != wanted.place
        other_day = wanted.weekday is not None and slot.held_on.weekday() != wanted.weekday
        return 2 * elsewhere + other_day

    found: list[Slot] = []
    wished = 0
    for slot in proposed_slots(connection, first, like=like):
        found.append(slot)
        wished += not wish(slot)
        if wished == limit:
            break  # nothing later is better
    return tuple(sorted(found, key=wish)[:limit])


def _alone(habit: Slot) -> Mode:
    """How she is met by herself: an atelier is no habit."""
    return Mode.ON_SITE if habit.mode is Mode.COLLECTIVE else habit.mode


def _commune(connection: Connection, prescription_id: UUID) -> str | None:
    """Where she lives."""
    home: str | None = connection.execute(
        select(Participant.commune)
        .join(Prescription, Prescription.participant_id == Participant.id)
        .where(Prescription.id == prescription_id)
    ).scalar()
    return home
