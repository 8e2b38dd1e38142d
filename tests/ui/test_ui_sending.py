"""Sending behind the real window: it never waits, it is stopped before the store closes."""

from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.models import Delivery
from coachdesk.queries.outbox import history, outbox
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import open_desk
from coachdesk.services.directory.channels import ChannelFacts
from coachdesk.services.outbox.steps import move
from coachdesk.services.outbox.when import When, keep_sending_when, sending_when
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.settings.sending import SendingSection
from coachdesk.ui.screens.unlock.view import UnlockScreen
from support.outbox_desk import every_state, put, reach
from support.servers.authority import Authority
from support.servers.dav import dav_server

STATES = DeliveryState
MAY = date(2023, 5, 1)
Reachability = QNetworkInformation.Reachability


class Gate:
    """Before the server: holds each PUT until it is opened, and says when one came."""

    def __init__(self):
        self.came, self.open = Event(), Event()
        self.open.set()

    def before(self, application):
        def pass_on(environ, start):
            if environ["REQUEST_METHOD"] == "PUT":
                self.came.set()
                self.open.wait(60)
            return application(environ, start)

        return pass_on


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def server(tmp_path, gate):
    authority = Authority()
    files = authority.issue(tmp_path / "tls")
    with dav_server(tmp_path / "dav", files, wrap=gate.before) as running:
        running_facts = ChannelFacts(
            url=f"webdavs://{running.user}@127.0.0.1:{running.port}/incoming",
            secret=running.password,
            authority=authority.pem,
        )
        yield running, running_facts
        gate.open.set()


@pytest.fixture
def inbox(server):
    return server[0].folder


@pytest.fixture
def reached(desk, action, server):
    return reach(desk, action, server[1])


def files(inbox):
    return sorted(path.name for path in inbox.iterdir() if not path.name.startswith("."))


def only(desk):
    (line,) = desk.read(outbox)
    return line


@pytest.fixture
def held(window, server, gate):
    """The window that sends something which the server does not take yet."""
    desk = window.desk
    recipient = reach(desk, window.space.context.action, server[1])
    key = put(desk, recipient, "Mois de mai 2023", data=b"x" * 9_000_000)
    gate.open.clear()
    window.space.context.sender.send()
    window.until(gate.came.is_set)
    return key


def test_the_window_and_its_writes_go_on_while_something_leaves(window, gate, held, inbox):
    space, written = window.space, []
    assert space.sending.progress.busy
    assert space.sending.progress.isVisible()
    space.context.runner.write(space, lambda _task: "kept", written.append)
    window.until(lambda: written)
    assert only(window.desk).state is STATES.SENDING
    window.hands.press("Ctrl+9")
    window.shows(space.outbox)
    window.until(lambda: "en cours" in space.outbox.chosen.state.text().lower())
    assert not space.outbox.send.isEnabled()
    gate.open.set()
    window.until(lambda: not space.context.sender.busy)
    assert only(window.desk).state is STATES.HANDED_OVER
    assert files(inbox) == ["mois-de-mai-2023.zip.p7m"]
    window.until(lambda: "Remis" in space.outbox.chosen.state.text())


def test_she_stops_it_and_it_waits_as_before(window, gate, held, inbox):
    sender = window.space.context.sender
    window.hands.click(window.button("Interrompre"))
    gate.open.set()
    window.until(lambda: not sender.busy)
    assert only(window.desk).state is STATES.QUEUED
    assert not files(inbox)
    window.until(lambda: "attend" in window.shell.said)


def test_locking_stops_it_before_the_store_closes(
    window, gate, held, inbox, store, recovery_key, clock
):
    runner = window.space.context.runner
    window.hands.press("Ctrl+L")
    assert isinstance(window.shell.pages.currentWidget(), UnlockScreen)
    gate.open.set()
    window.until(lambda: runner.waiting == 0)
    assert not (store.parent / "incidents").exists(), "nothing was written after the store closed"
    again = open_desk(store, recovery_key, clock=clock)
    try:
        line = only(again)
        told = again.read(lambda link: history(link, line.id))
    finally:
        again.close()
    assert line.state is STATES.QUEUED
    assert told[-1].words == "arrêté"
    assert not files(inbox)


def test_pages_made_anew_follow_what_leaves(window, gate, held):
    before = window.space
    window.hands.press("Ctrl++")
    window.until(lambda: window.shell.workspace is not before)
    window.until(window.space.sending.progress.isVisible)
    gate.open.set()
    window.until(lambda: not window.space.context.sender.busy)
    window.until(window.space.sending.isHidden)
    assert only(window.desk).state is STATES.HANDED_OVER


