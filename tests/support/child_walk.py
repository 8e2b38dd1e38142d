"""A child of the tests: the window as it is started, walked through by hand, then closed.

``python -m support.child_walk STORE SECRET`` opens every page of the menu, someone's card and the
sheet of a rendez-vous, types in a form, looks someone up, meets an error that quotes her name,
locks, and opens again.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtTest import QTest

from coachdesk import app
from coachdesk.queries.participants import participants_table
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.desk_pages import MENU
from coachdesk.ui.shell import Shell

STEP_MS = 120


class Walker(Shell):
    """The window of the product, and who walks through it."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's name)
        """Begin."""
        super().showEvent(event)
        self._steps, self._waits = self._walk(), False
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        if self.workspace is None and not self._waits:
            return
        act = next(self._steps, None)
        if act is None:
            self._timer.stop()
            self.close()
        else:
            act()

    def _walk(self) -> Iterator[Callable[[], object]]:
        space = self.workspace
        assert space is not None
        desk, action = space.context.desk, space.context.action
        people = desk.read(lambda link: participants_table(link, action.id))
        someone = next(row for row in people if row.pathway_id and row.left_on is None)
        for screen in MENU.values():
            yield partial(space.go, Target(screen))
        for screen in (Screen.CARD, Screen.DIAGNOSTIC, Screen.CONTRACT, Screen.DECISION):
            yield partial(space.go, Target(screen, someone.prescription_id))
        yield lambda: space.go(Target(Screen.DAY_SHEET))
        yield lambda: space.go(Target(Screen.INTAKE))
        yield lambda: QTest.keyClicks(space.intake.last_name, "Wisniewska")
        yield lambda: None
        yield lambda: None
        yield lambda: None  # the draft is kept
        yield lambda: space.bindings.run("palette")
        yield lambda: _fail(someone.last_name)
        yield self._lock_and_wait
        yield lambda: self.unlock(sys.argv[2])
        yield self._back
        yield lambda: None  # open again

    def _lock_and_wait(self) -> None:
        self._waits = True
        self.lock()

    def _back(self) -> None:
        self._waits = False


def _fail(name: str) -> None:
    raise ValueError(name)


if __name__ == "__main__":
    vars(app)["Shell"] = Walker  # the window, and a hand on it
    sys.exit(app.run(Path(sys.argv[1]), sys.argv[2]))
