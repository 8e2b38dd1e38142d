"""A server of files that is not quite OpenSSH's: what that answers, changed on the way.

Run by sshd, as « sftp »: ``python odd_sftp.py HOW``, where HOW is « accents » (what it says of a
failure is in Latin-1, as an old Windows server says it) or « generous » (it gives more bytes than
it was asked for).
"""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO

_STATUS, _DATA = 101, 103
_NUMBER = 4
_MORE = b"et encore"


def _accents(kind: int, told: bytes) -> bytes:
    if kind != _STATUS:
        return told
    return told[: 2 * _NUMBER] + _string("refusé, désolé".encode("latin-1")) + _string(b"")


def _generous(kind: int, told: bytes) -> bytes:
    if kind != _DATA:
        return told
    return told[:_NUMBER] + _string(told[2 * _NUMBER :] + _MORE)


def _string(words: bytes) -> bytes:
    return len(words).to_bytes(_NUMBER, "big") + words


def _carry(source: IO[bytes], target: IO[bytes]) -> None:
    while piece := os.read(source.fileno(), 1 << 16):
        target.write(piece)
        target.flush()
    target.close()


def _serve(change: Callable[[int, bytes], bytes]) -> None:
    server = shutil.which("sftp-server", path="/usr/lib/openssh:/usr/libexec:/usr/lib/ssh")
    assert server is not None
    with subprocess.Popen([server], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        asked = threading.Thread(target=_carry, args=(sys.stdin.buffer, running.stdin), daemon=True)
        asked.start()
        while size := running.stdout.read(_NUMBER):
            packet = running.stdout.read(int.from_bytes(size, "big"))
            packet = packet[:1] + change(packet[0], packet[1:])
            sys.stdout.buffer.write(_string(packet))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve({"accents": _accents, "generous": _generous}[sys.argv[1]])
