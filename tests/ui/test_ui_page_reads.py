"""A page opens whole, or says that it is being read, or why it could not be: nothing flashes."""

from threading import Event

import pytest
from PySide6.QtCore import QObject, Qt

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.day import day_view
from coachdesk.services.duplicates import known_people
from coachdesk.services.prestations.contacts import ContactFacts, add_contact
from coachdesk.services.prestations.outreach import EventFacts, record_event
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.today import view
from support.walk_through import live

READERS = 2
"""Of the runner: a slow disk keeps all of them."""


@pytest.fixture
def slow(window):
    """From the moment it is called nothing more is read, until it is set."""
    ends, owner = Event(), QObject()

    def begin():
        window.until(lambda: not window.waiting())
        live()  # what was read is shown: what is read next is asked for by the test
        for _ in range(READERS):
            window.space.context.runner.read(owner, ends.wait, lambda _: None)
        return ends

    yield begin
    ends.set()


@pytest.fixture
def two(window):
    first, second, *_ = window.read(known_people)
    return first, second


def test_a_slow_disk_is_said_after_a_moment_and_never_shows_someone_else(window, slow, two):
    space, (first, second) = window.space, two
    space.go(Target(Screen.CARD, first.prescription_id))
    window.until(lambda: first.last_name in space.card.title.text())
    veil = space.reads.veil
    ends = slow()
    space.go(Target(Screen.CARD, second.prescription_id))
    assert not veil.isVisible(), "nothing is said within a blink"
    assert not space.pages.updatesEnabled(), "what was on screen stays there"
    window.until(veil.waiting.isVisible)
    assert veil.geometry() == space.pages.rect(), "nothing of the first one is seen"
    window.until(veil.hasFocus)  # and no key falls on it
    assert not veil.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    ends.set()
    window.until(lambda: not veil.isVisible())
    assert second.last_name in space.card.title.text()
    window.until(lambda: space.card.isAncestorOf(space.window().focusWidget()))
    assert space.pages.updatesEnabled()


def test_she_need_not_wait(window, slow, two):
    space = window.space
    ends = slow()
    space.go(Target(Screen.CARD, two[0].prescription_id))
    window.until(space.reads.veil.leave.isVisible)
    space.reads.veil.leave.click()
    window.shows(space.today)
    assert not space.reads.veil.waiting.isVisible()
    ends.set()
    window.until(lambda: not window.waiting())
    assert space.pages.current() is space.today
    assert not space.reads.veil.isVisible()


def test_what_she_went_on_to_meanwhile_keeps_the_keyboard(window, slow, two):
    space, palette = window.space, window.space.finding.view
    ends = slow()
    space.go(Target(Screen.CARD, two[0].prescription_id))
    window.hands.press("Ctrl+K")
    window.until(space.reads.veil.waiting.isVisible)
    window.until(palette.line.hasFocus)
    window.hands.type("nouv")
    ends.set()
    window.until(lambda: not window.waiting())
    assert palette.isVisible(), "the keyboard never left it"
    assert palette.line.text() == "nouv"


def test_what_is_read_slowly_moves_the_keyboard_as_what_is_read_at_once(window, slow):
    """Behind « Lecture… » the form of someone met outside did not see that she was on her name."""
    desk, space = window.desk, window.space
    action = space.context.action
    event = record_event(desk, action, EventFacts("market", "Marché", desk.clock.now().date()))
    met = add_contact(desk, action, event, ContactFacts("PETIT", "Sylvie"))
    ends = slow()
    space.go(Target(Screen.INTAKE, subject_id=met))
    window.until(space.reads.veil.hasFocus)
    ends.set()
    window.until(lambda: not window.waiting())
    window.until(next(iter(space.intake.gender.buttons.values())).hasFocus)


def test_who_is_on_the_page_is_said_once_it_is_known_and_never_who_was_there(
    window, two, announced
):
    space, (first, second) = window.space, two

    def said():
        return [each.message() for each in announced if each.message() != "Lecture…"]

    for number, person in enumerate((first, second), 1):
        space.go(Target(Screen.CARD, person.prescription_id))
        window.until(lambda number=number: len(said()) == number)
        assert person.last_name in said()[-1]
    space.go(Target(Screen.CARD, second.prescription_id))
    window.until(lambda: not window.waiting())
    live()
    assert len(said()) == 2, "the same one, read again, is not said again"
    space.back()
    window.shows(space.today)
    window.until(lambda: announced[-1].message() == space.today.title.text())


def test_the_same_read_once_more_stays_in_sight(window, slow):
    space, veil = window.space, window.space.reads.veil
    ends = slow()
    space.refresh()
    window.until(veil.sign.isVisible)
    assert veil.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not veil.waiting.isVisible()
    ends.set()
    window.until(lambda: not veil.isVisible())


def test_what_can_not_be_read_says_why_in_its_place_and_lets_her_go_on(window, two):
    space, veil = window.space, window.space.reads.veil
    space.go(Target(Screen.CARD, new_id()))
    window.until(veil.refusal.isVisible)
    assert "n’existe plus" in veil.refusal.text()
    assert "Revenez" in veil.refusal.text()
    window.until(veil.retry.hasFocus)
    assert not window.shell.said, "it is said once"
    veil.retry.click()
    window.until(lambda: not window.waiting())
    window.until(veil.refusal.isVisible)
    veil.back.click()
    window.shows(space.today)
    assert not veil.isVisible()
    space.go(Target(Screen.CARD, two[0].prescription_id))
    window.until(lambda: two[0].last_name in space.card.title.text())
    window.until(lambda: not veil.isVisible())


def test_what_was_read_before_an_act_never_takes_the_place_of_what_was_read_after_it(
    window, participants, monkeypatch
):
    seen, late = [], Event()

    def slowly(*asked):
        found = day_view(*asked)
        seen.append(found)
        assert len(seen) > 1 or late.wait(60)
        return found

    window.until(lambda: not window.waiting())
    monkeypatch.setattr(view, "day_view", slowly)
    (followed,) = (row for row in participants if row.number == "23-076")
    page = window.space.today
    page.refresh()
    window.until(lambda: seen)
    slot = Slot(window.desk.clock.now().date(), 840, 870, None, Mode.PHONE)
    plan_appointment(window.desk, followed.prescription_id, slot)
    try:
        page.refresh()
        window.until(lambda: len(seen) == 2 and window.space.context.runner.waiting == 1)
    finally:
        late.set()
    window.until(lambda: not window.waiting())
    assert "1 rendez-vous" in page.subtitle.text()