def test_what_a_crash_left_is_settled_at_unlock_and_proposed(
    shell, desk, reached, inbox, recovery_key, until
):
    key = put(desk, reached, "Mois de mai 2023")
    with desk.store.write() as uow:
        move(uow, uow.session.get_one(Delivery, key), STATES.SENDING)
        uow.commit()
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    until(lambda: only(desk).state is STATES.QUEUED)
    bar = shell.workspace.sending
    until(bar.send.isVisible)
    until(lambda: "1\u00a0envoi attend une connexion" in shell.status.waiting.text())
    QTest.mouseClick(bar.send, Qt.MouseButton.LeftButton)
    until(lambda: only(desk).state is STATES.HANDED_OVER)
    until(lambda: not shell.status.waiting.text())
    assert files(inbox) == ["mois-de-mai-2023.zip.p7m"]


def test_a_network_that_comes_back_is_noticed(window, server, inbox):
    desk, space = window.desk, window.space
    network = space.context.sender.network
    network.note_reached(Reachability.Disconnected)
    window.until(lambda: not window.waiting())
    put(desk, reach(desk, space.context.action, server[1]), "Mois de mai 2023")
    assert space.sending.isHidden()
    network.note_reached(Reachability.Online)
    window.until(space.sending.send.isVisible)
    window.hands.click(space.sending.send)
    window.until(lambda: files(inbox))


def test_a_month_leaves_by_itself_once_it_is_closed_where_she_set_so(window, server, inbox):
    """Nobody presses anything: the foot of the window sees that one more waits."""
    window.until(lambda: not window.waiting())  # what papers need is loaded
    desk, space, closed = window.desk, window.space, []
    reach(desk, space.context.action, server[1])
    keep_sending_when(desk, When.BY_ITSELF)
    space.context.runner.write(
        space, lambda _task: close_month(desk, space.context.action, MAY), closed.append
    )
    window.until(lambda: closed and files(inbox))
    window.until(lambda: not space.context.sender.busy)
    assert only(desk).state is STATES.HANDED_OVER
    window.until(lambda: "1\u00a0envoi remis." in window.shell.said)


def test_the_foot_of_the_window_opens_envois(window):
    desk, space = window.desk, window.space
    facts = ChannelFacts(url="sftp://claire@127.0.0.1:9/depot", host_key="SHA256:exemple")
    every_state(desk, reach(desk, space.context.action, facts))
    status = window.shell.status
    status.refresh()
    window.until(status.stuck.isVisible)
    assert status.stuck.text() == "3 envois demandent votre attention"
    assert space.menu.choices["outbox"].accessibleName() == "Envois (5)"
    window.hands.click(status.stuck)
    window.shows(space.outbox)


def test_ctrl_enter_sends_the_closed_month(window, server, inbox):
    window.until(lambda: not window.waiting())  # what papers need is loaded
    desk, space = window.desk, window.space
    reach(desk, space.context.action, server[1])
    close_month(desk, space.context.action, MAY)
    space.go(Target(Screen.MONTH, day=MAY))
    window.until(space.month.sending.send.isVisible)
    window.hands.press("Ctrl+Return")
    window.until(lambda: files(inbox))
    window.until(lambda: space.month.sending.state.text().startswith("Remis"))
    assert len(window.hands.gestures) == 1


def test_the_palette_sends_from_any_page(window, server, inbox):
    desk = window.desk
    put(desk, reach(desk, window.space.context.action, server[1]), "Mois de mai 2023")
    window.hands.press("Ctrl+K")
    window.hands.type("envoyer ce qui")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    window.shows(window.space.outbox)
    window.until(lambda: files(inbox))


def test_a_closed_month_says_where_its_envoi_stands_and_leaves_by_one_click(
    qtbot, show_may, made, desk, action, reached, inbox
):
    close_month(desk, action, MAY)
    page = show_may(made[0])
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    assert page.sending.state.text() == "Envoi en attente"
    page.sending.send.click()
    assert len(files(inbox)) == 1
    assert page.sending.state.text().startswith("Remis le 15/01/2024, sans accusé")
    assert page.sending.send.isHidden()
    assert page.export.isEnabled()
    page.sending.state.click()
    assert made[1].gone == [Target(Screen.OUTBOX, subject_id=only(desk).id)]


def test_a_month_closed_before_anyone_could_be_reached_leaves_by_one_click_too(
    qtbot, show_may, made, desk, action, server, inbox
):
    close_month(desk, action, MAY)
    page = show_may(made[0])
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    assert page.sending.send.isHidden()
    reach(desk, action, server[1])
    page.refresh()
    page.sending.send.click()
    assert len(files(inbox)) == 1
    assert only(desk).state is STATES.HANDED_OVER


def test_the_setting_is_kept_and_acts_at_once(qtbot, made, desk, reached, inbox):
    put(desk, reached, "Mois de mai 2023")
    section = SendingSection(made[0])
    qtbot.addWidget(section)
    section.refresh()
    assert section.when.buttons[When.ASK.value].isChecked()
    section.when.buttons[When.BY_ITSELF.value].click()
    assert desk.read(sending_when) is When.BY_ITSELF
    assert files(inbox) == ["mois-de-mai-2023.zip.p7m"]
