"""Rendez-vous planned for real people of the sample, for the tests of the pages that hold them."""

from datetime import date, timedelta
from uuid import UUID

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.queries.participants import ParticipantRow, participants_table
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.desk import Desk

PLACE = "Mairie d’Airaines"


def followed(desk: Desk, number: int) -> list[ParticipantRow]:
    """The first few people who are in the action, by number."""
    action = desk.actions[0]
    table = desk.read(lambda link: participants_table(link, action.id))
    return [row for row in table if row.pathway_id and not row.left_on][:number]


def planned(desk: Desk, day: date, number: int) -> list[tuple[ParticipantRow, UUID]]:
    """As many people planned on ``day``, one each half hour from 9 h, each with her rendez-vous.

    The week before and the weeks after have no other rendez-vous of theirs.
    """
    return [
        (
            person,
            plan_appointment(
                desk,
                person.prescription_id,
                Slot(day, 540 + 30 * place, 570 + 30 * place, PLACE, Mode.ON_SITE),
            ),
        )
        for place, person in enumerate(followed(desk, number))
    ]


def week_after(day: date) -> date:
    """The same day of the next week."""
    return day + timedelta(days=7)
