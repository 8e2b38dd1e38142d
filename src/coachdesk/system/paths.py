"""Where the store lives when the user names no place."""

import os
from pathlib import Path

import platformdirs

STORE_VARIABLE = "COACHDESK_STORE"
"""Environment variable that names the store's directory."""


def default_store_directory() -> Path:
    """The directory of the environment variable, else the user's data directory for CoachDesk."""
    named = os.environ.get(STORE_VARIABLE)
    if named:
        return Path(named)
    return usual_store_directory()


def usual_store_directory() -> Path:
    """The user's data directory for CoachDesk, on the disk of this machine."""
    return platformdirs.user_data_path("CoachDesk", appauthor=False, roaming=False)
