"""What an exported calendar says besides the agenda: how often a thing was changed, addresses."""

from collections import Counter
from datetime import date
from uuid import UUID

from sqlalchemy import CompoundSelect, Connection, select, union_all

from coachdesk.models import Appointment, ImmersionVisit, OutreachEvent, Place, TimeEntry, Workshop

_DATED = (
    (Appointment, Appointment.held_on),
    (Workshop, Workshop.held_on),
    (OutreachEvent, OutreachEvent.held_on),
    (TimeEntry, TimeEntry.held_on),
    (ImmersionVisit, ImmersionVisit.done_on),
)


def versions_between(connection: Connection, first: date, last: date) -> dict[UUID, int]:
    """The version of everything of these days, by its id.

    An atelier changes with its people's rendez-vous too: it is cancelled by them.
    """
    theirs = select(Appointment.workshop_id.label("id"), Appointment.version).where(
        Appointment.held_on.between(first, last), Appointment.workshop_id.is_not(None)
    )
    everything: CompoundSelect[tuple[UUID, int]] = union_all(
        *(select(table.id, table.version).where(day.between(first, last)) for table, day in _DATED),
        theirs,
    )
    versions: Counter[UUID] = Counter()
    for row in connection.execute(everything):
        versions[row.id] += row.version
    return dict(versions)


def place_addresses(connection: Connection) -> dict[str, str]:
    """Where each place is, as the coach wrote it; by name, those that she wrote."""
    known = select(Place.name, Place.address).where(Place.address.is_not(None))
    return {row.name: row.address for row in connection.execute(known)}
