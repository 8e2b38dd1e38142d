"""A bad link: a proxy of loopback that cuts, slows down and delays what passes to a real server."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue

_PIECE = 16_384
_ON_THE_WAY = 256
"""Pieces that a long link holds."""
_MOMENT = 0.02
_BUFFER = 131_072
"""Bytes that the system takes in for a link: more would hide how narrow it is."""


class Link:
    """What passes is counted; what is set applies to the connections to come and to those there.

    Attributes:
        cut_after: bytes from client to server after which the connection breaks, once; None never.
        cut_reply_after: the same of what the server answers.
        rate: bytes a second; None for all that the machine gives.
        delay: seconds that each piece takes to arrive; others follow it meanwhile.
        down: refuses connections.
        stalled: nothing passes any more, and nothing breaks.
    """

    def __init__(self, to: int, host: str) -> None:
        self.cut_after: int | None = None
        self.cut_reply_after: int | None = None
        self.rate: float | None = None
        self.delay = 0.0
        self.down = self.stalled = False
        self.sent = self.answered = self.connections = 0
        self._to = to
        self._listener = socket.create_server(
            (host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._closed = False
        self._over = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def break_now(self) -> None:
        """Break every connection that is open."""
        for end in tuple(self._open):
            _break(end)

    def close(self) -> None:
        """No connection passes any more."""
        self._closed = True
        self._over.set()
        _break(self._listener)  # closed alone, it would leave the one that accepts waiting
        self.break_now()

    def _accept(self) -> None:
        while not self._closed:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.down:
                _break(client)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._to), timeout=10)
            except OSError:
                _break(client)
                continue
            server.settimeout(None)
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            self._open |= {client, server}
            for source, target, reply in ((client, server, False), (server, client, True)):
                threading.Thread(
                    target=self._pump, args=(source, target, reply), daemon=True
                ).start()

    def _pump(self, source: socket.socket, target: socket.socket, reply: bool) -> None:  # noqa: FBT001  (a direction)
        """Pass on what comes, each piece as late as the link is long; it is never long in vain."""
        late: Queue[tuple[float, bytes]] = Queue(_ON_THE_WAY)
        follower = threading.Thread(
            target=self._deliver, args=(late, source, target, reply), daemon=True
        )
        follower.start()
        try:
            while data := source.recv(_PIECE):
                while self.stalled and not self._over.wait(_MOMENT):
                    pass
                if self.rate:
                    self._over.wait(len(data) / self.rate)
                late.put((time.monotonic() + self.delay, data))
        except OSError:
            pass
        finally:
            late.put((time.monotonic() + self.delay, b""))
            follower.join()
            for end in (source, target):
                _break(end)
                self._open.discard(end)

    def _deliver(
        self,
        late: "Queue[tuple[float, bytes]]",
        source: socket.socket,
        target: socket.socket,
        reply: bool,  # noqa: FBT001  (a direction)
    ) -> None:
        broken = False
        while True:
            due, data = late.get()
            self._over.wait(max(due - time.monotonic(), 0))
            if not data:
                return
            if broken:  # what follows a cut is lost
                continue
            passes = self._count(len(data), reply)
            with contextlib.suppress(OSError):
                target.sendall(data[:passes])
            if passes < len(data):
                broken = True
                _break(target)
                _break(source)

    def _count(self, size: int, reply: bool) -> int:  # noqa: FBT001  (a direction)
        """How many of the bytes pass."""
        name, cut = ("answered", "cut_reply_after") if reply else ("sent", "cut_after")
        passed: int = getattr(self, name)
        limit: int | None = getattr(self, cut)
        setattr(self, name, passed + size)
        if limit is None or passed + size <= limit:
            return size
        setattr(self, cut, None)
        return max(limit - passed, 0)


def _break(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        end.close()


@contextmanager
def bad_link(to: int, host: str = "127.0.0.1") -> Iterator[Link]:
    """A link from ``host`` to a server of loopback; good until told otherwise."""
    link = Link(to, host)
    try:
        yield link
    finally:
        link.close()
