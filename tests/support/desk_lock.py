"""Hands for the lock: a key as the system gives it, the pad in someone's hands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.queries.participants import participants_table
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.pad.code import set_pad_code
from coachdesk.services.pad.sittings import presence_sitting
from coachdesk.ui.screens.pad.view import PadScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen
from support.desk_window import DeskWindow


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the system gives it, to whichever window has the keyboard."""
    QTest.keyClick(QGuiApplication.focusWindow(), key, modifiers)


def given_pad(window: DeskWindow, code: str | None = None) -> PadScreen:
    """The pad of a rendez-vous of the day, in the person's hands."""
    desk, action = window.desk, window.space.context.action
    if code is not None:
        set_pad_code(desk, code)
    rows = window.read(lambda link: participants_table(link, action.id))
    someone = next(row for row in rows if row.number == "23-076")
    slot = Slot(desk.clock.now().date(), 600, 630, "Mairie", Mode.ON_SITE)
    meeting = plan_appointment(desk, someone.prescription_id, slot)
    window.space.sign_asked.emit(presence_sitting(desk, meeting))
    assert window.shell.pad is not None
    return window.shell.pad


def unlock_screen(window: DeskWindow) -> UnlockScreen:
    """What asks for the passphrase, once it is all that is seen."""
    shown = window.shell.pages

    def asked() -> bool:
        screen = shown.currentWidget()
        return isinstance(screen, UnlockScreen) and screen.isVisible()

    window.until(asked)
    screen = shown.currentWidget()
    assert isinstance(screen, UnlockScreen)
    return screen
