"""What Windows tells a window of its session, its sleep and its lid, read from the raw messages."""

import ctypes
import sys
from typing import Literal

Told = Literal["session", "sleep", "lid"]

SESSION_CHANGE, POWER_BROADCAST = 0x02B1, 0x0218
"""WM_WTSSESSION_CHANGE, WM_POWERBROADCAST."""
_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _LOGOFF, _LOCK = 2, 4, 6, 7
_SUSPEND, _SETTING_CHANGE = 0x0004, 0x8013
_THIS_SESSION = 0
_WINDOW_HANDLE = 0


class _Guid(ctypes.Structure):
    _fields_ = (
        ("first", ctypes.c_uint32),
        ("second", ctypes.c_uint16),
        ("third", ctypes.c_uint16),
        ("last", ctypes.c_ubyte * 8),
    )


class PowerSetting(ctypes.Structure):
    """POWERBROADCAST_SETTING (winuser.h), for a setting of one number."""

    _fields_ = (("setting", _Guid), ("length", ctypes.c_uint32), ("data", ctypes.c_uint32))


class Message(ctypes.Structure):
    """The head of MSG (winuser.h)."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("number", ctypes.c_uint32),
        ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_ssize_t),
    )


def lid_switch() -> _Guid:
    """GUID_LIDSWITCH_STATE_CHANGE: {BA3E0F4D-B817-4094-A2D1-D56379E6A0F3}."""
    last = (ctypes.c_ubyte * 8)(0xA2, 0xD1, 0xD5, 0x63, 0x79, 0xE6, 0xA0, 0xF3)
    return _Guid(0xBA3E0F4D, 0xB817, 0x4094, last)


def told_by(address: int) -> Told | None:
    """What the message at ``address`` tells, when it is a reason to lock."""
    message = Message.from_address(address)
    if message.number == SESSION_CHANGE:
        gone = {_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _LOGOFF, _LOCK}
        return "session" if message.wparam in gone else None
    if message.number != POWER_BROADCAST:
        return None
    if message.wparam == _SUSPEND:
        return "sleep"
    if message.wparam == _SETTING_CHANGE and message.lparam:
        setting = PowerSetting.from_address(message.lparam)
        closed = setting.data == 0
        return "lid" if closed and bytes(setting.setting) == bytes(lid_switch()) else None
    return None


def listen(window: int) -> None:
    """Have Windows tell the window of that handle; nothing to do elsewhere."""
    if sys.platform == "win32":
        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
            ctypes.c_void_p(window), _THIS_SESSION
        )
        ctypes.windll.user32.RegisterPowerSettingNotification(
            ctypes.c_void_p(window), ctypes.byref(lid_switch()), _WINDOW_HANDLE
        )
