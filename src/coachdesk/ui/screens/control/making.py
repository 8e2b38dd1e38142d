"""The long act of the page: the dossier made beside what she goes on doing, told step by step."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from coachdesk.services.control.asked import AskedList
from coachdesk.services.control.writing import ControlStoppedError, write_control
from coachdesk.ui.beside import BesideAct
from coachdesk.ui.context import Context


class ControlMaking(BesideAct):
    """``made`` carries the dossier that was made."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(context, page, ControlStoppedError)

    def begin(self, asked: AskedList, out: Path, certificate: bytes | None) -> None:
        """Make it in ``out``."""
        desk, action = self._context.desk, self._context.action
        self._begin(
            self.tr("Préparation"),
            lambda task: write_control(
                desk, action, asked, out,
                encrypt_for=certificate, progress=task.report, cancelled=task.cancelled,
            ),
            lambda _made: None,
        )  # fmt: skip
