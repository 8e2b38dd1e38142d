"""Bytes to and from a file of an SFTP server, many requests on the way and no answer left unread.

paramiko's own way waits for all answers whenever one has come, drops the last ones (a server that
had no room would not be heard), and reads ahead in a thread that a cut connection makes complain.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import paramiko
from paramiko import SFTPHandle
from paramiko.sftp import CMD_EXTENDED, CMD_READ, CMD_STATUS, CMD_WRITE, int64

from coachdesk.sync.transports.protocol import Watch
from coachdesk.sync.transports.waiting import PATIENCE

_PIECE = 32_768
"""Bytes of one request: what every server takes at once."""
_ON_THE_WAY = 64
"""Requests that wait for their answers, as OpenSSH's own sftp has."""


class SftpClient(paramiko.SFTPClient):
    """It reads the code of an answer, and not its words: some servers write them in Latin-1."""

    def _convert_status(self, msg: paramiko.Message) -> None:
        """The library's name: raise what the answer says, if it is no."""
        bare = paramiko.Message()
        bare.add_int(msg.get_int())
        bare.add_string(b"")
        bare.rewind()
        super()._convert_status(bare)  # type: ignore[misc]  # it is there


def pour(
    client: paramiko.SFTPClient, handle: SFTPHandle, data: memoryview, start: int, watch: Watch
) -> None:
    """Write ``data`` from ``start`` on; when it returns, the server said yes to all of it.

    Raises:
        OSError: it said no.
        StoppedError: the watch asked to.
    """
    total, asked, pipe = len(data), deque[int](), _Pipe(client)
    with pipe.watched():
        for at in range(start, total, _PIECE):
            watch.sent(at, total)
            asked.append(pipe.ask(CMD_WRITE, handle, int64(at), bytes(data[at : at + _PIECE])))
            if len(asked) == _ON_THE_WAY:
                pipe.message(asked.popleft())
        while asked:
            pipe.message(asked.popleft())
    watch.sent(total, total)


def draw(client: paramiko.SFTPClient, handle: SFTPHandle, size: int) -> Iterator[bytes]:
    """The first ``size`` bytes of a file, in order; fewer when it ends before."""
    asked, pipe, at = deque[tuple[int, int, int]](), _Pipe(client), 0
    while at < size or asked:
        while at < size and len(asked) < _ON_THE_WAY:
            wanted = min(_PIECE, size - at)
            asked.append((pipe.ask(CMD_READ, handle, int64(at), wanted), at, wanted))
            at += wanted
        number, place, wanted = asked.popleft()
        while True:
            piece = pipe.data(number)[:wanted]  # a server may give more than asked
            if not piece:
                return
            yield piece
            place, wanted = place + len(piece), wanted - len(piece)
            if not wanted:
                break
            number = pipe.ask(CMD_READ, handle, int64(place), wanted)  # it gave less than asked


def flushed(client: paramiko.SFTPClient, handle: SFTPHandle) -> None:
    """Have the server put the file on its disk.

    Raises:
        OSError: it can't, or does not know how.
    """
    pipe = _Pipe(client)
    pipe.message(pipe.ask(CMD_EXTENDED, "fsync@openssh.com", handle))


def room(client: paramiko.SFTPClient, folder: str) -> int | None:
    """Bytes that the server has left there; None when it does not say."""
    pipe = _Pipe(client)
    try:
        told = pipe.message(pipe.ask(CMD_EXTENDED, "statvfs@openssh.com", folder))
    except (OSError, EOFError, paramiko.SSHException):
        return None
    _block, piece, _all, _free, available = (told.get_int64() for _ in range(5))
    return int(piece * available)


class _Pipe:
    """Requests on the way and their answers, in whatever order these come."""

    def __init__(self, client: paramiko.SFTPClient) -> None:
        self._client = client
        self._come: dict[int, tuple[int, paramiko.Message]] = {}
        self._answers = 0

    def ask(self, *words: object) -> int:
        """Send a request; gives its number."""
        number: int = self._client._async_request(self, *words)  # type: ignore[attr-defined]  # noqa: SLF001  (no other way)
        return number

    def message(self, number: int) -> paramiko.Message:
        """The answer to that request.

        Raises:
            OSError: it is no.
        """
        while number not in self._come:
            try:
                self._client._read_response()  # type: ignore[attr-defined]  # noqa: SLF001  (no other way)
            except TimeoutError:
                self._link.close()  # nothing more is asked of who does not answer
                raise
        self._answers += 1
        kind, told = self._come.pop(number)
        if kind == CMD_STATUS:
            self._client._convert_status(told)  # type: ignore[attr-defined]  # noqa: SLF001  (no other way)
        return told

    def data(self, number: int) -> bytes:
        """The bytes that were asked for; none at the end of the file."""
        try:
            piece: bytes = self.message(number).get_string()
        except EOFError:
            return b""
        return piece

    @property
    def _link(self) -> paramiko.Transport:
        channel = self._client.get_channel()
        assert channel is not None, "it is open"
        link: paramiko.Transport = channel.get_transport()
        return link

    def _async_response(self, kind: int, told: paramiko.Message, number: int) -> None:
        """The library's name: an answer has come."""
        self._come[number] = kind, told

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Close the link when no answer comes any more: paramiko would write to it for ever."""
        over = Event()

        def look() -> None:
            seen = -1
            while not over.wait(PATIENCE / 2):
                if seen == self._answers:
                    self._link.close()
                    return
                seen = self._answers

        thread = Thread(target=look, name="sftp-patience", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
