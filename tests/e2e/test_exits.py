"""Someone finds a job, is followed up at 1, 3 and 6 months, and comes again: all in the window."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.follow_ups import MilestoneState
from coachdesk.models import FollowUp
from coachdesk.queries.card import participant_card
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.exits.following import stones_of
from coachdesk.services.figures import month_figures
from coachdesk.services.targets import Screen, Target
from support.lived import TODAY

LEGRAND = "LEGRAND Sébastien"
WEEK = timedelta(days=7)
_TABS = 60


@pytest.fixture
def dossier(window):
    """His dossier, with a rendez-vous planned in a week."""
    found = window.person(LEGRAND).prescription_id
    slot = Slot(TODAY + WEEK, 960, 990, "Mairie de Doullens", Mode.ON_SITE)
    plan_appointment(window.desk, found, slot)
    return found


def card_of(window, dossier):
    return window.read(lambda link: participant_card(link, dossier))


def open_page(window, screen, dossier, **more):
    window.space.go(Target(screen, dossier, **more))
    page = window.space.page_of(screen)
    window.shows(page)
    window.until(lambda: getattr(page, "head", True) is not None)
    return page


def on(window, day):
    clock = window.desk.clock
    clock.set_wall(datetime(day.year, day.month, day.day, 9, tzinfo=clock.now().tzinfo))


def finds_a_job(window, dossier):
    """From his card: four gestures, and what is typed of the job."""
    open_page(window, Screen.CARD, dossier)
    window.until(window.space.card.acts[Screen.EXIT].isVisible)
    window.hands.click(window.space.card.acts[Screen.EXIT])
    page = window.space.exit
    window.shows(page)
    window.until(lambda: page.head is not None and page.remaining.boxes)
    window.hands.click(page.leaving.kind.buttons["employment"])
    window.hands.click(page.leaving.details["employment"].buttons["fixed_short"])
    return page


def types_who(window, line, text):
    """The proposals take the window's place for a moment, which this platform never gives back."""
    line.setFocus()
    QTest.keyClicks(line, text)
    line.popup.hide()
    window.shell.activateWindow()
    window.until(window.shell.isActiveWindow)


def types_the_job(window, page):
    types_who(window, page.job.employer, "Boulangerie Petit")
    for line, text in (
        (page.job.starts, "22/01/2024"),
        (page.job.ends, "21/07/2024"),
    ):
        line.setFocus()
        QTest.keyClicks(line, text)


def follows_up(window, months, outcome, day):
    """From the list of the month: three gestures."""
    on(window, day)
    window.space.go(Target(Screen.FOLLOW_UPS))
    listed = window.space.follow_ups
    window.shows(listed)
    listed.table.choose_line(_line_of(window, listed, months))
    listed.table.setFocus()
    window.hands.count("", 3)
    window.hands.press("Return", said="Entrée")
    page = window.space.follow_up
    window.shows(page)
    window.until(lambda: f"{months}\u00a0mois" in page.title.text() and page.head is not None)
    window.hands.click(page.outcome.buttons[outcome])
    window.hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.shows(listed)
    count = window.hands.count("", 3)
    assert len(count.gestures) <= 3, count


def _line_of(window, listed, months):
    def his():
        lines = listed.table.visible_rows()
        return [n for n, line in enumerate(lines) if _is_his(line, months)]

    window.until(his)
    return his()[0]


def _is_his(line, months):
    return line.last_name == "LEGRAND" and line.stone.months == months


def test_a_job_three_follow_ups_and_a_re_entry(window, dossier):
    """The whole story of issue 5, by mouse and keyboard, and what the store says of it."""
    page = finds_a_job(window, dossier)
    types_the_job(window, page)
    assert page.leaving.detail() == "fixed_long", "22 January to 21 July is exactly six months"
    assert page.leaving.exit_class.text() == "Emploi durable"
    assert "6\u00a0mois et plus" in page.leaving.why.text()
    window.hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.shows(window.space.card)
    window.until(lambda: card_of(window, dossier).exit is not None)
    left = card_of(window, dossier).exit
    assert (left.left_on, left.detail, left.employer) == (TODAY, "fixed_long", "Boulangerie Petit")
    (off,) = [one for one in card_of(window, dossier).appointments if one.held_on == TODAY + WEEK]
    assert off.presence is Presence.CANCELLED
    section = window.space.card.sections.exit
    window.until(lambda: section.isVisible() and section.stones.shown())
    action = window.desk.actions[0]
    figures = window.read(lambda link: month_figures(link, action.id, action.profile, TODAY))
    assert figures["sorties"] == 1

    follows_up(window, 1, "employed", date(2024, 2, 16))
    follows_up(window, 3, "unreachable", date(2024, 4, 16))
    window.until(lambda: len(noted(window)) == 2)
    assert noted(window)[3][1:] == (1, date(2024, 4, 23)), "tried again a week later"
    follows_up(window, 3, "employed", date(2024, 4, 23))
    follows_up(window, 6, "seeking", date(2024, 7, 18))
    window.until(lambda: len(noted(window)) == 3)
    assert {months: told[0] for months, told in noted(window).items()} == {
        1: "employed", 3: "employed", 6: "seeking",
    }  # fmt: skip
    assert noted(window)[3][1:] == (2, None)
    card = card_of(window, dossier)
    stones = stones_of(action.profile, card.exit, card.follow_ups, date(2024, 7, 18))
    assert {stone.state for stone in stones} == {MilestoneState.DONE}
    comes_again(window, dossier)


