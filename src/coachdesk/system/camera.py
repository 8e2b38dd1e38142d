"""The system's own camera application, where there is one that can be asked for by an address."""

import sys
from pathlib import Path

import platformdirs

from coachdesk.system.settings import load_settings

_WINDOWS_CAMERA = "microsoft.windows.camera:"
_WINDOWS_FOLDER = "Camera Roll"
_USUAL_SCANS = ("Scans", "Numérisations", "Scanned Documents", "Documents numérisés")


def camera_address() -> str | None:
    """What opens the camera; None on a system that has none to offer."""
    return _WINDOWS_CAMERA if sys.platform == "win32" else None


def camera_folder() -> Path:
    """Where its pictures arrive."""
    chosen = load_settings().camera_folder
    return Path(chosen) if chosen else platformdirs.user_pictures_path() / _WINDOWS_FOLDER


def scan_folder() -> Path | None:
    """Where the scanner's files arrive: the folder chosen, or a usual one that is there."""
    chosen = load_settings().scan_folder
    if chosen:
        return Path(chosen)
    homes = (platformdirs.user_pictures_path(), platformdirs.user_documents_path())
    usual = (home / name for home in homes for name in _USUAL_SCANS)
    return next((folder for folder in usual if folder.is_dir()), None)
