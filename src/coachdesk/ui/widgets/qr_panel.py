"""A QR code for the camera of a phone: black on white whatever the theme, and what to do with it.

A page that has something for a phone makes a ``QrPanel`` and shows it a ``PhoneCode`` of
``services.phone.codes``; the page of the phone itself is ``Screen.PHONE``.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.tokens import LIGHT
from coachdesk.services.phone.codes import PhoneCode, Squares, squares
from coachdesk.ui.runner import Runner
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.spoken import speaks_as

_QUIET = 4
"""White squares around the code, without which a camera does not find it (ISO 18004)."""
_LEAST, _MOST = 310, 460
"""Pixels: eight centimetres and more, whatever the size of the text; read at forty."""


class QrCode(QWidget):
    """The squares, each of as many whole pixels as fit."""

    def __init__(self) -> None:
        super().__init__()
        self._squares: Squares = ()
        self.setMinimumSize(_LEAST, _LEAST)
        self.setMaximumHeight(_MOST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that a screen reader comes to it
        speaks_as(self, QAccessible.Role.Graphic)

    def show_squares(self, made: Squares, alt: str) -> None:
        """Draw them; ``alt`` is what a screen reader says."""
        self._squares = made
        self.setAccessibleName(alt)
        self.update()

    def sizeHint(self) -> QSize:
        """No larger than it must be: it takes what the page has left."""
        return QSize(_LEAST, _LEAST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A white square, whatever the theme: that is what a camera seeks."""
        if not self._squares:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)  # whole pixels of the screen, or the edges blur
        room = int(min(self.width(), self.height()) * ratio)
        count = len(self._squares) + 2 * _QUIET
        step = max(room // count, 1)
        left, top = (int(self.width() * ratio) - count * step) // 2, 0
        painter.fillRect(QRect(left, top, count * step, count * step), QColor(LIGHT.paper))
        for y, line in enumerate(self._squares):
            for x, dark in enumerate(line):
                if dark:
                    painter.fillRect(
                        left + (x + _QUIET) * step,
                        top + (y + _QUIET) * step,
                        step,
                        step,
                        QColor(LIGHT.ink),
                    )
        if self.hasFocus():
            painter.setPen(QColor(LIGHT.ink))
            painter.drawRect(left, top, count * step - 1, count * step - 1)
        painter.end()


class QrPanel(QWidget):
    """What to do, in one sentence, above the code."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._code: PhoneCode | None = None
        self.says = label("", wrap=True)
        self.code = QrCode()
        layout = column(self.says, self.code, None, spacing=10)
        layout.setStretch(1, 20)  # the code first, then what is left below
        self.setLayout(layout)
        self.show_code(None)

    def show_code(self, code: PhoneCode | None) -> None:
        """Show ``code``; one without payload says why there is none."""
        before, self._code = self._code, code
        self.says.setText(code.says if code else "")
        if code is None or not code.payload:
            self._draw((), "")
        elif before is None or before.payload != code.payload:
            self._runner.read(
                self,
                lambda: squares(code.payload),
                lambda made: self._made(code, made),
                self._refuse,
            )

    def _made(self, code: PhoneCode, made: Squares) -> None:
        if (
            self._code is not None and code.payload == self._code.payload
        ):  # or another one was asked for
            self._draw(made, f"{code.alt}. {code.says}")

    def _refuse(self, error: UserError) -> None:
        self._draw((), "")
        self.says.setText(str(error))

    def _draw(self, made: Squares, alt: str) -> None:
        self.code.setVisible(bool(made))
        self.code.show_squares(made, alt)
