"""How a proposal is painted: its icon, two lines, its keys at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coachdesk.ui.item_models.entries import ENTRY_ROLE, Entry
from coachdesk.ui.theme import em, icon, tokens

_HEIGHT = 3.3
_EDGE, _GLYPH = 0.7, 1.4


def entry_height() -> int:
    """Of each proposal, in pixels."""
    return em(_HEIGHT)


class EntryDelegate(QStyledItemDelegate):
    """Asks the theme each time it paints."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines."""
        return QSize(em(10), entry_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the proposal."""
        entry: Entry = index.data(ENTRY_ROLE)
        worn, area = tokens(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(worn.accent_line))
            painter.setBrush(QColor(worn.accent_soft))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), worn.radius, worn.radius)
        glyph = QRect(area.left() + em(_EDGE), 0, em(_GLYPH), em(_GLYPH))
        glyph.moveTop(area.center().y() - glyph.height() // 2)
        icon(entry.glyph or "chevron-right", "accent").paint(painter, glyph)
        left, right = glyph.right() + em(0.8), area.right() - em(_EDGE)
        if entry.keys:
            right = self._keys(
                painter, entry.keys, QRect(left, area.top(), right - left, area.height())
            )
        words = QRect(left, area.top(), right - left - em(0.5), area.height())
        if entry.detail:
            upper = words.adjusted(0, em(0.35), 0, -area.height() // 2)
            lower = words.adjusted(0, area.height() // 2, 0, -em(0.3))
            self._text(painter, entry.words, upper, worn.ink, strong=True)
            self._text(painter, entry.detail, lower, worn.ink_soft, size=worn.small)
        else:
            self._text(painter, entry.words, words, worn.ink)
        painter.restore()

    @staticmethod
    def _text(
        painter: QPainter,
        text: str,
        area: QRect,
        colour: str,
        *,
        strong: bool = False,
        size: int | None = None,
    ) -> None:
        font = QFont(painter.font())
        font.setBold(strong)
        font.setPixelSize(size or tokens().base)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colour))
        said = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, said)
        painter.restore()

    @staticmethod
    def _keys(painter: QPainter, keys: str, area: QRect) -> int:
        """A key cap at the right of ``area``; gives where it begins."""
        worn = tokens()
        font = QFont(painter.font())
        font.setPixelSize(worn.small)
        metrics = QFontMetrics(font)
        width, height = metrics.horizontalAdvance(keys) + em(0.9), metrics.height() + em(0.3)
        cap = QRect(area.right() - width, area.center().y() - height // 2, width, height)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(worn.line_strong))
        painter.setBrush(QColor(worn.ground))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(worn.ink_soft))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        painter.restore()
        return cap.left()
