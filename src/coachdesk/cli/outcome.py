"""How a command ends: an exit code, or the wish for something that needs Qt."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from coachdesk.system.paths import default_store_directory

DONE, REFUSED = 0, 1


@dataclass(frozen=True)
class OpenWindow:
    """Ask the caller to open the window on a store, unlocked when a secret is given."""

    directory: Path
    secret: str | None = None


@dataclass(frozen=True)
class OpenTour:
    """Ask for the visite guidée, on a store of its own."""


@dataclass(frozen=True)
class TryWindow:
    """Ask that the window be opened on an invented store, only to see that it opens, and closed."""

    directory: Path
    secret: str


@dataclass(frozen=True)
class TryScreen:
    """Ask whether there is a screen; nothing is shown on it."""


Outcome = int | OpenWindow | OpenTour | TryWindow | TryScreen


def directory(options: argparse.Namespace) -> Path:
    """The folder of the store: the option, else the environment, else the user's own."""
    return getattr(options, "store", None) or default_store_directory()
