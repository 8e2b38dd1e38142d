"""What shows a page of the guide: its words, its pictures as wide as there is room, its links."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImageReader,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QScrollArea, QTextBrowser
from shiboken6 import isValid

from coachdesk.domain.guide_text import GuidePage
from coachdesk.services.guide.pages import picture_path
from coachdesk.ui.screens.guide.rich import AT, PICTURE, rich_page, style
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.layout import column

_AROUND = 3
"""What a list and its margins take of the width, in heights of the font."""
_LINE = 52
"""A line that is read, not run along, in heights of the font."""
_OF_SCREEN = 0.95


class GuideText(QTextBrowser):
    """``asked`` carries the key of a page whose link was followed."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setObjectName("guide")
        self.setAccessibleName(self.tr("Page de l’aide"))
        self.setMinimumHeight(em(14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._follow)
        self.page: GuidePage | None = None
        self.after: GuidePage | None = None
        self.others: tuple[GuidePage, ...] = ()
        self.whole: PictureWindow | None = None
        """The picture that is shown whole."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._draw)
        self._drawn = 0
        """The width for which the pictures were drawn."""

    def show_page(
        self, page: GuidePage, others: tuple[GuidePage, ...] = (), after: GuidePage | None = None
    ) -> None:
        """Show ``page`` from its top, ``others`` of the same screen, ``after`` as the next one."""
        self.page, self.others, self.after = page, others, after
        self._draw()
        self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(page.title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures follow the width; what was being read stays in sight."""
        super().resizeEvent(event)
        if self.page is not None and self._room() != self._drawn:
            self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme, other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.page is not None:
            self._soon.start()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture at the width at which it is shown, as sharp as the screen."""
        address = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture, _, wide = address.removeprefix(PICTURE).partition(AT)
        whole = QPixmap(str(picture_path(picture)))
        ratio = self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = whole.scaledToWidth(max(round(int(wide) * ratio), 1), smooth)
        edge = QPainter(scaled)
        edge.setPen(QPen(QColor(tokens().line_strong), 0))
        edge.drawRect(scaled.rect().adjusted(0, 0, -1, -1))
        edge.end()
        scaled.setDevicePixelRatio(ratio)
        return scaled

    def _draw(self) -> None:
        """Not from inside an event of Qt's own: it is still laying the page before this one out."""
        page = self.page
        if page is None:
            return
        self._soon.stop()
        bar = self.verticalScrollBar()
        read = bar.value() / max(bar.maximum(), 1)
        self._drawn = self._room()
        before, drawn = self.document(), QTextDocument(self)
        drawn.setDefaultFont(self.font())
        drawn.setDocumentMargin(em(1.2))
        drawn.setDefaultStyleSheet(style())
        # Written aside: a screen reader would be told of each block and picture as it comes.
        drawn.setHtml(rich_page(page, self._wide, self.others, self.after))
        self.setDocument(drawn)
        if isValid(before):  # Qt deletes its own first one
            before.deleteLater()
        bar.setValue(round(read * bar.maximum()))

    def _room(self) -> int:
        return max(min(self.viewport().width(), em(_LINE)) - 2 * em(1.2) - em(_AROUND), 1)

    def _wide(self, name: str) -> int:
        """How wide a picture is shown, never beyond its own size; 0 when it is not there."""
        return min(picture_size(name).width(), self._room())

    def _follow(self, link: QUrl) -> None:
        address = link.toString()
        if address.startswith(PICTURE):
            self.whole = PictureWindow(address.removeprefix(PICTURE), self)
            self.whole.show()
        elif not link.scheme():
            self.asked.emit(address.split("#")[0].removesuffix(".md"))


class PictureWindow(QDialog):
    """A picture at its own size; Escape, Enter or a click puts it away."""

    def __init__(self, name: str, over: GuideText) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Image de l’aide"))
        shown = QLabel()
        shown.setPixmap(QPixmap(str(picture_path(name))))
        shown.setAccessibleName(self.tr("Image de l’aide"))
        area = QScrollArea()
        area.setWidget(shown)
        layout = column(area)
        self.setLayout(layout)
        room: QRect = self.screen().availableGeometry()
        wanted = shown.sizeHint() + QSize(em(1), em(1))
        self.resize(wanted.boundedTo(room.size() * _OF_SCREEN))


def picture_size(name: str) -> QSize:
    """The size of a picture, read from its first bytes; none for one that was not shipped."""
    size = QImageReader(str(picture_path(name))).size()
    return size if size.isValid() else QSize(0, 0)
