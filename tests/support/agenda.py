"""People, rendez-vous and days of the agenda, for its tests."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.models import Base, Place
from coachdesk.services.agenda.places import OpeningFacts
from coachdesk.services.agenda.view import AgendaDay, AgendaEntry, agenda
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.desk import Desk
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription

TODAY = date(2023, 6, 1)
TUESDAY, THURSDAY = date(2023, 6, 6), date(2023, 6, 8)
MORNING = OpeningFacts(1, 540, 720)
WEEK = timedelta(days=7)
AIRAINES, OISEMONT = "Mairie d’Airaines", "Oisemont"


def received(desk: Desk, name: str, days: int = 3) -> UUID:
    """The dossier of someone who was oriented some days ago."""
    return receive_prescription(
        desk,
        desk.actions[0],
        PrescriptionFacts(f"23-{name}", TODAY - timedelta(days=days), "department"),
        PersonFacts(name, "Léa", "female", date(1990, 5, 6)),
    )


def met(
    desk: Desk,
    dossier: UUID,
    day: date,
    minute: int = 540,
    place: str = AIRAINES,
    mode: Mode = Mode.ON_SITE,
) -> UUID:
    """A rendez-vous of half an hour, planned."""
    slot = Slot(day, minute, minute + 30, None if mode is Mode.PHONE else place, mode)
    return plan_appointment(desk, dossier, slot)


def week(desk: Desk, first: date = TUESDAY, days: int = 1) -> tuple[AgendaDay, ...]:
    """Some days of the agenda."""
    action = desk.actions[0]
    last = first + timedelta(days=days - 1)
    return desk.read(lambda link: agenda(link, action.id, first, last))


def entries(desk: Desk, day: date = TUESDAY) -> Mapping[str, AgendaEntry]:
    """What stands in a day, by name."""
    return {entry.who or entry.title: entry for entry in week(desk, day)[0].entries}


def place_id(desk: Desk, name: str) -> UUID:
    """The key of a place."""
    return desk.read(
        lambda link: link.execute(select(Place.id).where(Place.name == name)).scalar_one()
    )


def count(desk: Desk, model: type[Base]) -> int:
    """How many rows a table has."""
    return desk.read(
        lambda link: link.execute(select(func.count()).select_from(model)).scalar_one()
    )
