"""How a command ends: an exit code, or the wish to see the window."""

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
    trial: bool = False
    """Only to see that it opens, and closes again; without a secret, that there is a screen."""


def directory(options: argparse.Namespace) -> Path:
    """The folder of the store: the option, else the environment, else the user's own."""
    return getattr(options, "store", None) or default_store_directory()
