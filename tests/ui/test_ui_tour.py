"""The visite guidée: its store is its own, each step points at a control that is there."""

import subprocess
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import clock_from
from coachdesk.core.tokens import LIGHT
from coachdesk.services.targets import Screen, Target
from coachdesk.services.tour.store import MORNING, Tour
from coachdesk.system.crash import CrashLog
from coachdesk.ui import helping
from coachdesk.ui.appearance import Appearance, worn_by
from coachdesk.ui.theme import apply_theme
from coachdesk.ui.tour.card import TourCard, beside
from coachdesk.ui.tour.steps import TourStep, tour_steps
from coachdesk.ui.tour.window import TITLE, TourOpening
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_messages import WindowMessages
from support.cut import cut_texts
from support.ui import window_on
from support.watched_runner import WatchedRunner

LAPTOP = QSize(1366, 728)


@pytest.fixture
def opening(qtbot, tmp_path):
    """The visite, prepared and open, at the size of a small laptop."""
    banner = Banner()
    messages = WindowMessages(banner)
    runner = WatchedRunner(messages, CrashLog(tmp_path / "incidents", clock_from(MORNING)))
    made = TourOpening(runner, messages, banner)
    qtbot.addWidget(made)
    made.show()
    made.begin(Appearance(worn_by(), runner))
    qtbot.waitUntil(lambda: made.shell is not None)
    assert made.shell.isVisible() is (made.shell.workspace is not None), "no passphrase is asked"
    made.shell.resize(LAPTOP)
    qtbot.waitUntil(made.control.card.isVisible)
    yield made
    if made.shell.isVisible():
        made.shell.leave()
    qtbot.waitUntil(lambda: not made.shell.isVisible())
    runner.close()
    made.take_away()
    made.shell.deleteLater()


def the_guide_is_read_without_the_card(opening):
    """F1, and F1 again: nothing stood over it, and the step is there as before."""
    card, shell = opening.control.card, opening.shell
    shell.helping.open()
    opening.control.look()
    assert not card.isVisible()
    shell.helping.open()
    opening.control.look()
    assert card.isVisible()
    card.next.setFocus()


def test_each_step_points_at_a_control_in_sight_and_its_card_hides_none_of_it(opening, qtbot):
    """One walk; at its end nothing is left, over the window or on the disk."""
    control, shell = opening.control, opening.shell
    assert shell.windowTitle() == TITLE
    for number, step in enumerate(control.steps):
        assert control.at == number
        if step.control is not None:
            qtbot.waitUntil(lambda: control.pointed is not None)
            control.look()
            qtbot.waitUntil(lambda: not control.veil.hole.isEmpty())
            assert control.pointed.isVisible(), step.key
            small = control.veil.hole.height() < LAPTOP.height() // 3
            lit = control.veil.hole.translated(control.veil.pos())
            assert not (small and control.card.geometry().intersects(lit)), step.key
        assert shell.rect().contains(control.card.geometry()), step.key
        assert not cut_texts(control.card), step.key
        qtbot.waitUntil(control.card.next.hasFocus)  # a page may have taken it
        shell.workspace.pages.current().take_keyboard()  # as a page does once it is read
        qtbot.waitUntil(control.card.next.hasFocus)
        if step.target is None:
            the_guide_is_read_without_the_card(opening)
        control.card.next.click()
    assert not control.on
    assert not control.card.isVisible()
    assert shell.workspace.shown.screen is Screen.TODAY
    folder = opening.folder
    assert folder.exists()
    shell.lock()  # there is nothing to lock away: it closes
    qtbot.waitUntil(lambda: not shell.isVisible())
    opening.take_away()
    assert not folder.exists()


