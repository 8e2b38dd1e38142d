"""Aujourd'hui on the big store, against the same SELECTs on the bare driver."""

from collections.abc import Callable
from statistics import median
from typing import Any

from sqlalchemy import event

from big_people import TODAY
from big_store import big_desk
from coachdesk.services.day import day_view
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.targets import Screen, Target
from measure import Row, show, typical_of
from window import BenchWindow, bench_window

RUNS = 15
AT_MOST = 0.1


def read(desk: Desk, action: ActionInfo) -> Callable[[], object]:
    return lambda: desk.read(lambda link: day_view(link, action.id, action.profile, TODAY))


class BareSelects:
    """The SELECTs that ``work`` executes on ``desk``, each by the driver alone."""

    def __init__(self, desk: Desk, work: Callable[[], object]) -> None:
        asked: list[tuple[str, Any]] = []

        def note(
            _link: object, _cursor: object, statement: str, parameters: object, *_: object
        ) -> None:
            asked.append((statement, parameters))

        with desk.store.read() as connection:
            engine = connection.engine
        event.listen(engine, "before_cursor_execute", note)
        work()
        event.remove(engine, "before_cursor_execute", note)
        self._selects = [item for item in asked if item[0].startswith("SELECT")]

    def run(self, desk: Desk) -> None:
        """Execute them again, and fetch their rows."""
        with desk.store.read() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None
            cursor = driver.cursor()
            for statement, parameters in self._selects:
                cursor.execute(statement, parameters)
                cursor.fetchall()


def built_anew(window: BenchWindow) -> float:
    """Seconds to show the day as after a change of all of it: the page builds only what changed."""
    workspace = window.shell.workspace
    assert workspace is not None, "unlock first"
    page = workspace.today
    page._view = None  # noqa: SLF001  (what it compares with)
    for pile in (page._stops, page._to_do):  # noqa: SLF001
        pile.show_parts((), 0)
    return window.open(Target(Screen.TODAY))


def main() -> None:
    with big_desk() as desk:
        work = read(desk, desk.action(None))
        selects = BareSelects(desk, work)
        taken = typical_of(RUNS, work)
        floor = typical_of(RUNS, lambda: selects.run(desk))
    with bench_window() as window:
        window.unlock()
        same = median(window.open(Target(Screen.TODAY)) for _ in range(RUNS))
        anew = median(built_anew(window) for _ in range(RUNS))
    show(
        [
            Row("Aujourd'hui, read", taken, floor),
            Row("Aujourd'hui, come back to, nothing changed", same, floor, at_most=AT_MOST),
            Row("Aujourd'hui, built anew and painted", anew, floor, at_most=AT_MOST),
        ]
    )


if __name__ == "__main__":
    main()
