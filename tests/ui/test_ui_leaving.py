"""Closing the window, or turning away, when something would be lost."""

from dataclasses import replace
from datetime import date

import pytest

from coachdesk.core.store_files import DATABASE_FILE, UNFINISHED_FILE
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.desk import open_desk
from coachdesk.services.month import month_view
from coachdesk.services.pad.sittings import presence_sitting
from coachdesk.services.setup import create_desk
from coachdesk.ui.appearance import Appearance
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.month.view import MonthScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.shell import Shell
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_messages import WindowMessages
from support.desk_context import make_context
from support.ui import InlineRunner, draw_by_mouse, hand

PASSPHRASE = "quatre mots sans lien"


class HeldRunner(InlineRunner):
    """Keeps what is asked until ``release``, as a slow disk would."""

    def __init__(self, messages):
        super().__init__(messages)
        self.held = []
        self.holding = False

    def read(self, owner, work, done, failed=None):
        """Now, or later."""
        self._soon(lambda: InlineRunner.read(self, owner, work, done, failed))

    def write(self, owner, work, done, failed=None, progress=None):
        """Now, or later; the task can be cancelled in between."""
        task = Task(progress)
        self._soon(lambda: InlineRunner.read(self, owner, lambda: work(task), done, failed))
        return task

    def release(self):
        """Do what was kept."""
        while self.held:
            self.held.pop(0)()

    def _soon(self, work):
        if self.holding:
            self.held.append(work)
        else:
            work()


@pytest.fixture
def slow(messages):
    return HeldRunner(messages)


@pytest.fixture
def make_shell(qapp, qtbot, slow, messages, clock):
    def make(directory):
        shell = Shell(slow, messages, Banner(), clock, directory, Appearance(qapp, slow))
        qtbot.addWidget(shell)
        shell.show()
        return shell

    make.clock = clock
    yield make
    slow.holding = False
    slow.release()


@pytest.fixture
def open_shell(make_shell, store, recovery_key):
    shell = make_shell(store)
    shell.unlock(recovery_key)
    return shell


def to_the_key(shell):
    """A first start up to the recovery key."""
    first = shell.pages.currentWidget()
    assert isinstance(first, FirstRunScreen)
    first.identity.name.setText("Odile Vasseur")
    first.identity.profile.setCurrentText("Coaching Emploi – 5 vallées")
    first.next.click()
    first.passphrase.secret.line.setText(PASSPHRASE)
    first.passphrase.again.line.setText(PASSPHRASE)
    first.next.click()
    return first, "-".join(group.text() for group in first.recovery.shown.groups)


def test_the_recovery_key_is_not_lost_with_the_window(make_shell, messages, tmp_path):
    shell = make_shell(tmp_path / "neuf")
    first, key = to_the_key(shell)
    messages.reason = None
    shell.close()
    assert shell.isVisible()
    assert "clé de secours" in messages.asked[0].title
    first.next.click()
    first.recovery.line.setText(key)
    first.next.click()
    shell.close()
    assert not shell.isVisible()
    assert len(messages.asked) == 1


def test_a_window_closed_too_early_opens_again_by_the_passphrase_and_makes_a_new_key(
    qtbot, make_shell, messages, tmp_path
):
    shell = make_shell(tmp_path / "neuf")
    _, lost = to_the_key(shell)
    shell.close()
    qtbot.waitUntil(lambda: not shell.isVisible())
    again = make_shell(tmp_path / "neuf")
    again.unlock(PASSPHRASE)
    screen = again.pages.currentWidget()
    assert isinstance(screen, FirstRunScreen)
    screen.next.click()
    new = "-".join(group.text() for group in screen.recovery.shown.groups)
    screen.next.click()
    screen.recovery.line.setText(new)
    for _ in range(3):
        screen.next.click()
    screen.ready.look.click()
    assert again.workspace is not None
    again.close()
    third = make_shell(tmp_path / "neuf")
    third.unlock(lost)
    assert isinstance(third.pages.currentWidget(), UnlockScreen)
    third.unlock(new)
    assert third.workspace is not None
    third.close()


def test_a_store_whose_making_was_cut_is_made_again_from_the_window(make_shell, messages, tmp_path):
    directory = tmp_path / "neuf"
    made = create_desk(
        directory, PASSPHRASE, profile="coaching-emploi", coach_name=None, clock=make_shell.clock
    )
    made.desk.close()
    (directory / UNFINISHED_FILE).touch()
    (directory / DATABASE_FILE).write_bytes(b"")
    shell = make_shell(directory)
    shell.unlock(PASSPHRASE)
    unlock = shell.pages.currentWidget()
    assert unlock.again.isVisible()
    messages.reason = None
    unlock.again.click()
    assert (directory / DATABASE_FILE).exists(), "she said no"
    messages.reason = ""
    unlock.again.click()
    assert list(directory.iterdir()) == []
    assert isinstance(shell.pages.currentWidget(), FirstRunScreen)


