"""A box to tick that answers wherever its row is pressed."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox


class WideCheck(QCheckBox):
    """As wide as its column: Qt would take a press beyond the words as focus alone."""

    def hitButton(self, pos: QPoint) -> bool:
        """All that the focus is drawn around."""
        return self.rect().contains(pos)
