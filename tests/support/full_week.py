"""A week with all that an agenda can hold: for its tests, its pictures, its bench."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.ids import new_id
from coachdesk.domain.agenda import Weeks
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import DayOff, OutreachEvent, Place, PlaceOpening
from coachdesk.queries.participants import participants_table
from coachdesk.services.agenda.times import TimeFacts, note_time
from coachdesk.services.appointments import place_id, plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.desk import Desk
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from support.signing_desk import drawn, scrawl

MONDAY = date(2024, 1, 15)
AIRAINES, DOULLENS, POIX = "Mairie d’Airaines", "Mairie de Doullens", "Poix-de-Picardie"
_WEEK = (
    (0, 540, AIRAINES), (0, 570, AIRAINES), (0, 600, AIRAINES), (0, 660, AIRAINES),
    (0, 840, DOULLENS), (0, 870, DOULLENS), (0, 930, DOULLENS),
    (1, 540, POIX), (1, 570, POIX), (1, 630, POIX), (1, 825, POIX), (1, 870, POIX),
    (2, 540, AIRAINES), (2, 570, AIRAINES), (2, 615, DOULLENS), (2, 660, DOULLENS),
    (3, 540, DOULLENS), (3, 570, DOULLENS), (3, 600, DOULLENS), (3, 630, DOULLENS),
    (3, 960, POIX),
    (4, 540, AIRAINES), (4, 600, AIRAINES),
)  # fmt: skip
"""Day, minute, place of each rendez-vous of half an hour."""
_OPENINGS = (
    (0, 540, 720, AIRAINES), (0, 810, 1020, DOULLENS), (1, 540, 720, POIX), (1, 810, 1020, POIX),
    (2, 540, 720, AIRAINES), (2, 540, 720, DOULLENS), (3, 540, 720, DOULLENS),
    (3, 810, 1020, DOULLENS), (4, 540, 720, AIRAINES),
)  # fmt: skip
_LIVED = ((540, 750, DOULLENS), (810, 1020, "Mairie de Picquigny"))
"""Those of the day of the lived store (``support.lived``)."""


@dataclass
class FullWeek:
    """What was made."""

    appointments: list[UUID] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)
    """Whose they are, in the same order."""
    workshop: UUID | None = None
    time: UUID | None = None
    outreach: UUID | None = None


def full_week(desk: Desk, *, but: date | None = None) -> FullWeek:
    """Make it on the desk of the sample, whose clock stands on the Monday at 9 h 10 or later.

    The day ``but`` is left as it is, with openings for who comes then.
    """
    action, made = desk.actions[0], FullWeek()
    followed = [
        row.prescription_id
        for row in desk.read(lambda link: participants_table(link, action.id))
        if row.pathway_id is not None and row.left_on is None
    ]
    for number, (day, minute, place) in enumerate(_WEEK):
        if MONDAY + timedelta(days=day) == but:
            continue
        whose = followed[number % len(followed)]
        slot = Slot(MONDAY + timedelta(days=day), minute, minute + 30, place, Mode.ON_SITE)
        made.appointments.append(plan_appointment(desk, whose, slot))
        made.people.append(whose)
    phone = Slot(MONDAY + timedelta(days=2), 840, 870, None, Mode.PHONE)
    made.appointments.append(plan_appointment(desk, followed[-1], phone))
    made.people.append(followed[-1])
    late = {} if today(desk.clock) == MONDAY else {"regularisation": "tablette restée au bureau"}
    attendance_asked(desk, made.appointments[0]).commit(desk, drawn(scrawl(7), **late))
    for number, presence in ((1, Presence.ATTENDED), (2, Presence.UNEXCUSED),
                             (3, Presence.CANCELLED)):  # fmt: skip
        record_presence(desk, made.appointments[number], presence)
    group = Slot(MONDAY + timedelta(days=3), 840, 960, DOULLENS, Mode.COLLECTIVE)
    made.workshop = plan_workshop(
        desk, action, WorkshopFacts("Rédiger son CV", group), followed[:8]
    )
    meeting = TimeFacts("meeting", MONDAY + timedelta(days=1), 930, 90, "équipe")
    made.time = note_time(desk, action, meeting)
    with desk.store.write() as uow:
        session = uow.session
        openings = [each for each in _OPENINGS if MONDAY + timedelta(days=each[0]) != but]
        if but is not None:
            openings += [(but.weekday(), *each) for each in _LIVED]
        for weekday, start, end, place in openings:
            session.add(
                PlaceOpening(
                    id=new_id(), place_id=place_id(session, place), weekday=weekday,
                    start_minute=start, end_minute=end, weeks=Weeks.EVERY,
                )
            )  # fmt: skip
        friday = MONDAY + timedelta(days=4)
        session.add(
            DayOff(
                id=new_id(), starts_on=friday, ends_on=friday, start_minute=780, end_minute=1080,
                place_id=None, label="Formation",
            )
        )  # fmt: skip
        doullens = session.query(Place).filter(Place.name == DOULLENS).one()
        session.add(
            DayOff(
                id=new_id(), starts_on=MONDAY + timedelta(days=2),
                ends_on=MONDAY + timedelta(days=2), place_id=doullens.id, label="Mairie fermée",
            )
        )  # fmt: skip
        made.outreach = new_id()
        kind = next(iter(action.profile.outreach_kinds)).key
        session.add(
            OutreachEvent(
                id=made.outreach, action_id=action.id, kind=kind, title="Forum de l’emploi",
                held_on=friday, start_minute=630, end_minute=720,
                place_id=place_id(session, POIX), people_met=None, cut_over=False,
            )
        )  # fmt: skip
        uow.commit()
    return made
