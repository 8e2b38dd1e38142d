"""The session, the sleep and the lid of Linux, as its buses tell them.

logind announces a sleep and waits, a few seconds at most, for who asked it to: the store is closed
by then. The screen savers of the desktops tell when they lock; UPower tells of the lid of a machine
that does not sleep with it.
"""

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor

from coachdesk.ui.locking.why import Why

_LOGIND, _MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1"
_UPOWER, _UPOWER_PATH = "org.freedesktop.UPower", "/org/freedesktop/UPower"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SAVERS = (
    "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver", "org.xfce.ScreenSaver",
)  # fmt: skip
_CLOSING_MS = 1_000
"""What the writes asked may take, of the five seconds that logind waits."""
_PATIENCE_MS = 3_000


class LinuxSession(QObject):
    """``away`` carries why; a bus that is not there tells nothing."""

    away = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._system = QDBusConnection.systemBus()
        self._waiting: QDBusUnixFileDescriptor | None = None
        """Held: the machine does not sleep before it is let go."""
        if _has_session_bus():
            session = QDBusConnection.sessionBus()
            for saver in _SAVERS if session.isConnected() else ():
                session.connect("", "", saver, "ActiveChanged", self, _slot("saved(QDBusMessage)"))
        if self._system.isConnected():
            self._hear_system()

    @Slot(QDBusMessage)
    def saved(self, told: QDBusMessage) -> None:
        """A screen saver began, or ended."""
        if told.arguments() == [True]:
            self.away.emit(Why.SESSION)

    @Slot(QDBusMessage)
    def locked(self, told: QDBusMessage) -> None:
        """A session is locked by logind: ours, as far as ours is known."""
        mine = os.environ.get("XDG_SESSION_ID", "")
        if not mine or told.path().endswith(f"/{path_part(mine)}"):
            self.away.emit(Why.SESSION)

    @Slot(QDBusMessage)
    def slept(self, told: QDBusMessage) -> None:
        """The machine is about to sleep, or woke up."""
        if told.arguments() == [True]:
            self.away.emit(Why.SLEEP)
            QTimer.singleShot(_CLOSING_MS, self, self._let_sleep)
        else:
            self._ask_to_wait()

    @Slot(str, "QVariantMap", "QStringList")
    def power_changed(self, told: str, values: dict[str, object], _others: list[str]) -> None:
        """Something of UPower's: the lid, or the mains."""
        if told == _UPOWER and values.get("LidIsClosed") is True:
            self.away.emit(Why.LID)

    @Slot(QDBusMessage)
    def wait_granted(self, told: QDBusMessage) -> None:
        """The next sleep waits for us; without an answer of logind it does not."""
        held = (told.arguments() or [None])[0]
        self._waiting = held if isinstance(held, QDBusUnixFileDescriptor) else None

    def _hear_system(self) -> None:
        connect = self._system.connect
        connect("", "", f"{_LOGIND}.Session", "Lock", self, _slot("locked(QDBusMessage)"))
        connect(
            _LOGIND, _MANAGER, f"{_LOGIND}.Manager", "PrepareForSleep", self,
            _slot("slept(QDBusMessage)"),
        )  # fmt: skip
        connect(
            _UPOWER, _UPOWER_PATH, _PROPERTIES, "PropertiesChanged", self,
            _slot("power_changed(QString,QVariantMap,QStringList)"),
        )  # fmt: skip
        self._ask_to_wait()

    def _ask_to_wait(self) -> None:
        call = QDBusMessage.createMethodCall(_LOGIND, _MANAGER, f"{_LOGIND}.Manager", "Inhibit")
        for word in ("sleep", "CoachDesk", self.tr("Fermer le magasin"), "delay"):
            call = (
                call << word
            )  # ``setArguments`` counts the references of None amiss (PySide 6.12)
        granted = _slot("wait_granted(QDBusMessage)")
        self._system.callWithCallback(call, self, granted, _PATIENCE_MS)

    def _let_sleep(self) -> None:
        self._waiting = None  # closes it: logind goes on


def path_part(name: str) -> str:
    """A name of logind's as part of a path: « 2 » is « _32 », « c1 » is itself."""
    plain = {*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    digits = {*"0123456789"}
    return "".join(
        each if each in plain or (each in digits and number) else f"_{ord(each):02x}"
        for number, each in enumerate(name)
    )


def _slot(signature: str) -> Any:  # noqa: ANN401  (a text, where PySide's stub wants bytes)
    return SLOT(signature)


def _has_session_bus() -> bool:
    """Asked for without one, the library would start a bus of its own."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    told = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    return bool(told) or (bool(folder) and (Path(folder) / "bus").exists())
