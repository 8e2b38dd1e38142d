"""The fingerprint of a store's own coach, beside the store."""

from pathlib import Path

from coachdesk.core.bounded import read_bounded
from coachdesk.core.errors import UserError
from coachdesk.signing.certificate import read_fingerprint

_MOST_BYTES = 4_096
FINGERPRINT_FILE = "coach.fingerprint"
"""Beside the store, in clear: it names nobody, and lets ``verify`` know its own coach."""


def own_fingerprint(directory: Path) -> tuple[str, ...]:
    """The certificate fingerprint of the store in ``directory``; nothing when there is no store."""
    try:
        written = read_bounded(directory / FINGERPRINT_FILE, _MOST_BYTES)
        return (read_fingerprint(written.decode("ascii")),)
    except (OSError, UserError, UnicodeDecodeError):
        return ()
