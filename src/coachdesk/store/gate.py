"""The gate of an open store: everybody passes, until one asks to be alone inside."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from coachdesk.core.errors import UserError


class Gate:
    """What reads and writes pass; who holds it already passes again without waiting."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._shut = False
        self._mine = threading.local()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Wait while somebody is alone, then be inside."""
        depth = getattr(self._mine, "depth", 0)
        with self._changed:
            if not depth:
                self._changed.wait_for(lambda: not self._shut)
            self._inside += 1
        self._mine.depth = depth + 1
        try:
            yield
        finally:
            self._mine.depth -= 1
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self, patience: float) -> Iterator[None]:
        """Let nobody in, and wait until all have left.

        Raises:
            UserError: someone stays longer than ``patience`` seconds.
        """
        with self._changed:
            if self._shut:
                raise _occupied()
            self._shut = True
            left = self._changed.wait_for(lambda: self._inside == 0, patience)
        try:
            if not left:
                raise _occupied()
            yield
        finally:
            with self._changed:
                self._shut = False
                self._changed.notify_all()


def _occupied() -> UserError:
    return UserError(
        "Un travail est en cours dans le magasin : rien n’a été modifié.",
        "Attendez sa fin, une sauvegarde par exemple, puis recommencez.",
    )
