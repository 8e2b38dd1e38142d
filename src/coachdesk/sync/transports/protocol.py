"""What every way out does, whatever carries: put one file, fetch a receipt, say what is wrong.

``put`` leaves exactly one whole file under the parcel's name, or nothing that counts: the bytes go
under a temporary name first, and take their own by a rename that never overwrites. Asked again for
what is there already, it finds it there and is content.
"""

from dataclasses import dataclass
from typing import Protocol

from coachdesk.sync.channel import Channel

PROBE = ".coachdesk-essai"
"""What a trial writes, renames and removes."""
_DIGITS = 18
"""Of the largest size of a file that anybody has."""


@dataclass(frozen=True)
class Letter:
    """What goes with a file by mail.

    Attributes:
        to: the mailbox.
        subject, text: in French; they name nobody but the sender.
        message_id: the same each time that this parcel is sent: a server that has it drops it.
    """

    to: str
    subject: str
    text: str
    message_id: str


@dataclass(frozen=True)
class Parcel:
    """A file to hand over, the same bytes each time.

    Attributes:
        name: as it arrives.
        sha256: hex digest of ``data``.
        letter: for mail; None for the other ways.
    """

    name: str
    data: bytes
    sha256: str
    letter: Letter | None = None


@dataclass(frozen=True)
class Access:
    """A channel with what opens it, from the encrypted store; never printed, never logged.

    Attributes:
        secret: a password, or an OpenSSH private key; None where nothing is asked.
        host_key: fingerprint « SHA256:… » of the SFTP server, pinned at set-up; None before.
        authority: PEM of the authority that vouches for a TLS server; None for the public ones.
    """

    channel: Channel
    secret: bytes | None = None
    host_key: str | None = None
    authority: str | None = None

    def __repr__(self) -> str:
        return f"Access({self.channel.way.value})"


def part_name(name: str) -> str:
    """Under which name a file travels; not « .part », which Nextcloud refuses to everybody."""
    return f".{name}.envoi"


def told_bytes(text: str) -> int | None:
    """How many bytes a server says; None when what it says is no such number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


class Watch(Protocol):
    """What is told while a parcel is put."""

    def sent(self, done: int, total: int) -> None:
        """So many bytes of so many have left.

        Raises:
            StoppedError: she asked to stop; what was begun is left resumable, never half in place.
        """
        ...

    def committing(self) -> None:
        """The next step may make it arrive: kept before it is taken."""
        ...


class Transport(Protocol):
    """A way out that is open. Used from one thread."""

    asks_first: bool
    """Putting again is always safe: it looks at what is there (not so for mail)."""

    def put(self, parcel: Parcel, watch: Watch) -> None:
        """Hand the parcel over; when it returns, the other end has it whole.

        Raises:
            TroubleError: it has not, and why (``transports.trouble``).
            StoppedError: the watch asked to.
        """
        ...

    def fetch(self, name: str, limit: int) -> bytes | None:
        """The file of that name beside what was put, ``limit`` bytes at most; None without one.

        Raises:
            TroubleError: it can't be asked for, or is larger.
        """
        ...

    def probe(self) -> None:
        """Connect, and try what putting needs: writing, renaming and removing a file of its own.

        Raises:
            TroubleError: what is wrong.
        """
        ...

    def close(self) -> None:
        """Close the connection; nothing is asked of it any more."""
        ...
