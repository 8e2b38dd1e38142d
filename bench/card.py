"""The card of one person on the big store, against the same SELECTs on the bare driver."""

from collections.abc import Callable
from functools import partial
from statistics import median
from uuid import UUID

from big_people import TODAY
from big_store import big_desk
from coachdesk.queries.day import day_appointments
from coachdesk.services.card import card_view
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.targets import Screen, Target
from measure import Row, show, typical_of
from today import BareSelects
from window import bench_window

RUNS = 15
ROUNDS = 3
"""How many times each of the people met today is opened in the window."""
AT_MOST = 0.05


def read(desk: Desk, action: ActionInfo, dossier: UUID) -> Callable[[], object]:
    now = desk.clock.now()
    return lambda: desk.read(lambda link: card_view(link, action, dossier, now))


def main() -> None:
    with big_desk() as desk:
        action = desk.action(None)
        met = desk.read(lambda link: day_appointments(link, action.id, TODAY))
        people = [item.prescription_id for item in met]
        works = [read(desk, action, dossier) for dossier in people]
        selects = [BareSelects(desk, work) for work in works]
        taken = median(typical_of(RUNS, work) for work in works)
        floor = median(typical_of(RUNS, partial(bare.run, desk)) for bare in selects)
    with bench_window() as window:
        window.unlock()
        targets = [Target(Screen.CARD, dossier) for dossier in people]
        window.open(targets[0])  # the page is made the first time
        shown = median(window.open(target) for _ in range(ROUNDS) for target in targets)
    show(
        [
            Row("card, read", taken, floor),
            Row("card, from the wish to the paint", shown, floor, at_most=AT_MOST),
        ]
    )


if __name__ == "__main__":
    main()
