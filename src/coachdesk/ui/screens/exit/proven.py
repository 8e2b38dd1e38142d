"""A page on which a piece proves what is recorded: a file dropped anywhere on it is kept."""

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton

from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage
from coachdesk.ui.screens.exit.proof import ProofBox
from coachdesk.ui.widgets.file_taker import paths_of


class ProvenPage(DossierPage):
    """``proof`` takes the piece; the page puts it where it belongs."""

    def __init__(self, context: Context, *others: QPushButton) -> None:
        super().__init__(context, "", "", *others)
        self.proof = ProofBox(context)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files only."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file dropped on the page is the proof."""
        if self.proof.take_dropped(event.mimeData()):
            event.acceptProposedAction()
