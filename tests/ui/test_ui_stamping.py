"""Trusted time behind the window: asked after what leaves, said, and nothing waits for it."""

import pytest

from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.queries.outbox import month_deliveries, outbox
from coachdesk.services.directory.channels import ChannelFacts
from coachdesk.services.outbox.timestamp_authority import keep_authority
from coachdesk.services.outbox.when import When, keep_sending_when
from coachdesk.ui.sending_bar import SendingBar
from support.outbox_desk import reach
from support.servers.authority_of_time import authority_of_time
from support.stamping import MAY, closed


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with authority_of_time(tmp_path_factory.mktemp("tsa")) as authority:
        yield authority


@pytest.fixture
def authority(running, desk):
    keep_authority(desk, running.url, running.root)
    yield running
    running.status = 200


@pytest.fixture
def inbox(desk, action, tmp_path):
    folder = tmp_path / "la"
    folder.mkdir()
    reach(desk, action, ChannelFacts(url=folder.as_uri()))
    return folder


@pytest.fixture
def sent(qtbot, made, desk, inbox):
    """What is said when she sends a month."""
    context, trail = made
    bar = SendingBar(context.sender, trail.messages)
    qtbot.addWidget(bar)
    closed(desk)

    def send():
        context.sender.send()
        return trail.messages.informed[-1].replace("\u00a0", " ")

    yield send
    bar.close()  # held until here: what it says is what is asked


def test_the_timestamp_leaves_right_behind_its_envoi(sent, authority, inbox):
    assert sent() == "1 envoi remis. 1 horodatage obtenu."
    (envoi,) = inbox.glob("*.zip")
    assert (inbox / f"{envoi.name}.tsr").exists()


def test_a_failure_is_said_and_the_envoi_left(sent, authority, inbox, desk):
    authority.status = 500
    said = sent()
    assert said.startswith("1 envoi remis. L’autorité d’horodatage")
    assert "l’erreur 500" in said
    assert "plus tard" in said
    (line,) = desk.read(outbox)
    assert line.state is DeliveryState.HANDED_OVER


def test_it_is_asked_again_at_a_later_connection(sent, authority, inbox, desk, made, clock):
    authority.status = 500
    sent()
    authority.status = 200
    keep_sending_when(desk, When.BY_ITSELF)
    made[0].sender.look()
    assert not list(inbox.glob("*.tsr")), "its time has not come"
    clock.set_wall(clock.now().replace(hour=clock.now().hour + 1))
    made[0].sender.look()
    made[0].sender.look()
    assert len(list(inbox.glob("*.tsr"))) == 1


def test_the_month_tells_of_its_envoi_not_of_the_timestamp(sent, authority, desk, action, inbox):
    sent()
    lines = desk.read(lambda link: month_deliveries(link, action.id, MAY))
    assert [line.kind for line in lines] == [DeliveryKind.MONTH]
    assert len(desk.read(outbox)) == 2
