"""The fingerprint of a store's own coach, beside the store."""

from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.signing.certificate import read_fingerprint

FINGERPRINT_FILE = "coach.fingerprint"
"""Beside the store, in clear: it names nobody, and lets ``verify`` know its own coach."""


def own_fingerprint(directory: Path) -> tuple[str, ...]:
    """The certificate fingerprint of the store in ``directory``; nothing when there is no store."""
    try:
        return (read_fingerprint((directory / FINGERPRINT_FILE).read_text("ascii")),)
    except (OSError, UserError, UnicodeDecodeError):
        return ()
