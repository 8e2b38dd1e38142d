"""The figures of a year among ten: every indicator and the twelve months, on the big store.

The floor is the database's own: the rendez-vous of the year by presence and mode, and the rows of
its participants, who share most of the figures.
"""

from functools import partial

from sqlalchemy import Connection, func, select

from big_people import PEOPLE
from big_store import big_desk
from coachdesk.domain.periods import year_of
from coachdesk.models import Appointment
from coachdesk.queries.listing import rows
from coachdesk.queries.pathways import active_pathways
from coachdesk.services.desk import ActionInfo
from coachdesk.services.figures import year_report
from measure import Row, best_of, show

YEAR = 2019
"""One of those in which most people were followed."""
ASKED, AT_MOST = 12_000, 1.0
"""The pathways of ten coaches in ten years, and the seconds that their figures may take."""


def floor(connection: Connection, action: ActionInfo) -> None:
    """What can't be done without."""
    period = year_of(YEAR)
    words = (Appointment.presence, Appointment.mode)
    minutes = func.sum(Appointment.end_minute - Appointment.start_minute)
    connection.execute(
        select(*words, func.count(), minutes)
        .where(Appointment.held_on.between(period.first, period.last))
        .group_by(*words)
    ).all()
    rows(connection, active_pathways(action.id, period.first, period.last))


def main() -> None:
    with big_desk() as desk:
        action = desk.action(None)
        report = partial(year_report, action_id=action.id, profile=action.profile, year=YEAR)
        least = partial(floor, action=action)
        taken = best_of(5, lambda: desk.read(report))
        show(
            [
                Row(
                    f"figures of {YEAR} among {PEOPLE:,} people",
                    taken,
                    best_of(5, lambda: desk.read(least)),
                    at_most=AT_MOST * PEOPLE / ASKED,
                )
            ]
        )


if __name__ == "__main__":
    main()
