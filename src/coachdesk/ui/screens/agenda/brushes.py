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
_LINE, _SIGN = 1.25, 0.95
"""Heights of a line and of a sign, in heights of the font."""
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
    shorter: str
    """Where the name does not fit; empty when there is nothing shorter."""
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


def paint_words(painter: QPainter, box: QRectF, text: str) -> None:
    """One line, cut by « … » where it is too long."""
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _LEFT | _MIDDLE | int(Qt.TextFlag.TextSingleLine), shown)


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
    line = em(_LINE)
    room = _paint_signs(painter, inside, entry, said)
    first = QRectF(room.x(), room.y(), room.width(), min(line, room.height()))
    soft = QColor(tokens().ink_faint if is_cancelled(entry) else tokens().ink_soft)
    hour = short_hour(entry.start_minute) if entry.start_minute is not None else ""
    first = _paint_kind(painter, first, entry)
    two = inside.height() >= 2 * line - 2
    if hour and not two:
        painter.setFont(written(_fit(room.height())))
        painter.setPen(soft)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(f"{hour} ")
        if first.width() > wide + em(2):
            paint_words(painter, first, hour)
            first.setLeft(first.x() + wide + 1)
    _paint_name(painter, first, entry, said, _fit(room.height()))
    if two:
        painter.setFont(written(tokens().small))
        painter.setPen(soft)
        below = QRectF(inside.x(), room.y() + line, inside.width(), line)
        paint_words(painter, below, _second_line(entry))


def _paint_signs(painter: QPainter, inside: QRectF, entry: AgendaEntry, said: Said) -> QRectF:
    """The signs at the right, in words too where it is wide; gives what they leave."""
    room = QRectF(inside)
    line = min(em(_LINE), room.height())
    for glyph, tone in _signs(entry):
        side = min(em(_SIGN), room.height())
        if room.width() < em(3):
            break
        top = room.y() + (line - side) / 2
        paint_glyph(painter, QRectF(room.right() - side, top, side, side), glyph, tone)
        room.setRight(room.right() - side - 4)
    if said.state is not None and is_done(entry) and room.width() > em(_WIDE):
        painter.setFont(written(min(tokens().small, _fit(room.height()))))
        tone = "ink_soft" if said.state.tone == "quiet" else said.state.tone
        painter.setPen(QColor(getattr(tokens(), tone)))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(said.state.words) + 4
        paint_words(painter, QRectF(room.right() - wide, room.y(), wide, line), said.state.words)
        room.setRight(room.right() - wide - 4)
    return room


def _paint_kind(painter: QPainter, first: QRectF, entry: AgendaEntry) -> QRectF:
    """The sign of what is not met one by one; gives what it leaves of the line."""
    sign = GLYPHS.get(entry.kind)
    if sign is None or first.width() <= em(4):
        return first
    side = min(em(_SIGN), first.height())
    top = first.y() + (first.height() - side) / 2
    tone = "ink_faint" if is_cancelled(entry) else "accent"
    paint_glyph(painter, QRectF(first.x(), top, side, side), sign, tone)
    return first.adjusted(side + 4, 0, 0, 0)


def _paint_name(painter: QPainter, box: QRectF, entry: AgendaEntry, said: Said, size: int) -> None:
    cancelled = is_cancelled(entry)
    painter.setFont(written(size, bold=not cancelled, struck=cancelled))
    painter.setPen(QColor(tokens().ink_faint if cancelled else tokens().ink))
    fits = QFontMetricsF(painter.font()).horizontalAdvance(said.name) <= box.width()
    paint_words(painter, box, said.name if fits else said.shorter or said.name)


def _second_line(entry: AgendaEntry) -> str:
    """« 14h–16h · Doullens »."""
    parts = [short_place(entry.place)] if entry.place else []
    if entry.start_minute is not None and entry.end_minute is not None:
        parts.insert(0, f"{short_hour(entry.start_minute)}–{short_hour(entry.end_minute)}")
    return " · ".join(parts)


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
    painter.setBrush(mixed(colour, 40))
    painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
    painter.setPen(QColor(tokens().accent_deep))
    painter.setFont(written(_fit(box.height()), bold=True))
    paint_words(painter, box.adjusted(9, 0, -4, 0), words)


def paint_label(
    painter: QPainter, box: QRectF, words: str, limits: QRect, against: str = ""
) -> None:
    """Words beside what is held, always within sight; ``against`` what stands against it."""
    lines = [(words, "ink", "paper")]
    lines += [(line, "mend", "mend_soft") for line in against.splitlines()]
    for number, (line, ground, ink) in enumerate(lines):
        _label_line(painter, box, limits, line, (ground, ink), number)


def _label_line(
    painter: QPainter, box: QRectF, limits: QRect, words: str, tones: tuple[str, str], number: int
) -> None:
    painter.setFont(written(tokens().small, bold=True))
    width = QFontMetricsF(painter.font()).horizontalAdvance(words) + em(1)
    height = em(1.5)
    x = min(max(box.x(), limits.left()), limits.right() - width)
    y = box.y() - height - 3 if not number else box.bottom() + 3 + (number - 1) * height
    if y < limits.top() + em(2):
        y = box.bottom() + 3 + number * height
    shown = QRectF(x, y, width, height)
    ground, ink = (QColor(getattr(tokens(), tone)) for tone in tones)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(shown, _RADIUS, _RADIUS)
    painter.setPen(ink)
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
