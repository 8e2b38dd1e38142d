"""When the machine's clock was last set by a clock outside of it, as far as the system tells."""

from datetime import UTC, datetime
from pathlib import Path

_SYNCHRONISED = (
    Path("/run/systemd/timesync/synchronized"),
    Path("/var/lib/systemd/timesync/clock"),
    Path("/var/lib/chrony/drift"),
    Path("/var/lib/ntpsec/ntp.drift"),
)
"""Files that the time services of Linux touch whenever they hear from the network."""


def last_synchronised(files: tuple[Path, ...] = _SYNCHRONISED) -> datetime | None:
    """The last moment at which a time service heard from outside; None where none says so."""
    heard = []
    for path in files:
        try:
            heard.append(path.stat().st_mtime)
        except OSError:
            continue
    return datetime.fromtimestamp(max(heard), UTC).replace(microsecond=0) if heard else None
