"""Where there is nothing yet, each screen says what it is for and offers the next step."""

from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QLineEdit

from coachdesk.services.desk import open_desk
from coachdesk.services.setup import create_desk
from coachdesk.services.targets import EVENTS, STEPS, Screen, Target
from coachdesk.ui.screens.settings.index import sections
from coachdesk.ui.workspace import Workspace
from support.command import PASSPHRASE
from support.lived import TODAY, clock_at
from support.stores import cheapen
from support.ui import InlineRunner, MessageRecorder

LAPTOP = (1366, 728)
ABOUT_SOMEONE = {
    Screen.CARD, Screen.DIAGNOSTIC, Screen.DECISION, Screen.CONTRACT, Screen.PAPER,
    Screen.COMPANY, Screen.IMMERSION, Screen.IMMERSION_FORM, Screen.EXIT, Screen.FOLLOW_UP,
    Screen.REENTRY, Screen.APPOINTMENT, Screen.SHEET, Screen.ERASURE, Screen.OUTREACH,
    Screen.SERVICE, Screen.SETTINGS, Screen.GUIDE,
}  # fmt: skip
"""Opened from someone or something there is; settings and the guide are never empty."""
A_FEW_WORDS = 25
WAYS = QAbstractButton, QLineEdit
TARGETS = {
    **{screen.value: Target(screen) for screen in Screen if screen not in ABOUT_SOMEONE},
    "month of a sheet": Target(Screen.SHEET, day=TODAY),
    "aller-vers": Target(Screen.SERVICES, section=EVENTS),
    "démarches": Target(Screen.SERVICES, section=STEPS),
    **{f"settings {each.key}": Target(Screen.SETTINGS, section=each.key) for each in sections()},
}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    directory = tmp_path_factory.mktemp("fresh") / "store"
    clock = clock_at(TODAY)
    create_desk(
        directory, PASSPHRASE, profile="coaching-emploi", coach_name="Claire Exemple", clock=clock
    ).desk.close()
    cheapen(directory, PASSPHRASE)
    desk = open_desk(directory, PASSPHRASE, clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def space(qtbot, fresh):
    messages = MessageRecorder()
    made = Workspace(InlineRunner(messages), messages, fresh, fresh.action(None))
    qtbot.addWidget(made)
    made.resize(*LAPTOP)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.start()
    return made


def test_the_two_headings_of_a_first_day_are_level(space):
    space.go(Target(Screen.TODAY))
    tops = {
        each.text(): each.mapTo(space, each.rect().center()).y()
        for each in space.today.findChildren(QLabel)
        if each.text() in {"Feuille de route", "À faire"}
    }
    assert len(tops) == 2
    assert len(set(tops.values())) == 1


def test_on_a_fresh_store_no_screen_is_blank(space, qtbot):
    """Each says something and offers something; no list stands there without a line."""
    blank, silent, ends, lost = {}, [], [], {}
    for name, target in TARGETS.items():
        space.go(target)
        turned = []
        QTimer.singleShot(0, partial(turned.append, name))  # parts just made are shown by then
        qtbot.waitUntil(partial(turned.__contains__, name))
        page = space.pages.current()
        lists = [each for each in page.findChildren(QAbstractItemView) if in_sight(each)]
        if without := [each.accessibleName() for each in lists if not each.model().rowCount()]:
            blank[name] = without
        words = " ".join(each.text() for each in page.findChildren(QLabel) if in_sight(each))
        if len(words) < A_FEW_WORDS:
            silent.append(name)
        ways = [each for kind in WAYS for each in page.findChildren(kind) if in_sight(each)]
        leaving = page.way_out
        if not [each for each in ways if each.isEnabled() and each is not leaving]:
            ends.append(name)
        inside = QApplication.focusWidget()
        if inside is None or not page.isAncestorOf(inside) or inside is leaving:
            lost[name] = inside
    assert not blank
    assert not silent
    assert not ends
    assert not lost, "the keyboard is where the work begins"


def in_sight(widget):
    return widget.isVisible()
