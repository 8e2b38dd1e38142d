"""A child of the tests: types in a form of the real window, telling each time how it stands.

``python -m support.child_type STORE SECRET FORM SEED``, where FORM is a screen of ``Screen``.
"""

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from coachdesk.app import make_application
from coachdesk.queries.participants import participants_table
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.draft_fields import values
from coachdesk.ui.drafts import DraftKeeper
from coachdesk.ui.workspace import Workspace
from support.clock import FixedClock
from support.desk_people import planned
from support.faults import acknowledge
from support.ui import window_on

NOW = datetime(2024, 1, 15, 9, 10, tzinfo=timezone(timedelta(hours=1)))
EVERY_MS = 25
"""Between two gestures: forty a second."""
LETTERS = "abcdefghij klmnop"


class Typist:
    """Types in whatever the form keeps, one gesture at a time."""

    def __init__(self, space: Workspace, seed: int) -> None:
        self._space = space
        self._draw = Random(seed)
        self._timer = QTimer(space)
        self._timer.timeout.connect(self._gesture)
        self._timer.start(EVERY_MS)

    def _gesture(self) -> None:
        keeper = self._space.context.drafts
        assert isinstance(keeper, DraftKeeper)
        for form in keeper._forms.values():
            fields = {name: field for name, field in form.fields.items() if field.isVisible()}
            if not fields:
                continue
            self._touch(self._draw.choice(list(fields.values())))
            acknowledge(json.dumps(values(form.fields)))

    def _touch(self, field: QWidget) -> None:
        """One gesture in ``field``, or in a part of it."""
        parts = [field, *field.findChildren(QWidget)]
        parts = [part for part in parts if isinstance(part, HANDLED) and part.isVisible()]
        part = self._draw.choice(parts) if parts else field
        if isinstance(part, QAbstractButton):
            part.click()
        elif isinstance(part, QAbstractSpinBox):
            part.stepUp()
        elif isinstance(part, QComboBox):
            part.setCurrentIndex(self._draw.randrange(max(part.count(), 1)))
        else:
            QTest.keyClicks(part, self._draw.choice(LETTERS))


HANDLED = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractButton)


def main(store: Path, secret: str, screen: Screen, seed: int) -> None:
    """Open the form and type until killed."""
    application = make_application(sys.argv[:1])
    runner, shell = window_on(store, FixedClock(NOW))
    typists: list[Typist] = []

    def opened() -> None:
        space = shell.workspace
        if space is None:
            return
        waiting.stop()
        desk, action = space.context.desk, space.context.action
        people = desk.read(lambda link: participants_table(link, action.id))
        followed = next(row for row in people if row.pathway_id and row.left_on is None)
        held = planned(desk, NOW.date(), 1)[0] if screen is Screen.APPOINTMENT else None
        whose = held[0] if held else followed
        space.go(Target(screen, whose.prescription_id, held[1] if held else None))
        typists.append(Typist(space, seed))

    waiting = QTimer(shell)
    waiting.timeout.connect(opened)
    waiting.start(5)
    shell.unlock(secret)
    shell.show()
    application.exec()
    runner.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Screen(sys.argv[3]), int(sys.argv[4]))
