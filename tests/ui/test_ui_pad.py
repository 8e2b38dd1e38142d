"""Signing on the pad: by hand, afresh, committed before the pad closes."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.drawing import fault, normalised
from coachdesk.queries.card import participant_card
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance_signature import attendance_asked
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.screens.pad.view import PadScreen
from support.ui import draw_by_mouse, hand

PEN = QPointingDevice(
    "stylet",
    7,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    2,
)
FINGER = QTest.createTouchDevice()


def pen(widget, kind, point, *, pressed=True):
    button = Qt.MouseButton.LeftButton if pressed else Qt.MouseButton.NoButton
    event = QTabletEvent(
        kind, PEN, QPointF(point), QPointF(widget.mapToGlobal(point)), 0.5, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, button,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def draw_by_pen(surface, strokes, *, echo=False):
    for points in strokes:
        pen(surface, QEvent.Type.TabletPress, points[0])
        for point in points[1:]:
            pen(surface, QEvent.Type.TabletMove, point)
        pen(surface, QEvent.Type.TabletRelease, points[-1], pressed=False)
        if echo:
            draw_by_mouse(surface, [points])


def draw_by_finger(surface, strokes):
    for points in strokes:
        QTest.touchEvent(surface, FINGER).press(0, points[0], surface).commit()
        for point in points[1:]:
            QTest.touchEvent(surface, FINGER).move(0, point, surface).commit()
        QTest.touchEvent(surface, FINGER).release(0, points[-1], surface).commit()


@pytest.fixture
def surface(qtbot, clock):
    made = PadSurface(clock)
    qtbot.addWidget(made)
    made.resize(804, 304)
    made.show()
    clock.advance(timedelta(seconds=1))
    return made


@pytest.fixture
def plan(desk, participants):
    """Plan a rendez-vous of today with someone followed; gives its id."""
    followed = [row for row in participants if row.number in {"23-076", "23-105"}]
    minutes = iter(range(540, 1200, 30))

    def make(days_ago=0, person=0):
        start = next(minutes)
        return plan_appointment(
            desk,
            followed[person].prescription_id,
            Slot(
                desk.clock.now().date() - timedelta(days=days_ago),
                start,
                start + 30,
                "Mairie d’Airaines",
                Mode.ON_SITE,
            ),
        )

    make.people = followed
    return make


@pytest.fixture
def open_pad(qtbot, runner, messages, desk, plan):
    def make(appointment_id=None, **asked):
        presence = attendance_asked(desk, appointment_id or plan(**asked))
        pad = PadScreen(runner, messages, desk, presence)
        qtbot.addWidget(pad)
        pad.resize(1366, 740)
        pad.show()
        return pad

    return make


def journal(desk):
    return desk.store.head().seq


def test_the_mouse_draws(surface):
    draw_by_mouse(surface, hand(surface))
    assert surface.input == "mouse"
    assert len(surface.drawing().strokes) == 3
    assert fault(surface.drawing()) is None


def test_the_pen_draws_and_its_mouse_echo_does_not(surface):
    draw_by_pen(surface, hand(surface), echo=True)
    assert surface.input == "pen"
    assert len(surface.drawing().strokes) == 3
    assert surface.drawing().points > 60


def test_the_finger_draws_and_its_mouse_echo_does_not(surface):
    draw_by_finger(surface, hand(surface))
    assert surface.input == "touch"
    assert len(surface.drawing().strokes) == 3


def test_a_hand_resting_while_the_pen_draws_leaves_no_mark(surface):
    strokes = hand(surface)
    draw_by_pen(surface, strokes[:1])
    draw_by_finger(surface, strokes[1:])
    assert len(surface.drawing().strokes) == 1


def test_the_three_inputs_give_the_same_shape(qtbot, clock, surface):
    shapes = set()
    for draw in (draw_by_finger, draw_by_pen):
        draw(surface, hand(surface))
        shapes.add(normalised(surface.drawing()))
        surface.clear()
    assert len(shapes) == 1


def test_a_half_drawn_signature_survives_a_change_of_size(surface):
    draw_by_mouse(surface, hand(surface)[:1])
    before = surface.drawing()
    surface.resize(402, 152)
    assert surface.drawing() == before
    draw_by_mouse(surface, hand(surface)[1:])
    surface.resize(804, 304)
    whole = surface.drawing()
    assert len(whole.strokes) == 3
    assert whole.strokes[0] == before.strokes[0]
    # What was drawn at half the size stands where the eye saw it: to the right, at the same height.
    assert min(x for x, _ in whole.strokes[1]) > min(x for x, _ in whole.strokes[0])
    heights = [max(y for _, y in stroke) for stroke in whole.strokes]
    assert max(heights) - min(heights) < 1200


def test_how_long_and_how_often_is_kept_and_nothing_more(surface, clock):
    strokes = hand(surface)
    draw_by_mouse(surface, strokes[:1])
    surface.clear()
    draw_by_mouse(surface, strokes[:1])
    clock.advance(timedelta(seconds=2))
    draw_by_mouse(surface, strokes[1:])
    assert surface.redo == 1
    assert surface.duration_ms == 2000
    assert all(len(point) == 2 for stroke in surface.drawing().strokes for point in stroke)


def test_a_stroke_leaves_ink_under_the_hand(surface):
    points = hand(surface)[0]
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:20]:
        QTest.mouseMove(surface, point)
    picture = surface.grab().toImage()
    scale = picture.devicePixelRatio()
    spot = points[10] * scale
    around = [
        picture.pixelColor(spot + QPoint(x, y)).lightness()
        for x in range(-4, 5)
        for y in range(-4, 5)
    ]
    assert min(around) < 90
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=points[-1])


@pytest.mark.parametrize(
    ("strokes", "said"),
    [
        ([], "encore vide"),
        ([[QPoint(300, 200)]], "encore vide"),
        ([[QPoint(300 + n % 3, 200 + n % 2) for n in range(8)]], "trop petit"),
        ([[QPoint(200 + 20 * n, 200 + n) for n in range(15)]], "simple trait"),
    ],
    ids=["blank", "dot", "tiny", "line"],
)
def test_what_is_no_signature_is_refused_kindly(open_pad, desk, strokes, said):
    pad = open_pad()
    pad.checks.buttons()[0].setChecked(True)
    before = journal(desk)
    offset = pad.surface.rect().topLeft()
    draw_by_mouse(pad.surface, [[point + offset for point in points] for points in strokes])
    pad._validate()
    assert said in pad.answer.text()
    assert pad.answer.isVisible()
    assert journal(desk) == before


def test_a_signature_is_in_the_journal_before_the_pad_gives_way(open_pad, desk, plan, qtbot):
    pad = open_pad()
    before = journal(desk)
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.checks.buttons()[1].setChecked(True)
    with qtbot.assertNotEmitted(pad.closed):
        pad.validate.click()
    assert journal(desk) > before
    assert pad.pages.currentIndex() == 1
    assert len(pad.code.text()) == 8
    with qtbot.waitSignal(pad.closed) as closed:
        pad.finish.click()
    card = desk.read(lambda link: participant_card(link, plan.people[0].prescription_id))
    signed = next(item for item in card.appointments if item.id == closed.args[0])
    assert signed.signature_seq is not None
    assert any(str(signed.signature_seq) in words.text() for words in pad.findChildren(QLabel))


def test_a_replayed_drawing_is_refused_and_the_pad_stays(open_pad, desk):
    first, second = open_pad(), open_pad(person=1)
    for pad in (first, second):
        draw_by_mouse(pad.surface, hand(pad.surface))
        pad.checks.buttons()[0].setChecked(True)
    first.validate.click()
    before = journal(desk)
    second.validate.click()
    assert "copie d’une signature" in second.answer.text()
    assert second.isEnabled()
    assert second.pages.currentIndex() == 0
    assert journal(desk) == before
    second.again.click()
    draw_by_mouse(second.surface, hand(second.surface, seed=0.7))
    second.validate.click()
    assert second.pages.currentIndex() == 1


def test_how_the_person_was_recognised_must_be_said(open_pad, desk):
    pad = open_pad()
    before = journal(desk)
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.validate.click()
    assert "a été reconnue" in pad.answer.text()
    assert pad.unsaved
    assert pad.focusWidget() is pad.checks.buttons()[0], "the keyboard is where the answer is"
    assert journal(desk) == before
    QTest.keyClick(pad.checks.buttons()[0], Qt.Key.Key_Space)
    assert not pad.answer.isVisible()
    pad.validate.click()
    assert journal(desk) > before


def test_a_past_day_asks_for_its_reason(open_pad, desk):
    pad = open_pad(days_ago=3)
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.checks.buttons()[0].setChecked(True)
    pad.validate.click()
    assert "motif" in pad.answer.text()
    pad.reason.setText("panne de tablette ce jour-là")
    pad.validate.click()
    assert pad.pages.currentIndex() == 1


def test_the_pad_shows_that_person_and_no_other(open_pad, participants, plan):
    pad = open_pad()
    words = " ".join(item.text() for item in pad.findChildren(QLabel) if item.text())
    mine = plan.people[0]
    assert f"{mine.first_name} {mine.last_name}" in words
    others = {row.last_name for row in participants} - {mine.last_name}
    assert not [name for name in others if name in words]


def test_giving_up_is_confirmed_and_writes_nothing(open_pad, desk, messages, qtbot):
    pad = open_pad()
    before = journal(desk)
    draw_by_mouse(pad.surface, hand(pad.surface))
    with qtbot.waitActive(pad):
        pad.activateWindow()
    messages.reason = None
    with qtbot.assertNotEmitted(pad.closed):
        QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert "Abandonner" in messages.asked[0].act
    assert pad.unsaved, "declined: what the person drew is still there"
    messages.reason = ""
    with qtbot.waitSignal(pad.closed) as closed:
        QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert closed.args == [None]
    assert journal(desk) == before


def test_an_empty_pad_is_left_without_a_question(open_pad, messages, qtbot):
    pad = open_pad()
    with qtbot.waitSignal(pad.closed):
        pad.give_up.click()
    assert not messages.asked
