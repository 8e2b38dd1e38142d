"""Two columns, one below the other when the page is too narrow for both."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QWidget

_NARROW_EMS = 58
"""Width below which the columns are stacked, in heights of the font: large text stacks sooner."""
_GAP = 14
NO_LIMIT = 16_777_215
"""Pixels: Qt's own QWIDGETSIZE_MAX."""


class TwoColumns(QWidget):
    """The first one has a little more room."""

    def __init__(
        self,
        first: QLayout,
        second: QLayout,
        shares: tuple[int, int] = (11, 9),
        narrow: int = _NARROW_EMS,
        *,
        mirrored: bool = False,
    ) -> None:
        """``narrow`` is the width below which they are stacked, in heights of the font.

        ``mirrored`` sets the first one at the right where they stand side by side.
        """
        super().__init__()
        self._mirrored = mirrored
        self._narrow = narrow
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_GAP)
        self._shares = shares
        for inside in (first, second):
            holder = QWidget()
            holder.setLayout(inside)
            holder.setMinimumWidth(0)
            holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._box.addWidget(holder)
        self.setLayout(self._box)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where both fit."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def stacked(self) -> bool:
        """Whether one stands below the other."""
        return self.width() < self._narrow * self.fontMetrics().height()

    def _arrange(self) -> None:
        narrow, direction = self.stacked, QBoxLayout.Direction
        beside = direction.RightToLeft if self._mirrored else direction.LeftToRight
        self._box.setDirection(direction.TopToBottom if narrow else beside)
        for number, share in enumerate(self._shares):
            self._box.setStretch(number, 0 if narrow else share)


def stand_beside(box: QBoxLayout, side: QWidget, width: int | None) -> None:
    """Set ``side``, the first of ``box``, ``width`` pixels wide beside the rest; None: above it."""
    direction = QBoxLayout.Direction
    box.setDirection(direction.TopToBottom if width is None else direction.LeftToRight)
    if width is None:
        side.setMinimumWidth(0)
        side.setMaximumWidth(NO_LIMIT)
    else:
        side.setFixedWidth(width)
