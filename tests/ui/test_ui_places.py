"""The page of places: a week typed in clicks, absences, roads, one place written two ways."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.domain.agenda import Weeks
from coachdesk.queries.places import base_place
from coachdesk.services.acts import undo_act
from coachdesk.services.agenda.places import add_place
from coachdesk.services.agenda.places_view import places_view
from coachdesk.services.agenda.travel import set_travel
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.places.view import PlacesScreen
from coachdesk.ui.widgets.fields import show_minute
from coachdesk.ui.widgets.page import PageStack
from coachdesk.ui.workspace import Workspace
from support.cut import cut_texts
from support.desk_people import PLACE, planned
from support.gestures import Hands

DAY = date(2024, 1, 15)
TUESDAY = DAY + timedelta(days=1)
TWICE = "Mairie Airaines"
OPENING_MOST, ABSENCE_MOST, ROAD_MOST = 2, 3, 1


@pytest.fixture
def held(desk):
    return planned(desk, TUESDAY, 3)


@pytest.fixture
def page(qtbot, made, held):
    screen = PlacesScreen(made[0])
    qtbot.addWidget(screen)
    screen.resize(1170, 1100)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.show_target(Target(Screen.PLACES, section=PLACE))
    screen.take_keyboard()
    return screen


@pytest.fixture
def view(desk):
    return lambda: desk.read(lambda link: places_view(link, DAY))


def place(view, name=PLACE):
    return next(one for one in view.places if one.place.name == name)


def told(cell):
    return cell.accessibleName(), cell.isChecked()


def test_a_click_opens_a_half_day_at_its_usual_hours(page, view):
    hands = Hands()
    hands.click(page.form.grid.cells[1, False])
    assert hands.count("permanence", OPENING_MOST).gestures == ("clic « Mardi, matin »",)
    assert place(view()).words == "mardi 9h-12h"
    assert told(page.form.grid.cells[1, False]) == ("Mardi, matin", True)
    show_minute(page.form.grid.lines[0].start, 570)
    page.form.grid.lines[0].start.editingFinished.emit()
    hands.click(page.form.grid.cells[3, False])
    assert place(view()).words == "mardi 9h30-12h, jeudi 9h30-12h", "as the other mornings"
    hands.click(page.form.grid.cells[1, False])
    assert place(view()).words == "jeudi 9h30-12h"


def test_hours_are_typed_on_the_keyboard_and_the_field_keeps_it(qtbot, page, view):
    QTest.mouseClick(page.form.grid.cells[1, True], Qt.MouseButton.LeftButton)
    line = page.form.grid.lines[0]
    qtbot.waitUntil(line.start.isVisible)
    line.start.setFocus()
    line.start.setSelectedSection(line.start.Section.HourSection)
    QTest.keyClicks(line.start, "13")
    QTest.keyClick(line.start, Qt.Key.Key_Tab)
    assert place(view()).words == "mardi 13h-17h"
    assert QApplication.focusWidget() is line.end, "the line is the same, and so is the keyboard"


def test_every_other_week_has_its_own_hours(page, view):
    QTest.mouseClick(page.form.grid.cells[1, False], Qt.MouseButton.LeftButton)
    line = page.form.grid.lines[0]
    assert line.other.isHidden()
    assert page.form.grid.week_words.isHidden()
    line.weeks.setCurrentIndex(line.weeks.findData(Weeks.EVEN.value))
    line.weeks.activated.emit(line.weeks.currentIndex())
    assert "impaire" in page.form.grid.week_words.text(), "week 3"
    QTest.mouseClick(page.form.grid.lines[0].other, Qt.MouseButton.LeftButton)
    assert [one.weeks for one in place(view()).openings] == [Weeks.EVEN, Weeks.ODD]
    assert all(line.other.isHidden() for line in page.form.grid.lines)


def test_hours_that_cannot_be_are_refused_and_shown_as_they_are(page, view, trail):
    QTest.mouseClick(page.form.grid.cells[1, False], Qt.MouseButton.LeftButton)
    line = page.form.grid.lines[0]
    show_minute(line.end, 480)
    line.end.editingFinished.emit()
    assert [refused.sentence for refused in trail.messages.refused] == [
        "L’heure de fin doit suivre l’heure de début."
    ]
    assert line.end.time().hour() == 12
    assert place(view()).words == "mardi 9h-12h"


def test_a_place_is_added_renamed_retired_and_all_is_undone(page, view, desk):
    page.new.setFocus()
    QTest.keyClicks(page.new, "Gamaches")
    QTest.keyClick(page.new, Qt.Key.Key_Return)
    assert page.form.name.text() == "Gamaches", "its week can be ticked at once"
    page.form.name.setText("Salle de Gamaches")
    QTest.keyClick(page.form.name, Qt.Key.Key_Return)
    assert page.table.current().place.name == "Salle de Gamaches"
    page.form.address.setText("Place de l’Église")
    QTest.keyClick(page.form.address, Qt.Key.Key_Return)
    QTest.mouseClick(page.form.base, Qt.MouseButton.LeftButton, pos=QPoint(12, 10))
    assert desk.read(base_place) == "Salle de Gamaches"
    QTest.mouseClick(page.form.retire, Qt.MouseButton.LeftButton)
    shown = place(view(), "Salle de Gamaches").place
    assert (shown.address, shown.retired_on) == ("Place de l’Église", DAY)
    assert page.form.retire.text() == "Reprendre ce lieu"
    for _ in range(4):
        undo_act(desk)
    page.refresh()
    assert "Salle de Gamaches" not in view().names
    assert page.table.current() is not None


def test_a_name_that_is_known_is_refused_and_the_former_comes_back(page, desk, trail):
    add_place(desk, "Oisemont")
    page.refresh()
    page.form.name.setText("oisemont")
    QTest.keyClick(page.form.name, Qt.Key.Key_Return)
    assert "existe déjà" in trail.messages.refused[0].sentence
    assert page.form.name.text() == PLACE


def test_one_place_written_two_ways_is_pointed_out_and_made_one(page, view, desk, trail):
    add_place(desk, TWICE)
    page.refresh()
    pairs = {frozenset(pair) for pair in view().alike}
    assert frozenset((PLACE, TWICE)) in pairs
    page.form.merge.setCurrentIndex(page.form.merge.findText(TWICE))
    trail.messages.reason = None
    page.form.merge.activated.emit(page.form.merge.findText(TWICE))
    assert "Mairie Airaines" in trail.messages.asked[0].text
    assert TWICE in view().names, "she said no"
    trail.messages.reason = ""
    page.form.merge.activated.emit(page.form.merge.findText(TWICE))
    names = view().names
    assert (TWICE in names, PLACE in names) == (True, False)
    assert place(view(), TWICE).place.coming == 3
    undo_act(desk)
    assert place(view()).place.coming == 3


def test_an_absence_is_noted_and_leads_to_those_it_concerns(page, view, trail):
    panel = page.days_off
    hands = Hands()
    panel.label.setFocus()
    hands.type("stage")
    panel.first.setDate(QDate(2024, 1, 16))
    assert panel.last.date() == QDate(2024, 1, 16), "the end follows"
    hands.press("Ctrl+Return")
    assert len(hands.count("absence", ABSENCE_MOST).gestures) <= ABSENCE_MOST
    (line,) = view().days_off
    assert (line.label, line.starts_on, line.planned) == ("stage", TUESDAY, 3)
    assert trail.drafts.forgotten == ["places"]
    QTest.mouseClick(panel.moves[line.id], Qt.MouseButton.LeftButton)
    assert trail.gone == [Target(Screen.CANCEL_MORNING, day=TUESDAY)]
    QTest.mouseClick(panel.deletes[line.id], Qt.MouseButton.LeftButton)
    assert view().days_off == ()


def test_a_closure_of_some_hours_of_a_place(page, view):
    panel = page.days_off
    panel.who.setCurrentText(PLACE)
    assert panel.start.isHidden() or not panel.start.isVisible()
    panel.part.setCurrentIndex(3)
    assert panel.start.isVisible()
    show_minute(panel.end, 480)
    QTest.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    assert panel.answer.isVisible()
    show_minute(panel.end, 660)
    QTest.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    (line,) = view().days_off
    assert (line.place, line.start_minute, line.end_minute, line.label) == (
        PLACE, 540, 660, "Fermeture",
    )  # fmt: skip
    assert not panel.answer.isVisible()


def test_a_road_is_said_in_one_click_and_corrected_in_its_line(page, view):
    asked = view().unknown[0]
    hands = Hands()
    hands.click(page.travels.lines[asked].say)
    assert len(hands.count("trajet", ROAD_MOST).gestures) <= ROAD_MOST
    (road,) = view().travels
    assert ({road.one, road.other}, road.minutes, road.metres) == (set(asked), 30, None)
    fields = page.travels.lines[road.one, road.other]
    fields.minutes.setValue(40)
    fields.km.setValue(32)
    fields.km.editingFinished.emit()
    (road,) = view().travels
    assert (road.minutes, road.metres) == (40, 32_000)


@pytest.mark.parametrize("metres", [18_500, 12_550, 0, None])
def test_a_distance_that_is_only_looked_at_stays_to_the_metre(page, view, desk, metres):
    one, other = view().unknown[0]
    set_travel(desk, one, other, 30, metres)
    page.refresh()
    assert "30\u00a0min peut n’être que supposée" in page.travels.how.text()
    (road,) = view().travels
    fields = page.travels.lines[road.one, road.other]
    for field in (fields.minutes, fields.km):
        field.editingFinished.emit()  # what Tab through it does
    assert [(road.minutes, road.metres) for road in view().travels] == [(30, metres)]
    fields.minutes.setValue(35)
    fields.minutes.editingFinished.emit()
    assert [(road.minutes, road.metres) for road in view().travels] == [(35, metres)]
    fields = page.travels.lines[road.one, road.other]
    fields.km.setValue(0)
    fields.km.editingFinished.emit()
    assert [road.metres for road in view().travels] == [0], "two rooms of one town"


@pytest.mark.parametrize(("typed", "metres"), [("12,55", 12_550), ("8.5", 8_500), ("40", 40_000)])
def test_a_distance_is_typed_with_its_decimals_over_the_words_that_stand_for_none(
    qtbot, page, view, desk, typed, metres
):
    one, other = view().unknown[0]
    set_travel(desk, one, other, 30, None)
    page.refresh()
    (road,) = view().travels
    km = page.travels.lines[road.one, road.other].km
    assert km.text() == "— km"
    QTest.mouseClick(km, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(km.lineEdit().selectedText()))
    QTest.keyClicks(km, typed)
    QTest.keyClick(km, Qt.Key.Key_Return)
    assert [road.metres for road in view().travels] == [metres]
    shown = page.travels.lines[road.one, road.other].km.text()
    assert shown == f"{typed.replace('.', ',')}\u00a0km"


def test_another_road_is_added_by_hand_and_forgotten(page, view, desk):
    add_place(desk, "Gamaches")
    page.refresh()
    page.travels.one.setCurrentText("Gamaches")
    page.travels.other.setCurrentText(PLACE)
    page.travels.more.minutes.setValue(50)
    QTest.mouseClick(page.travels.add, Qt.MouseButton.LeftButton)
    (road,) = view().travels
    assert ({road.one, road.other}, road.minutes) == ({"Gamaches", PLACE}, 50)
    undo_act(desk)
    assert view().travels == ()


@pytest.mark.parametrize("size", [(1170, 700), (930, 540), (640, 500)])
def test_nothing_is_cut_at_any_width(qtbot, made, held, size):
    stack, screen = PageStack(), PlacesScreen(made[0])
    qtbot.addWidget(stack)  # it scrolls
    stack.add(screen)
    stack.resize(*size)
    stack.show()
    screen.show_target(Target(Screen.PLACES, section=PLACE))
    for cell in ((1, False), (3, True)):
        QTest.mouseClick(screen.form.grid.cells[cell], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.isVisible() and not cut_texts(screen))


def test_the_palette_opens_it(qtbot, made):
    context, trail = made
    space = Workspace(context.runner, trail.messages, context.desk, context.action)
    qtbot.addWidget(space)
    space.bindings.run("places")
    assert isinstance(space.pages.current(), PlacesScreen)
