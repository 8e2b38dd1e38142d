"""The store of the visite guidée: the example, and a Tuesday morning to begin.

It is made in a temporary folder and goes with it: nothing of hers is read or written.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

from coachdesk.core.clock import Clock
from coachdesk.core.resources import resource
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.queries.participants import ParticipantRow, participants_table
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.association_key import decline_association_key
from coachdesk.services.desk import Desk
from coachdesk.services.importing import import_file
from coachdesk.services.setup import create_desk

SECRET = "visite guidée, rien de secret"  # noqa: S105  (the data are made up)  # nosec B105
COACH = "Claire Exemple"
MORNING = datetime(2024, 1, 16, 8, 50, tzinfo=timezone(timedelta(hours=1)))
"""When the visite begins: the Tuesday after the year of the example."""
_PEOPLE = 6
_PLACES = ("Mairie de Doullens", "Mairie de Picquigny")
_STARTS = (540, 570, 600, 840, 870, 900)


@dataclass(frozen=True)
class Tour:
    """What the visite is made on.

    Attributes:
        dossier: of the person whose card is shown.
        appointment: hers of that morning.
    """

    directory: Path
    dossier: UUID
    appointment: UUID


def make_tour(directory: Path, clock: Clock) -> Tour:
    """Make and fill the store in ``directory``, as it stands on that morning."""
    made = create_desk(directory, SECRET, profile="coaching-emploi", coach_name=COACH, clock=clock)
    desk = made.desk
    try:
        decline_association_key(desk)
        action = desk.action(None)
        sample = resource("demo", "coaching-emploi-2023.xlsx")
        import_file(desk.store, action.id, action.profile, sample)
        table = desk.read(lambda link: participants_table(link, action.id))
        people = [row for row in table if row.pathway_id and not row.left_on][-_PEOPLE:]
        day = clock.now().date()
        _last_week(desk, people, day - timedelta(weeks=1))
        planned = [_plan(desk, person, day, number) for number, person in enumerate(people)]
    finally:
        desk.close()
    return Tour(directory, people[0].prescription_id, planned[0])


def _last_week(desk: Desk, people: list[ParticipantRow], day: date) -> None:
    """Two presences that wait for their signature, and an absence: there is something to do."""
    for number, person in enumerate(people[1:4]):
        held = _plan(desk, person, day, number)
        presence = Presence.UNEXCUSED if number == 2 else Presence.ATTENDED  # noqa: PLR2004  (the last one)
        note = None if number else "CV relu ensemble, trois offres retenues."
        record_appointment(desk, held, AppointmentRecord(presence=presence, note=note))


def _plan(desk: Desk, person: ParticipantRow, day: date, number: int) -> UUID:
    start = _STARTS[number]
    place = _PLACES[number // 3]
    slot = Slot(day, start, start + 30, place, Mode.ON_SITE)
    return plan_appointment(desk, person.prescription_id, slot)
