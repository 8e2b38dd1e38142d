"""Several sheets at once: each keeps what is typed in it, and tabs lead from one to another."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.queries.appointment_sheet import appointment_sheet
from coachdesk.services.drafts import drafts
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.workspace import Workspace
from support.desk_people import planned

DAY = date(2024, 1, 15)


@pytest.fixture
def held(desk):
    return planned(desk, DAY, 6)


@pytest.fixture
def space(qtbot, runner, messages, desk, action, held):
    shown = Workspace(runner, messages, desk, action)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.resize(1200, 800)
        shown.show()
        shown.activateWindow()
    shown.start()
    return shown


def ctrl(space, key):
    QTest.keyClick(space, key, Qt.KeyboardModifier.ControlModifier)


def opened(space, appointment):
    space.go(Target(Screen.APPOINTMENT, appointment_id=appointment[1]))
    return space.appointment


def names(space):
    return [chip.text().replace("\u00a0", " ") for chip in space.appointment.tabs.tabs.values()]


def tab_of(person):
    return f"{person.first_name} {person.last_name[0]}."


def shown(space):
    return space.appointment.sheet.appointment_id


def typed(page, words):
    page.form.notes.edit.setFocus()
    QTest.keyClicks(page.form.notes.edit, words)


def test_a_second_sheet_leaves_the_first_one_open_with_its_text(space, held):
    page = opened(space, held[0])
    assert not page.tabs.isVisible(), "one sheet on screen needs no tab"
    typed(page, "Pas fini")
    opened(space, held[1])
    assert names(space) == [f"{tab_of(held[0][0])} •", tab_of(held[1][0])]
    assert page.form.notes.edit.toPlainText() == ""
    ctrl(space, Qt.Key.Key_Tab)
    assert shown(space) == held[0][1]
    assert page.form.notes.edit.toPlainText() == "Pas fini"
    assert page.form.notes.edit.hasFocus(), "where she was typing"
    page.tabs.tabs[held[1][1]].click()
    assert shown(space) == held[1][1]


def test_someone_phones_and_the_sheet_comes_back_as_it_was(space, held, desk):
    page = opened(space, held[0])
    typed(page, "Pas fini")
    ctrl(space, Qt.Key.Key_D)
    moving = space.page_of(Screen.MOVE)
    assert space.pages.current() is moving
    assert page.tabs.isVisible(), "her sheet is one click away"
    QTest.keyClicks(moving.finder.line, held[1][0].last_name.lower()[:5])
    QTest.keyClick(moving.finder.line, Qt.Key.Key_Return)
    QTest.keyClick(moving.offers.slots[0], Qt.Key.Key_Return)
    assert desk.read(lambda link: appointment_sheet(link, held[1][1])).head.held_on > DAY
    assert shown(space) == held[0][1]
    assert page.form.notes.edit.toPlainText() == "Pas fini"
    assert page.form.notes.edit.hasFocus()


def test_someone_comes_by_and_once_noted_the_sheet_before_comes_back(space, held, desk, clock):
    page = opened(space, held[0])
    typed(page, "Pas fini")
    ctrl(space, Qt.Key.Key_R)
    walk_in = space.page_of(Screen.WALK_IN)
    QTest.keyClicks(walk_in.finder.line, held[2][0].last_name.lower())
    QTest.keyClick(walk_in.finder.line, Qt.Key.Key_Return)
    assert shown(space) == held[2][1], "she was expected today: her sheet"
    page.save.click()
    assert shown(space) == held[0][1]
    assert page.form.notes.edit.toPlainText() == "Pas fini"
    assert names(space) == [f"{tab_of(held[0][0])} •"]


def test_closing_a_sheet_loses_nothing(space, held, desk, messages):
    page = opened(space, held[0])
    typed(page, "Pas fini")
    opened(space, held[1])
    ctrl(space, Qt.Key.Key_Tab)
    ctrl(space, Qt.Key.Key_W)
    assert "gardé" in messages.informed[-1]
    assert held[0][1] not in page.tabs.tabs
    assert any("Pas fini" in str(kept.fields) for kept in desk.read(drafts))
    opened(space, held[0])
    assert page.form.notes.edit.toPlainText() == "Pas fini"
    page.save.click()
    assert not desk.read(drafts)
    head = desk.read(lambda link: appointment_sheet(link, held[0][1])).head
    assert head.note == "Pas fini"


def test_the_menu_keeps_open_only_what_is_not_finished(space, held):
    page = opened(space, held[0])
    typed(page, "Pas fini")
    opened(space, held[1])
    ctrl(space, Qt.Key.Key_1)
    assert space.pages.current() is space.today
    assert names(space) == [f"{tab_of(held[0][0])} •"]
    assert page.tabs.isVisible()
    ctrl(space, Qt.Key.Key_Tab)
    assert space.pages.current() is page
    assert not page.tabs.isVisible()
    page.save.click()
    assert space.pages.current() is space.today
    assert not page.tabs.isVisible()


def test_leaving_a_sheet_goes_where_one_came_from(space, held):
    page = opened(space, held[0])
    QTest.keyClick(space, Qt.Key.Key_Escape)
    assert space.pages.current() is space.today
    assert not page.tabs.tabs, "nothing was typed: it is closed"
    opened(space, held[0])
    typed(page, "Pas fini")
    opened(space, held[1])
    QTest.keyClick(space, Qt.Key.Key_Escape)
    assert shown(space) == held[0][1]
    QTest.keyClick(space, Qt.Key.Key_Escape)
    assert space.pages.current() is space.today
    assert names(space) == [f"{tab_of(held[0][0])} •"]


def test_a_few_sheets_stay_open_the_idle_ones_go_first(space, held, desk):
    page = opened(space, held[0])
    typed(page, "Pas fini")
    for appointment in held[1:]:
        opened(space, appointment)
    assert len(page.tabs.tabs) == 5
    assert held[0][1] in page.tabs.tabs, "the one that is not finished"
    assert held[1][1] not in page.tabs.tabs


def test_coming_back_to_a_sheet_that_was_recorded_shows_it_again(space, held):
    page = opened(space, held[0])
    page.card.click()
    assert space.pages.current() is space.card
    opened(space, held[0])
    page.save.click()
    assert space.pages.current() is space.card
    space.back()
    assert space.pages.current() is page
    assert shown(space) == held[0][1]
    assert page.title.text().startswith(held[0][0].first_name)
