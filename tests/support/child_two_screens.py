"""The window on a machine with two screens: where it goes while a person signs, and after.

    python -m support.child_two_screens SCREEN

prints the screen and state of the window before, during and after; SCREEN is the pad's.
"""

import sys

from PySide6.QtWidgets import QMainWindow

from coachdesk.app import make_application
from coachdesk.system.settings import save_settings
from coachdesk.ui.pad_place import PadPlace


def told(window: QMainWindow) -> str:
    """« left 800x500 usual »."""
    state = "full" if window.isFullScreen() else "usual"
    return f"{window.screen().name()} {window.width()}x{window.height()} {state}"


def main() -> int:
    """Go and come back; returns 0."""
    application = make_application(sys.argv[:1])
    save_settings(pad_screen=sys.argv[1])
    window = QMainWindow()
    window.setGeometry(20, 30, 640, 400)
    window.show()
    place = PadPlace(window)
    print(told(window))  # noqa: T201  what the test reads
    place.go()
    print(told(window))  # noqa: T201
    place.come_back()
    print(told(window))  # noqa: T201
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
