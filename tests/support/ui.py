"""The window in tests: a recorder in place of the dialogs, work run at once, a hand that signs."""

from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.core.clock import Clock, SystemClock
from coachdesk.core.errors import UserError
from coachdesk.system.crash import CrashLog
from coachdesk.ui.appearance import Appearance
from coachdesk.ui.messages import Question
from coachdesk.ui.runner import Follow, Refused, Task
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.shell import Shell
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_messages import WindowMessages
from support.watched_runner import WatchedRunner

T = TypeVar("T")


class MessageRecorder:
    """``Messages`` that keeps what is said and answers what was prepared."""

    def __init__(self) -> None:
        self.informed: list[str] = []
        self.written: list[Path | None] = []
        """The file that each of them speaks of, if any."""
        self.refused: list[UserError] = []
        self.asked: list[Question] = []
        self.reason: str | None = ""
        """The answer to the next questions; None declines."""
        self.path: Path | None = None
        """The file or folder chosen next; None gives up."""

    def inform(self, sentence: str, written: Path | None = None) -> None:
        """Keep it."""
        self.informed.append(sentence)
        self.written.append(written)

    def refuse(self, error: UserError) -> None:
        """Keep it."""
        self.refused.append(error)

    def hush(self) -> None:
        """Nothing is on screen; what was said stays kept."""

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Keep it, and answer ``reason``."""
        self.asked.append(question)
        if self.reason is not None:
            confirmed(self.reason)

    def choose_folder(self, _title: str, _start: Path, chosen: Callable[[Path], None]) -> None:
        """Choose ``path``."""
        self._choose(chosen)

    def choose_file(self, _title: str, _kinds: str, chosen: Callable[[Path], None]) -> None:
        """Choose ``path``."""
        self._choose(chosen)

    def choose_files(self, _title: str, _kinds: str, chosen: Callable[[list[Path]], None]) -> None:
        """Choose ``path`` alone."""
        self._choose(lambda path: chosen([path]))

    def choose_target(
        self, _title: str, _suggested: Path, _kinds: str, chosen: Callable[[Path], None]
    ) -> None:
        """Choose ``path``."""
        self._choose(chosen)

    def _choose(self, chosen: Callable[[Path], None]) -> None:
        if self.path is not None:
            chosen(self.path)


class InlineRunner:
    """``Runner`` whose work is done when the call returns: what screens do, without threads."""

    def __init__(self, messages: MessageRecorder) -> None:
        self._messages = messages

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
    ) -> None:
        """Run at once; an unexpected error is the test's to see."""
        del owner
        try:
            result = work()
        except UserError as error:
            (failed or self._messages.refuse)(error)
        else:
            done(result)

    def write(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """Run at once."""
        task = Task(progress)
        self.read(owner, lambda: work(task), done, failed)
        return task

    def carry(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """Run at once."""
        return self.write(owner, work, done, failed, progress)

    def last(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """Run at once."""
        return self.write(owner, work, done, failed, progress)

    def watch(self, told: Callable[[bool], None]) -> None:
        """No write is ever under way between two calls."""

    def follow_reads(self, follow: Follow) -> None:
        """No read either."""


def hand(surface: PadSurface, *, seed: float = 0.0, strokes: int = 3) -> list[list[QPoint]]:
    """Points of a signature on ``surface``, in its pixels: loops along the line, one per seed."""
    width, height = surface.width(), surface.height()
    made = []
    for number in range(strokes):
        left = width * (0.28 + 0.15 * number)
        points = []
        for step in range(28):
            turn = step / 27
            x = left + width * 0.13 * turn + width * 0.015 * sin(seed + 9 * turn)
            y = height * (0.52 + 0.16 * sin(2 * pi * 1.5 * turn + seed + number))
            points.append(QPoint(round(x + 6 * cos(seed * 3 + step)), round(y)))
        made.append(points)
    return made


def draw_by_mouse(surface: PadSurface, strokes: list[list[QPoint]]) -> None:
    """Draw with the left button of the mouse."""
    for points in strokes:
        QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(surface, point)
        QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=points[-1])


def window_on(directory: Path, clock: Clock | None = None) -> tuple[WatchedRunner, Shell]:
    """The product's window on ``directory``, with its real threads; close both in the end."""
    banner = Banner()
    messages = WindowMessages(banner)
    time = clock or SystemClock()
    runner = WatchedRunner(messages, CrashLog(directory.parent / "incidents", time))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    appearance = Appearance(application, runner)
    return runner, Shell(runner, messages, banner, time, directory, appearance)
