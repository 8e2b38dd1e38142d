"""Stand-ins for logind and UPower on a bus of the test, and the window's ear on that bus.

    python -m support.child_logind

prints what is asked of them, what the ear tells, and when the machine would be let to sleep.
"""

import os
import sys

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusUnixFileDescriptor,
    QDBusVirtualObject,
)
from PySide6.QtWidgets import QApplication, QWidget

from coachdesk.ui.locking.linux_session import LinuxSession
from coachdesk.ui.locking.why import Why

MANAGER = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
POWER = ("/org/freedesktop/UPower", "org.freedesktop.DBus.Properties", "PropertiesChanged")


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)  # noqa: T201  what the test reads


class Services(QDBusVirtualObject):
    """Both services: a sleep is announced once somebody waits, and the lid closes after it."""

    def __init__(self, bus: QDBusConnection, window: QWidget) -> None:
        super().__init__()
        self._bus = bus
        self._window = window
        self._slept = False
        self._ears: list[QSocketNotifier] = []

    def introspect(self, _path: str) -> str:
        """Nobody asks."""
        return ""

    def handleMessage(self, asked: QDBusMessage, bus: QDBusConnection) -> bool:  # noqa: N802  Qt's
        """Answer as they do."""
        what, who, _why, how = asked.arguments()
        say(f"waits {what} {who} {how}")
        ours, theirs = os.pipe()
        answer = asked.createReply()
        answer.setArguments([QDBusUnixFileDescriptor(theirs)])
        bus.send(answer)
        os.close(theirs)
        ear = QSocketNotifier(ours, QSocketNotifier.Type.Read, self._window)
        ear.activated.connect(self._let_go)
        self._ears.append(ear)
        if self._slept:
            self.tell(POWER, ["org.freedesktop.UPower", {"LidIsClosed": True}, ["OnBattery"]])
        else:
            QTimer.singleShot(300, lambda: self.tell(MANAGER, [True]))
        return True

    def tell(self, name: tuple[str, str, str], values: list[object]) -> None:
        """One signal."""
        message = QDBusMessage.createSignal(*name)
        message.setArguments(values)
        self._bus.send(message)

    def _let_go(self) -> None:
        """The end of the pipe was closed: the machine sleeps, and wakes up."""
        self._ears.pop(0).setEnabled(False)
        say("let go")
        self._slept = True
        self.tell(MANAGER, [False])


def main() -> int:
    """Until the lid is told."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    bus = QDBusConnection.connectToBus(os.environ["DBUS_SYSTEM_BUS_ADDRESS"], "services")
    services = Services(bus, window)
    option = QDBusConnection.VirtualObjectRegisterOption.SubPath
    assert bus.registerVirtualObject("/", services, option)
    for name in ("org.freedesktop.login1", "org.freedesktop.UPower"):
        assert bus.registerService(name)
    session = LinuxSession(window)

    def away(why: Why) -> None:
        say(why.value)
        if why is Why.LID:
            application.quit()

    session.away.connect(away)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
