"""The window goes to the screen that people sign on, and comes back when they are done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from coachdesk.system.settings import load_settings

if TYPE_CHECKING:
    from coachdesk.ui.screens.pad.handed_over import HandedOver


@dataclass(frozen=True)
class PadKept:
    """A half-drawn signature, in memory only, and the store it is for."""

    store_id: UUID
    pad: "HandedOver"


class PadPlace:
    """One window: while the pad takes all of it, nothing else is in sight on either screen."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._home: tuple[str, QRect, Qt.WindowState] | None = None

    def go(self) -> None:
        """Fill the screen chosen for the pad; stay when none is chosen or it is not plugged in."""
        name = load_settings().pad_screen
        screen = _screen(name)
        if screen is None or screen is self._window.screen():
            return
        window = self._window
        self._home = window.screen().name(), window.geometry(), window.windowState()
        self._move(screen, screen.availableGeometry(), Qt.WindowState.WindowFullScreen)

    def come_back(self) -> None:
        """Where the window was."""
        home, self._home = self._home, None
        if home is not None:
            name, place, state = home
            self._move(_screen(name), place, state)

    def _move(self, screen: QScreen | None, place: QRect, state: Qt.WindowState) -> None:
        self._window.setWindowState(Qt.WindowState.WindowNoState)
        handle = self._window.windowHandle()
        if screen is not None and handle is not None:
            handle.setScreen(screen)
        self._window.setGeometry(place)
        self._window.setWindowState(state)


def _screen(name: str) -> QScreen | None:
    """The screen of that name, if it is plugged in."""
    return next((each for each in QGuiApplication.screens() if name and each.name() == name), None)
