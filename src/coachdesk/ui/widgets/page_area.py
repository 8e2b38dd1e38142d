"""Where pages are painted, scrolled and enlarged: see ``page_view``.

What is shown stays until the next picture is there: another PDF in its place does not flicker.
"""

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QScroller

from coachdesk.core.errors import UserError
from coachdesk.core.tokens import LIGHT
from coachdesk.services.papers.preview import PagePicture, Pages
from coachdesk.ui.runner import Runner
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.page_strip import PagePlace, Seen, laid_out
from coachdesk.ui.widgets.pictures import pixmap_of
from coachdesk.ui.widgets.spoken import speaks_as

ZOOMS = (1.0, 1.5, 2.0, 3.0)
"""Times the width of the place where it is shown."""
_CLICKED = 2
"""The zoom that a click gives, and takes back."""
_WIDEST_EMS = 62
"""Of a page not enlarged: a line longer than that is hard to follow."""
_MOST_PIXELS = 3200
"""Of a picture's width: an enlarged page is then drawn from it."""
_GAP = 0.7
_KEPT = 2
"""Pages kept in memory before and after those in sight."""


class PageArea(QAbstractScrollArea):
    """Paints what is in sight; asks for one picture at a time.

    ``moved`` tells that another part, or another size, is in sight; the rest is ``PageView``'s.
    """

    moved = Signal()
    viewed = Signal(int)
    drawn = Signal()
    refused = Signal(object)

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self.shown: Pages | None = None
        self._name = ""
        self._serial = 0
        """Of what is shown: a picture of another one is out of date."""
        self._wanted = 0
        """Of what was asked for last."""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self.places: tuple[PagePlace, ...] = ()
        self.zoomed = 0
        self._pictures: dict[int, tuple[tuple[int, int], QPixmap]] = {}
        """Of each page: of what and how wide it was asked for, and the picture."""
        self._asking = False
        self.seen = Seen()
        self._pressed: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speaks_as(self, QAccessible.Role.Document)
        self.setMinimumHeight(em(9))
        self.setToolTip(self.tr("Cliquer pour agrandir ou réduire (Ctrl++, Ctrl+-)"))
        self.viewport().setAutoFillBackground(False)
        scrolling = QScroller.scroller(self.viewport())
        scrolling.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.horizontalScrollBar().valueChanged.connect(self._moved)

    def show_pages(self, pages: Pages, name: str) -> None:
        """Read how they stand, then draw those in sight."""
        self._wanted += 1
        serial = self._wanted
        if pages == self.shown:
            return

        def measured(sizes: tuple[tuple[float, float], ...]) -> None:
            if serial != self._wanted:
                return  # another one came in the meantime
            self._serial, self.shown, self._name, self._sizes = serial, pages, name, sizes
            self.seen = Seen()
            self._lay_out()

        self._runner.read(self, pages.sizes, measured, self.refused.emit)

    def clear(self) -> None:
        """Forget all: what comes next begins at its first page, at the whole width."""
        self._wanted += 1
        self._serial, self.shown, self._sizes, self.zoomed = self._wanted, None, (), 0
        self._pictures.clear()
        self.seen = Seen()
        self._lay_out()

    def zoom(self, step: int, at: QPoint | None = None) -> None:
        """Larger or smaller, what stands at ``at`` staying there."""
        wanted = min(max(self.zoomed + step, 0), len(ZOOMS) - 1)
        if wanted == self.zoomed or not self.places:
            return
        point = at or self.viewport().rect().center()
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        before = [bar.value() + away for bar, away in zip(bars, point.toTuple(), strict=True)]
        ratio = ZOOMS[wanted] / ZOOMS[self.zoomed]
        self.zoomed = wanted
        self._lay_out()
        for bar, where, away in zip(bars, before, point.toTuple(), strict=True):
            bar.setValue(round(where * ratio - away))

    def current_page(self) -> int:
        """The page that has the middle of what is in sight."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [number for number, place in enumerate(self.places) if place.top <= middle]
        return above[-1] if above else 0

    def whole_height(self) -> int:
        """The height that shows all the pages at once, not enlarged."""
        return laid_out(self._sizes, self._page_width(0), em(_GAP))[1]

    def sizeHint(self) -> QSize:
        """Enough for half a page."""
        return QSize(em(24), em(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pages in sight: the picture there is, be it of a moment ago, on white paper."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens().ground))
        scale = self.devicePixelRatioF()
        for number in self._in_sight():
            box = self._box(number, scale)
            painter.fillRect(box, QColor(LIGHT.paper))
            kept = self._pictures.get(number)
            if kept is not None:
                exact = kept[1].width() == round(box.width() * scale)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
                if exact:
                    painter.drawPixmap(box.topLeft(), kept[1])
                else:
                    painter.drawPixmap(box, kept[1], QRectF(kept[1].rect()))
            painter.setPen(QColor(tokens().line_strong))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QColor(tokens().focus))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """The keys that enlarge are its own while it has the keyboard, not those of the text."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _zoom_step(event):
                event.accept()
                return True
        elif event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.viewport().update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a reader."""
        bar, key = self.verticalScrollBar(), event.key()
        step = _zoom_step(event)
        if step:
            self.zoom(step)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl enlarge. At its end the page around it scrolls on."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.zoom(1 if turned > 0 else -1, event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps a click."""
        self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click enlarges what is under it, another one gives the whole width back."""
        pressed, self._pressed = self._pressed, None
        point = event.position().toPoint()
        still = QApplication.startDragDistance()
        if pressed is not None and (point - pressed).manhattanLength() < still:
            self.zoom(-self.zoomed if self.zoomed else _CLICKED, point)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other pictures."""
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """From now on it is in sight."""
        super().showEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the pages in the width there is, what is at the top staying at the top."""
        bar, port = self.verticalScrollBar(), self.viewport()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        wide = self._page_width()
        self.places, high = laid_out(self._sizes, wide, em(_GAP))
        bar.setRange(0, max(high - port.height(), 0) if self._sizes else 0)
        bar.setPageStep(port.height())
        bar.setSingleStep(em(3))
        bar.setValue(round(share * bar.maximum()))
        aside = self.horizontalScrollBar()
        aside.setRange(0, max(wide + 2 * em(_GAP) - port.width(), 0) if self._sizes else 0)
        aside.setPageStep(port.width())
        aside.setSingleStep(em(3))
        self._moved()

    def _page_width(self, zoomed: int | None = None) -> int:
        """Of the widest page, at the zoom there is when none is given."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 * em(_GAP)
        ratio = ZOOMS[self.zoomed if zoomed is None else zoomed]
        return max(round(min(room, em(_WIDEST_EMS)) * ratio), 1)

    def _picture_width(self) -> int:
        """In pixels of the screen."""
        return min(round(self._page_width() * self.devicePixelRatioF()), _MOST_PIXELS)

    def _in_sight(self) -> list[int]:
        top = self.verticalScrollBar().value()
        foot = top + self.viewport().height()
        places = enumerate(self.places)
        return [n for n, place in places if place.top < foot and place.top + place.height > top]

    def _box(self, number: int, scale: float) -> QRectF:
        """Where a page stands in the viewport, on whole pixels of the screen."""
        place = self.places[number]
        aside = (self.viewport().width() - place.width) / 2
        left = max(aside, em(_GAP)) - self.horizontalScrollBar().value()
        top = place.top - self.verticalScrollBar().value()
        corner = QPointF(round(left * scale) / scale, round(top * scale) / scale)
        return QRectF(corner, QRect(0, 0, place.width, place.height).size().toSizeF())

    def _moved(self) -> None:
        self.viewport().update()
        self.moved.emit()
        self._ask()

    def _ask(self) -> None:
        """Ask for the first picture that is missing in sight; the others follow it."""
        if self._asking or not self.isVisible():
            return
        sight = self._in_sight()
        key = (self._serial, self._picture_width())
        missing = next((n for n in sight if self._key_of(n) != key), None)
        shown = self.shown
        if missing is None or shown is None:
            self._settled(sight)
            return
        self._asking = True
        scale = self.devicePixelRatioF()
        share = self.places[missing].width / self._page_width()

        def made(picture: PagePicture) -> None:
            self._asking = False
            if key[0] == self._serial:
                self._pictures[missing] = (key, pixmap_of(picture, scale))
            self.viewport().update()
            self._ask()

        def failed(error: UserError) -> None:
            self._asking = False
            self.refused.emit(error)

        wide = round(key[1] * share)
        self._runner.read(self, lambda: shown.picture(missing, wide), made, failed)

    def _key_of(self, number: int) -> tuple[int, int] | None:
        kept = self._pictures.get(number)
        return kept[0] if kept is not None else None

    def _settled(self, sight: list[int]) -> None:
        """All that is in sight is drawn: from now on it is seen."""
        if not sight:
            return
        for number in tuple(self._pictures):
            if not sight[0] - _KEPT <= number <= sight[-1] + _KEPT:
                del self._pictures[number]
        before = self.seen.pages()
        top, room = self.verticalScrollBar().value(), self.viewport().height()
        for number in sight:
            place = self.places[number]
            first = max(top - place.top, 0) / place.height
            last = min(top + room - place.top, place.height) / place.height
            self.seen.note(number, first, last)
        self.setAccessibleName(
            self.tr("{}, page {} sur {}").format(
                self._name, self.current_page() + 1, len(self.places)
            )
        )
        # Told once Qt is back in its loop: whoever listens may show something else.
        QTimer.singleShot(0, self, self.drawn.emit)
        if self.seen.pages() != before:
            self.viewed.emit(self.seen.pages())


def _zoom_step(event: QKeyEvent) -> int:
    """1 for what enlarges, -1 for what makes smaller, 0 for any other key."""
    plus = event.key() == Qt.Key.Key_Equal and event.modifiers() == (
        Qt.KeyboardModifier.ControlModifier
    )  # « + » without the shift it needs on some keyboards
    if plus or event.matches(QKeySequence.StandardKey.ZoomIn):
        return 1
    return -1 if event.matches(QKeySequence.StandardKey.ZoomOut) else 0
