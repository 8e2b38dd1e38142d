"""The paper under the hand: pen, finger and mouse, and whatever befalls the window meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.core.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT
from coachdesk.domain.drawing import fault, normalised
from coachdesk.ui.screens.pad.ink import HEIGHT, WIDTH, on_paper, paper_view
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.theme import apply_theme
from support.clock import FixedClock
from support.contrast import contrast
from support.pens import draw_by_finger, draw_by_pen, fingers, pen
from support.ui import draw_by_mouse, hand

NOW = datetime(2024, 1, 15, 9, 10, tzinfo=UTC)
DRAWN_BY = {"mouse": draw_by_mouse, "pen": draw_by_pen, "touch": draw_by_finger}
SIZES = st.tuples(st.integers(160, 2600), st.integers(60, 1400))


@pytest.fixture
def surface(qtbot, clock):
    made = PadSurface(clock)
    qtbot.addWidget(made)
    made.resize(804, 304)
    made.show()
    clock.advance(timedelta(seconds=1))
    return made


@pytest.mark.parametrize(
    ("theme", "least"), [(LIGHT, 3), (DARK, 3), (CONTRAST, 7), (CONTRAST_DARK, 3)]
)
def test_what_is_to_be_signed_on_is_seen_in_every_theme(qapp, surface, theme, least):
    """Its edge and the line, against the paper that they stand on."""
    apply_theme(qapp, theme)
    picture = surface.grab().toImage()
    ratio = picture.devicePixelRatio()
    line = surface._ink.baseline()
    middle, top = line.center() * ratio, line.topLeft() * ratio
    across = [picture.pixel(x, round(top.y())) for x in range(round(top.x()), round(middle.x()))]
    down = [picture.pixel(round(middle.x()), y) for y in range(round(top.y()) // 2)]
    paper = QColor(LIGHT.paper).rgb()
    for each in (across, down):
        assert max(contrast(pixel, paper) for pixel in each) >= least
    apply_theme(qapp)


def ink_near(surface, point):
    """The darkest of the picture around a point of the surface."""
    picture = surface.grab().toImage()
    spot = point * picture.devicePixelRatio()
    return min(
        picture.pixelColor(spot + QPoint(x, y)).lightness()
        for x in range(-4, 5)
        for y in range(-4, 5)
    )


@pytest.mark.parametrize("tool", DRAWN_BY)
def test_each_tool_draws_a_signature_and_is_named(surface, tool):
    DRAWN_BY[tool](surface, hand(surface))
    assert surface.input == tool
    assert len(surface.drawing().strokes) == 3
    assert fault(surface.drawing()) is None


def test_the_mouse_events_that_follow_the_pen_draw_nothing(surface):
    draw_by_pen(surface, hand(surface), echo=True)
    assert surface.input == "pen"
    assert len(surface.drawing().strokes) == 3
    assert surface.drawing().points > 60


def test_nor_do_those_that_follow_a_finger(surface):
    draw_by_finger(surface, hand(surface)[:1])
    draw_by_mouse(surface, hand(surface)[:1])
    assert len(surface.drawing().strokes) == 1


def test_a_hand_resting_while_the_pen_draws_leaves_no_mark(surface):
    strokes = hand(surface)
    draw_by_pen(surface, strokes[:1])
    draw_by_finger(surface, strokes[1:])
    assert len(surface.drawing().strokes) == 1


def test_the_first_finger_draws_and_the_others_rest(surface):
    points = hand(surface)[0]
    QTest.touchEvent(surface, fingers()).press(0, points[0], surface).commit()
    QTest.touchEvent(surface, fingers()).stationary(0).press(1, points[-1], surface).commit()
    for point in points[1:]:
        QTest.touchEvent(surface, fingers()).move(0, point, surface).stationary(1).commit()
    QTest.touchEvent(surface, fingers()).stationary(0).release(1, points[-1], surface).commit()
    QTest.touchEvent(surface, fingers()).release(0, points[-1], surface).commit()
    (stroke,) = surface.drawing().strokes
    assert len(stroke) > 20


def test_the_three_tools_give_the_same_shape(surface, clock):
    shapes = set()
    for draw in (draw_by_finger, draw_by_pen, draw_by_mouse):
        clock.advance(timedelta(seconds=2))
        draw(surface, hand(surface))
        shapes.add(normalised(surface.drawing()))
        surface.clear()
    assert len(shapes) == 1


@settings(max_examples=60)
@given(st.lists(SIZES, min_size=1, max_size=8), st.integers(0, WIDTH), st.integers(0, HEIGHT))
def test_a_point_of_the_paper_is_found_again_under_any_sequence_of_sizes(sizes, x, y):
    for wide, high in sizes:
        view = paper_view(QSize(wide, high))
        seen = view.map(QPointF(x, y))
        assert 0 <= seen.x() <= wide
        assert 0 <= seen.y() <= high
        found = on_paper(view, seen)
        assert abs(found[0] - x) <= 1
        assert abs(found[1] - y) <= 1


@given(SIZES, st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_beside_the_paper_is_its_edge(size, x, y):
    across, down = on_paper(paper_view(QSize(*size)), QPointF(x, y))
    assert 0 <= across <= WIDTH
    assert 0 <= down <= HEIGHT


@settings(max_examples=15)
@given(sizes=st.lists(SIZES, min_size=1, max_size=5), tool=st.sampled_from(sorted(DRAWN_BY)))
def test_a_half_drawn_signature_survives_any_sequence_of_sizes(qapp, sizes, tool):
    del qapp
    surface = PadSurface(FixedClock(NOW))
    surface.resize(804, 304)
    surface.show()
    DRAWN_BY[tool](surface, hand(surface)[:1])
    half = surface.drawing()
    for size in sizes:
        surface.resize(*size)
        assert surface.drawing() == half
    surface.resize(804, 304)
    DRAWN_BY[tool](surface, hand(surface)[1:])
    assert surface.drawing().strokes[:1] == half.strokes
    assert len(surface.drawing().strokes) == 3
    surface.close()


def test_turning_the_screen_in_the_middle_of_a_stroke_keeps_it(surface):
    points = hand(surface)[0]
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:10]:
        QTest.mouseMove(surface, point)
    before = surface.drawing().strokes[0]
    surface.resize(402, 804)
    QTest.mouseMove(surface, QPoint(200, 420))
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=QPoint(200, 420))
    (stroke,) = surface.drawing().strokes
    assert stroke[: len(before)] == before
    assert len(stroke) > len(before)


def test_hiding_it_ends_the_stroke_and_keeps_all(surface):
    points = hand(surface)[0]
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:10]:
        QTest.mouseMove(surface, point)
    drawn = surface.drawing()
    surface.hide()
    surface.show()
    QTest.mouseMove(surface, points[12])
    assert surface.drawing() == drawn, "no button is down any more"
    draw_by_mouse(surface, hand(surface)[1:])
    assert len(surface.drawing().strokes) == 3


def test_a_release_that_never_came_does_not_stop_the_next_stroke(surface):
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=hand(surface)[0][0])
    draw_by_mouse(surface, hand(surface)[1:])
    assert len(surface.drawing().strokes) == 3


def test_the_ink_is_there_again_in_another_size_and_another_theme(surface, qapp):
    strokes = hand(surface)
    draw_by_mouse(surface, strokes)
    inside = strokes[0][10]
    try:
        for theme in (DARK, LIGHT):
            apply_theme(qapp, theme)
            assert ink_near(surface, inside) < 90
            corner = surface.grab().toImage().pixelColor(1, 1).name().upper()
            assert corner == theme.ground.upper()
    finally:
        apply_theme(qapp, LIGHT)
    surface.resize(402, 152)
    assert ink_near(surface, inside / 2) < 90


def test_the_ink_is_under_the_hand_before_the_stroke_ends(surface):
    points = hand(surface)[0]
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:20]:
        QTest.mouseMove(surface, point)
    assert ink_near(surface, points[19]) < 90, "up to the last point"
    assert ink_near(surface, points[10]) < 90
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=points[-1])


def test_what_was_painted_bit_by_bit_is_what_is_painted_at_once(surface):
    draw_by_mouse(surface, hand(surface))
    grown = surface.grab().toImage()
    surface.resize(803, 304)
    surface.resize(804, 304)  # made anew
    surface.grab()
    anew = surface.grab().toImage()
    differ = sum(
        abs(grown.pixelColor(x, y).lightness() - anew.pixelColor(x, y).lightness()) > 60
        for x in range(0, anew.width(), 2)
        for y in range(0, anew.height(), 2)
    )
    assert differ < 20


def test_beginning_again_is_counted_and_the_time_is_of_the_last_drawing(surface, clock):
    strokes = hand(surface)
    draw_by_mouse(surface, strokes)
    surface.clear()
    assert surface.blank
    draw_by_mouse(surface, strokes[:1])
    clock.advance(timedelta(seconds=2))
    draw_by_mouse(surface, strokes[1:])
    assert surface.redo == 1
    assert surface.duration_ms == 2000
    assert all(len(point) == 2 for stroke in surface.drawing().strokes for point in stroke)


def test_no_event_is_compressed_away(qapp, surface):
    del qapp
    for attribute in (
        Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents,
        Qt.ApplicationAttribute.AA_CompressTabletEvents,
    ):
        assert not QApplication.testAttribute(attribute)
    pen(surface, QEvent.Type.TabletPress, QPoint(10, 100))
    for step in range(1000):
        pen(surface, QEvent.Type.TabletMove, QPoint(11 + step % 780, 100 + step // 5))
    pen(surface, QEvent.Type.TabletRelease, QPoint(11, 100), pressed=False)
    assert surface.drawing().points == 1001
