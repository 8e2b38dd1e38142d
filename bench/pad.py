"""Ink under the hand: from an event of the pen to its ink on the window, at 1,000 events a second.

Each event is queued for the window by another thread, as a device does, and comes to it by the
real event loop; the clock stops once the window has painted and shown what they added. Beside it:
the same events on a bare widget that only notes them and paints nothing.
"""

import os
import sys
import threading
import time
from math import cos, sin

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QObject,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QInputDevice, QPaintEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.app import make_application
from coachdesk.core.clock import SystemClock
from coachdesk.ui.screens.pad.surface import PadSurface
from measure import Row, percentile_95, show

EVENTS, RATE = 6_000, 1_000
LAST = 1_000
STROKE = 500
"""Events of one stroke: half a second of a fast hand."""
AT_MOST = 0.008
SIZE = (1366, 728)
PATIENCE_MS = 60_000


class Device(QObject):
    """Queues what the pen does; the window gets it in its own thread."""

    moved = Signal(QEvent.Type, QPointF)


class Window(QWidget):
    """Holds the paper; notes when what was asked to be painted is on the window."""

    def __init__(self, paper: "TimedSurface | Bare") -> None:
        super().__init__()
        self._paper = paper
        self.painted: list[float] = []
        """When the ink of each event was there."""
        layout = QVBoxLayout(self)
        layout.addWidget(paper)
        self.resize(*SIZE)

    def event(self, event: QEvent) -> bool:
        """After an update all that was drawn before is shown."""
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            shown = time.perf_counter()
            self.painted += [shown] * (self._paper.events - len(self.painted))
        return done


class TimedSurface(PadSurface):
    """The pad of the product, that counts the events it was given."""

    events = 0

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802  (Qt's name)
        """Count it."""
        super().tabletEvent(event)
        self.events += 1


class Bare(QWidget):
    """What any widget costs: it notes the point and has nothing to paint."""

    events = 0

    def __init__(self) -> None:
        super().__init__()
        self._points: list[QPointF] = []

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802  (Qt's name)
        """Note it."""
        event.accept()
        self._points.append(event.position())
        self.update(QRect(event.position().toPoint(), event.position().toPoint()))
        self.events += 1

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Nothing."""


def drawn_on(paper: TimedSurface | Bare) -> list[float]:
    """Seconds from each event to its ink; leaves when one was lost."""
    window = Window(paper)
    window.show()
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()
    posted: list[float] = []
    pen = QPointingDevice(
        "pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 2,
    )  # fmt: skip
    handle = window.windowHandle()
    device = Device()

    def arrived(kind: QEvent.Type, at: QPointF) -> None:
        event = QTabletEvent(
            kind, pen, at, at, 0.5, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
        )  # fmt: skip
        QCoreApplication.sendEvent(handle, event)

    device.moved.connect(arrived, Qt.ConnectionType.QueuedConnection)
    corner = paper.mapTo(window, QPoint())
    wide, high = paper.width(), paper.height()

    def hand() -> None:
        """A device: as many events as the clock says are due, then rest a moment."""
        began = time.perf_counter()
        for number in range(EVENTS):
            while (wait := began + number / RATE - time.perf_counter()) > 0:
                time.sleep(wait)
            turn = number / 40
            at = QPointF(
                corner.x() + wide * (0.5 + 0.35 * sin(turn / 7)) + 30 * cos(turn) + number % 2,
                corner.y() + high * (0.5 + 0.3 * sin(turn)),
            )
            place = number % STROKE
            kind = QEvent.Type.TabletMove
            if place == 0:
                kind = QEvent.Type.TabletPress
            elif place == STROKE - 1:
                kind = QEvent.Type.TabletRelease
            posted.append(time.perf_counter())
            device.moved.emit(kind, at)

    ended = QTimer()
    ended.timeout.connect(lambda: loop.quit() if len(window.painted) == EVENTS else None)
    ended.start(50)
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    moving = threading.Thread(target=hand)
    moving.start()
    loop.exec()
    moving.join()
    window.close()
    if len(window.painted) != EVENTS:
        sys.exit(f"{EVENTS - len(window.painted)} of {EVENTS} events were lost")
    return [shown - sent for sent, shown in zip(posted, window.painted, strict=True)]


def main() -> None:
    application = make_application(["bench"])
    floor = drawn_on(Bare())
    paper = TimedSurface(SystemClock())
    ink = drawn_on(paper)
    drawn = paper.drawing()
    kept, expected = drawn.points, EVENTS - len(drawn.strokes)  # letting go adds no point
    print(f"{EVENTS} events in {EVENTS / RATE:.0f} s: {kept} points of {expected} kept")
    if kept != expected:
        sys.exit("points were dropped")
    show(
        [
            Row(
                "event to painted ink, 95th percentile",
                percentile_95(ink),
                percentile_95(floor),
                at_most=AT_MOST,
            ),
            Row(
                "  the last thousand, on a full drawing",
                percentile_95(ink[-LAST:]),
                percentile_95(floor[-LAST:]),
            ),
        ]
    )
    del application


if __name__ == "__main__":
    main()
