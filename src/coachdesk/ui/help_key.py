"""F1 in a dialog: the window behind it does not answer, so the guide opens over both."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from coachdesk.ui.commands import commands


def answer_help_key(dialog: QDialog, page: str = "") -> None:
    """Have F1 open ``page`` of the guide over ``dialog``, or the one about what is behind it."""
    for keys in commands()["guide"].keys:
        QShortcut(QKeySequence(keys), dialog, lambda: _open(dialog, page))


def _open(dialog: QDialog, page: str) -> None:
    behind = dialog.parentWidget()
    while behind is not None and not hasattr(behind, "helping"):
        behind = behind.parentWidget()
    if behind is not None:
        behind.helping.open_over(dialog, page)
