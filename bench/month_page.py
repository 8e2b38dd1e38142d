"""The page of a month on the big store: the page, what follows it, the look-alike drawings.

The floor of a read is its SELECTs on the bare driver. What is since January and the relecture come
when the page is shown already.
"""

import time
from datetime import date
from random import Random
from statistics import median

from sqlalchemy import Connection

from big_people import TODAY
from big_store import big_desk
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.likeness import alike, shape
from coachdesk.services.audit import month_audit
from coachdesk.services.desk import Desk
from coachdesk.services.month import month_view, since_january
from coachdesk.services.targets import Screen, Target
from coachdesk.signing.strokes import decode_drawing, encode_drawing
from coachdesk.ui.screens.month.reading import MonthReading
from measure import Row, best_of, show, typical_of
from today import BareSelects
from window import bench_window

RUNS = 9
MONTHS = (date(2019, 12, 1), date(2023, 12, 1))
"""A month in the middle of the ten years, and the last one that is over."""
PAGE = 0.200
"""Seconds that the coach may wait for the page."""
SIGNATURES, COMPARED = 200, 0.100


def read(desk: Desk, month: date) -> list[Row]:
    action = desk.action(None)
    scope = (action.id, action.profile, month)

    def page(link: Connection) -> object:
        return month_view(link, *scope, today=TODAY)

    def cumulated(link: Connection) -> object:
        return since_january(link, *scope)

    def audit(link: Connection) -> object:
        return month_audit(link, *scope)

    rows = []
    for what, query in (("read", page), ("since January", cumulated), ("relecture", audit)):

        def work(query=query) -> object:  # type: ignore[no-untyped-def]  # noqa: ANN001
            return desk.read(query)

        selects = BareSelects(desk, work)
        floor = typical_of(RUNS, lambda bare=selects: bare.run(desk))  # type: ignore[misc]
        limit = PAGE if query is page else float("inf")
        rows.append(
            Row(f"Mois {month:%Y-%m}, {what}", typical_of(RUNS, work), floor, at_most=limit)
        )
    return rows


def shown() -> tuple[float, float]:
    """Seconds from the wish for a month to its paint, and until what follows it is there too."""
    first: list[float] = []
    began = 0.0
    with bench_window() as window:
        window.unlock()
        window.open(Target(Screen.MONTH, day=MONTHS[0]))

        def painted() -> None:
            window.shell.repaint()
            first.append(time.perf_counter() - began)

        space = window.shell.workspace
        assert space is not None
        reading = space.month.findChild(MonthReading)
        assert reading is not None
        reading.shown.connect(painted)
        whole = []
        for _ in range(RUNS):
            began = time.perf_counter()
            whole.append(window.open(Target(Screen.MONTH, day=MONTHS[1])))
    return median(first), median(whole)


def scrawl(hand: Random) -> Drawing:
    """Three strokes of 75 points, as a pad gives them."""
    strokes = []
    for _ in range(3):
        x, y = hand.randrange(1000, 8000), hand.randrange(1000, 3000)
        points = []
        for _ in range(75):
            x, y = x + hand.randrange(-60, 80), y + hand.randrange(-60, 60)
            points.append((x, y))
        strokes.append(tuple(points))
    return Drawing(12_000, 4_500, tuple(strokes))


def look_alikes() -> Row:
    """Decode and compare the drawings of a month; the floor is to decode them."""
    hand = Random(5)
    blobs = [encode_drawing(scrawl(hand)) for _ in range(SIGNATURES)]

    def compared() -> None:
        shapes = [shape(decode_drawing(blob)) for blob in blobs]
        list(alike([found for found in shapes if found is not None]))

    least = best_of(RUNS, lambda: [decode_drawing(blob) for blob in blobs])
    what = f"Look-alikes among {SIGNATURES} signatures"
    return Row(what, best_of(RUNS, compared), least, at_most=COMPARED)


def main() -> None:
    with big_desk() as desk:
        rows = [row for month in MONTHS for row in read(desk, month)]
    floor = rows[len(rows) // 2].floor
    page, whole = shown()
    rows.append(Row("Mois, from the wish to the paint", page, floor, at_most=PAGE))
    rows.append(Row("Mois, until the relecture is counted", whole, floor))
    show([*rows, look_alikes()])


if __name__ == "__main__":
    main()
