"""Where a recipient receives, over each way: a real server of loopback, and what arrived there."""

import itertools
import random
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from coachdesk.services.directory.channels import ChannelFacts
from support.servers.authority import Authority, ServerFiles
from support.servers.dav import dav_server
from support.servers.link import Link, bad_link
from support.servers.mail import mail_server
from support.servers.ssh import ssh_server

WAYS = ("folder", "sftp", "webdav", "mail")
Arrived = dict[str, list[bytes]]
"""Each file by its name, as often as it is there."""


class FarEnd(Protocol):
    """A recipient's end of a way; behind a link where there is a network."""

    @property
    def link(self) -> Link | None:
        """The link before it."""
        ...

    def facts(self) -> ChannelFacts:
        """The channel, with what opens it."""
        ...

    def arrived(self) -> Arrived:
        """What is there."""
        ...

    def restart(self) -> None:
        """Go away, every connection broken, and come back."""
        ...

    def empty(self) -> None:
        """Take away all that arrived."""
        ...


@contextmanager
def far_end(way: str, home: Path) -> Iterator[FarEnd]:
    """The end of ``way``, its files under ``home``."""
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as closing:
        made: FarEnd
        if way == "folder":
            made = _Folder(home)
        elif way == "sftp":
            made = _Ssh(home, closing)
        elif way == "webdav":
            made = _Dav(home, closing)
        else:
            made = _Mail(home, closing)
        yield made


def in_folder(folder: Path) -> Arrived:
    """Every file of a folder, whatever its name."""
    return {path.name: [path.read_bytes()] for path in folder.iterdir()}


def _cleared(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


class _Folder:
    link = None

    def __init__(self, home: Path) -> None:
        self.folder = home / "cle"
        self.folder.mkdir()

    def facts(self) -> ChannelFacts:
        return ChannelFacts(self.folder.as_uri())

    def arrived(self) -> Arrived:
        return in_folder(self.folder)

    def restart(self) -> None:
        """The key is pulled out, and plugged in again."""
        away = self.folder.with_name("debranchee")
        self.folder.rename(away)
        away.rename(self.folder)

    def empty(self) -> None:
        _cleared(self.folder)


class _Server:
    """What the servers have in common: a link before them, a port that stays."""

    def __init__(self, home: Path, closing: ExitStack) -> None:
        self.home = home
        self._running = ExitStack()
        closing.callback(self._stop)
        self.port = self._start(None)
        self.link: Link = closing.enter_context(bad_link(self.port))

    def _start(self, port: int | None) -> int:
        raise NotImplementedError

    def _stop(self) -> None:
        self._running.close()

    def restart(self) -> None:
        self.link.break_now()
        self._stop()
        self._start(self.port)


class _Ssh(_Server):
    def _start(self, port: int | None) -> int:
        self.server = self._running.enter_context(ssh_server(self.home, port=port))
        return self.server.port

    def facts(self) -> ChannelFacts:
        url = f"sftp://{self.server.user}@127.0.0.1:{self.link.port}{self.server.folder}"
        return ChannelFacts(url, self.server.key.decode(), self.server.fingerprint)

    def arrived(self) -> Arrived:
        return in_folder(self.server.folder)

    def empty(self) -> None:
        _cleared(self.server.folder)


class _Dav(_Server):
    def __init__(self, home: Path, closing: ExitStack) -> None:
        self.authority = Authority()
        self.files: ServerFiles = self.authority.issue(home / "tls")
        super().__init__(home, closing)

    def _start(self, port: int | None) -> int:
        self.server = self._running.enter_context(dav_server(self.home, self.files, port=port))
        return self.server.port

    def facts(self) -> ChannelFacts:
        url = f"webdavs://{self.server.user}@127.0.0.1:{self.link.port}/incoming"
        return ChannelFacts(url, self.server.password, authority=self.authority.pem)

    def arrived(self) -> Arrived:
        return in_folder(self.server.folder)

    def empty(self) -> None:
        _cleared(self.server.folder)


class _Mail(_Server):
    def __init__(self, home: Path, closing: ExitStack) -> None:
        self.authority = Authority()
        self.files: ServerFiles = self.authority.issue(home / "tls")
        self._before: list[bytes] = []
        super().__init__(home, closing)

    def _start(self, port: int | None) -> int:
        self.server = self._running.enter_context(mail_server(self.files, port=port))
        self.server.taken = self._before
        return self.server.port

    def facts(self) -> ChannelFacts:
        user = self.server.user.replace("@", "%40")
        url = f"smtp://{user}@127.0.0.1:{self.link.port}/?to=suivi@departement.example"
        authority = self.authority.pem
        return ChannelFacts(url, self.server.password, authority=authority, clear_allowed=True)

    def arrived(self) -> Arrived:
        found: Arrived = defaultdict(list)
        for message in self.server.messages:
            for part in message.walk():
                if (name := part.get_filename()) is not None:
                    found[name].append(bytes(part.get_payload(decode=True)))
        return dict(found)

    def empty(self) -> None:
        self.server.taken.clear()


def small_files(seed: int) -> Iterator[bytes]:
    """Files of a few thousand random bytes, never twice the same."""
    draw = random.Random(seed)
    for _ in itertools.count():
        yield draw.randbytes(draw.randrange(1, 20_000))


def copied_store(source: Path, target: Path) -> Path:
    """A store that was closed, to be used by another program."""
    return Path(shutil.copytree(source, target))
