"""A pen and a finger that draw on the pad by real events, as ``ui.draw_by_mouse`` does."""

from functools import cache

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coachdesk.ui.screens.pad.surface import PadSurface
from support.ui import draw_by_mouse

Strokes = list[list[QPoint]]


@cache
def stylus() -> QPointingDevice:
    """A pen with pressure."""
    return QPointingDevice(
        "stylet",
        7,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        2,
    )


@cache
def fingers() -> QPointingDevice:
    """A screen that is touched."""
    return QTest.createTouchDevice()


def pen(widget: QWidget, kind: QEvent.Type, point: QPoint, *, pressed: bool = True) -> None:
    """One event of the pen."""
    button = Qt.MouseButton.LeftButton if pressed else Qt.MouseButton.NoButton
    event = QTabletEvent(
        kind, stylus(), QPointF(point), QPointF(widget.mapToGlobal(point)), 0.5, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, button,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def draw_by_pen(surface: PadSurface, strokes: Strokes, *, echo: bool = False) -> None:
    """Draw with a pen; with ``echo``, the system sends mouse events of it as well."""
    for points in strokes:
        pen(surface, QEvent.Type.TabletPress, points[0])
        for point in points[1:]:
            pen(surface, QEvent.Type.TabletMove, point)
        pen(surface, QEvent.Type.TabletRelease, points[-1], pressed=False)
        if echo:
            draw_by_mouse(surface, [points])


def draw_by_finger(surface: PadSurface, strokes: Strokes) -> None:
    """Draw with a finger."""
    for points in strokes:
        QTest.touchEvent(surface, fingers()).press(0, points[0], surface).commit()
        for point in points[1:]:
            QTest.touchEvent(surface, fingers()).move(0, point, surface).commit()
        QTest.touchEvent(surface, fingers()).release(0, points[-1], surface).commit()
