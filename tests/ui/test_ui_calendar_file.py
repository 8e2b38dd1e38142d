"""The page that exports the agenda, and the one of the feuille de journée."""

from datetime import timedelta

import pytest
import vobject
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.services.calendar_export import Stretch
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.calendar_file.view import CalendarFileScreen
from coachdesk.ui.screens.day_sheet.view import DaySheetScreen
from documents.pdf_reading import faults, texts


@pytest.fixture
def page(qtbot, made):
    screen = CalendarFileScreen(made[0])
    qtbot.addWidget(screen)
    screen.show()
    return screen


@pytest.fixture
def sheet(qtbot, made):
    screen = DaySheetScreen(made[0])
    qtbot.addWidget(screen)
    screen.show()
    return screen


def written(page):
    return [page.table.rows.row_at(n).event.title for n in range(page.table.rows.rowCount())]


def test_what_is_listed_is_what_leaves(page, plan, trail, tmp_path, clock):
    plan()
    plan(person=1)
    page.show_target(Target(Screen.CALENDAR_FILE, day=clock.now().date(), section="day"))
    listed = written(page)
    assert len(listed) >= 2
    trail.messages.path = tmp_path / "jour.ics"
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    events = vobject.readOne(trail.messages.path.read_text("utf-8")).vevent_list
    assert [event.summary.value for event in events] == listed
    assert trail.messages.informed[-1].endswith("en clair.")


def test_names_are_an_explicit_choice_that_is_warned_of(page, plan, clock):
    plan()
    page.show_target(Target(Screen.CALENDAR_FILE))
    assert page.names.key() == "initials"
    last = plan.people[0].last_name
    assert not any(last in title for title in written(page))
    assert "initiales seulement" in page.warning.text()
    page.names.buttons["names"].click()
    assert any(last in title for title in written(page))
    assert page.warning.text().startswith("Les noms complets partent en clair")
    page.show_target(Target(Screen.CALENDAR_FILE))
    assert page.names.key() == "initials", "asked for each time"


def test_a_period_without_anything_says_so(page, clock):
    far = clock.now().date() + timedelta(days=900)
    page.show_target(Target(Screen.CALENDAR_FILE, day=far, section=Stretch.MONTH))
    assert "rien dans l’agenda" in page.nothing.text()
    assert page.nothing.isVisibleTo(page)
    assert not page.table.isVisibleTo(page), "no blank list"
    assert not page.save.isEnabled()


def test_pressing_the_period_again_does_not_take_it_back(page, plan):
    plan()
    page.show_target(Target(Screen.CALENDAR_FILE))
    page.stretch.buttons[Stretch.WEEK].click()
    assert page.stretch.key() == Stretch.WEEK


def test_the_sheet_of_a_day_names_who_comes_and_what_she_signs(
    sheet, plan, trail, tmp_path, desk, clock
):
    plan()
    plan(person=1)
    sheet.show_target(Target(Screen.DAY_SHEET))
    assert sheet.view.pages == 1
    trail.messages.path = tmp_path / "jour.pdf"
    sheet.save.click()
    data = trail.messages.path.read_bytes()
    (page_text,) = texts(data, tmp_path)
    for person in plan.people:
        assert person.last_name in page_text
    for told in ("Présence", "Mairie d’Airaines", "Notes", "Téléphone"):
        assert told in page_text
    assert not faults(data, tmp_path)
    assert trail.messages.informed[-1].startswith("Feuille enregistrée en clair")


def test_a_day_with_nobody_says_so(sheet, clock):
    sheet.show_target(Target(Screen.DAY_SHEET, day=clock.now().date() + timedelta(days=900)))
    assert sheet.nothing.text().startswith("Personne n’est attendu")
    assert not sheet.print.isEnabled()
    assert not sheet.view.isVisible()


def test_the_days_are_turned(sheet, plan, clock):
    plan(days_ago=-1)
    sheet.show_target(Target(Screen.DAY_SHEET))
    assert not sheet.print.isEnabled() or sheet.view.pages
    sheet.after.click()
    assert sheet.print.isEnabled()
    assert sheet.view.pages == 1
