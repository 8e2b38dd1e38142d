"""A piece looked at inside the window: its pages one by one, larger or smaller."""

from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from coachdesk.services.attachment_files import FileForm
from coachdesk.services.attachment_pages import OpenPiece, open_piece, piece_picture
from coachdesk.services.papers.preview import PagePicture
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.pictures import pixmap_of

_ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0)
"""Times the width of the place where it is shown."""
_LEAST_HEIGHT = 18
_MARGIN = 6


class PieceView(QWidget):
    """Nothing is written in clear to be looked at: pages are made beside the window, in memory."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted: UUID | None = None
        self._piece: OpenPiece | None = None
        self._page = 0
        self._zoom = 0
        self.page = label("")
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = _PageArea(self)
        self.area.setWidget(self.page)
        self.previous = self._icon("chevron-left", self.tr("Page précédente (Page préc.)"))
        self.following = self._icon("chevron-right", self.tr("Page suivante (Page suiv.)"))
        self.smaller = self._icon("zoom-out", self.tr("Réduire (Ctrl+-)"))
        self.larger = self._icon("zoom-in", self.tr("Agrandir (Ctrl++)"))
        self.number = label("", role="caption")
        self.nothing = label("", role="soft", wrap=True)
        for pressed, act in (
            (self.previous, lambda: self.turn(-1)),
            (self.following, lambda: self.turn(1)),
            (self.smaller, lambda: self.zoom(-1)),
            (self.larger, lambda: self.zoom(1)),
        ):
            pressed.clicked.connect(act)
        self._tools = QWidget()
        self._tools.setLayout(
            row(self.previous, self.number, self.following, None, self.smaller, self.larger)
        )
        layout = column(self._tools, self.nothing, self.area, spacing=6)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.clear()

    def show_piece(self, attachment_id: UUID) -> None:
        """Open a piece at its first page."""
        if self._piece is not None and self._piece.id == attachment_id:
            return
        self._wanted, self._page, self._zoom = attachment_id, 0, 0
        desk = self._context.desk
        self._context.runner.read(
            self, lambda: desk.read(lambda link: open_piece(link, attachment_id)), self._show
        )

    def clear(self) -> None:
        """Show nothing, and keep nothing in memory."""
        self._wanted, self._piece = None, None
        self.page.clear()
        self._tools.hide()
        self.area.hide()
        self.nothing.hide()

    def turn(self, step: int) -> None:
        """Go some pages further or back."""
        piece = self._piece
        if piece is not None and 0 <= self._page + step < piece.pages:
            self._page += step
            self._draw()

    def zoom(self, step: int) -> None:
        """Make the page larger or smaller."""
        if self._piece is not None and 0 <= self._zoom + step < len(_ZOOMS):
            self._zoom += step
            self._draw()

    def redraw(self) -> None:
        """The room has changed."""
        if self._piece is not None and self._piece.pages:
            self._draw()

    def _show(self, piece: OpenPiece) -> None:
        if piece.id != self._wanted:
            return  # another one was asked for in the meantime
        self._piece = piece
        shown = piece.pages > 0
        self.page.clear()
        self.page.resize(0, 0)
        self._tools.setVisible(shown)
        self.area.setVisible(shown)
        self.nothing.setVisible(not shown)
        self.nothing.setText(
            self.tr("Ce document ne se lit pas ici\u00a0: enregistrez-en une copie pour l’ouvrir.")
            if piece.form is FileForm.DOCUMENT
            else self.tr("Ce fichier ne peut pas être montré.")
        )
        if shown:
            self._draw()

    def _draw(self) -> None:
        piece, number, zoom = self._piece, self._page, self._zoom
        if piece is None:
            return
        scale = self.devicePixelRatioF()
        width = round(max(self.area.room() * _ZOOMS[zoom], 60) * scale)

        def drawn(picture: PagePicture) -> None:
            if (self._piece, self._page, self._zoom) != (piece, number, zoom):
                return  # another page was asked for in the meantime
            pixmap = pixmap_of(picture, scale)
            self.page.setPixmap(pixmap)
            self.page.resize(pixmap.deviceIndependentSize().toSize())
            self.page.setAccessibleName(
                self.tr("{}, page {} sur {}").format(piece.name, number + 1, piece.pages)
            )

        self._context.runner.read(self, lambda: piece_picture(piece, number, width), drawn)
        several = piece.pages > 1
        for part in (self.previous, self.following, self.number):
            part.setVisible(several)
        self.number.setText(self.tr("Page {} sur {}").format(number + 1, piece.pages))
        self.previous.setEnabled(number > 0)
        self.following.setEnabled(number + 1 < piece.pages)
        self.smaller.setEnabled(zoom > 0)
        self.larger.setEnabled(zoom + 1 < len(_ZOOMS))

    def _icon(self, glyph: str, name: str) -> QPushButton:
        return button("", kind="icon", glyph=glyph, name=name)


class _PageArea(QScrollArea):
    """Page up, page down and zoom by the keyboard; dragged nowhere else than by its bars."""

    def __init__(self, view: PieceView) -> None:
        super().__init__()
        self._view = view
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(em(_LEAST_HEIGHT))
        self.setAccessibleName(self.tr("Aperçu de la pièce"))
        self._wide = 0

    def room(self) -> int:
        """Width for a page, the bar left out."""
        bar = self.verticalScrollBar().sizeHint().width()
        return max(self.width() - bar - 2 * _MARGIN, 1)

    def sizeHint(self) -> QSize:
        """Enough for half a page."""
        return QSize(em(24), em(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a reader."""
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self._view.zoom(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self._view.zoom(-1)
        elif event.key() == Qt.Key.Key_PageDown:
            self._view.turn(1)
        elif event.key() == Qt.Key.Key_PageUp:
            self._view.turn(-1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """A shown area draws at the width it has then."""
        done = super().event(event)
        if event.type() == QEvent.Type.Show:
            self._measure()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another drawing."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        if self.isVisible() and self.width() != self._wide:
            self._wide = self.width()
            self._view.redraw()
