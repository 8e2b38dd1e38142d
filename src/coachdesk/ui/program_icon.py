"""The icon of the program: on its windows, and beside its name. tools/program_icon.py makes it."""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.resources import resources_root
from coachdesk.ui.theme import em

_BESIDE_A_NAME = 2.6


@cache
def program_icon() -> QIcon:
    """At every size that is shipped: Qt reads a picture when it is first asked for."""
    made = QIcon()
    for path in sorted((resources_root() / "app").glob("coachdesk-*.png")):
        made.addFile(str(path))
    return made


class ProgramMark(QWidget):
    """The icon beside the name of the program; said by nobody."""

    def __init__(self, ems: float = _BESIDE_A_NAME) -> None:
        super().__init__()
        self.setFixedSize(em(ems), em(ems))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture that is nearest to the size, at the scale of the screen."""
        ratio = self.devicePixelRatioF()
        picture = program_icon().pixmap(QSize(self.width(), self.height()), ratio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), picture)
        painter.end()
