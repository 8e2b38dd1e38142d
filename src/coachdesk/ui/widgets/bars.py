"""The lines above every page: something is told, or offered; she goes on with her work, or answers.

Several may be there at once, one above the other: nothing ever waits behind them.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from coachdesk.ui.widgets.layout import Glyph, button, column, label, row
from coachdesk.ui.widgets.progress import ProgressLine, Stoppable


class Bar(QWidget):
    """A line of its own, hidden until there is something to say.

    What may be said before the line is laid out wants its ``parent`` at once: without one, Qt
    would show it as a window, and take the keyboard from the one there is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()


class OfferBar(Bar):
    """An act that is one click away now; while it is under way, how far it is."""

    def __init__(self, glyph: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", wrap=True, gives_back=True)
        self.later = button(self.tr("Plus tard"))
        self.progress = ProgressLine()
        self._line = row(Glyph(glyph, "accent"), self.words, spacing=10)
        self._line.setStretch(1, 1)
        self._offer = QWidget()
        self._offer.setLayout(self._line)
        layout = column(self._offer, self.progress, spacing=0)
        layout.setContentsMargins(24, 6, 24, 6)
        self.setLayout(layout)
        self._offer.hide()

    def add_answers(self, *answers: QPushButton) -> None:
        """Put the answers at the end of the line, what is offered the last."""
        for answer in answers:
            self._line.addWidget(answer)

    def offer(self, words: str) -> None:
        """Offer it in these ``words``, once nothing is under way; without any, no more."""
        self.words.setText(words)
        self._refresh()

    def begin(self, words: str, task: Stoppable) -> None:
        """It is under way; « Interrompre » stops ``task``."""
        self.progress.begin(words)
        self.progress.follow(task)
        self._refresh()

    def end(self) -> None:
        """It is no more; what is offered now is shown again."""
        self.progress.end()
        self._refresh()

    def _refresh(self) -> None:
        busy = self.progress.busy
        offers = bool(self.words.text()) and not busy
        self._offer.setVisible(offers)
        self.setVisible(offers or busy)
