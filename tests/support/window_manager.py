"""What a desktop does for windows and Qt's off-screen platform does not, and what it would show.

Off-screen, once the window that has the keyboard goes, none has it: no shortcut works any more,
and what is typed is for nobody. A desktop gives it to the window beneath.
"""

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_PRODUCT = str(Path(__file__).resolve().parents[2] / "src")
_LOOK_MS = 20
_WINDOWS = (Qt.WindowType.Widget, Qt.WindowType.Window, Qt.WindowType.Dialog)


class WindowManager(QObject):
    """Gives the keyboard to the latest window that is shown, when no window has it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._settle)
        look = QTimer(self)  # a window without a field goes unheard
        look.timeout.connect(self._settle)
        look.start(_LOOK_MS)

    def _settle(self) -> None:
        if QApplication.focusWindow() is not None:
            return
        shown = [
            each
            for each in QApplication.topLevelWidgets()
            if each.isVisible() and each.windowType() in _WINDOWS
        ]
        if shown:
            (QApplication.activeModalWidget() or shown[-1]).activateWindow()


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
