"""Committing a drawn signature: its evidence, its row, its two entries, durable on the disk.

Beside it: a bare transaction of SQLCipher that inserts as many bytes and flushes them.
"""

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.drawing import Drawing
from coachdesk.queries.participants import participants_table
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.desk import Desk
from coachdesk.services.pad.asked import Capture, drawn_answer
from coachdesk.services.pad.attendance import AttendanceAsked, attendance_asked
from coachdesk.store.engine import connector
from measure import Row, durations, percentile_95, show
from sample import sample_desk

RUNS = 60
AT_MOST = 0.06
HAND = Random(11)
POINTS = 120
BYTES = 4_000
"""What a signature adds: two entries, their payloads, the drawing."""


def main() -> None:
    with TemporaryDirectory() as name:
        desk = sample_desk(Path(name) / "desk")
        waiting = to_sign(desk)
        commit = partial(signed, desk, waiting)
        commit()  # warm
        taken = durations(RUNS, commit)
        floor = durations(RUNS, bare(Path(name)))
        show(
            [
                Row(
                    "a signature committed, 95th percentile",
                    percentile_95(taken),
                    percentile_95(floor),
                    at_most=AT_MOST,
                )
            ]
        )
        desk.close()


def to_sign(desk: Desk) -> list[AttendanceAsked]:
    """As many presences of today, each shown on the pad."""
    action = desk.action(None)
    people = desk.read(lambda link: participants_table(link, action.id))
    day = today(desk.clock)
    asked: list[AttendanceAsked] = []
    for number in range(10 * RUNS):
        person = people[number % len(people)]
        start = 480 + 10 * (number // len(people))
        slot = Slot(day, start, start + 10, None, Mode.ON_SITE)
        try:
            asked.append(
                attendance_asked(desk, plan_appointment(desk, person.prescription_id, slot))
            )
        except UserError:
            continue  # she left before today
        if len(asked) > RUNS:
            break
    return asked


def signed(desk: Desk, waiting: list[AttendanceAsked]) -> None:
    """One signature, from « Valider » to the disk."""
    answer = drawn_answer(drawing(), Capture("pen", 1500, 0), identity_check="connue du coach")
    waiting.pop().commit(desk, answer)


def bare(folder: Path) -> Callable[[], object]:
    """The floor: the same bytes, in a transaction of the bare driver."""
    connection = connector(folder / "bare.db", secrets.token_bytes(32), "rwc")()
    connection.execute("CREATE TABLE kept (data BLOB)")

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO kept VALUES (?)", (secrets.token_bytes(BYTES),))
        connection.execute("COMMIT")

    return insert


def drawing() -> Drawing:
    """Three strokes, as a pen leaves them."""
    strokes = []
    for _ in range(3):
        x, y = HAND.randrange(2000), HAND.randrange(2000)
        stroke = [(x, y)]
        for _ in range(POINTS):
            x, y = x + HAND.randrange(60), max(0, y + HAND.randrange(-60, 60))
            stroke.append((x, y))
        strokes.append(tuple(stroke))
    return Drawing(9000, 4000, tuple(strokes))


if __name__ == "__main__":
    main()