def test_a_wrong_passphrase_never_offers_to_begin_a_whole_store_again(make_shell, store):
    shell = make_shell(store)
    shell.unlock("pas la bonne")
    assert not shell.pages.currentWidget().again.isVisible()


def test_a_half_drawn_signature_is_not_lost_with_the_window(
    qtbot, open_shell, messages, participants, desk
):
    person = next(row for row in participants if row.number == "23-076")
    meeting = plan_appointment(
        desk,
        person.prescription_id,
        Slot(desk.clock.now().date(), 600, 630, "Mairie", Mode.ON_SITE),
    )
    open_shell.workspace.sign_asked.emit(presence_sitting(desk, meeting))
    draw_by_mouse(open_shell.pad.surface, hand(open_shell.pad.surface))
    messages.reason = None
    open_shell.close()
    assert open_shell.isVisible()
    assert "signature" in messages.asked[0].title
    messages.reason = ""
    open_shell.close()
    qtbot.waitUntil(lambda: not open_shell.isVisible())


def test_closing_the_window_asks_before_it_cuts_a_closing_and_nothing_of_it_is_kept(
    qtbot, open_shell, slow, messages, desk, action
):
    month = open_shell.workspace.month
    open_shell.workspace.show_months()
    month.show_month(date(2023, 5, 1))
    slow.holding = True
    month.close_button.click()
    month.closing.attest.click()
    assert month.acts.busy
    messages.reason = None
    open_shell.close()
    assert open_shell.isVisible(), "declined"
    messages.reason = ""
    open_shell.close()
    qtbot.waitUntil(lambda: not open_shell.isVisible())
    slow.release()
    seen = desk.read(
        lambda link: month_view(
            link, action.id, action.profile, date(2023, 5, 1), today=date(2024, 1, 15)
        )
    )
    assert seen.closing is None


def test_the_window_closes_at_once_when_nothing_would_be_lost(open_shell, messages):
    open_shell.close()
    assert not open_shell.isVisible()
    assert not messages.asked


def test_no_button_acts_on_a_month_that_is_not_read_yet(qtbot, slow, desk):
    page = MonthScreen(replace(make_context(desk)[0], runner=slow))
    qtbot.addWidget(page)
    page.refresh()
    page.show_month(date(2023, 5, 1))
    slow.holding = True
    for _ in range(5):
        page.chooser.after.click()
    assert page.chooser.combo.currentText() == "Octobre 2023"
    assert "Lecture" in page.subtitle.text()
    assert not page.close_button.isEnabled()
    assert not page.tiles.tiles[0].isEnabled()
    assert len(slow.held) == 1, "months passed over are not read"
    slow.release()
    assert page.close_button.isEnabled()
    page.close_button.click()
    assert "octobre" in page.closing.title.text()


def test_a_store_that_vanished_is_told_as_such_and_names_no_command(
    qtbot, runner, messages, clock, store
):
    screen = UnlockScreen(
        runner, messages, store, lambda secret: open_desk(store, secret, clock=clock), lambda: None
    )
    qtbot.addWidget(screen)
    store.rename(store.with_name("ailleurs"))
    screen.secret.line.setText(PASSPHRASE)
    screen.unlock()
    assert "n’est plus là" in screen.answer.text()
    assert "coachdesk init" not in screen.answer.text()


def test_a_refusal_leaves_the_screen_when_she_goes_on(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    door = WindowMessages(banner)
    banner.show_message("refused", "Ce fichier est un PDF.", "Choisissez un classeur.")
    door.hush()
    assert not banner.isVisible()
    banner.show_message("done", "Envoi enregistré.")
    door.hush()
    assert banner.isVisible(), "good news passes by itself"


def test_the_first_window_fits_the_screen_it_opens_on(make_shell, store, qapp):
    shell = make_shell(store)
    room = qapp.primaryScreen().availableSize()
    assert shell.width() < room.width()
    assert shell.height() < room.height()


def test_a_window_turned_to_another_folder_closes_without_a_question(
    open_shell, messages, tmp_path
):
    open_shell.choose_folder(tmp_path / "ailleurs")
    assert open_shell.workspace is None
    open_shell.close()
    assert not open_shell.isVisible()
    assert not messages.asked
