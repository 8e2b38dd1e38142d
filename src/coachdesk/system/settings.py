"""Choices about this machine, kept for this account: look of the window, devices. Nobody is named.

What may name people is kept inside the encrypted store (``services.preferences``).
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from coachdesk.core.bounded import read_bounded
from coachdesk.core.files import write_atomically

_FILE = "settings.json"
_MOST_BYTES = 65_536


@dataclass(frozen=True)
class MachineSettings:
    """Every choice, declared once: a key of the file that is not here is dropped."""

    appearance: str = "system"
    """« light », « dark », « contrast », « contrast_dark », or as the system has it."""
    text_percent: int = 100
    """Size of the text, from 100 to 200."""
    scan_folder: str = ""
    """Where the scanner or the phone puts its files; empty until it is chosen."""
    camera_folder: str = ""
    """Where the system's camera puts its pictures; empty for the usual one."""
    pad_left_handed: bool = False
    """The text stands at the right of the pad and its acts at the left: no hand crosses them."""
    pad_screen: str = ""
    """Name of the screen on which people sign; empty for the one the window is on."""
    version_seen: str = ""
    """The version whose news were read or put away, or the first that was opened."""
    lock_minutes: int = 10
    """Without a touch of the window, before the store is locked."""


def load_settings() -> MachineSettings:
    """The choices of this account; a file that can't be read counts as no choice."""
    try:
        told = json.loads(read_bounded(_path(), _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        told = {}
    usual = MachineSettings()
    kept = {
        field.name: told[field.name]
        for field in fields(MachineSettings)
        if isinstance(told, dict) and type(told.get(field.name)) is type(getattr(usual, field.name))
    }
    return MachineSettings(**kept)


def save_settings(**changes: Any) -> MachineSettings:  # noqa: ANN401  (each field its own type)
    """Change some choices and keep them all; an unwritable folder only forgets them at the end."""
    settings = replace(load_settings(), **changes)
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
    try:
        _path().parent.mkdir(parents=True, exist_ok=True)
        write_atomically(_path(), text.encode("utf-8"))
    except OSError:
        pass
    return settings


def _path() -> Path:
    return platformdirs.user_config_path("CoachDesk", appauthor=False) / _FILE
