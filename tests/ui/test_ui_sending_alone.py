"""What waits leaves by itself, or is proposed, as she set: never where a connection is counted."""

from datetime import timedelta

import pytest

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.queries.outbox import outbox
from coachdesk.services.outbox.when import When, keep_sending_when
from coachdesk.ui.screens.outbox.view import OutboxScreen
from coachdesk.ui.sending_bar import SendingBar
from support.outbox_desk import put, reach, sftp_facts
from support.servers.ssh import ssh_server

STATES = DeliveryState


def state_of(desk, key):
    return next(line for line in desk.read(outbox) if line.id == key).state


def test_a_connection_is_proposed_or_used_as_she_set(qtbot, made, desk, county, inbox):
    context, trail = made
    bar = SendingBar(context.sender, trail.messages)
    qtbot.addWidget(bar)
    key = put(desk, county, "Mois de mai 2023")
    context.sender.look()
    assert not bar.isHidden()
    assert "1 envoi peut partir" in bar.words.text().replace("\u00a0", " ")
    assert state_of(desk, key) is STATES.QUEUED
    bar.later.click()
    context.sender.look()
    assert bar.isHidden()  # the same is not proposed twice
    keep_sending_when(desk, When.BY_ITSELF)
    context.sender.look()
    assert state_of(desk, key) is STATES.HANDED_OVER
    assert trail.messages.informed[-1].startswith("1\u00a0envoi remis.")


def test_nothing_leaves_by_itself_where_it_is_counted_unless_she_asks(
    qtbot, made, desk, county, inbox
):
    context = made[0]
    screen = OutboxScreen(context)
    qtbot.addWidget(screen)
    keep_sending_when(desk, When.BY_ITSELF)
    key = put(desk, county, "Mois de mai 2023")
    context.sender.network.note_metered(True)
    context.sender.look()
    context.sender.tick()
    assert state_of(desk, key) is STATES.QUEUED
    screen.refresh()
    assert "En pause" in screen.subtitle.text()
    screen.send.click()
    assert state_of(desk, key) is STATES.HANDED_OVER


@pytest.fixture
def asleep(desk, action, tmp_path):
    """A recipient whose server does not run, and what starts it again."""
    home = tmp_path / "sshd"
    with ssh_server(home) as known:
        recipient = reach(desk, action, sftp_facts(known))
    return recipient, lambda: ssh_server(home, port=known.port)


def test_without_an_answer_nothing_is_proposed_and_no_try_is_counted(made, desk, asleep):
    context, (recipient, awake) = made[0], asleep
    key = put(desk, recipient, "Mois de mai 2023")
    context.sender.look()
    assert context.sender.ready == 0
    assert state_of(desk, key) is STATES.QUEUED
    with awake():
        context.sender.look()
        assert context.sender.ready == 1


def test_what_failed_is_tried_again_when_its_time_has_come(made, desk, asleep, clock):
    context, (recipient, awake) = made[0], asleep
    key = put(desk, recipient, "Mois de mai 2023")
    context.sender.send()
    assert state_of(desk, key) is STATES.FAILED
    with awake():
        context.sender.tick()
        assert state_of(desk, key) is STATES.FAILED
        clock.advance(timedelta(minutes=5))
        context.sender.tick()
        assert state_of(desk, key) is STATES.HANDED_OVER
