"""The system ends: it is shut down, she logs out, or the program is told to stop.

The window then closes as if she had closed it, without a question that nobody is there to answer:
what is asked is written, what is typed waits as a draft, and the next start has nothing to report.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

_Wake = tuple[int, int, Callable[[], object]]
"""An end to read, one to write, and what reads one byte, which keeps both."""

if sys.platform == "win32":
    import socket

    def _wake() -> _Wake:
        """There, only a socket wakes Qt."""
        reading, writing = socket.socketpair()
        for end in (reading, writing):
            end.setblocking(False)
        return reading.fileno(), writing.fileno(), lambda: (reading.recv(1), writing)

else:

    def _wake() -> _Wake:
        """A pipe: sockets take longer to load than the rest of this module."""
        reading, writing = os.pipe()
        for end in (reading, writing):
            os.set_blocking(end, False)
        return reading, writing, lambda: os.read(reading, 1)


_TOLD = ("SIGTERM", "SIGHUP", "SIGINT")
"""How Linux and macOS say it; Windows tells Qt, and ends the program right after."""


def leave_with_the_session(
    application: QApplication, leave: Callable[[], None], ended: Callable[[], None]
) -> None:
    """Have ``leave`` called when the program is told to stop, ``ended`` where no time is left."""
    # Of a shutdown that is given up, nothing remains but this.
    application.commitDataRequest.connect(lambda _: application.aboutToQuit.connect(ended))
    if threading.current_thread() is not threading.main_thread():
        return
    # Python runs a handler only once Qt gives it a turn: a byte wakes it.
    reading, writing, read = _wake()
    notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, application)

    def told() -> None:
        read()
        leave()

    notifier.activated.connect(told)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for name in _TOLD:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda *_: None)
