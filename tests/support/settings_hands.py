"""Hands on the settings of the real window: a section opened, every page made anew."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.settings.section import SettingsSection
from support.desk_window import DeskWindow


def idle(window: DeskWindow) -> None:
    """Wait until all that was asked is shown."""
    window.until(lambda: window.waiting() == 0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)  # so parts just made are shown


def opened(window: DeskWindow, section: str) -> SettingsSection:
    """The section of that key, shown; ``key/entry`` with the keyboard on that setting."""
    window.space.go(Target(Screen.SETTINGS, section=section))
    window.shows(window.space.settings)
    idle(window)
    return window.space.settings.section


def focused() -> QWidget | None:
    """What has the keyboard."""
    return QApplication.focusWidget()


def reopened(window: DeskWindow, act: Callable[[], object], section: str) -> SettingsSection:
    """The section as it is once ``act`` had every page made anew."""
    before = window.space
    act()
    window.until(lambda: window.shell.workspace is not before)
    window.shows(window.space.settings)
    idle(window)
    assert window.space.settings.shown == section
    return window.space.settings.section
