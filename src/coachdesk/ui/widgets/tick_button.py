"""A button that opens a short list to tick: a filter with its counts, or the columns of a table."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from coachdesk.ui.item_models.ticks import COUNT_ROLE, Tick, TickModel
from coachdesk.ui.theme import em, icon, tokens
from coachdesk.ui.widgets.layout import button, column
from coachdesk.ui.widgets.spoken import clearable

_MANY = 12
"""Beyond so many values they are sought by letters."""
_SHOWN = 11
_ROW = 2.3
_BOX = 1.15


class TickButton(QPushButton):
    """``changed`` carries the keys ticked, at each tick; ``asked`` comes before the list."""

    changed = Signal(object)
    asked = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("kind", "chip")
        self.setProperty("choice", True)
        self.setAutoDefault(True)
        self.setIconSize(QSize(em(1.0), em(1.0)))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the words
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.ticks = TickList(self)
        self.ticks.changed.connect(self.changed)
        self.clicked.connect(self.open_list)
        self.show_words(words, chosen=False)

    def show_words(self, words: str, *, chosen: bool) -> None:
        """Say ``words``, in the colour of what is chosen when it is."""
        if (words, chosen) == (self.text(), self.isCheckable()) and not self.icon().isNull():
            return  # nothing is painted again for a letter typed elsewhere
        self.setText(words)
        self.setCheckable(chosen)
        self.setChecked(chosen)
        self.setIcon(icon("chevron-down", "on_fill" if chosen else "ink_soft"))

    def open_list(self) -> None:
        """Show the list under the button, the keyboard in it."""
        self.setChecked(self.isCheckable())  # a click opens, it does not untick
        self.asked.emit()
        self.ticks.open_under(self)


class TickList(QFrame):
    """The list itself: Space or Enter ticks, Escape closes."""

    changed = Signal(object)

    def __init__(self, owner: QPushButton) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setObjectName("panel")
        self.model = TickModel()
        self.line = QLineEdit()
        clearable(self.line)
        self.line.setPlaceholderText(self.tr("Quelques lettres"))
        self.line.textChanged.connect(self.model.seek)
        self.line.returnPressed.connect(self._toggle_first)
        self.view = TickValues(self.model)
        self.view.setItemDelegate(TickDelegate(self.view))
        self.view.clicked.connect(self._toggle)
        self.view.toggled.connect(self._toggle)
        self.everyone = button(self.tr("Tout décocher"), kind="link")
        self.everyone.clicked.connect(self._clear)
        layout = column(self.line, self.view, self.everyone, spacing=6)
        layout.setContentsMargins(8, 8, 8, 8)
        self.setLayout(layout)
        self.may_clear = True

    def show_ticks(self, ticks: Sequence[Tick], ticked: Collection[str]) -> None:
        """Propose these values."""
        self.model.show_ticks(ticks, ticked)
        self.line.setVisible(len(ticks) > _MANY)
        self.everyone.setVisible(self.may_clear and bool(ticked))

    def open_under(self, owner: QPushButton) -> None:
        """Show it under ``owner``, inside the screen."""
        self.line.clear()
        metrics = self.fontMetrics()
        texts = [self.model.index(row).data() for row in range(self.model.rowCount())]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        rows = min(max(len(texts), 1), _SHOWN)
        screen = owner.screen().availableGeometry()
        room = screen.height() // 2
        self.view.setFixedHeight(min(rows * em(_ROW) + 4, room))
        self.view.setFixedWidth(min(max(widest + em(7), em(18)), screen.width() - em(4)))
        self.adjustSize()
        corner = owner.mapToGlobal(QPoint(0, owner.height() + 2))
        if corner.y() + self.height() > screen.bottom():
            corner = owner.mapToGlobal(QPoint(0, -self.height() - 2))
        corner.setX(max(min(corner.x(), screen.right() - self.width()), screen.left()))
        self.move(corner)
        self.show()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))
        (self.view if self.line.isHidden() else self.line).setFocus()

    def _toggle(self, index: QModelIndex) -> None:
        self.model.toggle(index)
        self.changed.emit(self.model.ticked)

    def _toggle_first(self) -> None:
        """Enter in the line ticks the first value that is left."""
        self._toggle(self.model.index(0))

    def _clear(self) -> None:
        self.changed.emit(frozenset())
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the letters to the values."""
        if event.key() == Qt.Key.Key_Down and self.line.hasFocus():
            self.view.setFocus()
        else:
            super().keyPressEvent(event)


class TickValues(QListView):
    """Space and Enter tick the value she is on."""

    toggled = Signal(QModelIndex)

    def __init__(self, model: TickModel) -> None:
        super().__init__()
        self.setObjectName("ticks")
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, or move."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.toggled.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class TickDelegate(QStyledItemDelegate):
    """A box, the words, the count at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line."""
        return QSize(super().sizeHint(option, index).width(), em(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the value in the colours of the theme worn."""
        worn = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        states = QStyle.StateFlag
        if option.state & (states.State_Selected | states.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(worn.accent_soft))
            painter.drawRoundedRect(area, 4, 4)
        side = em(_BOX)
        box = QRect(area.left() + em(0.5), area.center().y() - side // 2, side, side)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.setPen(QPen(_colour(worn.accent_fill if ticked else worn.ink_faint), 1.4))
        painter.setBrush(_colour(worn.accent_fill) if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            icon("check", "on_fill").paint(painter, box.adjusted(2, 2, -2, -2))
        count = index.data(COUNT_ROLE)
        number = "" if count is None else str(count)
        taken = painter.fontMetrics().horizontalAdvance(number)
        right = area.right() - em(0.7)
        painter.setPen(_colour(worn.ink_soft))
        aligned = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QRect(right - taken, area.top(), taken + 1, area.height()), aligned, number
        )
        left = box.right() + em(0.7)
        words = QRect(left, area.top(), right - taken - em(0.8) - left, area.height())
        painter.setPen(_colour(worn.ink))
        said = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, aligned, said)
        painter.restore()


def _colour(token: str) -> QColor:
    return QColor(token)
