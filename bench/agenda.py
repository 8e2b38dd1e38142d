"""A week of the agenda and the search of a free slot, against the same SELECTs on the bare driver.

The weeks are the one of today and the fullest of the ten years. The slots are the next ones of
everyone met today, and those of a day and a place that are asked for.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from statistics import median

from sqlalchemy import func, select

from big_people import PLACES, TODAY
from big_store import big_desk
from coachdesk.models import Appointment
from coachdesk.queries.day import day_appointments
from coachdesk.services.agenda.slots import Wanted, free_slots
from coachdesk.services.agenda.view import agenda
from coachdesk.services.desk import ActionInfo, Desk
from measure import Row, show, typical_of
from today import BareSelects

RUNS = 15
WEEK_MOST, SLOT_MOST = 0.05, 0.02
_SIX_DAYS = timedelta(days=6)


def week(desk: Desk, action: ActionInfo, monday: date) -> Callable[[], object]:
    return lambda: desk.read(lambda link: agenda(link, action.id, monday, monday + _SIX_DAYS))


def slots(desk: Desk, action: ActionInfo, wanted: Wanted) -> Callable[[], object]:
    return lambda: desk.read(lambda link: free_slots(link, action, wanted))


def fullest(desk: Desk) -> date:
    """The Monday of the week with most rendez-vous."""
    monday = func.date(Appointment.held_on, "-6 days", "weekday 1")
    found = desk.read(
        lambda link: link.execute(
            select(monday).group_by(monday).order_by(func.count().desc()).limit(1)
        ).scalar_one()
    )
    return date.fromisoformat(found)


def timed(what: str, desk: Desk, works: list[Callable[[], object]], at_most: float) -> Row:
    selects = [BareSelects(desk, work) for work in works]
    taken = median(typical_of(RUNS, work) for work in works)
    floor = median(typical_of(RUNS, partial(bare.run, desk)) for bare in selects)
    return Row(what, taken, floor, at_most=at_most)


def main() -> None:
    with big_desk() as desk:
        action = desk.action(None)
        full = fullest(desk)
        held = desk.read(lambda link: agenda(link, action.id, full, full + _SIX_DAYS))
        number = sum(len(day.entries) for day in held)
        met = desk.read(lambda link: day_appointments(link, action.id, TODAY))
        people = [
            slots(desk, action, Wanted(30, TODAY, prescription_id=one.prescription_id))
            for one in met
        ]
        asked = [slots(desk, action, Wanted(45, TODAY, place=place, weekday=3)) for place in PLACES]
        show(
            [
                timed("agenda, the week of today", desk, [week(desk, action, TODAY)], WEEK_MOST),
                timed(
                    f"agenda, a week of {number:,} entries",
                    desk,
                    [week(desk, action, full)],
                    WEEK_MOST,
                ),
                timed("the next free slots of someone", desk, people, SLOT_MOST),
                timed("free slots of a place and a weekday", desk, asked, SLOT_MOST),
            ]
        )


if __name__ == "__main__":
    main()
