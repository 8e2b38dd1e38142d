"""The clipboard of a real X server, shared by the program and another one.

    xvfb-run python -m support.child_clipboard

prints what the clipboard holds after each step; with the word « other » it is that other program,
which copies its own text and lives until its input is closed.
"""

import subprocess
import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from coachdesk.ui.clipboard import MARK, ClipboardKeeper, copy_text

KEPT_MS = 300
_LOOK_MS = 20


class Steps:
    """Each step waits for what the clipboard must hold, then for the text to be told."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._clipboard = application.clipboard()
        self._steps: list[tuple[Callable[[], object], Callable[[], bool]]] = []
        self._timer = QTimer(application, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def add(self, act: Callable[[], object], until: Callable[[], bool]) -> None:
        """Do ``act``, then wait until that holds."""
        self._steps.append((act, until))

    def run(self) -> int:
        """All of them; returns the exit code."""
        self._steps[0][0]()
        self._timer.start()
        return self._application.exec()

    def _look(self) -> None:
        if not self._steps[0][1]():
            return
        ours = bool(self._clipboard.text()) and self._clipboard.mimeData().hasFormat(MARK)
        print(repr(self._clipboard.text()), ours, flush=True)  # noqa: T201
        self._steps.pop(0)
        if not self._steps:
            self._application.quit()
            return
        self._steps[0][0]()


def main() -> int:
    """One of the two programs."""
    application = QApplication(sys.argv[:1])
    clipboard = application.clipboard()
    if sys.argv[1:] == ["other"]:
        clipboard.setText("texte d’un autre programme")
        QTimer.singleShot(4 * KEPT_MS, application.quit)
        return application.exec()
    keeper = ClipboardKeeper(application, KEPT_MS)
    field = QLineEdit("06 12 34 56 78")
    field.show()
    field.selectAll()
    steps = Steps(application)
    held = clipboard.text
    steps.add(field.copy, lambda: clipboard.mimeData().hasFormat(MARK))
    steps.add(lambda: None, lambda: not held())
    steps.add(lambda: copy_text("Léa DURAND, 9 h"), lambda: bool(held()))
    steps.add(keeper.clear, lambda: not held())
    command = [sys.executable, "-m", "support.child_clipboard", "other"]
    others: list[subprocess.Popen[bytes]] = []

    def other() -> None:
        copy_text("Léa DURAND, 9 h")
        others.append(subprocess.Popen(command))

    late = QTimer(application, singleShot=True, interval=2 * KEPT_MS)
    steps.add(other, lambda: "autre" in held())
    steps.add(late.start, lambda: not late.isActive())
    code = steps.run()
    for process in others:
        process.wait()
    return code


if __name__ == "__main__":
    sys.exit(main())
