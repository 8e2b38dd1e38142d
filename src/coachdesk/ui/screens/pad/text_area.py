"""What is read before signing: as high as it is, scrolled where the window or the text is large."""

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtWidgets import QLayout, QScrollArea, QSizePolicy, QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import scrolled

_LEAST_EMS = 6
_MOVING = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)


class Block(QWidget):
    """A part of the pad that may be less high than it likes.

    Of what has words that wrap, a scrolled area asks for the height it likes, and scrolls sooner.
    """

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setLayout(layout)

    def hasHeightForWidth(self) -> bool:
        """The words claim their lines by themselves."""
        return False


class TextArea(QWidget):
    """It leaves the rest to the pad: Qt would give a scrolled area a height of its own choice."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.area: QScrollArea = scrolled(content)
        self.area.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """The whole text."""
        return QSize(em(24), self._whole())

    def minimumSizeHint(self) -> QSize:
        """A few lines."""
        return QSize(em(18), min(em(_LEAST_EMS), self._whole()))

    def resizeEvent(self, _event: object) -> None:
        """The area fills it."""
        self.area.setGeometry(self.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width or another text claims another height, once it has been laid out."""
        if watched is self._content and event.type() in _MOVING:
            QTimer.singleShot(0, self, self._claim)
        return False

    def _claim(self) -> None:
        whole = max(self._whole(), 1)
        if whole != self.maximumHeight():
            self.setMaximumHeight(whole)
            self.updateGeometry()

    def _whole(self) -> int:
        layout = self._content.layout()
        return layout.minimumSize().height() if layout is not None else 0