def noted(window):
    columns = (FollowUp.milestone, FollowUp.outcome, FollowUp.attempts, FollowUp.again_on)
    found = window.read(lambda link: link.execute(select(*columns)).all())
    return {row.milestone: tuple(row)[1:] for row in found}


def comes_again(window, dossier):
    card = open_page(window, Screen.CARD, dossier)
    window.until(card.sections.exit.again.isVisible)
    window.hands.click(card.sections.exit.again)
    page = window.space.reentry
    window.shows(page)
    window.until(lambda: page.number.text() and "LEGRAND" in page.who.text())
    number = page.number.text()
    window.hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.shows(card)
    window.until(lambda: number in card.subtitle.text())
    again = window.person(LEGRAND).prescription_id
    assert again != dossier
    diagnostic = open_page(window, Screen.DIAGNOSTIC, again)
    window.until(diagnostic.former.isVisible)
    assert "23-120" in diagnostic.former.text()
    assert diagnostic.training_level.currentData() is not None, "as it was, to be confirmed"
    window.hands.press("Ctrl+Return", said="Ctrl+Entrée")
    decision = window.space.decision
    window.shows(decision)
    window.until(lambda: decision.head is not None and decision.head.prescription_id == again)
    window.hands.click(window.button("Intégré", decision))
    window.hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: card_of(window, again).pathway is not None)
    open_page(window, Screen.CARD, again)
    window.until(lambda: number in card.subtitle.text() and card.sections.exit.isVisible())
    window.hands.click(window.button("Ouvrir", card.sections.exit))
    window.until(lambda: "23-120" in card.subtitle.text())
    assert len(card_of(window, dossier).stints) == 2
    window.hands.press("Ctrl+Z")
    window.until(lambda: card_of(window, again).pathway is None)


def test_an_exit_by_the_keyboard_alone(window, dossier):
    hands, page = window.hands, window.space.page_of(Screen.EXIT)
    window.space.go(Target(Screen.TODAY))
    hands.press("Ctrl+K")
    window.until(window.space.finding.view.isVisible)
    hands.type("legrand seb")
    window.until(lambda: (entry := window.space.finding.view.current()) and entry.person)
    hands.tab()
    hands.type("sortie")
    hands.press("Return", said="Entrée")
    window.shows(page)
    window.until(lambda: page.head is not None and page.remaining.boxes)
    tab_to(page.leaving.kind.buttons["training"])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    tab_to(page.leaving.details["training"].buttons["certifying"])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    tab_to(page.job.employer)
    types_who(window, page.job.employer, "Greta")
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: card_of(window, dossier).exit is not None)
    assert card_of(window, dossier).exit.employer == "Greta"
    window.shows(window.space.card)
    hands.press("Ctrl+Z")
    window.until(lambda: card_of(window, dossier).exit is None)


def tab_to(widget):
    for _ in range(_TABS):
        if QApplication.focusWidget() is widget:
            return
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {widget.text()!r}")


def test_what_is_half_typed_of_an_exit_comes_back(window, dossier):
    page = open_page(window, Screen.EXIT, dossier)
    window.until(lambda: page.remaining.boxes)
    page.leaving.kind.buttons["employment"].click()
    types_who(window, page.job.employer, "Garage")
    open_page(window, Screen.CARD, dossier)
    page = open_page(window, Screen.EXIT, dossier)
    window.until(lambda: page.job.employer.text() == "Garage")
    assert page.leaving.kind.key() == "employment"
    assert page.job.isVisible()


def test_a_parcours_is_prolonged_and_its_contract_follows(window, dossier):
    page = open_page(window, Screen.EXIT, dossier)
    window.until(page.go_on_instead.isVisible)
    window.hands.click(page.go_on_instead)
    window.until(page.prolong.isVisible)
    window.hands.click(page.prolong.act)
    window.shows(window.space.contract)
    window.until(lambda: card_of(window, dossier).pathway.planned_end_on == date(2024, 11, 15))


def test_every_act_of_what_remains_leads_somewhere(window, dossier):
    page = open_page(window, Screen.EXIT, dossier)
    window.until(lambda: page.remaining.boxes)
    window.button("Établir", page.remaining)
    acts = [act for act in page.remaining.findChildren(QPushButton) if act.isVisible()]
    assert all(act.accessibleName().count(":") for act in acts), "each says what it is for"
    window.hands.click(acts[-1])
    window.until(lambda: window.space.pages.current() is not page)
