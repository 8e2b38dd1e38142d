"""The thread of the window: what is brought back to it, and what may be let go of nowhere else."""

from collections.abc import Callable
from functools import cache, partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


class GuiThread(QObject):
    """Runs what it receives in the thread that made it, from its event loop."""

    _call = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._call.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def run(self, call: Callable[[], None]) -> None:
        """From any thread, and in turn."""
        self._call.emit(call)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


@cache
def gui_thread() -> GuiThread:
    """The one of the program, made by whoever asks first in the window, and never destroyed."""
    return GuiThread()


class Errand(Generic[T]):
    """Work done in another thread for a widget; emptied in the window's once its end is told.

    The other thread mentions the errand alone: were it the last to mention a widget that was closed
    meanwhile, the widget would be destroyed there, and Qt ends the program.
    """

    def __init__(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        self._held: (
            tuple[Callable[[], T], Callable[[T], None], Callable[[Exception], None]] | None
        ) = work, done, failed
        self._window = gui_thread()

    def run(self) -> None:
        """In the other thread: do the work, then have its end told in the window."""
        assert self._held is not None, "it is run once"
        try:
            result = self._held[0]()
        except Exception as error:  # noqa: BLE001  told in the window, which knows which are ours
            self._window.run(partial(self._fail, error))
        else:
            self._window.run(partial(self._end, result))

    def _end(self, result: T) -> None:
        assert self._held is not None, "it ends once"
        _, done, _ = self._held
        self._held = None
        done(result)

    def _fail(self, error: Exception) -> None:
        assert self._held is not None, "it ends once"
        _, _, failed = self._held
        self._held = None
        failed(error)
