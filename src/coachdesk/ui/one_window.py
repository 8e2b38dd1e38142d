"""One window per store: this one holds it, or says who does."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.core.store_files import store_exists
from coachdesk.system.single_instance import Holder, WindowClaim, claim, door_of, holder

if TYPE_CHECKING:
    from coachdesk.ui.window_door import WindowDoor


class OneWindow(QObject):
    """The hold of the store that the window shows, and the door at which others ask for it."""

    def __init__(self, window: QWidget, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._directory: Path | None = None
        self._claim: WindowClaim | None = None
        self._door: WindowDoor | None = None
        self._listens = False

    def move_to(self, directory: Path) -> None:
        """Hold the store of ``directory``, and no other.

        Raises:
            UserError: another window holds it; this one holds nothing then.
        """
        if self._claim is not None and directory == self._directory:
            return
        self.let_go()
        self._directory = directory
        if not store_exists(directory):
            return  # a first start: it is held once it is made
        taken = claim(directory, f"{self._clock.now():%H:%M}")
        if isinstance(taken, Holder):
            raise _held_by(directory, taken)
        self._claim = taken
        self._open_door()

    def listen(self) -> None:
        """Answer those who ask for the window: loaded once it is drawn."""
        self._listens = True
        self._open_door()

    def let_go(self) -> None:
        """The window is closed, or shows another folder."""
        door, self._door = self._door, None
        if door is not None:
            door.shut()
        held, self._claim = self._claim, None
        if held is not None:
            held.let_go()

    def _open_door(self) -> None:
        directory = self._directory
        if self._listens and self._claim is not None and self._door is None and directory:
            from coachdesk.ui.window_door import WindowDoor

            self._door = WindowDoor(self._window, door_of(directory))


def answered(directory: Path) -> bool:
    """Whether another window has the store of ``directory``, and has come to the front."""
    first = holder(directory)
    if first is None:
        return False
    from coachdesk.ui.window_door import bring_to_front

    return bring_to_front(first)


def _held_by(directory: Path, first: Holder) -> UserError:
    """Who has the store, in words; where its file does not say, only that someone has."""
    told = _tr("Une autre fenêtre a ce magasin, {}.").format(quoted(str(directory)))
    if first.pid:
        known = _tr("Une autre fenêtre a ce magasin depuis {}, {} (sur {}, programme n°\u00a0{}).")
        told = known.format(first.since, quoted(str(directory)), first.host, first.pid)
    return UserError(
        told,
        _tr("Continuez dans cette fenêtre, ou fermez-la puis tapez ici votre phrase de passe."),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneWindow", text)
