"""Ports of loopback: a free one, and the moment that a server answers on it."""

import socket
import subprocess
import time
from threading import Event

_PATIENCE = 60.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Return when something accepts connections there.

    Raises:
        AssertionError: nothing does in time, or the process ended.
    """
    moment = Event()  # never set
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process is not None and process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            moment.wait(0.02)
        else:
            return
    raise AssertionError(f"no server answers on port {port}")
