"""The window's ear on the buses of the system, which a test speaks on: prints why it would lock.

    python -m support.child_session

asks logind to wait before it sleeps, as on a real machine, and ends when its input is closed.
"""

import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

from coachdesk.ui.locking.session import session_of


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)  # noqa: T201  what the test reads


def main() -> int:
    """Tell each reason on a line of its own."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    session_of(window).connect(lambda why: say(why.value))
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(application.quit)
    say("ready")
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
