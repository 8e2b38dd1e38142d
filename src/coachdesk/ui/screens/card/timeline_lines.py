"""How a line of the timeline is drawn: its day, an icon of its kind, words, its state in a chip."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coachdesk.core.french import short_weekday
from coachdesk.services.timeline import EventKind, TimelineEvent
from coachdesk.ui.item_models.timeline import EVENT_ROLE
from coachdesk.ui.theme import em, icon, tokens

Index = QModelIndex | QPersistentModelIndex
_ICONS = {
    EventKind.APPOINTMENT: "calendar-days",
    EventKind.DOSSIER: "folder-open",
    EventKind.OBJECTIVE: "target",
    EventKind.STEP: "check",
    EventKind.SERVICE: "clipboard-list",
    EventKind.OBSTACLE: "traffic-cone",
    EventKind.MEASURE: "gauge",
    EventKind.HANDOUT: "book-open",
    EventKind.ATTACHMENT: "paperclip",
    EventKind.IMMERSION: "briefcase",
    EventKind.NOTICE: "file-text",
    EventKind.DOCUMENT: "file-pen-line",
}
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_PAD = 6
_LEAST = 2.3
"""Of a line that is pressed, in heights of the font."""
_DAY = 6.3
"""Width of the day, in heights of the font; that of the icon below."""
_ICON = 1.5
_KNOWN = 2000
"""Most widths of words that are kept."""
_WIDE = 30
"""From this width on the state stands at the right, and not below the words."""


class _Measures(QFontMetrics):
    """Widths are kept: most people's lines are made of the same words."""

    def __init__(self, font: QFont) -> None:
        super().__init__(font)
        self._known: dict[str, int] = {}

    def wide(self, words: str) -> int:
        """The width of ``words`` on one line."""
        found = self._known.get(words)
        if found is None:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            found = self._known[words] = self.horizontalAdvance(words)
        return found


class _Type:
    """The fonts of a line with their measures, for one size of text."""

    def __init__(self, font: QFont) -> None:
        self.plain, self.bold, self.small, self.heading = (QFont(font) for _ in range(4))
        self.bold.setBold(True)
        for small in (self.small, self.heading):
            small.setPixelSize(tokens().small)
        self.heading.setBold(True)
        self.in_plain, self.in_bold = _Measures(self.plain), _Measures(self.bold)
        self.in_small = _Measures(self.small)


@dataclass(frozen=True)
class _Places:
    """Where the parts of a line are drawn, from its top left."""

    title: QRect
    detail: QRect
    state: QRect
    height: int


