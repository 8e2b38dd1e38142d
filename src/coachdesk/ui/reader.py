"""What is done only where a screen reader listens; elsewhere nothing of it is even loaded.

Qt asks for what is told of a widget the first time that something wants to know, so that what we
paint ourselves may say its role whenever it was made (``widgets/spoken.py``).
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget


def serve_screen_readers(application: QApplication) -> None:
    """Tell a screen reader, from the day one comes, what Qt does not know of our widgets."""
    QAccessible.installFactory(_told)
    application.focusChanged.connect(_came_to)


def _told(_class: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt's own when None."""
    from coachdesk.ui.listening import told

    return told(thing) if isinstance(thing, QWidget) else None


def _came_to(_before: QWidget | None, control: QWidget | None) -> None:
    """Follow the keyboard."""
    if QAccessible.isActive():
        from coachdesk.ui.listening import came_to

        came_to(control)
