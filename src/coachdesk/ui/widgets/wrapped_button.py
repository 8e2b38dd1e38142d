"""A link as long as its words: on several lines where one is too short, never cut."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from coachdesk.ui.theme import em, tokens

_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_LEAST_EMS = 8


class WrappedButton(QPushButton):
    """Pressed like any other; Qt's own would draw its words on one line and cut them."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._measured: tuple[tuple[int, str, str], int] | None = None
        """The height last measured, and of what."""
        self.setProperty("kind", "line")
        self.setProperty("role", "line")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setToolTip(text)

    def sizeHint(self) -> QSize:
        """As wide as it likes, as tall as the words ask for at the width it has."""
        return QSize(em(_LEAST_EMS), self._height(max(self.width(), em(_LEAST_EMS))))

    def minimumSizeHint(self) -> QSize:
        """The same: it is narrowed, never flattened."""
        return QSize(em(_LEAST_EMS), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claim the height of the new width, which Qt's nested layouts would forget."""
        super().resizeEvent(event)
        self.setFixedHeight(self._height(event.size().width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The button of the style sheet, its words on as many lines as they need."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(QColor(tokens().accent if self.isEnabled() else tokens().ink_faint))
        painter.drawText(self._inside(self.rect()), _FLAGS, self.text())
        painter.end()

    def _height(self, width: int) -> int:
        asked = (width, self.text(), self.font().key())
        if self._measured is None or self._measured[0] != asked:  # layouts ask again and again
            inside = self._inside(QRect(0, 0, width, 1))
            room = QRect(0, 0, max(inside.width(), 1), 10_000)
            words = self.fontMetrics().boundingRect(room, _FLAGS, self.text()).height()
            self._measured = asked, max(words + em(0.9), tokens().control)
        return self._measured[1]

    @staticmethod
    def _inside(rect: QRect) -> QRect:
        return rect.adjusted(em(0.6), 0, -em(0.4), 0)
