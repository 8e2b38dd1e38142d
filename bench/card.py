"""The card of one person on the big store: read, then read and painted, in 50 ms at most.

The floor is the SELECTs that the card asks, each by the bare driver.
"""

import os
from collections.abc import Callable
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject
from sqlalchemy import event

from big_people import TODAY
from big_store import big_desk
from coachdesk.app import make_application
from coachdesk.core.errors import UserError
from coachdesk.queries.day import DayAppointment, day_appointments
from coachdesk.services.card import card_view
from coachdesk.services.desk import Desk
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Refused, T, Task
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_messages import WindowMessages
from measure import Row, best_of, show

RUNS = 15
AT_MOST = 0.05
WINDOW = (1366, 768)


class InlineRunner:
    """Runs at once what a page asks for: what is measured is the work, not the wait."""

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
    ) -> None:
        """See ``ui.runner.Runner``."""
        del owner
        try:
            done(work())
        except UserError as error:
            if failed is None:
                raise
            failed(error)

    def write(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """See ``ui.runner.Runner``."""
        task = Task(progress)
        self.read(owner, lambda: work(task), done, failed)
        return task

    def watch(self, told: Callable[[bool], None]) -> None:
        """No write is ever under way between two calls."""
        del told


class NoDrafts:
    """Keeps nothing: the bench types nothing."""

    def keep(self, *_: object) -> None:
        """See ``ui.context.Drafts``."""

    flush = close = forget = proposed = keep


def bare_selects(desk: Desk, work: Callable[[], object]) -> Callable[[], None]:
    """The SELECTs that ``work`` asks, each by the driver alone, its rows fetched."""
    asked: list[tuple[str, Any]] = []

    def note(_link: object, _cursor: object, sql: str, values: object, *_: object) -> None:
        if sql.startswith("SELECT"):
            asked.append((sql, values))

    with desk.store.read() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)

    def run() -> None:
        with desk.store.read() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None
            cursor = driver.cursor()
            for sql, values in asked:
                cursor.execute(sql, values)
                cursor.fetchall()

    return run


def make_card(desk: Desk) -> CardScreen:
    """The page, shown."""
    messages = WindowMessages(Banner())
    context = Context(
        runner=InlineRunner(),
        messages=messages,
        desk=desk,
        action=desk.actions[0],
        drafts=NoDrafts(),
        go=lambda _target: None,
        back=lambda: None,
        sign=lambda _appointment: None,
    )
    page = CardScreen(context)
    page.resize(*WINDOW)
    page.show()
    return page


def opened(page: CardScreen, item: DayAppointment) -> Callable[[], None]:
    """Open the card of a person and paint what is seen of it."""

    def run() -> None:
        page.show_card(item.prescription_id)
        page.grab()  # which lays out and paints all that is seen

    return run


def main() -> None:
    application = make_application(["bench"])
    with big_desk() as desk:
        action = desk.actions[0]
        met = desk.read(lambda link: day_appointments(link, action.id, TODAY))
        now = desk.clock.now()
        works = [
            lambda dossier=item.prescription_id: desk.read(
                lambda link: card_view(link, action, dossier, now)
            )
            for item in met
        ]
        floor = median(best_of(RUNS, bare_selects(desk, work)) for work in works)
        read = median(best_of(RUNS, work) for work in works)
        page = make_card(desk)
        shown = median(best_of(1, opened(page, item)) for _ in range(3) for item in met)
        page.close()
    del application
    show(
        [
            Row("card, read", read, floor, 40),
            Row("card, read and painted", shown, AT_MOST, 1),
        ]
    )


if __name__ == "__main__":
    main()
