"""The measures of a profile: taken by one click on the card and at the exit, hidden without any."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from coachdesk.core.clock import today
from coachdesk.core.resources import resource
from coachdesk.queries.card_work import measures_of
from coachdesk.services.actions.profile import offer_text, replace_profile
from coachdesk.services.acts import undo_act
from coachdesk.services.exits.recording import ExitTerms, record_exit
from coachdesk.services.measures import take_measure
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timeline import EventKind
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.exit.view import ExitScreen
from support.desk_context import make_context

TODAY = date(2024, 1, 15)
SCALES = """
[[measures]]
key = "french"
label = "Français"
levels = [
    { key = "a1", label = "A1" },
    { key = "a2", label = "A2" },
    { key = "b1", label = "B1" },
]

[[measures]]
key = "trust"
label = "Estime de soi"
levels = [{ key = "low", label = "Faible" }, { key = "high", label = "Forte" }]
"""


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-105")


@pytest.fixture
def measured(desk, action):
    """The action, with two scales."""
    shipped = resource("actions", "coaching-emploi.toml").read_text("utf-8")
    return replace_profile(desk, action, offer_text(desk, action, shipped + SCALES))


@pytest.fixture
def opened(qtbot, desk, person):
    kept = []

    def make(kind, screen, action):
        context, _ = make_context(desk, action)
        page = kind(context)
        kept.append(page)
        qtbot.addWidget(page)
        page.resize(1250, 900)
        page.show()
        page.show_target(Target(screen, person.prescription_id))
        return page

    return make


@pytest.fixture
def card(opened, measured):
    page = opened(CardScreen, Screen.CARD, measured)
    page.sections.build_all()
    page.sections.recorded.connect(page.sections.build_all)
    return page


def taken(desk, person):
    found = desk.read(lambda link: measures_of(link, person.prescription_id))
    return [(each.kind, each.level, each.taken_on) for each in found]


def words(widget):
    QCoreApplication.sendPostedEvents()
    return " ".join(item.text() for item in widget.findChildren(QLabel) if not item.isHidden())


def press(lines, kind, level):
    lines.answers[kind].buttons[level].click()


def test_a_level_is_taken_by_one_click_and_its_way_is_told_in_words(card, desk, person, clock):
    section = card.sections.measures
    press(section.scales, "french", "a1")
    assert taken(desk, person) == [("french", "a1", TODAY)]
    press(section.scales, "french", "a2")
    assert taken(desk, person) == [("french", "a2", TODAY)], "the last word of the day"
    clock.set_wall(clock.now() + timedelta(days=90))
    press(section.scales, "french", "b1")
    assert len(taken(desk, person)) == 2
    assert "A2 le 15/01/2024, B1 le 14/04/2024\u00a0: plus haut qu’au début" in words(section)
    assert section.scales.answers["french"].key() == "b1"
    assert section.scales.answers["trust"].key() is None


def test_ctrl_z_takes_a_measure_back(card, desk, person):
    press(card.sections.measures.scales, "trust", "low")
    assert desk.acts[-1].words.startswith("mesure « Estime de soi » de ")
    undo_act(desk)
    assert taken(desk, person) == []


def test_pressing_the_level_of_before_takes_the_same_one_today(card, desk, person, clock):
    press(card.sections.measures.scales, "trust", "low")
    clock.set_wall(clock.now() + timedelta(days=30))
    press(card.sections.measures.scales, "trust", "low")
    assert [level for _, level, _ in taken(desk, person)] == ["low", "low"]
    assert "comme au début" in words(card.sections.measures)


def test_what_was_measured_stands_in_the_timeline(card, desk, person):
    press(card.sections.measures.scales, "french", "a1")
    press(card.sections.measures.scales, "trust", "low")
    told = [
        event.title
        for event in card.sections.measures.view.events
        if event.kind is EventKind.MEASURE
    ]
    assert told == ["Français\u00a0: A1\u202f; Estime de soi\u00a0: faible"]


def test_an_action_without_scales_shows_nothing_of_them(opened, action):
    page = opened(CardScreen, Screen.CARD, action)
    page.sections.build_all()
    assert page.sections.measures.isHidden()
    leaving = opened(ExitScreen, Screen.EXIT, action)
    leaving.leaving.kind.buttons["training"].click()
    assert not leaving.measures.isVisible()


def test_the_exit_asks_for_them_as_of_its_day_and_keeps_what_is_typed(
    opened, measured, desk, person
):
    take_measure(desk, person.prescription_id, "french", "a1", date(2023, 11, 2))
    page = opened(ExitScreen, Screen.EXIT, measured)
    page.leaving.kind.buttons["dropout"].click()
    page.after.dry.setText("Elle ne vient plus.")
    page.leaving.left.setDate(QDate(2024, 1, 10))
    assert page.leaving.left_on() == date(2024, 1, 10)
    assert page.measures.answers["french"].key() is None, "that of November is not that of the exit"
    press(page.measures, "french", "a2")
    assert taken(desk, person)[1:] == [("french", "a2", date(2024, 1, 10))]
    assert page.after.dry.text() == "Elle ne vient plus."
    assert page.measures.answers["french"].key() == "a2"
    page.leaving.kind.buttons["death"].click()
    assert not page.measures.isVisible()


def test_at_the_exit_the_keyboard_stays_on_the_level_that_was_pressed(opened, measured, qtbot):
    page = opened(ExitScreen, Screen.EXIT, measured)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.leaving.kind.buttons["dropout"].click()
    pressed = page.measures.answers["french"].buttons["a2"]
    pressed.setFocus()
    QTest.keyClick(pressed, Qt.Key.Key_Space)

    def held():
        return page.measures.answers["french"].buttons["a2"].hasFocus()

    qtbot.waitUntil(held)
    assert page.measures.answers["french"].buttons["a2"] is not pressed, "its line is drawn anew"


def test_another_day_of_exit_asks_for_them_again(opened, measured, desk, person):
    page = opened(ExitScreen, Screen.EXIT, measured)
    page.leaving.kind.buttons["dropout"].click()
    page.leaving.left.setDate(QDate(2024, 1, 10))
    press(page.measures, "french", "a2")
    page.leaving.left.setDate(QDate(2024, 1, 12))
    assert "A2 le 10/01/2024" in words(page.measures)
    assert page.measures.answers["french"].key() is None
    press(page.measures, "french", "b1")
    assert taken(desk, person)[-1] == ("french", "b1", date(2024, 1, 12))


def test_a_day_of_exit_before_the_entry_makes_no_first_level_of_it(opened, measured, desk, person):
    """A year typed amiss: the level of the exit would have been the one she came with."""
    page = opened(ExitScreen, Screen.EXIT, measured)
    page.leaving.kind.buttons["dropout"].click()
    page.leaving.left.setDate(QDate(2014, 1, 10))
    press(page.measures, "french", "a2")
    assert taken(desk, person) == []
    assert page.measures.answers["french"].key() is None
    page.leaving.left.setDate(QDate(2024, 1, 10))
    press(page.measures, "french", "a2")
    assert taken(desk, person) == [("french", "a2", date(2024, 1, 10))]


def test_after_the_exit_it_is_still_that_of_the_exit(measured, desk, person, clock):
    record_exit(
        desk, person.prescription_id, ExitTerms(TODAY, "training", "certifying", employer="GRETA")
    )
    clock.set_wall(clock.now() + timedelta(days=9))
    take_measure(desk, person.prescription_id, "trust", "high")
    assert taken(desk, person) == [("trust", "high", TODAY)]
    assert today(desk.clock) > TODAY
