"""A trade: its first letters propose those of the ROME, and any other words stay possible."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from coachdesk.services.trades import Trade, rome_of, trades_found
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import label
from coachdesk.ui.widgets.proposing_line import Proposal, ProposingLine


class TradeField(ProposingLine[Trade]):
    """The code stands at its right while its text is a trade of the list.

    The code is never kept beside the text but told by it: a draft that gives the text back, or a
    letter that is changed, can't leave them apart. ``taken`` carries the ``Trade`` taken.
    """

    def __init__(self) -> None:
        super().__init__(_proposed)
        self.setPlaceholderText(self.tr("Premières lettres d’un métier, ou code ROME"))
        self.code = label("", role="caption")
        self.code.setParent(self)
        self.code.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._say)
        self._say()

    def rome(self) -> str | None:
        """The ROME code of what is written; None when the list does not have it."""
        return rome_of(self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The code stays at the right."""
        super().resizeEvent(event)
        self._place()

    def _say(self) -> None:
        code = self.rome()
        self.code.setText(code or "")
        self.code.setVisible(code is not None)
        self.setToolTip(self.text())
        self._place()

    def _place(self) -> None:
        size, gap = self.code.sizeHint(), em(0.5)
        shown = bool(self.code.text())
        self.setTextMargins(0, 0, size.width() + gap if shown else 0, 0)
        self.code.resize(size)
        self.code.move(self.width() - size.width() - gap, (self.height() - size.height()) // 2)


def _proposed(typed: str, limit: int) -> Sequence[Proposal[Trade]]:
    return [
        Proposal(f"{trade.label}   {trade.code}", trade.label, trade)
        for trade in trades_found(typed, limit)
    ]
