"""How each thing of the agenda is painted, in the colours of the theme worn now."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.services.agenda.view import AgendaEntry, EntryKind
from coachdesk.services.presence_words import PresenceWords
from coachdesk.ui.screens.agenda.lanes import is_cancelled
from coachdesk.ui.screens.agenda.words import GLYPHS, is_done, short_hour, short_place
from coachdesk.ui.theme import em, icon, tokens

_PLACES = 6
"""Colours of places; the next one takes the first again, and its name tells them apart."""
_RADIUS = 4.0
_WIDE = 17
"""From that width on a block says in words what became of it."""
_MARKS = {
    Presence.ATTENDED: ("pencil", "mend"),
    Presence.EXCUSED: ("phone", "ink_soft"),
    Presence.UNEXCUSED: ("x", "refused"),
}
"""The sign at the right of a block: attended and not signed, excused, unexcused."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Said:
    """What a block says of its entry."""

    name: str
    state: PresenceWords | None


Tones = Mapping[str, int]
"""The number of each place."""


def place_colour(place: str | None, tones: Tones) -> QColor:
    """The edge by which a place is known; grey for none."""
    if place is None or place not in tones:
        return QColor(tokens().line_strong)
    return QColor(getattr(tokens(), f"place_{tones[place] % _PLACES + 1}"))


def faint(colour: QColor, alpha: int) -> QColor:
    """The same, seen through."""
    through = QColor(colour)
    through.setAlpha(alpha)
    return through


def mixed(colour: QColor, alpha: int) -> QColor:
    """``colour`` seen through on the paper: opaque, which is many times faster to paint."""
    paper, part = QColor(tokens().paper), alpha / 255
    red, green, blue = (
        round(over * part + under * (1 - part))
        for over, under in zip(colour.getRgb()[:3], paper.getRgb()[:3], strict=True)  # type: ignore[index]  # PySide says object
    )
    return QColor(red, green, blue)


def written(size: int, *, bold: bool = False, struck: bool = False) -> QFont:
    """The font of the window at a size in pixels."""
    font = QFont(tokens().family)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setStrikeOut(struck)
    return font


def paint_words(painter: QPainter, box: QRectF, text: str, align: int = _LEFT | _MIDDLE) -> None:
    """One line, cut by « … » where it is too long."""
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align | int(Qt.TextFlag.TextSingleLine), shown)


def paint_glyph(painter: QPainter, box: QRectF, name: str, tone: str) -> None:
    """An icon in ``box``: drawn once for its colour and size, then copied."""
    side, ratio = round(box.width()), painter.device().devicePixelRatioF()
    shown = _glyph(name, tone, getattr(tokens(), tone), side, ratio)
    painter.drawPixmap(box.toRect().topLeft(), shown)


@lru_cache(maxsize=256)
def _glyph(name: str, tone: str, _colour: str, side: int, ratio: float) -> QPixmap:
    """``_colour`` is that of the theme: another theme is another picture."""
    return icon(name, tone).pixmap(QSize(side, side), ratio)


