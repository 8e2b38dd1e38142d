"""The session, the sleep and the lid: told by real buses on Linux, by real messages on Windows."""

import ctypes
import subprocess
import sys

import pytest

from coachdesk.system.windows_session import (
    POWER_BROADCAST,
    SESSION_CHANGE,
    Message,
    PowerSetting,
    lid_switch,
    told_by,
)
from coachdesk.ui.locking.linux_session import path_part
from support.faults import child_environment
from support.tools import require

SAVER = "org.freedesktop.ScreenSaver.ActiveChanged"
GNOME = "org.gnome.ScreenSaver.ActiveChanged"
LOCK = "org.freedesktop.login1.Session.Lock"
PATIENCE = 60


@pytest.fixture
def bus():
    """A bus of its own, for both the session and the system."""
    daemon = subprocess.Popen(
        [require("dbus-daemon"), "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    address = daemon.stdout.readline().strip()
    yield {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "DBUS_SYSTEM_BUS_ADDRESS": address,
        "XDG_SESSION_ID": "2",
    }
    daemon.terminate()
    daemon.communicate(timeout=PATIENCE)


@pytest.fixture
def emit(bus):
    """A signal on that bus, as a desktop sends it."""

    def send(path, name, *values):
        subprocess.run(
            [require("dbus-send"), f"--bus={bus['DBUS_SESSION_BUS_ADDRESS']}", "--type=signal",
             path, name, *values],
            check=True, env=child_environment(bus),
        )  # fmt: skip

    return send


def test_what_the_desktop_and_logind_say_locks_and_what_concerns_another_session_does_not(
    bus, emit
):
    with subprocess.Popen(
        [sys.executable, "-m", "support.child_session"],
        env=child_environment(bus), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8",
    ) as child:  # fmt: skip
        assert child.stdout.readline() == "ready\n"
        emit("/ScreenSaver", SAVER, "boolean:false")
        emit("/org/freedesktop/login1/session/_33", LOCK)
        emit("/org/freedesktop/ScreenSaver", SAVER, "boolean:true")
        assert child.stdout.readline() == "session\n"
        emit("/org/gnome/ScreenSaver", GNOME, "boolean:true")
        assert child.stdout.readline() == "session\n"
        emit("/org/freedesktop/login1/session/_32", LOCK)
        assert child.stdout.readline() == "session\n"
        out, err = child.communicate(timeout=PATIENCE)
    assert (out, err) == ("", "")


def test_logind_waits_until_the_store_is_closed_and_the_lid_is_asked_for(bus):
    """A stand-in for both services, on the same bus, that speaks as they do."""
    told = subprocess.run(
        [sys.executable, "-m", "support.child_logind"],
        env=child_environment(bus), check=False, capture_output=True, encoding="utf-8",
        timeout=3 * PATIENCE,
    )  # fmt: skip
    assert told.stdout.splitlines() == [
        "waits sleep CoachDesk delay",
        "sleep",
        "let go",
        "waits sleep CoachDesk delay",
        "lid",
    ], told.stderr


@pytest.mark.parametrize(
    ("number", "wparam", "why"),
    [
        (SESSION_CHANGE, 7, "session"),  # locked
        (SESSION_CHANGE, 4, "session"),  # a remote session left
        (SESSION_CHANGE, 8, None),  # unlocked
        (POWER_BROADCAST, 4, "sleep"),
        (POWER_BROADCAST, 18, None),  # woken
        (0x0100, 7, None),  # a key
    ],
)
def test_windows_tells_it_in_messages(number, wparam, why):
    message = Message(None, number, wparam, 0)
    assert told_by(ctypes.addressof(message)) == why


@pytest.mark.parametrize(("opened", "why"), [(0, "lid"), (1, None)])
def test_windows_tells_of_the_lid(opened, why):
    setting = PowerSetting(lid_switch(), 4, opened)
    message = Message(None, POWER_BROADCAST, 0x8013, ctypes.addressof(setting))
    assert told_by(ctypes.addressof(message)) == why
    other = PowerSetting(setting=setting.setting, length=4, data=0)
    other.setting.first += 1
    message = Message(None, POWER_BROADCAST, 0x8013, ctypes.addressof(other))
    assert told_by(ctypes.addressof(message)) is None


def test_a_session_of_logind_is_named_in_a_path_as_it_does():
    assert [path_part(name) for name in ("2", "c1", "12")] == ["_32", "c1", "_312"]
