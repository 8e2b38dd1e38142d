"""May 2023 of a coach with two actions, each day a case of what counts and what does not.

Counted by hand in tests/e2e/test_timesheet_figures.py: change both together.
"""

from datetime import date
from pathlib import Path
from uuid import UUID

from coachdesk.core.resources import resources_root
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.queries.workshops import workshop_people
from coachdesk.services.agenda.days_off import DayOffFacts, add_day_off
from coachdesk.services.agenda.places import add_place, set_base_place
from coachdesk.services.agenda.times import TimeFacts
from coachdesk.services.agenda.travel import set_travel
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.desk import Desk
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.prestations.outreach import EventFacts, record_event
from coachdesk.services.setup import add_action
from coachdesk.services.timesheet.typing import note_times, type_road
from coachdesk.services.workshops.planning import WorkshopFacts, note_presences, plan_workshop
from support.agenda import place_id

MAY = date(2023, 5, 1)
BASE, AIRAINES, OISEMONT = "=Bureau d’Amiens", "Mairie d’Airaines", "Salle d’Oisemont"
AWAY, REASON = "+congé", "@SUM(A1) déviation"
"""Typed, with the base, as a spreadsheet would take them for formulas."""


def day(number: int) -> date:
    """A day of that May."""
    return MAY.replace(day=number)


def written_profiles(folder: Path) -> tuple[Path, Path]:
    """The action with its second signer named, and another one of the same coach."""
    text = (resources_root() / "actions" / "coaching-emploi.toml").read_text("utf-8")
    first, other = folder / "first.toml", folder / "other.toml"
    first.write_text(text.replace("# second_signer", "second_signer"), "utf-8")
    renamed = text.replace('"coaching-emploi"', '"rebond"', 1)
    other.write_text(renamed.replace('"Coaching Emploi"', '"Rebond"', 1), "utf-8")
    return first, other


def worked_may(desk: Desk, people: list[UUID], other: Path) -> None:
    """Live that month."""
    first, second = desk.actions[0], add_action(desk, other)
    for place in (BASE, AIRAINES, OISEMONT):
        add_place(desk, place)
    set_base_place(desk, place_id(desk, BASE))
    set_travel(desk, BASE, AIRAINES, 40, 28_400)
    set_travel(desk, AIRAINES, OISEMONT, 20, 12_550)
    set_travel(desk, OISEMONT, BASE, 50, 40_000)

    def held(
        who: UUID, number: int, start: int, end: int, presence: Presence | None,
        place: str | None = AIRAINES, record: AppointmentRecord | None = None,
    ) -> None:  # fmt: skip
        mode = Mode.PHONE if place is None else Mode.ON_SITE
        key = plan_appointment(desk, who, Slot(day(number), start, end, place, mode))
        if presence is not None:
            reason = "transport" if presence is Presence.EXCUSED else None
            told = record or AppointmentRecord(presence, absence_reason=reason)
            record_appointment(desk, key, told)

    # Tuesday 9: one of each presence, half an hour each but the first.
    held(people[0], 9, 540, 600, Presence.ATTENDED)
    held(people[1], 9, 600, 630, Presence.UNEXCUSED)
    held(people[2], 9, 630, 660, Presence.EXCUSED)
    held(people[3], 9, 660, 690, Presence.CANCELLED)
    # Wednesday 10: an atelier of twelve, one of whom did not come; a call that begins within it.
    slot = Slot(day(10), 570, 720, OISEMONT, Mode.COLLECTIVE)
    workshop = plan_workshop(desk, first, WorkshopFacts("Rédiger son CV", slot), people[:12])
    met = [
        who.row.appointment_id for who in desk.read(lambda link: workshop_people(link, workshop))
    ]
    presences = dict.fromkeys(met, Presence.ATTENDED) | {met[0]: Presence.UNEXCUSED}
    note_presences(desk, workshop, presences)
    held(people[12], 10, 690, 750, Presence.ATTENDED, None)
    # Thursday 11: both actions, half an hour over one another, then a meeting of both.
    held(people[0], 11, 540, 600, Presence.ATTENDED)
    elsewhere = receive_prescription(
        desk,
        second,
        PrescriptionFacts("23-900", day(2), "department"),
        PersonFacts("VASSEUR", "Marc", "male", date(1990, 5, 6)),
    )
    held(elsewhere, 11, 570, 660, Presence.ATTENDED, OISEMONT)
    note_times(desk, first, [TimeFacts("meeting", day(11), 840, 90)], shared=True)
    # Friday 12: typed, by its length and by its hours, over which a call begins.
    note_times(desk, first, [TimeFacts("administration", day(12), None, 45, "=2+3")])
    note_times(desk, first, [TimeFacts("administration", day(12), 840, 120)])
    held(people[1], 12, 930, 990, Presence.ATTENDED, None)
    # Monday 15: she left early, the coach drove another way.
    early = AppointmentRecord(Presence.ATTENDED, start_minute=540, end_minute=580)
    held(people[2], 15, 540, 600, Presence.ATTENDED, record=early)
    type_road(desk, day(15), 60_000, REASON)
    # Tuesday 16: nothing that counts. Wednesday 17: congé. Thursday 18: Ascension.
    held(people[3], 16, 540, 600, Presence.EXCUSED)
    add_day_off(desk, DayOffFacts(day(17), day(17), label=AWAY))
    # Friday 19: nobody said whether she came.
    held(people[4], 19, 540, 600, None)
    # Monday 22: outside, without hours; Tuesday 23: with.
    record_event(desk, first, EventFacts("market", "Marché", day(22), place=AIRAINES))
    forum = EventFacts("forum", "Forum de mai", day(23), 840, 1020, OISEMONT)
    record_event(desk, first, forum)
