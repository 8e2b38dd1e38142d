"""The window opened for nobody: each page in turn, as the self-test asks, then closed."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.services.guide.pages import guide_pages
from coachdesk.ui.commands import Command, Group
from coachdesk.ui.screens.guide.text import picture_size
from coachdesk.ui.screens.pad.plain_side import load_arabic
from coachdesk.ui.shell import Shell
from coachdesk.ui.theme import icon
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_messages import WindowMessages

_EVERY_MS = 250
"""From a page to the next: what it reads of the example has come by then."""
_PATIENCE_MS = 200_000
_HELP = "guide"
"""The command that leads to the pages of the guide."""
_FAMILY = "Ubuntu"
_SIDE = 48
_FEW = 4
"""Colours: a window that is drawn has more, one that is blank has fewer."""


class HeardMessages(WindowMessages):
    """The window's messages; the refusals are kept."""

    def __init__(self, banner: Banner) -> None:
        super().__init__(banner)
        self.refused: list[str] = []

    def refuse(self, error: UserError) -> None:
        """Keep it, besides showing it."""
        self.refused.append(str(error))
        super().refuse(error)


class WindowTrial(QObject):
    """Walks through ``shell``, whose store is being opened; ``faults`` says what went wrong."""

    def __init__(self, shell: Shell, messages: HeardMessages, clock: Clock) -> None:
        super().__init__(shell)
        self._shell, self._messages, self._clock = shell, messages, clock
        self._until = clock.monotonic_ms() + _PATIENCE_MS
        self._pages: Iterator[Command] | None = None
        self._seen: list[str] = []
        self._own: list[str] = []
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @property
    def faults(self) -> Sequence[str]:
        """What it met, and what was refused on the way."""
        return (*self._own, *self._messages.refused)

    @property
    def told(self) -> str:
        """What was seen, for the report."""
        return f"{plural(len(self._seen), 'page ouverte', 'pages ouvertes')}{NBSP}: " + ", ".join(
            self._seen
        )

    def _go_on(self) -> None:
        workspace = self._shell.workspace
        if self._messages.refused or self._clock.monotonic_ms() > self._until:
            if not self._messages.refused:
                self._own.append("La fenêtre n’a pas répondu à temps.")
            self._end()
            return
        if workspace is None:
            return  # the passphrase is being tried
        if self._pages is None:
            self._look()
            offered = workspace.bindings.offered()
            self._pages = iter([each for each in offered if _is_page(each)])
        page = next(self._pages, None)
        if page is None:
            self._end()
            return
        workspace.bindings.run(page.key)
        self._seen.append(page.name)

    def _look(self) -> None:
        """Whether it is drawn, in its own typeface, with its icons."""
        if QApplication.font().family() != _FAMILY:
            self._own.append("La police de CoachDesk n’est pas là.")
        if not load_arabic():
            self._own.append("La police de l’arabe ne se lit pas.")
        if not all(picture_size(name).isValid() for page in guide_pages() for name in page.shown):
            self._own.append("Des images de l’aide ne se lisent pas.")
        if _colours(icon("users").pixmap(_SIDE, _SIDE).toImage()) < 2:  # noqa: PLR2004  (drawn, and not)
            self._own.append("Les icônes ne se dessinent pas.")
        if _colours(self._shell.grab().toImage()) < _FEW:
            self._own.append("La fenêtre est vide.")

    def _end(self) -> None:
        self._timer.stop()
        self._shell.leave()


def _is_page(command: Command) -> bool:
    """Whether it leads to a page of the window, the guide with them."""
    return command.group is Group.SCREENS or command.key == _HELP


def _colours(image: QImage) -> int:
    """How many it has, on a grid."""
    across = range(0, image.width(), max(1, image.width() // _SIDE))
    down = range(0, image.height(), max(1, image.height() // _SIDE))
    return len({image.pixel(x, y) for x in across for y in down})
