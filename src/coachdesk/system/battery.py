"""The battery of the laptop: what Windows, Linux or macOS tells of it, and None when it is mute."""

import ctypes
import re
import subprocess  # nosec B404
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")
_PMSET = "/usr/bin/pmset"
_PATIENCE = 2.0
"""Seconds that macOS may take to answer."""
_NO_BATTERY, _UNKNOWN = 128, 255
"""Of SYSTEM_POWER_STATUS: « no system battery », and « unknown » of each byte."""


@dataclass(frozen=True, slots=True)
class Battery:
    """What is left, in per cent, and whether the mains feed the machine; None when not told."""

    percent: int | None
    plugged: bool | None


def battery() -> Battery | None:
    """The battery now; None when the machine has none or tells nothing."""
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin":
        return of_pmset(_pmset())
    return of_supplies(_supplies(_SUPPLIES))


def of_supplies(supplies: Iterable[Mapping[str, str]]) -> Battery | None:
    """From the attributes of each folder of /sys/class/power_supply."""
    percents, plugged = [], None
    for told in supplies:
        if told.get("type") == "Mains" and told.get("online") in {"0", "1"}:
            plugged = bool(plugged) or told["online"] == "1"
        if told.get("type") == "Battery" and told.get("scope") != "Device":
            percents.append(_percent(told.get("capacity", "")))
            if told.get("status") in {"Charging", "Full", "Not charging"}:
                plugged = True
            elif told.get("status") == "Discharging":
                plugged = bool(plugged)
    if not percents:
        return None
    known = [percent for percent in percents if percent is not None]
    return Battery(round(sum(known) / len(known)) if known else None, plugged)


def of_pmset(text: str) -> Battery | None:
    """From what « pmset -g batt » prints on macOS."""
    if "InternalBattery" not in text:
        return None
    found = re.search(r"(\d{1,3})%", text)
    source = re.search(r"Now drawing from '([^']+)'", text)
    return Battery(
        _percent(found.group(1)) if found else None,
        source.group(1) == "AC Power" if source else None,
    )


def of_windows(mains: int, flags: int, percent: int) -> Battery | None:
    """From the bytes of SYSTEM_POWER_STATUS on Windows."""
    if flags == _UNKNOWN or flags & _NO_BATTERY:
        return None
    return Battery(
        percent if percent <= 100 else None,  # noqa: PLR2004  (per cent)
        {0: False, 1: True}.get(mains),
    )


def _percent(text: str) -> int | None:
    return min(int(text), 100) if text.strip().isdigit() else None


def _supplies(folder: Path) -> Iterable[Mapping[str, str]]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        told = {}
        for name in ("type", "scope", "status", "capacity", "online"):
            try:
                told[name] = (entry / name).read_text("ascii", "replace").strip()
            except OSError:
                continue
        yield told


def _pmset() -> str:
    try:
        return subprocess.run(  # noqa: S603  (a program of the system, by its full path)  # nosec B603
            [_PMSET, "-g", "batt"], capture_output=True, text=True, timeout=_PATIENCE, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _of_windows() -> Battery | None:
    if sys.platform == "win32":
        status = _PowerStatus()
        if ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
            return of_windows(status.mains, status.flags, status.percent)
    return None


class _PowerStatus(ctypes.Structure):
    """SYSTEM_POWER_STATUS (winbase.h)."""

    _fields_ = (
        ("mains", ctypes.c_ubyte),
        ("flags", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("saver", ctypes.c_ubyte),
        ("seconds", ctypes.c_uint32),
        ("full_seconds", ctypes.c_uint32),
    )
