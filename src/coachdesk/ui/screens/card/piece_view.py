"""A piece looked at inside the window: its pages, or why it has none that could be shown."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from coachdesk.services.attachment_files import FileForm
from coachdesk.services.attachment_pages import OpenPiece, open_piece
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.page_view import PageView

_LEAST_HEIGHT = 18


class PieceView(QWidget):
    """Nothing is written in clear to be looked at: pages are made beside the window, in memory."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted: UUID | None = None
        self._shown: UUID | None = None
        self.page = PageView(context.runner)
        self.page.area.setMinimumHeight(em(_LEAST_HEIGHT))
        self.nothing = label("", role="soft", wrap=True)
        layout = column(self.nothing, self.page, spacing=6)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.clear()

    def show_piece(self, attachment_id: UUID) -> None:
        """Open a piece at its first page."""
        self._wanted = attachment_id
        if attachment_id == self._shown:
            return
        desk = self._context.desk
        self._context.runner.read(
            self, lambda: desk.read(lambda link: open_piece(link, attachment_id)), self._show
        )

    def clear(self) -> None:
        """Show nothing, and keep nothing in memory."""
        self._wanted, self._shown = None, None
        self.page.clear()
        self.page.hide()
        self.nothing.hide()

    def _show(self, piece: OpenPiece) -> None:
        if piece.id != self._wanted:
            return  # another one was asked for in the meantime
        self._shown = piece.id
        self.page.clear()
        self.page.setVisible(piece.pages > 0)
        self.nothing.setVisible(piece.pages == 0)
        self.nothing.setText(
            self.tr("Ce document ne se lit pas ici\u00a0: enregistrez-en une copie pour l’ouvrir.")
            if piece.form is FileForm.DOCUMENT
            else self.tr("Ce fichier ne peut pas être montré.")
        )
        if piece.pages:
            self.page.show_pages(piece, piece.name)
