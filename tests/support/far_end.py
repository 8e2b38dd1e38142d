"""What is at the other end of a way out, and what a try of it leaves there."""

import hashlib
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from coachdesk.core.errors import UserError
from coachdesk.sync.transports.opening import open_transport
from coachdesk.sync.transports.protocol import Access, Letter, Parcel
from coachdesk.sync.transports.trouble import After, StoppedError, TroubleError
from support.servers.link import Link

_SHORTEST = 3
NAME = "2024-01_0189f2.zip"
LETTER = Letter(
    "tableaux@departement.exemple.fr",
    "Tableau de suivi mensuel (L’Escale)",
    "Bonjour,\n\n.\n..point\nEmpreinte é\u00a0: …\n" + "long " * 60 + "\n",
    "<0189f2@exemple.fr>",
)


def parcel(size: int, seed: int = 1, name: str = NAME) -> Parcel:
    """Bytes that nobody guesses, the same for the same seed."""
    data = Random(seed).randbytes(size)
    return Parcel(name, data, hashlib.sha256(data).hexdigest(), LETTER)


class Told:
    """A watch: what it was told; it may act at a moment."""

    def __init__(
        self,
        *,
        stop_at: int | None = None,
        at_half: Callable[[], object] = lambda: None,
        at_last: Callable[[], object] = lambda: None,
    ) -> None:
        self.done: list[int] = []
        self.committed = 0
        self._stop_at, self._at_half, self._at_last = stop_at, at_half, at_last
        self._half_told = False

    def sent(self, done: int, total: int) -> None:
        """See ``Watch.sent``."""
        self.done.append(done)
        if self._stop_at is not None and done >= self._stop_at:
            raise StoppedError
        if done >= total // 2 and not self._half_told:
            self._half_told = True
            self._at_half()

    def committing(self) -> None:
        """See ``Watch.committing``."""
        self.committed += 1
        self._at_last()


@dataclass(frozen=True)
class FarEnd:
    """A way out, ready, and the folder where its files arrive.

    Attributes:
        access: through the link, when there is one.
        folder: at the other end.
        link: what lies between; None for a folder.
    """

    access: Access
    folder: Path
    link: Link | None = None

    @property
    def net(self) -> Link:
        """The link of a way that has one."""
        assert self.link is not None
        return self.link

    @property
    def files(self) -> dict[str, bytes]:
        """What a recipient sees there."""
        return {name: data for name, data in self.all_files.items() if not name.startswith(".")}

    @property
    def all_files(self) -> dict[str, bytes]:
        """What is there, unfinished files included."""
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def with_secret(self, secret: bytes) -> "FarEnd":
        """The same with another password or key."""
        return replace(self, access=replace(self.access, secret=secret))

    def put(self, thing: Parcel, watch: Told | None = None) -> None:
        """Open the way, hand a parcel over, close."""
        transport = open_transport(self.access)
        try:
            transport.put(thing, watch or Told())
        finally:
            transport.close()

    def probe(self) -> None:
        """Open the way, try it, close."""
        transport = open_transport(self.access)
        try:
            transport.probe()
        finally:
            transport.close()

    def fetch(self, name: str, limit: int = 65_536) -> bytes | None:
        """Open the way, fetch a file, close."""
        transport = open_transport(self.access)
        try:
            return transport.fetch(name, limit)
        finally:
            transport.close()

    def trouble(self, act: Callable[[], object]) -> UserError:
        """What goes wrong: said in French, with a remedy, and no word of it is a secret."""
        try:
            act()
        except UserError as error:
            check_words(error, self.access)
            return error
        raise AssertionError("nothing went wrong")

    def tried(self, thing: Parcel, watch: Told | None = None) -> TroubleError | None:
        """What went wrong when a parcel was put, if anything did."""
        try:
            self.put(thing, watch)
        except TroubleError as error:
            check_words(error, self.access)
            return error
        return None

    def put_trouble(self, thing: Parcel, watch: Told | None = None) -> TroubleError:
        """What goes wrong when a parcel is put."""
        error = self.tried(thing, watch)
        assert error is not None, "nothing went wrong"
        return error

    def none_or_one(self, thing: Parcel) -> None:
        """What a recipient sees is nothing, or that file byte for byte."""
        assert self.files in ({}, {thing.name: thing.data})

    def next_try_succeeds(self, thing: Parcel) -> None:
        """It does, and leaves that file, and nothing else at all."""
        self.put(thing)
        assert self.all_files == {thing.name: thing.data}


def check_words(error: UserError, access: Access) -> None:
    """One sentence and one remedy; no secret in them, nor in what a traceback would print."""
    sentence, remedy = error.sentence, error.remedy
    assert sentence.endswith(".")
    assert remedy.endswith(".")
    assert not isinstance(error, TroubleError) or error.after in After
    printed = "".join(traceback.format_exception(error)) + repr(error) + repr(access)
    secrets = (access.secret or b"").decode("utf-8").splitlines()
    assert not [line for line in secrets if line in printed and _tells(line)]


def _tells(line: str) -> bool:
    return len(line) > _SHORTEST and not line.startswith("-----")


class Heard(logging.Handler):
    """Everything that reaches the root of the logs, at any level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """The library's name."""
        if not record.name.startswith(("cheroot", "wsgidav", "asyncio")):  # the servers
            self.lines.append(record.getMessage())
