"""The paper as it will be, drawn again soon after each change, one drawing at a time."""

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import Answer
from coachdesk.services.documents.drafting import preview
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.page_view import PageView

_SOON_MS = 120
"""After a letter: a word typed fast is drawn once."""


class Looking(QObject):
    """Shows ``preview`` of a document in ``pages``; what is asked meanwhile is drawn next."""

    def __init__(self, context: Context, pages: PageView) -> None:
        super().__init__(pages)
        self._context = context
        self._pages = pages
        self._document: UUID | None = None
        self._name = ""
        self._typed: Callable[[], Mapping[str, Answer] | None] = lambda: None
        self.busy = False
        """A drawing is under way."""
        self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON_MS)
        self._timer.timeout.connect(self._draw)

    def show_document(
        self, document_id: UUID, name: str, typed: Callable[[], Mapping[str, Answer] | None]
    ) -> None:
        """Draw it at once; ``typed`` gives what is being filled in, or None for what is kept."""
        if document_id != self._document:
            self._pages.clear()
        self._document, self._name, self._typed = document_id, name, typed
        self._timer.stop()
        self._draw()

    def leave(self) -> None:
        """Show nothing any more."""
        self._document = None
        self._timer.stop()
        self._pages.clear()

    def soon(self) -> None:
        """Draw it once she pauses."""
        self._timer.start()

    def _draw(self) -> None:
        document, desk, name = self._document, self._context.desk, self._name
        if document is None:
            return
        if self.busy:
            self._again = True
            return
        self.busy, self._again = True, False
        typed = self._typed()

        def drawn(pdf: bytes) -> None:
            if document == self._document:
                self._pages.show_pdf(pdf, name)
            self._next()

        def failed(error: UserError) -> None:
            self._context.messages.refuse(error)
            self._next()

        self._context.runner.read(self, lambda: preview(desk, document, typed), drawn, failed)

    def _next(self) -> None:
        self.busy = False
        if self._again:
            self._draw()
