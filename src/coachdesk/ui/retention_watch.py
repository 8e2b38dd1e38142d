"""Once a day, a while after the desk was opened: how many people have come to their term."""

from PySide6.QtCore import QObject, QTimer, Signal

from coachdesk.core.clock import today
from coachdesk.services.desk import Desk
from coachdesk.services.rights.retention import retention_due
from coachdesk.services.rights_settings import number_due
from coachdesk.ui.runner import Runner, Task

_AFTER_MS = 60_000


class RetentionWatch(QObject):
    """``counted`` when it was; nobody waits for it."""

    counted = Signal()

    def __init__(self, runner: Runner, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._desk = runner, desk
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self.count)
        self._soon.start()

    def count(self) -> None:
        """Count, unless it was done today."""
        desk = self._desk

        def count(_task: Task) -> None:
            _, counted_on = desk.read(number_due)
            if counted_on != today(desk.clock):
                retention_due(desk)

        self._runner.last(self, count, lambda _: self.counted.emit(), lambda _error: None)
