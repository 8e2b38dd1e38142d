"""How long a test of the window waits: a limit on what is broken, never a speed that is asked."""

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

PATIENCE_MS = 60_000
"""Far more than anything takes on a machine that does much else meanwhile."""


class PatientBot(QtBot):
    """The ``qtbot`` of pytest-qt, which gives up after five seconds: too soon where all is slow."""

    def waitUntil(  # noqa: N802  (pytest-qt's name)
        self, callback: Callable[[], Any], *, timeout: int = PATIENCE_MS
    ) -> None:
        """See ``QtBot.waitUntil``."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802  (pytest-qt's name)
        self, signal: Any, *, timeout: int = PATIENCE_MS, **asked: Any
    ) -> Any:
        """See ``QtBot.waitSignal``."""
        return super().waitSignal(signal, timeout=timeout, **asked)

    def waitActive(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:  # noqa: N802
        """See ``QtBot.waitActive``."""
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:  # noqa: N802
        """See ``QtBot.waitExposed``."""
        return super().waitExposed(widget, timeout=timeout)
