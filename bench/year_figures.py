"""The figures of a year among ten: its report, its bilan as a paper, the dashboard, the FSE+ page.

The floor is the database's own: the rendez-vous of the year by presence and mode, and the rows of
its participants, who share most of the figures. That of a paper is the counting of its figures.
"""

from functools import partial

from sqlalchemy import Connection, func, select

from big_people import PENDING, PEOPLE, TURNED_AWAY
from big_store import big_desk
from coachdesk.core.clock import today
from coachdesk.domain.periods import year_of
from coachdesk.models import Appointment
from coachdesk.queries.listing import rows
from coachdesk.queries.pathways import active_pathways
from coachdesk.services.dashboard import dashboard
from coachdesk.services.desk import ActionInfo
from coachdesk.services.figures import year_report
from coachdesk.services.fse.page import fse_page
from coachdesk.services.report import bilan_of, bilan_pdf
from measure import Row, best_of, show

YEAR = 2019
"""One of those in which most people were followed."""
PATHWAYS = PEOPLE - PENDING - TURNED_AWAY
ASKED = 12_000
"""The pathways of ten coaches in ten years."""
FIGURES_S, PAPER_S, PAGE_S = 1.0, 2.0, 0.3
"""What all figures of a year may take, its paper more than that, and a page, with so many."""
YEARS = 3
"""A bilan tells two years more, beside its own."""


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
    share = PATHWAYS / ASKED
    with big_desk() as desk:
        action, day = desk.action(None), today(desk.clock)
        report = partial(
            year_report, action_id=action.id, profile=action.profile, year=YEAR, today=day
        )
        least = best_of(5, lambda: desk.read(partial(floor, action=action)))
        figures = best_of(5, lambda: desk.read(report, widely=True))
        bilan = bilan_of(desk, action, YEAR)
        three = best_of(3, lambda: bilan_of(desk, action, YEAR))
        paper = best_of(2, lambda: bilan_pdf(desk, bilan))
        state = best_of(5, lambda: desk.read(partial(dashboard, action=action, day=day)))
        asked = partial(fse_page, action=action, year=None, day=day)
        people = best_of(5, lambda: desk.read(asked))
    show(
        [
            Row(f"figures of {YEAR} and its months", figures, least, at_most=FIGURES_S * share),
            Row("bilan, two years beside", three, YEARS * least, at_most=YEARS * FIGURES_S * share),
            Row("bilan as a PDF with charts", paper, three, at_most=PAPER_S),
            Row("tableau de bord, read", state, least, at_most=PAGE_S),
            Row("FSE+ page, read", people, least, at_most=PAGE_S),
        ]
    )


if __name__ == "__main__":
    main()