class TimelineDelegate(QStyledItemDelegate):
    """Lines as high as their words, measured once for a width and a size of text."""

    def __init__(self) -> None:
        super().__init__()
        self._measured: dict[int, _Places] = {}
        """By the identity of the event, which the model keeps alive."""
        self._measured_for: tuple[int, str] = (0, "")
        self._type = _Type(QFont())
        self._glyphs: dict[tuple[str, str, int, float], QPixmap] = {}

    def forget(self) -> None:
        """Other events come: those measured are gone."""
        self._measured.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A heading is a line of small print; an event takes what its words need."""
        event = index.data(EVENT_ROLE)
        if event is None:
            return QSize(em(10), round(1.9 * option.fontMetrics.height()))
        view = option.widget
        shown = view.viewport().width() if isinstance(view, QAbstractItemView) else 0
        width = shown or option.rect.width()
        return QSize(em(10), max(self._places(event, width, option.font).height, em(_LEAST)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        painter.save()
        event = index.data(EVENT_ROLE)
        if event is None:
            self._paint_heading(painter, option, str(index.data()))
        else:
            self._paint_event(painter, option, event)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        worn = tokens()
        painter.fillRect(option.rect, QColor(worn.ground))
        painter.setFont(self._type.heading)
        painter.setPen(QColor(worn.ink_soft))
        inside = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_event(
        self, painter: QPainter, option: QStyleOptionViewItem, event: TimelineEvent
    ) -> None:
        worn, box = tokens(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, QColor(worn.accent_soft))
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(worn.focus), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        else:
            painter.setPen(QColor(worn.line))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        places = self._places(event, box.width(), option.font)
        top = box.topLeft()
        painter.setFont(self._type.plain)
        painter.setPen(QColor(worn.ink_soft))
        line = self._type.in_plain.height()
        day = QRect(box.left() + _PAD, box.top() + _PAD, em(_DAY), line)
        painter.drawText(day, int(Qt.AlignmentFlag.AlignVCenter), short_weekday(event.day))
        painter.drawText(places.detail.translated(top), _WRAPPED, event.detail)
        glyph = self._glyph(_ICONS[event.kind], line - 2, option.widget)
        painter.drawPixmap(box.left() + _PAD + em(_DAY), box.top() + _PAD + 1, glyph)
        painter.setFont(self._type.bold)
        painter.setPen(QColor(worn.accent_deep if chosen else worn.ink))
        painter.drawText(places.title.translated(top), _WRAPPED, event.title)
        if event.state:
            self._paint_state(painter, places.state.translated(top), event)

    def _paint_state(self, painter: QPainter, box: QRect, event: TimelineEvent) -> None:
        worn, quiet = tokens(), event.tone == "quiet"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.accent_soft if quiet else getattr(worn, f"{event.tone}_soft")))
        radius = box.height() / 2
        painter.drawRoundedRect(box, radius, radius)
        painter.setFont(self._type.small)
        painter.setPen(QColor(worn.accent_deep if quiet else getattr(worn, event.tone)))
        inside = box.adjusted(9, 0, -9, 0)
        elided = self._type.in_small.elidedText(
            event.state, Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), elided)

    def _glyph(self, name: str, side: int, view: QWidget) -> QPixmap:
        """An icon drawn once for a theme, a size and a screen: vectors cost more than the line."""
        ratio = view.devicePixelRatioF()
        key = (name, tokens().accent, side, ratio)
        if key not in self._glyphs:
            # Of a size alone Qt would multiply it by the ratio of the screen once more.
            self._glyphs[key] = icon(name, "accent").pixmap(QSize(side, side), ratio)
        return self._glyphs[key]

    def _places(self, event: TimelineEvent, width: int, font: QFont) -> _Places:
        used = font.key()
        if self._measured_for != (width, used):
            self._measured.clear()
            if used != self._measured_for[1]:
                self._type = _Type(font)
            self._measured_for = (width, used)
        found = self._measured.get(id(event))
        if found is None:
            found = self._measured[id(event)] = _measure(event, width, self._type)
        return found


def _measure(event: TimelineEvent, width: int, used: _Type) -> _Places:
    left = _PAD + em(_DAY) + em(_ICON)
    room = max(width - left - _PAD, em(6))
    chip = _chip_size(event.state, used, room)
    beside = bool(event.state) and width >= em(_WIDE)
    words = room - chip.width() - em(0.6) if beside else room
    title = _block(event.title, used.in_bold, words)
    detail = _block(event.detail, used.in_plain, words)
    y = _PAD
    title_box = QRect(left, y, words, title)
    y += title
    detail_box = QRect(left, y, words, detail)
    y += detail
    if not event.state:
        state_box = QRect()
    elif beside:
        state_box = QRect(width - _PAD - chip.width(), _PAD, chip.width(), chip.height())
        y = max(y, _PAD + chip.height())
    else:
        state_box = QRect(left, y + 2, chip.width(), chip.height())
        y += chip.height() + 2
    return _Places(title_box, detail_box, state_box, y + _PAD)


def _block(text: str, metrics: _Measures, width: int) -> int:
    """The height of ``text`` wrapped in ``width``."""
    if not text:
        return 0
    if metrics.wide(text) <= width:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, text).height()


def _chip_size(state: str, used: _Type, room: int) -> QSize:
    if not state:
        return QSize(0, 0)
    wanted = used.in_small.wide(state) + 22
    return QSize(min(wanted, room), used.in_small.height() + 4)
