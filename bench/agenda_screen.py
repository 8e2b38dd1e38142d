"""The agenda on screen: a week with all its entries painted, against an empty grid of that size.

The week is laid out from data already read: how long reading takes is measured by ``agenda.py``.
What the coach waits for, from the wish for the page to its paint, is measured on the real window.
"""

from datetime import timedelta
from statistics import median

from big_people import TODAY
from big_store import big_desk
from coachdesk.domain.periods import monday_of
from coachdesk.services.agenda.view import AgendaDay
from coachdesk.services.agenda.week import WeekView, week_view
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.agenda.ground import Moment
from coachdesk.ui.screens.agenda.handled import HandledBoard
from coachdesk.ui.screens.agenda.lanes import Scope, plan_of
from measure import Row, show, typical_of
from window import BenchWindow, bench_window

RUNS = 15
SHOWN_MOST, OPENED_MOST = 0.05, 0.1


def emptied(week: WeekView) -> WeekView:
    """The same days with nothing in them."""
    days = tuple(AgendaDay(day.day, None, (), (), ()) for day in week.days)
    return WeekView(week.monday, days, week.places)


def paint(board: HandledBoard, week: WeekView) -> None:
    """Lay the week out and paint all of it."""
    plan = plan_of(week.days, Scope.WEEK)
    board.show_plan(plan, week.tones, Moment(TODAY, 600), afresh=True)
    board.viewport().grab()


def opened(window: BenchWindow) -> tuple[float, float]:
    """Seconds from the wish to the paint: the page, then the week after."""
    workspace = window.shell.workspace
    assert workspace is not None, "unlock first"
    first = median(window.open(Target(Screen.AGENDA, day=TODAY)) for _ in range(RUNS))
    page = workspace.agenda
    return first, median(window.took(lambda: page.turn(1)) for _ in range(RUNS))


def main() -> None:
    with big_desk() as desk:
        action = desk.action(None)
        week = desk.read(lambda link: week_view(link, action, monday_of(TODAY)))
        profile = action.profile
    number = sum(len(day.entries) for day in week.days)
    with bench_window() as window:
        window.unlock()
        page, turned = opened(window)
        board = HandledBoard(profile)
        board.resize(*(round(side * 0.9) for side in window.shell.size().toTuple()))
        board.show()
        full = typical_of(RUNS, lambda: paint(board, week))
        floor = typical_of(RUNS, lambda: paint(board, emptied(week)))
        board.close()
    assert week.monday + timedelta(days=6) >= TODAY
    show(
        [
            Row(f"Agenda, a week of {number} entries, painted", full, floor, at_most=SHOWN_MOST),
            Row("Agenda, opened and painted", page, floor, at_most=OPENED_MOST),
            Row("Agenda, turned to the next week and painted", turned, floor, at_most=OPENED_MOST),
        ]
    )


if __name__ == "__main__":
    main()
