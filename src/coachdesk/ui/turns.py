"""What a part of the window reads is told to it in the order it was asked.

Two reads go at a time, and the later one may be done first: told as they come, what was read before
an act would take the place of what was read after it, and stay on screen.
"""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject

Tell = Callable[[Callable[[], None]], None]
"""Runs what it is given, in the window's thread: what tells of the end of a read."""


class _Turn:
    """The place of one read; ``tell`` is there once it is done."""

    def __init__(self) -> None:
        self.tell: Callable[[], None] | None = None


class Turns:
    """One line for each owner, in the window's thread alone."""

    def __init__(self) -> None:
        self._lines: dict[int, deque[_Turn]] = {}
        """By the id of the owner, which the reads under way keep."""

    def take(self, owner: QObject) -> Tell:
        """A place behind all that ``owner`` asked before; what is given to it waits for those."""
        line = self._lines.setdefault(id(owner), deque())
        turn = _Turn()
        line.append(turn)

        def told(tell: Callable[[], None]) -> None:
            turn.tell = tell
            self._advance(id(owner))

        return told

    def _advance(self, key: int) -> None:
        line = self._lines.get(key)
        tell = line[0].tell if line else None
        if line is None or tell is None:
            return
        line.popleft()
        if not line:
            del self._lines[key]
        try:
            tell()
        finally:  # a fault of one holds back no other
            self._advance(key)
