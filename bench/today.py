"""Aujourd'hui on the big store, against the same SELECTs on the bare driver."""

from collections.abc import Callable
from statistics import median
from typing import Any

from sqlalchemy import Connection, event

from big_people import TODAY
from big_store import big_desk
from coachdesk.services.day import day_view
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.targets import Screen, Target
from measure import Row, show, typical_of
from window import bench_window

RUNS = 15
AT_MOST = 0.1


def read(desk: Desk, action: ActionInfo) -> Callable[[], object]:
    return lambda: desk.read(lambda link: day_view(link, action.id, action.profile, TODAY))


def bare(desk: Desk, work: Callable[[], object]) -> Callable[[], object]:
    """The statements that ``work`` executes, each by the driver alone, its rows fetched."""
    asked: list[tuple[str, Any]] = []

    def note(
        _connection: Connection,
        _cursor: object,
        statement: str,
        parameters: Any,  # noqa: ANN401  (what the driver takes)
        *_: object,
    ) -> None:
        asked.append((statement, parameters))

    with desk.store.read() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
    selects = [item for item in asked if item[0].startswith("SELECT")]

    def run() -> None:
        with desk.store.read() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None
            cursor = driver.cursor()
            for statement, parameters in selects:
                cursor.execute(statement, parameters)
                cursor.fetchall()

    return run


def main() -> None:
    with big_desk() as desk:
        work = read(desk, desk.action(None))
        floor = bare(desk, work)
        floor()
        taken, bare_taken = typical_of(RUNS, work), typical_of(RUNS, floor)
    with bench_window() as window:
        window.unlock()
        shown = median(window.open(Target(Screen.TODAY)) for _ in range(RUNS))
    show(
        [
            Row("Aujourd'hui, read", taken, bare_taken),
            Row("Aujourd'hui, from the wish to the paint", shown, bare_taken, at_most=AT_MOST),
        ]
    )


if __name__ == "__main__":
    main()
