"""The head of a page: what leaves it, its title, its acts beside it or, for want of room, below."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import GAP, Flow
from coachdesk.ui.widgets.layout import column, row

_SPACING = 10
_TITLE = 16
"""A title longer than that, in heights of the font, may go on to another line beside its acts."""


class PageHead(QWidget):
    """Title and acts share a line only where neither is squeezed: large text sets them apart."""

    def __init__(
        self, title: QLabel, subtitle: QLabel, acts: tuple[QWidget, ...], before: QPushButton | None
    ) -> None:
        super().__init__()
        self._title, self._before = title, before
        self._acts = _Acts(*acts) if acts else None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words = row(*((before,) if before else ()), column(title, subtitle, spacing=2), spacing=10)
        words.setStretch(words.count() - 1, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_SPACING)
        self._box.addLayout(words, 1)
        if self._acts is not None:
            self._box.addWidget(self._acts)
        self.setLayout(self._box)

    @property
    def stacked(self) -> bool:
        """Whether the acts stand below the title."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another place for the acts."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A title, an act or a size of the text that changes asks for another width."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._arrange()
        return done

    def _arrange(self) -> None:
        if self._acts is None:
            return
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wanted = beside if self._needed() <= self.width() else below
        if self._box.direction() is not wanted:
            self._box.setDirection(wanted)
            self._acts.set_trailing(trailing=wanted is beside)

    def _needed(self) -> int:
        """The width at which title and acts have a line each, side by side."""
        acts = self._acts.sizeHint().width() if self._acts is not None else 0
        title = self._title.fontMetrics().horizontalAdvance(self._title.text())
        before = self._before.sizeHint().width() + _SPACING if self._before is not None else 0
        return before + min(title, em(_TITLE)) + (acts and _SPACING + acts)


class _Acts(Flow):
    """On one line where there is room for it."""

    def __init__(self, *acts: QWidget) -> None:
        super().__init__(*acts, trailing=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """All of those shown on one line."""
        sizes = [act.sizeHint() for act in self.shown()]
        wide = sum(size.width() for size in sizes) + GAP * max(len(sizes) - 1, 0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """Each on a line of its own."""
        sizes = [act.sizeHint() for act in self.shown()]
        return QSize(max((size.width() for size in sizes), default=0), 0)

    def event(self, event: QEvent) -> bool:
        """An act that comes or goes, be it while the page is out of sight, asks for its width."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self.updateGeometry()
        return super().event(event)
