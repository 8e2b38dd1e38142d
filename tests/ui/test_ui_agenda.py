"""The agenda on screen: what it shows, gone through by keys, opened by a click."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from coachdesk.core.tokens import DARK, LIGHT
from coachdesk.domain.attendance import Presence
from coachdesk.services.agenda.view import EntryKind
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.agenda.lanes import Block, Free, Scope, Untimed
from coachdesk.ui.screens.agenda.view import AgendaScreen
from coachdesk.ui.screens.agenda.words import spoken
from coachdesk.ui.theme import apply_theme
from support.agenda_hands import block_of, click, entry_of, middle, press
from support.desk_context import make_context
from support.full_week import AIRAINES, DOULLENS, MONDAY, POIX
from support.read_aloud import ask_all, told

K = Qt.Key
SIZES = ((1366, 728), (1092, 574), (1280, 700))


@pytest.fixture
def page(agenda):
    return agenda[0]


@pytest.fixture
def trail(agenda):
    return agenda[1]


def here(board):
    """What the keyboard is on, as a screen reader is told."""
    return told(board).focusChild()


def name_of(item):
    return item.text(QAccessible.Text.Name)


def names(page):
    return [line.name for line in page.table.visible_rows()]


def test_the_week_holds_everything_once_with_what_became_of_it(board, week):
    shown = {block.entry.id for block in board.plan.blocks}
    assert shown == {*week.appointments, week.workshop, week.time, week.outreach}
    assert [lane.held_on.weekday() for lane in board.plan.lanes] == [0, 1, 2, 3, 4]
    signed = entry_of(board, week.appointments[0])
    assert (signed.signed, signed.presence) == (True, Presence.ATTENDED)
    assert entry_of(board, week.workshop).people == 8
    assert entry_of(board, week.appointments[3]).presence is Presence.CANCELLED


def test_conflicts_stand_in_a_list_whose_first_click_leads_to_the_entry(qtbot, page, board):
    against = [block.entry for block in board.plan.blocks if block.entry.conflict]
    assert against
    assert page.side.to_see.count == len(against)
    _, *lines = page.side.to_see.findChildren(QPushButton)
    QTest.mouseClick(lines[0], Qt.MouseButton.LeftButton)
    assert isinstance(board.spot.item, Block)
    assert board.spot.item.entry == against[0]
    assert board.hasFocus()


def test_a_day_has_a_column_for_each_place_in_the_order_of_the_road(page, board):
    page.show_day(MONDAY)
    assert [lane.place for lane in board.plan.lanes] == [AIRAINES, DOULLENS]
    page.show_day(MONDAY + timedelta(days=2))
    assert [lane.place for lane in board.plan.lanes] == [AIRAINES, DOULLENS, None]


def test_a_day_of_another_week_is_read_when_it_is_asked_for(page, board):
    page.show_day(MONDAY + timedelta(days=9))
    assert {lane.held_on for lane in board.plan.lanes} == {MONDAY + timedelta(days=9)}


def test_one_place_alone_is_shown_in_the_week(page, board):
    page.bar.place.setCurrentIndex(page.bar.place.findData(POIX))
    assert {block.entry.place for block in board.plan.blocks} == {POIX}
    page.bar.place.setCurrentIndex(0)
    assert len({block.entry.place for block in board.plan.blocks}) > 2


def test_the_list_says_all_that_is_painted_and_keeps_the_rules_of_qt(page, board, qtmodeltester):
    painted = len(board.plan.blocks)
    QTest.keyClick(board, K.Key_L)
    assert page.table.isVisible()
    assert len(names(page)) == painted
    assert "Rédiger son CV (8)" in names(page)
    assert any("à voir" in line.state for line in page.table.visible_rows())
    qtmodeltester.check(page.table.rows)


def test_arrows_walk_along_the_day_and_to_the_next_one(page, board):
    press(board, K.Key_Down)
    here = board.spot
    press(board, K.Key_Down)
    assert (board.spot.lane, board.spot.item.start > here.item.start) == (here.lane, True)
    press(board, K.Key_Up)
    assert board.spot == here
    press(board, K.Key_Right)
    assert board.spot.lane == here.lane + 1
    for _ in range(4):
        press(board, K.Key_Right)
    assert page._day == MONDAY + timedelta(days=7), "beyond Friday comes the next week"


@pytest.fixture
def untimed(board, week):
    """The entry of a rendez-vous whose hour nobody knows."""
    entry = replace(entry_of(board, week.appointments[7]), start_minute=None, end_minute=None)
    lane = next(n for n, lane in enumerate(board.plan.lanes) if lane.held_on == entry.held_on)
    heads = tuple((entry,) if n == lane else () for n in range(len(board.plan.lanes)))
    blocks = tuple(block for block in board.plan.blocks if block.entry.id != entry.id)
    board.show_plan(replace(board.plan, untimed=heads, blocks=blocks), board.tones, board.now)
    return entry


def test_what_has_no_hour_is_come_to_by_the_arrows_and_opened(page, board, untimed, trail):
    board.choose(untimed)
    press(board, K.Key_Down)
    assert not isinstance(board.spot.item, Untimed)
    for _ in range(3):
        press(board, K.Key_Up)
    assert board.spot.item.entry == untimed, "the column begins by it"
    assert name_of(here(board)) == spoken(untimed, page._context.action.profile)
    assert here(board).rect().height() > 0
    assert page.side.chosen.entry == untimed
    assert page.side.chosen.move_it.isHidden(), "it has no hour to be moved to"
    press(board, K.Key_Return)
    assert trail.gone[-1].appointment_id == untimed.id


def test_what_the_keyboard_is_on_is_said_to_who_does_not_see_it(page, board, week):
    board.choose(entry_of(board, week.appointments[7]))
    profile = page._context.action.profile
    assert name_of(here(board)) == spoken(entry_of(board, week.appointments[7]), profile)
    assert "mardi" in name_of(here(board)).lower()
    press(board, K.Key_Down)
    press(board, K.Key_Down)
    assert isinstance(board.spot.item, Free)
    assert name_of(here(board)).startswith("Libre, mardi\u00a016")


def test_a_screen_reader_walks_through_all_that_is_painted(board, trail, week):
    sheet = told(board)
    items = [sheet.child(number) for number in range(sheet.childCount())]
    lanes = range(len(board.plan.lanes))
    painted = [item for lane in lanes for item in board.plan.of_lane(lane)]
    assert len(items) == len(painted)
    assert {each.role() for each in items} == {QAccessible.Role.ListItem}
    assert all(each.isValid() and name_of(each) for each in items)
    for each in (sheet, *items):
        ask_all(each)
    assert [sheet.indexOfChild(each) for each in items] == list(range(len(items)))
    board.choose(entry_of(board, week.appointments[7]))
    entry = here(board)
    assert sheet.childAt(*entry.rect().center().toTuple()) == entry
    entry.actionInterface().doAction("Press")
    assert trail.gone[-1].appointment_id == week.appointments[7]


def test_where_the_keyboard_comes_is_told_as_it_comes_there(board, week, monkeypatch):
    told_of = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: told_of.append((event.type(), name_of(event.accessibleInterface()))),
    )
    board.choose(entry_of(board, week.appointments[7]))
    press(board, K.Key_Down)
    assert told_of[-1] == (QAccessible.Event.Focus, name_of(here(board)))
    assert here(board).state().focused


def test_weeks_and_days_are_turned_by_keys_and_today_comes_back(page, board):
    press(board, K.Key_PageDown)
    assert page.title.text().startswith("22")
    press(board, K.Key_PageUp)
    press(board, K.Key_PageUp)
    assert board.plan.lanes[0].held_on == MONDAY - timedelta(days=7)
    press(board, K.Key_Home)
    assert board.plan.lanes[0].held_on == MONDAY
    QTest.keyClick(board, K.Key_J)
    press(board, K.Key_PageDown)
    assert {lane.held_on for lane in board.plan.lanes} == {MONDAY + timedelta(days=1)}
    for _ in range(4):
        press(board, K.Key_PageDown)
    assert board.plan.lanes[0].held_on == MONDAY + timedelta(days=7), "an empty week-end is passed"
    QTest.keyClick(board, K.Key_S)
    assert len(board.plan.lanes) == 5


@pytest.mark.parametrize(
    ("which", "screen"),
    [(0, Screen.APPOINTMENT), ("workshop", Screen.WORKSHOP), ("outreach", Screen.OUTREACH)],
)
def test_a_click_opens_the_sheet(trail, board, week, which, screen):
    key = getattr(week, which) if isinstance(which, str) else week.appointments[which]
    click(board, middle(board, key))
    (target,) = trail.gone
    assert target.screen is screen
    assert key in {target.appointment_id, target.subject_id}


def test_enter_opens_the_sheet(trail, board, week):
    board.choose(entry_of(board, week.appointments[8]))
    press(board, K.Key_Return)
    assert [target.appointment_id for target in trail.gone] == [week.appointments[8]]


def test_the_name_of_a_day_opens_it_and_its_cross_cancels_a_half_day(page, trail, board):
    scale = board.scale
    click(board, QPoint(round(scale.x(2) + 20), 14))
    assert (page._scope, page._day) == (Scope.DAY, MONDAY + timedelta(days=2))
    page.show_scope(Scope.WEEK)
    scale = board.scale
    click(board, QPoint(round(scale.x(2) + scale.lane_width - 14), 14))
    assert trail.gone == [Target(Screen.CANCEL_MORNING, day=MONDAY + timedelta(days=2))]


def test_the_day_sheet_and_the_file_of_the_days_shown_are_one_click_away(page, trail, board, week):
    board.choose(entry_of(board, week.appointments[12]))
    acts = {each.toolTip(): each for each in page.bar.findChildren(QPushButton)}
    acts["La feuille du jour choisi, à imprimer"].click()
    acts["Les jours montrés, pour un autre agenda (.ics)"].click()
    acts["Annuler le jour choisi, ou une demi-journée"].click()
    acts["Lieux et absences"].click()
    wednesday = MONDAY + timedelta(days=2)
    assert trail.gone == [
        Target(Screen.DAY_SHEET, day=wednesday),
        Target(Screen.CALENDAR_FILE, day=MONDAY, section="week"),
        Target(Screen.CANCEL_MORNING, day=wednesday),
        Target(Screen.PLACES),
    ]


def test_the_days_are_seen_again_as_they_were_seen_last(qtbot, page, board, week_desk):
    QTest.keyClick(board, K.Key_J)
    context, _ = make_context(week_desk)
    again = AgendaScreen(context)
    qtbot.addWidget(again)
    again.show_target(Target(Screen.AGENDA))
    assert again.days_bar.scopes[Scope.DAY].isChecked()
    assert {lane.held_on for lane in again.board.plan.lanes} == {MONDAY}


def test_hovering_tells_the_conflict(qtbot, page, board, week):
    against = next(block for block in board.plan.blocks if block.entry.conflict)
    from coachdesk.ui.screens.agenda.words import entry_lines

    lines = entry_lines(against.entry, page._context.action.profile)
    assert set(against.entry.conflict.splitlines()) <= set(lines)


def test_a_holiday_is_named_in_the_head_of_its_day(page):
    page.show_target(Target(Screen.AGENDA, day=date(2024, 5, 1)))
    assert [lane.day.holiday for lane in page.board.plan.lanes if lane.day.holiday] == [
        "Fête du Travail"
    ]


def test_time_of_the_coach_is_put_right_and_deleted_at_the_side(page, board, week):
    board.choose(entry_of(board, week.time))
    press(board, K.Key_Return)
    new = page.side.new
    assert new.isVisible()
    assert new.note.text() == "équipe"
    new.note.setText("comité")
    new.make_time.click()
    assert entry_of(board, week.time).title == "comité"
    press(board, K.Key_Return)
    new.drop.click()
    assert not [block for block in board.plan.blocks if block.entry.kind is EntryKind.TIME]


@pytest.fixture
def dressed(qapp):
    yield lambda theme, percent: apply_theme(qapp, theme, percent)
    apply_theme(qapp)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_painted_in_both_themes_and_in_large_text(
    qtbot, week_desk, dressed, theme, percent, week
):
    dressed(theme, percent)
    context, _ = make_context(week_desk)
    page = AgendaScreen(context)
    qtbot.addWidget(page)
    page.resize(1000, 560)
    page.show()
    page.show_target(Target(Screen.AGENDA))
    board = page.board
    block = block_of(board, week.appointments[8])
    board.go_to(type(board.spot)(block.lane, block))
    image = board.viewport().grab().toImage()
    seen = board.scale.rect(block).intersected(board.viewport().rect().toRectF())
    assert seen.width() > 100
    inside = {
        image.pixelColor(x, round(seen.center().y())).name()
        for x in range(round(seen.left()) + 1, round(seen.right()))
    }
    assert QColor(theme.paper).name() in inside
    assert len(inside) > 4, "a name is written on it"
    assert block.end - block.start == 30


def test_the_side_makes_way_for_the_agenda_where_both_do_not_fit(qtbot, page):
    page.resize(900, 600)
    assert not page.side.isVisible()
    assert page.bar.to_see.isVisible()
    page.bar.to_see.click()
    assert page.side.isVisible()
    page.resize(1200, 600)
    assert page.side.isVisible()
    assert not page.bar.to_see.isVisible()


@pytest.mark.parametrize("width", [900, 500])
def test_what_is_to_see_is_left_by_its_cross_by_escape_and_by_one_of_its_lines(page, board, width):
    page.resize(width, 600)
    to_see = page.side.to_see
    for leave in (
        to_see.close_it.click,
        lambda: QTest.keyClick(QApplication.focusWidget(), K.Key_Escape),
    ):
        page.bar.to_see.click()
        assert to_see.close_it.isVisible()
        assert QApplication.focusWidget() is to_see.close_it
        leave()
        assert board.isVisible()
        assert page.bar.to_see.isVisible()
    page.bar.to_see.click()
    against = next(block.entry for block in board.plan.blocks if block.entry.conflict)
    to_see.shown.emit(against)
    assert board.isVisible()
    assert board.spot.item.entry == against


def test_tab_leads_from_the_agenda_to_every_button_of_the_page(page):
    met = set()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), K.Key_Tab)
        met.add(QApplication.focusWidget())
    wanted = {page.bar.new, page.bar.seek, page.bar.place, *page.days_bar.parts, page.board}
    assert wanted <= met
