"""Ink under the hand: from an event of the pen to its ink on the window, at 1,000 events a second.

A process of its own is the device: it says through a pipe when each event happened. The window gets
them by the real event loop; the clock stops once it has painted and shown what they added. Beside
it: the same events on a bare widget that only notes them and paints nothing.
"""

import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from math import cos, sin

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QPoint,
    QPointF,
    QRect,
    QSocketNotifier,
    Qt,
    QTimer,
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
DEVICE = "device"
_MESSAGE = struct.Struct("=id")
_BUFFER = _MESSAGE.size * 4096


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


def device() -> None:
    """Say when each event happened, as many as the clock says are due."""
    began, rest = time.perf_counter(), threading.Event()
    for number in range(EVENTS):
        while (wait := began + number / RATE - time.perf_counter()) > 0:
            rest.wait(wait)
        os.write(sys.stdout.fileno(), _MESSAGE.pack(number, time.perf_counter()))
    rest.wait(PATIENCE_MS / 1000)  # the pipe stays open until all is painted


def told(data: bytes) -> Iterator[tuple[int, float]]:
    """The events of some bytes of the pipe; each was written whole."""
    yield from _MESSAGE.iter_unpack(data)


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
    corner = paper.mapTo(window, QPoint())
    wide, high = paper.width(), paper.height()

    def arrived() -> None:
        """Each event that the device told, in turn."""
        for number, at in told(os.read(pipe.fileno(), _BUFFER)):
            posted.append(at)
            send(number)

    def send(number: int) -> None:
        turn, place = number / 40, number % STROKE
        at = QPointF(
            corner.x() + wide * (0.5 + 0.35 * sin(turn / 7)) + 30 * cos(turn) + number % 2,
            corner.y() + high * (0.5 + 0.3 * sin(turn)),
        )
        kind = QEvent.Type.TabletMove
        if place == 0:
            kind = QEvent.Type.TabletPress
        elif place == STROKE - 1:
            kind = QEvent.Type.TabletRelease
        event = QTabletEvent(
            kind, pen, at, at, 0.5, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
        )  # fmt: skip
        QCoreApplication.sendEvent(handle, event)

    ended = QTimer()
    ended.timeout.connect(lambda: loop.quit() if len(window.painted) == EVENTS else None)
    ended.start(50)
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    device = subprocess.Popen([sys.executable, __file__, DEVICE], stdout=subprocess.PIPE)
    assert device.stdout is not None
    pipe = device.stdout
    coming = QSocketNotifier(pipe.fileno(), QSocketNotifier.Type.Read)
    coming.activated.connect(arrived)
    loop.exec()
    coming.setEnabled(False)
    device.kill()
    device.wait()
    pipe.close()
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
    device() if DEVICE in sys.argv else main()
