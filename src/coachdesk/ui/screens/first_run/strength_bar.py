"""How long the passphrase would hold: five marks and a sentence, without a block."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.domain.passphrase import GOOD, Strength
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.layout import column, label, row

_MARKS = 5
_MIDDLING = 2


class StrengthBar(QWidget):
    """Marks of one colour, filled as the passphrase grows; its words say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._marks = _Marks()
        self.verdict = label("", role="strong", aloud=True)
        self.advice = label("", role="caption", wrap=True)
        line = row(self._marks, self.verdict, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(column(line, self.advice, spacing=4))

    def show_strength(self, strength: Strength | None) -> None:
        """Say it; None while nothing is typed."""
        self._marks.show_level(-1 if strength is None else strength.level)
        self.verdict.setText("" if strength is None else strength.verdict)
        self.advice.setText("" if strength is None else strength.advice)
        self.advice.setVisible(bool(self.advice.text()))


class _Marks(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._level = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        return QSize(em(9), em(1.3))

    def show_level(self, level: int) -> None:
        """Fill the marks up to ``level``; -1 for none."""
        self._level = level
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The marks, side by side."""
        theme = tokens()
        tone = theme.done if self._level >= GOOD else theme.mend
        if self._level < _MIDDLING:
            tone = theme.refused
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = em(0.3)
        width = (self.width() - gap * (_MARKS - 1)) / _MARKS
        height = em(0.45)
        for mark in range(_MARKS):
            painter.setBrush(QColor(tone if mark <= self._level else theme.line))
            box = QRectF(mark * (width + gap), (self.height() - height) / 2, width, height)
            painter.drawRoundedRect(box, height / 2, height / 2)
        painter.end()