def test_every_page_and_the_pad_say_that_nobody_is_real_until_the_visite_is_closed(opening, qtbot):
    """Its window looks as hers: real people would be typed in it, or hers thought to be gone."""
    control, shell = opening.control, opening.shell
    band = control.band

    def told():
        return (
            band.isVisible()
            and "inventées" in band.words.text()
            and not cut_texts(band)
            and shell.rect().contains(band.geometry())
            and not band.mapTo(shell, QPoint()).y()
            and not control.veil.geometry().intersects(band.geometry())
        )

    qtbot.waitUntil(told, timeout=20_000)
    control.end()
    for target in (Screen.PARTICIPANTS, Screen.MONTH, Screen.SETTINGS):
        shell.workspace.go(Target(target))
        assert told(), target
    shell.workspace.go(control.steps[6].target)
    qtbot.waitUntil(lambda: shell.workspace.appointment.sheet is not None, timeout=20_000)
    shell.workspace.appointment.sheet.sign.click()
    qtbot.waitUntil(lambda: shell.pad is not None, timeout=20_000)
    assert told(), "she may try the pad with someone who is there"
    band.leaving.click()
    qtbot.waitUntil(lambda: not shell.isVisible(), timeout=30_000)


@pytest.mark.parametrize(
    "hole",
    [QRect(10, 10, 100, 40), QRect(1200, 10, 150, 40), QRect(600, 300, 80, 30),
     QRect(20, 680, 90, 40), QRect(1260, 690, 90, 36), QRect()],
)  # fmt: skip
def test_the_card_stands_beside_what_it_speaks_of(hole):
    card = QRect(beside(hole, QSize(364, 200), LAPTOP), QSize(364, 200))
    assert QRect(0, 0, LAPTOP.width(), LAPTOP.height()).contains(card)
    assert not card.intersects(hole)


@pytest.mark.parametrize("size", [LAPTOP, QSize(1280, 680), QSize(1092, 574)])
def test_in_large_text_the_card_lies_across_what_is_too_big_to_stand_beside(qtbot, qapp, size):
    """A list of the day, the head of a fiche, what a month lacks: as wide as the page."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(size)
    apply_theme(qapp, LIGHT, 200)
    try:
        card = TourCard(page)
        page.show()
        words = max(
            (step.words for step in tour_steps(Tour(Path(), UUID(int=1), UUID(int=2)))), key=len
        )
        card.tell(TourStep("", "Votre journée", words), 2, 12)
        card.show()
        alone = card.size()
        low = QRect(150, 230, size.width() - 180, size.height() - 280)
        card.stand_by(low, size)
        assert not card.geometry().intersects(low)
        assert page.rect().contains(card.geometry())
        assert not cut_texts(card)
        card.stand_by(QRect(size.width() - 200, 20, 180, 60), size)
        assert card.size() == alone, "beside what leaves it the place"
        high = QRect(150, 20, size.width() - 180, size.height() - 260)
        card.stand_by(high, size)
        assert not card.geometry().intersects(high)
    finally:
        apply_theme(qapp, LIGHT)


def test_the_window_starts_it_as_a_program_of_its_own(window, monkeypatch):
    """Her store stays as it is: nothing of the visite is in her window."""
    started = []

    def start(program, arguments, folder):
        started.append([program, *arguments])
        return True, 1

    monkeypatch.setattr(helping.QProcess, "startDetached", start)
    window.space.bindings.run("tour")
    (command,) = started
    window.until(lambda: "autre fenêtre" in window.shell.said)
    shown = subprocess.run([*command, "--help"], capture_output=True, encoding="utf-8", check=True)
    assert "visite guidée" in shown.stdout


def test_what_could_not_start_is_said(window, monkeypatch):
    monkeypatch.setattr(helping.QProcess, "startDetached", lambda *_: (False, 0))
    window.space.bindings.run("tour")
    window.until(lambda: "n’a pas pu s’ouvrir" in window.shell.said)


def test_the_first_start_ends_on_it_too(qtbot, tmp_path, clock, monkeypatch):
    started = []
    monkeypatch.setattr(
        helping.QProcess, "startDetached", lambda *asked: (started.append(asked) or True, 1)
    )
    runner, shell = window_on(tmp_path / "neuf", clock)
    qtbot.addWidget(shell)
    shell.pages.currentWidget().ready.tour.click()
    assert len(started) == 1
    shell.close()
    runner.close()
