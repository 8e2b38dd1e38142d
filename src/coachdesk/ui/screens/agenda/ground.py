"""The empty agenda: columns, hours, openings, days off, and the head that names the days."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from coachdesk.core.french import NBSP, capital, short_weekday
from coachdesk.domain.attendance import Presence
from coachdesk.domain.holidays import SATURDAY
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.services.agenda.view import Off
from coachdesk.ui.screens.agenda.brushes import (
    Tones,
    mixed,
    paint_glyph,
    paint_hatch,
    paint_words,
    place_colour,
    written,
)
from coachdesk.ui.screens.agenda.lanes import Lane, Plan, hours_of
from coachdesk.ui.screens.agenda.scale import Scale
from coachdesk.ui.screens.agenda.words import lane_notes, off_words, short_place
from coachdesk.ui.theme import em, tokens

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_OPEN_ALPHA, _AWAY_ALPHA = 26, 90


@dataclass(frozen=True)
class Moment:
    """Now, as the agenda shows it."""

    day: date
    minute: int


def head_lines(plan: Plan) -> tuple[bool, bool, int]:
    """What the head needs: a line of places, a line of notes, lines of entries without an hour."""
    places = any(_places(lane) for lane in plan.lanes)
    notes = any(lane_notes(lane) for lane in plan.lanes)
    return places, notes, max((len(untimed) for untimed in plan.untimed), default=0)


def cancel_box(scale: Scale, lane: int) -> QRectF:
    """Where a day is cancelled, in its head."""
    side = em(1.7)
    return QRectF(scale.x(lane) + scale.lane_width - side - 3, 3, side, side)


def paint_ground(painter: QPainter, plan: Plan, scale: Scale, tones: Tones, size: QSize) -> None:
    """All that lies under the entries."""
    worn = tokens()
    painter.fillRect(0, 0, size.width(), size.height(), QColor(worn.paper))
    for number, lane in enumerate(plan.lanes):
        _paint_lane(painter, number, lane, plan, scale, tones)
    painter.setFont(written(worn.small))
    for minute in range(plan.first, plan.last + 1, 60):
        y = round(scale.y(minute)) + 0.5
        painter.setPen(QPen(QColor(worn.line), 1))
        painter.drawLine(QPointF(scale.gutter, y), QPointF(size.width(), y))
        if minute < plan.last:
            half = round(scale.y(minute + 30)) + 0.5
            painter.setPen(QPen(mixed(QColor(worn.line), 130), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(scale.gutter, half), QPointF(size.width(), half))
    painter.setPen(QPen(QColor(worn.line_strong), 1))
    for number in range(len(plan.lanes) + 1):
        x = round(scale.x(number)) - 0.5
        painter.drawLine(QPointF(x, scale.head), QPointF(x, size.height()))


def _paint_lane(
    painter: QPainter, number: int, lane: Lane, plan: Plan, scale: Scale, tones: Tones
) -> None:
    whole = scale.span(number, plan.first, plan.last).toAlignedRect()
    day = lane.day
    if day.holiday is not None or day.day.weekday() >= SATURDAY:
        painter.fillRect(whole, mixed(QColor(tokens().line), _AWAY_ALPHA))
    elif day.openings:  # the hours in which she sits nowhere stand back
        painter.fillRect(whole, QColor(tokens().ground))
        for opening in day.openings:
            if lane.whole or opening.place == lane.place:
                box = scale.span(number, opening.start_minute, opening.end_minute)
                open_tone = mixed(place_colour(opening.place, tones), _OPEN_ALPHA)
                painter.fillRect(box.toAlignedRect(), open_tone)
    for off in day.off:
        if _bites(off, lane):
            start = plan.first if off.start_minute is None else off.start_minute
            end = plan.last if off.end_minute is None else off.end_minute
            box = scale.span(number, start, end)
            paint_hatch(painter, box, QColor(tokens().ink_faint))
            if off.start_minute is not None:
                painter.setFont(written(tokens().small))
                painter.setPen(QColor(tokens().ink_soft))
                line = QRectF(box.x() + 8, box.y() + 2, box.width() - 12, em(1.3))
                paint_words(painter, line, off_words(off, lane))


def _bites(off: Off, lane: Lane) -> bool:
    """Whether those hours are off in all of the column."""
    if off.place is None:
        return True
    places = {opening.place for opening in lane.day.openings}
    return off.place == lane.place or (lane.whole and places == {off.place})


def paint_hours(painter: QPainter, plan: Plan, scale: Scale, height: int, now: Moment) -> None:
    """The hours at the left, over what was scrolled below them."""
    worn = tokens()
    painter.fillRect(QRectF(0, scale.head, scale.gutter, height), QColor(worn.paper))
    painter.setFont(written(worn.small))
    painter.setPen(QColor(worn.ink_soft))
    for minute in range(plan.first, plan.last, 60):
        box = QRectF(0, scale.y(minute) + 1, scale.gutter - em(0.75), em(1.2))
        if box.top() < scale.head:
            continue  # its half above the head would show
        painter.drawText(box, _RIGHT, f"{minute // 60}\u00a0h")
    painter.setPen(QPen(QColor(worn.line_strong), 1))
    x = round(scale.gutter) - 0.5
    painter.drawLine(QPointF(x, scale.head), QPointF(x, height))
    if any(lane.held_on == now.day for lane in plan.lanes):
        y = scale.y(now.minute)
        painter.setPen(QPen(QColor(worn.refused), 2))
        painter.drawLine(QPointF(x - em(0.5), y), QPointF(x, y))


def paint_head(
    painter: QPainter, plan: Plan, scale: Scale, tones: Tones, width: int, now: Moment
) -> None:
    """The names of the columns, over all that was scrolled below them."""
    worn = tokens()
    painter.fillRect(QRectF(0, 0, width, scale.head), QColor(worn.paper))
    for number, lane in enumerate(plan.lanes):
        _paint_name(painter, number, lane, scale, tones, now)
    painter.setPen(QPen(QColor(worn.line_strong), 1))
    y = round(scale.head) - 0.5
    painter.drawLine(QPointF(0, y), QPointF(width, y))
    painter.fillRect(QRectF(0, 0, scale.gutter, scale.head - 1), QColor(worn.paper))


def _paint_name(
    painter: QPainter, number: int, lane: Lane, scale: Scale, tones: Tones, now: Moment
) -> None:
    worn = tokens()
    x, width = scale.x(number), scale.lane_width
    today = lane.held_on == now.day
    line = em(1.9)
    box = QRectF(x + 8, 2, width - 12, line)
    if today:
        painter.fillRect(QRectF(x, 0, width, 3), QColor(worn.accent_fill))
    if can_cancel(lane, now):
        button = cancel_box(scale, number)
        paint_glyph(painter, button.adjusted(4, 4, -4, -4), "calendar-x", "ink_soft")
        box.setRight(button.left() - 2)
    if not lane.whole:
        _dot(painter, QRectF(box.x(), 2, em(0.8), line), lane.place, tones)
        box.setLeft(box.x() + em(1.1))
    painter.setPen(QColor(worn.accent_deep if today else worn.ink))
    painter.setFont(written(worn.base, bold=today or not lane.whole))
    paint_words(painter, box, _title_that_fits(lane, painter, box.width()))
    y = line + 1
    places = _places(lane)
    if places:
        _paint_places(painter, QRectF(x + 8, y, width - 12, em(1.3)), places, tones)
    notes = lane_notes(lane)
    if notes:
        y += em(1.3) if _places(lane) else 0
        chip = QRectF(x + 5, y + 1, width - 10, em(1.35))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.mend_soft))
        painter.drawRoundedRect(chip, 3, 3)
        painter.setPen(QColor(worn.mend))
        painter.setFont(written(worn.small))
        paint_words(painter, chip.adjusted(5, 0, -5, 0), " · ".join(notes))


def _paint_places(painter: QPainter, box: QRectF, places: list[str], tones: Tones) -> None:
    """Where she sits that day: a dot and a name each, as many as fit."""
    painter.setFont(written(tokens().small))
    metrics, x = QFontMetricsF(painter.font()), box.x()
    share = box.width() / len(places)
    for place in places:
        _dot(painter, QRectF(x, box.y(), em(0.65), box.height()), place, tones)
        room = max(share, em(3)) - em(1.1) if len(places) > 1 else box.right() - x - em(0.9)
        room = min(room, box.right() - x - em(0.9))
        if room < em(1):
            break
        painter.setPen(QColor(tokens().ink_soft))
        name = short_place(place)
        paint_words(painter, QRectF(x + em(0.9), box.y(), room, box.height()), name)
        x += em(0.9) + min(metrics.horizontalAdvance(name), room) + em(0.6)


def _dot(painter: QPainter, box: QRectF, place: str | None, tones: Tones) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(place_colour(place, tones))
    radius = box.width() / 2 - 1
    painter.drawEllipse(box.center(), radius, radius)


def lane_title(lane: Lane) -> str:
    """« Lun. 15 janv. », or the place of the column."""
    if lane.whole:
        return capital(short_weekday(lane.held_on))
    return lane.place or "À distance, autre temps"


def _title_that_fits(lane: Lane, painter: QPainter, room: float) -> str:
    """Where a day is narrow it is « Lun. 15 »: the head of the page says which month it is."""
    words = lane_title(lane)
    if not lane.whole or QFontMetricsF(painter.font()).horizontalAdvance(words) <= room:
        return words
    return words.rpartition(NBSP)[0]


def can_cancel(lane: Lane, now: Moment) -> bool:
    """Whether someone is still awaited in that column, from today on."""
    return lane.held_on >= now.day and any(
        entry.presence is Presence.PLANNED for entry in lane.day.entries
    )


def paint_now(painter: QPainter, plan: Plan, scale: Scale, now: Moment) -> None:
    """The line of the present minute, under the entries: their words stay clear."""
    if not plan.first <= now.minute <= plan.last:
        return
    for number, lane in enumerate(plan.lanes):
        if lane.held_on == now.day:
            y = scale.y(now.minute)
            painter.setPen(QPen(QColor(tokens().refused), 1.5))
            painter.drawLine(
                QPointF(scale.x(number), y), QPointF(scale.x(number) + scale.lane_width, y)
            )
            painter.setBrush(QColor(tokens().refused))
            painter.drawEllipse(QPointF(scale.x(number), y), 4, 4)


def _places(lane: Lane) -> list[str]:
    """Where she sits in a day's column, in order."""
    if not lane.whole:
        return []
    begins: dict[str, int] = {}
    for item in hours_of(lane.day):
        if item.place is not None:
            begins[item.place] = min(item.start_minute or 0, begins.get(item.place, DAY_MINUTES))
    return sorted(begins, key=lambda place: begins[place])
