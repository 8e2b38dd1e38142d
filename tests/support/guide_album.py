"""The pictures of the guide as they are taken, and what they show cut or say to nobody."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QRect, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from coachdesk.ui.widgets.banner import Banner
from support.cut import cut_texts, scrolls_sideways
from support.desk_window import DeskWindow
from support.guide_made_of import parts_of
from support.guide_names import SHOWS
from support.read_aloud import unsaid

_PATIENCE_MS = 90_000
_STEP_MS = 20
SETTLED_MS = 160
"""Time for the last paint to reach the screen."""
_LOOK_MS = 70
_RESTLESS_MS = 5_000
"""For what never rests: something sent, a bar that moves."""


def live(milliseconds: int) -> None:
    """Let the window and its threads work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(holds: Callable[[], None]) -> None:
    """Let the window live until ``holds`` no longer fails."""
    end = QDeadlineTimer(_PATIENCE_MS)
    while True:
        try:
            holds()
        except AssertionError:
            if end.hasExpired():
                raise
            live(_STEP_MS)
        else:
            return


class Album:
    """The pictures of one window; what was taken, and what is wrong, is shared by one walk."""

    def __init__(self, out: Path, window: DeskWindow, before: "Album | None" = None) -> None:
        self.window = window
        self.taken: set[str] = before.taken if before else set()
        self.faults: list[str] = before.faults if before else []
        self.made_of: dict[str, set[str]] = before.made_of if before else {}
        """The modules that each picture is made of."""
        self.out = out

    def picture(self, name: str) -> None:
        """Keep what the screen shows of the window, and look for what is cut."""
        assert name in SHOWS, f"{name} is not told in guide_names"
        screen, faults = self._at_rest()
        front = QApplication.activeModalWidget() or self.window.shell
        shell = self.window.shell
        screen.save(str(self.out / f"{name}.png"))
        self.taken.add(name)
        self.made_of[name] = parts_of(shell) | (parts_of(front) if front is not shell else set())
        self.faults += [f"{name}: {fault}" for fault in faults]

    def _at_rest(self) -> tuple[QImage, list[str]]:
        """What the screen shows once all that was asked is shown, and twice the same.

        With what is cut in it: on a busy machine a page may still be on its way to its layout, so
        that counts only if it lasts.
        """
        end = QDeadlineTimer(_RESTLESS_MS)
        before = QImage()
        while True:
            live(_LOOK_MS)
            seen = self._seen()
            asked = self.window.shell.workspace is not None and self.window.waiting()
            if (seen == before and not asked) or end.hasExpired():
                faults = _faults(QApplication.activeModalWidget() or self.window.shell)
                if not faults or end.hasExpired():
                    return seen, faults
            before = seen

    def _seen(self) -> QImage:
        shell = self.window.shell
        box = QRect(shell.pos(), shell.size())
        return shell.screen().grabWindow(0, box.x(), box.y(), box.width(), box.height()).toImage()

    def calm(self) -> None:
        """Close what the window said, as she does who has read it."""
        banner = self.window.shell.findChild(Banner)
        assert banner is not None, "every window has one"
        banner.hide()

    def missing(self) -> list[str]:
        """What the guide tells and no picture shows."""
        return [f"{name}: no picture" for name in SHOWS if name not in self.taken]


def scroll_down(within: QWidget) -> None:
    """To the foot of all that scrolls in ``within``, and of what ``within`` scrolls in."""
    areas = within.findChildren(QScrollArea)
    above = within.parentWidget()
    while above is not None:
        areas += [above] if isinstance(above, QScrollArea) else []
        above = above.parentWidget()
    for area in areas:
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    live(SETTLED_MS)


def _faults(front: QWidget) -> list[str]:
    sideways = (f"pushed sideways, {area}" for area in scrolls_sideways(front))
    return [*cut_texts(front), *sideways, *(f"not told, {each}" for each in unsaid(front))]
