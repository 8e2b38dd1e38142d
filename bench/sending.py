"""Fifty packages handed over: what the platform's own sftp and curl need for the same bytes.

On bare loopback; then through links of 10 Mbit/s, one for SFTP and one for WebDAV at the same time:
neither keeps the machine busy.
"""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import Event

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from coachdesk.sync.channel import Channel, Way
from coachdesk.sync.transports.opening import open_transport
from coachdesk.sync.transports.protocol import Access, Parcel
from measure import Row, durations, show
from support.servers.authority import Authority, ServerFiles
from support.servers.dav import dav_server
from support.servers.link import bad_link
from support.servers.ports import free_port, wait_for
from support.servers.ssh import SshServer, ssh_server

PACKAGES, SIZE = 50, 2_000_000
RATE = 10_000_000 / 8
RUNS = 3
PARCELS = [
    Parcel(f"{number:02}.zip", data, hashlib.sha256(data).hexdigest())
    for number in range(PACKAGES)
    for data in [Random(number).randbytes(SIZE)]
]


class Silent:
    """Nobody watches."""

    def sent(self, done: int, total: int) -> None:
        """See ``Watch``."""

    def committing(self) -> None:
        """See ``Watch``."""


def hand_over(access: Access) -> None:
    transport = open_transport(access)
    try:
        for parcel in PARCELS:
            transport.put(parcel, Silent())
    finally:
        transport.close()


class Place:
    """Where packages go, by us and by the platform's tool, each into a folder of its own."""

    def __init__(self, incoming: Path) -> None:
        self._ours, self._theirs = incoming / "ours", incoming / "theirs"

    def timed(self, ours: Callable[[], object], theirs: Callable[[], object]) -> list[float]:
        """The durations of one run of each, into empty folders, checked."""
        taken = []
        for folder, work in ((self._ours, ours), (self._theirs, theirs)):
            rmtree(folder, ignore_errors=True)
            folder.mkdir()
            taken += durations(1, work)
            assert sorted(path.name for path in folder.iterdir()) == [p.name for p in PARCELS]
            assert all((folder / p.name).read_bytes() == p.data for p in PARCELS)
        return taken


def by_sftp(server: SshServer, port: int, home: Path, packages: Path) -> list[Callable[[], object]]:
    """Our way, and that of OpenSSH's sftp."""
    key, batch = home / "client", home / f"batch-{port}"
    batch.write_text("".join(f"put {packages / p.name} {server.folder}/theirs/\n" for p in PARCELS))
    ours = Access(
        Channel(Way.SFTP, "127.0.0.1", port, server.user, str(server.folder / "ours")),
        server.key,
        server.fingerprint,
    )
    command = [
        "sftp", "-q", "-b", str(batch), "-i", str(key), "-P", str(port), "-o", "LogLevel=ERROR",
        "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
        f"{server.user}@127.0.0.1",
    ]  # fmt: skip
    return [lambda: hand_over(ours), lambda: run(command)]


def by_webdav(port: int, authority: Authority, packages: Path) -> list[Callable[[], object]]:
    """Our way, and that of curl."""
    ours = Access(
        Channel(Way.WEBDAV, "127.0.0.1", port, "claire", "/incoming/ours"),
        b"cle du dossier",
        authority=authority.pem,
    )
    pem = packages.parent / "authority.pem"
    pem.write_text(authority.pem)
    files = ",".join(str(packages / p.name) for p in PARCELS)
    command = [
        "curl", "-sS", "--fail", "--cacert", str(pem), "-u", "claire:cle du dossier",
        "-T", f"{{{files}}}", f"https://127.0.0.1:{port}/incoming/theirs/",
    ]  # fmt: skip
    return [lambda: hand_over(ours), lambda: run(command)]


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def serve_webdav(home: Path, files: ServerFiles, port: int) -> None:
    with dav_server(home, files, port=port):
        Event().wait()


@contextmanager
def webdav_beside(home: Path, files: ServerFiles) -> Iterator[int]:
    """A WebDAV server in a process of its own, as another machine's is; gives its port."""
    port = free_port()
    process = get_context("spawn").Process(target=serve_webdav, args=(home, files, port))
    process.start()
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.join()


def main() -> None:
    with TemporaryDirectory() as folder:
        home, authority = Path(folder), Authority()
        packages = home / "packages"
        packages.mkdir()
        for parcel in PARCELS:
            (packages / parcel.name).write_bytes(parcel.data)
        files = authority.issue(home / "tls")
        with ssh_server(home / "ssh") as ssh, webdav_beside(home / "dav", files) as dav:
            sftp_place, dav_place = Place(ssh.folder), Place(home / "dav" / "incoming")

            def sftp(port: int) -> list[float]:
                return sftp_place.timed(*by_sftp(ssh, port, home / "ssh", packages))

            def webdav(port: int) -> list[float]:
                return dav_place.timed(*by_webdav(port, authority, packages))

            bare = [[min(each) for each in zip(*(way(port) for _ in range(RUNS)), strict=True)]
                    for way, port in ((sftp, ssh.port), (webdav, dav))]  # fmt: skip
            with bad_link(ssh.port) as to_ssh, bad_link(dav) as to_dav:
                to_ssh.rate = to_dav.rate = RATE
                with ThreadPoolExecutor(2) as both:
                    begun = [both.submit(sftp, to_ssh.port), both.submit(webdav, to_dav.port)]
                    shaped = [each.result() for each in begun]
    words = (("SFTP", "sftp"), ("WebDAV", "curl"))
    show(
        [
            Row(f"50 packages of 2 MB, {way}{where}, against {tool}", ours, theirs, limit=limit)
            for where, limit, taken in ((", loopback", 4.0, bare), (", 10 Mbit/s", 1.5, shaped))
            for (way, tool), (ours, theirs) in zip(words, taken, strict=True)
        ]
    )


if __name__ == "__main__":
    main()