def paint_entry(
    painter: QPainter,
    box: QRectF,
    entry: AgendaEntry,
    said: Said,
    tones: Tones,
    *,
    chosen: bool,
    focus: bool,
) -> None:
    """An entry: the edge of its place, its hour, whom it names, what became of it."""
    worn, edge = tokens(), place_colour(entry.place, tones)
    cancelled = is_cancelled(entry)
    ground = QColor(_ground(entry))
    line = QColor(worn.mend if entry.conflict else worn.line_strong)
    painter.setBrush(ground if not cancelled else QBrush(Qt.BrushStyle.NoBrush))
    style = Qt.PenStyle.DashLine if cancelled else Qt.PenStyle.SolidLine
    painter.setPen(QPen(line, 1.5 if entry.conflict else 1, style))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    if not cancelled:
        painter.save()
        painter.setClipRect(QRectF(box.x(), box.y(), 5, box.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.restore()
    if chosen or focus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(worn.focus if focus else worn.accent_line), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
    _paint_inside(painter, box.adjusted(9, 1, -4, -1), entry, said)


def _ground(entry: AgendaEntry) -> str:
    worn = tokens()
    if entry.conflict:
        return worn.mend_soft
    if entry.kind in {EntryKind.WORKSHOP, EntryKind.OUTREACH}:
        return worn.accent_soft
    if entry.kind is EntryKind.TIME:
        return worn.ground
    return worn.paper


def _paint_inside(painter: QPainter, inside: QRectF, entry: AgendaEntry, said: Said) -> None:
    """Two lines where there is room: hour and place below the name; or else all on one."""
    worn = tokens()
    line = em(1.25)
    room = QRectF(inside)
    for glyph, tone in _signs(entry):
        side = min(em(0.95), room.height())
        if room.width() < em(3):
            break
        top = room.y() + (min(room.height(), line) - side) / 2
        paint_glyph(painter, QRectF(room.right() - side, top, side, side), glyph, tone)
        room.setRight(room.right() - side - 4)
    if said.state is not None and is_done(entry) and room.width() > em(_WIDE):
        painter.setFont(written(min(worn.small, _fit(room.height()))))
        tone = "ink_soft" if said.state.tone == "quiet" else said.state.tone
        painter.setPen(QColor(getattr(worn, tone)))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(said.state.words) + 4
        box = QRectF(room.right() - wide, room.y(), wide, min(line, room.height()))
        paint_words(painter, box, said.state.words)
        room.setRight(box.left() - 4)
    cancelled = is_cancelled(entry)
    ink = worn.ink_faint if cancelled else worn.ink
    hour = short_hour(entry.start_minute) if entry.start_minute is not None else ""
    bold = written(_fit(room.height()), bold=not cancelled, struck=cancelled)
    first = QRectF(room.x(), room.y(), room.width(), min(line, room.height()))
    sign = GLYPHS.get(entry.kind)
    if sign and first.width() > em(4):
        side = min(em(0.95), first.height())
        top = first.y() + (first.height() - side) / 2
        tone = "ink_faint" if cancelled else "accent"
        paint_glyph(painter, QRectF(first.x(), top, side, side), sign, tone)
        first.setLeft(first.x() + side + 4)
    two = inside.height() >= 2 * line - 2
    if not two and hour:
        painter.setFont(written(_fit(room.height())))
        painter.setPen(QColor(worn.ink_faint if cancelled else worn.ink_soft))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(f"{hour} ")
        if first.width() > wide + em(2):
            paint_words(painter, first, hour)
            first.setLeft(first.x() + wide + 1)
    painter.setFont(bold)
    painter.setPen(QColor(ink))
    paint_words(painter, first, said.name)
    if two:
        end = short_hour(entry.end_minute or 0)
        below = f"{hour}–{end}" if hour else ""
        if entry.place:
            where = short_place(entry.place)
            below = f"{below} · {where}" if below else where
        painter.setFont(written(worn.small))
        painter.setPen(QColor(worn.ink_faint if cancelled else worn.ink_soft))
        paint_words(painter, QRectF(inside.x(), room.y() + line, inside.width(), line), below)


def _fit(height: float) -> int:
    """The size of a text that stands in that height."""
    return int(min(tokens().base - 1, max(height * 0.85, 8)))


def _signs(entry: AgendaEntry) -> list[tuple[str, str]]:
    """The signs of a block, from the right."""
    found = [("triangle-alert", "mend")] if entry.conflict else []
    if entry.signed:
        found.append(("signature", "done"))
    elif entry.presence in _MARKS and entry.kind is EntryKind.APPOINTMENT:
        found.append(_MARKS[entry.presence])
    elif entry.kind is EntryKind.APPOINTMENT and entry.mode in REMOTE:
        found.append(("phone", "ink_soft"))
    return found


def paint_ghost(painter: QPainter, box: QRectF, words: str, tone: str = "accent") -> None:
    """Where what is held would be; or a free time that is offered."""
    colour = QColor(getattr(tokens(), tone))
    painter.setBrush(faint(colour, 40))
    painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
    painter.setPen(QColor(tokens().accent_deep))
    painter.setFont(written(_fit(box.height()), bold=True))
    paint_words(painter, box.adjusted(9, 0, -4, 0), words)


def paint_label(painter: QPainter, box: QRectF, words: str, limits: QRect) -> None:
    """Words beside what is held, always within sight."""
    painter.setFont(written(tokens().small, bold=True))
    width = QFontMetricsF(painter.font()).horizontalAdvance(words) + em(1)
    height = em(1.5)
    x = min(max(box.x(), limits.left()), limits.right() - width)
    y = box.y() - height - 3
    if y < limits.top():
        y = box.bottom() + 3
    shown = QRectF(x, y, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().ink))
    painter.drawRoundedRect(shown, _RADIUS, _RADIUS)
    painter.setPen(QColor(tokens().paper))
    painter.drawText(shown, int(Qt.AlignmentFlag.AlignCenter), words)


def paint_hatch(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Hours in which the coach is away, or a place is closed."""
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box.toAlignedRect(), mixed(QColor(tokens().line), 90))
    painter.setPen(QPen(faint(colour, 130), 1))
    step, height = 9.0, box.height()
    x = box.x() - height - (box.x() - height) % step
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + height, box.top()))
        x += step
    painter.restore()
