"""What a desktop does for windows and Qt's off-screen platform does not, and what it would show.

Off-screen, once the window that has the keyboard goes, none has it: no shortcut works any more,
and what is typed is for nobody. A desktop gives it to the window beneath.
"""

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_PRODUCT = str(Path(__file__).resolve().parents[2] / "src")
_LOOK_MS = 20


class WindowManager(QObject):
    """Gives the keyboard to the window that had it last, when none has it for two looks.

    At the first, a window that was just shown may still be on its way to it.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._had: list[QWindow] = []
        """The windows that had it, the latest last."""
        self._nobody = False
        app.focusWindowChanged.connect(self._note)
        look = QTimer(self)
        look.timeout.connect(self._look)
        look.start(_LOOK_MS)

    def _note(self, window: QWindow | None) -> None:
        self._had = [each for each in self._had if isValid(each) and each is not window]
        if window is not None:
            self._had.append(window)

    def _look(self) -> None:
        was_nobody, self._nobody = self._nobody, QApplication.focusWindow() is None
        if not (was_nobody and self._nobody):
            return
        beneath = [each for each in self._had if isValid(each) and each.isVisible()]
        if beneath:
            beneath[-1].requestActivate()


def manage_windows(app: QApplication) -> None:
    """As a desktop does, from now on."""
    if app.findChild(WindowManager) is None:
        WindowManager(app)


def watch_flashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parts that the product shows before they are laid out, as it does so.

    On a desktop each is a window of its own for a moment, and takes the keyboard from the one
    there is.
    """
    flashes: list[str] = []

    def watched(real: Callable[..., None]) -> Callable[..., None]:
        def show(widget: QWidget, *visible: bool) -> None:
            if visible != (False,) and widget.parentWidget() is None and _is_being_built():
                flashes.append(type(widget).__name__)
            real(widget, *visible)

        return show

    for name in ("setVisible", "show"):
        monkeypatch.setattr(QWidget, name, watched(getattr(QWidget, name)))
    return flashes


def _is_being_built() -> bool:
    """Whether something of the product is being made now."""
    return any(
        frame.f_code.co_name == "__init__" and frame.f_code.co_filename.startswith(_PRODUCT)
        for frame, _line in traceback.walk_stack(None)
    )
