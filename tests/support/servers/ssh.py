"""OpenSSH's sshd, started for the account that runs the tests: a key, an SFTP folder, a port."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit

from support.servers.ports import free_port, wait_for
from support.tools import require


@dataclass(frozen=True)
class SshServer:
    """Where it listens, who may come in, and where files arrive."""

    port: int
    user: str
    key: bytes
    """The private key that is let in, OpenSSH."""
    fingerprint: str
    """Of the server's ed25519 key."""
    fingerprints: dict[str, str]
    folder: Path
    process: int
    log: Path

    def room_for(self, most: int) -> None:
        """From now on, those who come in can write no file larger than that."""
        prlimit(self.process, RLIMIT_FSIZE, (most, RLIM_INFINITY))


@contextmanager
def ssh_server(
    home: Path, *, port: int | None = None, subsystem: str = "sftp internal-sftp"
) -> Iterator[SshServer]:
    """A server whose files are in ``home``/incoming; ``subsystem`` is a line of its settings."""
    sshd = require("sshd")
    home.mkdir(parents=True, exist_ok=True)
    folder = home / "incoming"
    folder.mkdir(exist_ok=True)
    found = {}
    for kind in ("ed25519", "ecdsa", "rsa"):
        key = home / f"host_{kind}"
        if not key.exists():
            _keygen(key, kind)
        found[kind] = _fingerprint(key)
    client = home / "client"
    if not client.exists():
        _keygen(client, "ed25519")
    shutil.copy(f"{client}.pub", home / "authorized")
    port = port or free_port()
    config = home / "sshd_config"
    config.write_text(
        "\n".join(
            [
                f"Port {port}",
                "ListenAddress 127.0.0.1",
                *(f"HostKey {home / f'host_{kind}'}" for kind in found),
                f"AuthorizedKeysFile {home / 'authorized'}",
                f"PidFile {home / 'pid'}",
                "UsePAM no",
                "StrictModes no",
                "PermitRootLogin yes",
                "PasswordAuthentication yes",
                "KbdInteractiveAuthentication no",
                "MaxStartups 100",
                f"Subsystem {subsystem}",
            ]
        ),
        "utf-8",
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [sshd, "-D", "-e", "-f", str(config)], stdout=log, stderr=log, cwd=home,
            restore_signals=False,  # a file too large for it is an error, not its death
        )  # fmt: skip
    try:
        wait_for(port, process)
        yield SshServer(
            port, getpass.getuser(), client.read_bytes(), found["ed25519"], found, folder,
            process.pid, home / "log",
        )  # fmt: skip
    finally:
        process.terminate()
        process.wait(10)


def _keygen(path: Path, kind: str) -> None:
    subprocess.run(
        [require("ssh-keygen"), "-q", "-t", kind, "-N", "", "-f", str(path)], check=True, timeout=60
    )


def _fingerprint(key: Path) -> str:
    told = subprocess.run(
        [require("ssh-keygen"), "-l", "-f", f"{key}.pub"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return told.stdout.split()[1]
