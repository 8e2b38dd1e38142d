"""Sending, interrupted at any moment in any way: nothing lost, nothing doubled, each state true.

An outbox of fifty envois is sent a few at a time, over each way, to a real server. Every time
something happens: the program is killed, the link is cut at a byte of what goes or comes, the
server goes away and comes back, or she stops it. After each, what is said to be handed over is
there, whole.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.services.outbox.recovering import recover
from coachdesk.services.outbox.sending import send_due
from support.clock import FixedClock
from support.far_ends import WAYS, FarEnd, copied_store, far_end, small_files
from support.faults import run_through, run_until_killed
from support.outbox import bytes_sent, lines, queue_small, recipient
from support.signing_desk import CLOCK, make_empty_desk, reopen

ITEMS = 50
AT_A_TIME = 4
FAR = 100_000
"""Bytes of a few envois with what a server says around them."""
SETTLED = {DeliveryState.HANDED_OVER, DeliveryState.TO_CHECK}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    directory = tmp_path_factory.mktemp("sending") / "magasin"
    make_empty_desk(directory)
    return directory


@pytest.mark.parametrize("way", WAYS)
def test_whatever_interrupts_it_each_arrives_once_or_is_said_to_be_doubtful(
    empty, tmp_path, way, kills_n, torture_figures
):
    faced: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    with far_end(way, tmp_path / "ailleurs") as far:
        for seed in count():
            if faced.total() >= kills_n:
                break
            draw = Random(seed)
            store = copied_store(empty, tmp_path / f"magasin-{seed}")
            desk = reopen(store)
            recipient(desk, far.facts())
            queue_small(desk, islice(small_files(seed), ITEMS))
            desk.close()
            for run in count(1):
                at = f"{way}, seed {seed}, run {run}"
                if faced.total() < kills_n:
                    faced[_interrupted(draw, far, store, 7 * run)] += 1
                if _looked_at(store, far, 7 * run, at, finish=faced.total() >= kills_n):
                    break
            ended += _ended(store, far, f"{way}, seed {seed}")
            far.empty()
    torture_figures(f"sending by {way}", interruptions=faced.total(), **faced, **ended)


def _interrupted(draw: Random, far: FarEnd, store: Path, hours: int) -> str:
    """Send a few, with something that happens; gives what."""
    fault = draw.choice(["killed", "cut", "reply_cut", "restarted", "stopped"])
    command = ("support.child_send", str(store), str(hours))
    if fault == "killed":
        run_until_killed(*command, "50", seed=draw.randrange(1 << 30), acks=AT_A_TIME)
        return fault
    if far.link is None and fault in {"cut", "reply_cut"}:
        fault = "stopped"
    if far.link is not None and fault == "cut":
        far.link.cut_after = far.link.sent + draw.randrange(FAR)
    if far.link is not None and fault == "reply_cut":
        far.link.cut_reply_after = far.link.answered + draw.randrange(FAR // 10)
    with _restarting(far, draw.random()) if fault == "restarted" else _nothing():
        run_through(*command, str(AT_A_TIME))
    if far.link is not None:
        far.link.cut_after = far.link.cut_reply_after = None
    return fault


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def _restarting(far: FarEnd, share: float) -> Iterator[None]:
    """The far end goes away and comes back, up to half a second from now."""
    timer = threading.Timer(share / 2, far.restart)
    timer.start()
    yield
    timer.join()


def _looked_at(store: Path, far: FarEnd, hours: int, at: str, *, finish: bool) -> bool:
    """Hold every state to what is there; whether nothing is left to send."""
    desk = reopen(store, FixedClock(CLOCK.now() + timedelta(hours=hours + 1)))
    recover(desk)
    if finish:
        clock = FixedClock(CLOCK.now() + timedelta(hours=hours + 7))
        desk.close()
        desk = reopen(store, clock)
        send_due(desk)
    there, sent = far.arrived(), bytes_sent(desk)
    for each in lines(desk).values():
        found = there.get(each.filename, [])
        assert found in ([], [sent[each.filename]]), f"{at}: {each.filename} is not whole, or twice"
        if each.state is DeliveryState.HANDED_OVER:
            assert found, f"{at}: {each.filename} is said to be there"
        assert each.state is not DeliveryState.CONFLICT, f"{at}: {each.filename}"
    settled = {each.state for each in lines(desk).values()} <= SETTLED
    assert settled or not finish, f"{at}: {Counter(each.state for each in lines(desk).values())}"
    desk.close()
    return settled


def _ended(store: Path, far: FarEnd, at: str) -> Counter[str]:
    """How they ended: all there once, but for the mails that nobody can tell of."""
    desk = reopen(store)
    assert desk.store.verify(desk.identity.certificate.public_key).fault is None, at
    there, sent = far.arrived(), bytes_sent(desk)
    ends = Counter(each.state.value for each in lines(desk).values())
    assert ends.total() == len(sent) == ITEMS, f"{at}: one was lost"
    if "mail" in at:
        assert there.keys() <= sent.keys(), at
        assert ends["to_check"] >= ITEMS - len(there), at
    else:
        assert there == {name: [data] for name, data in sent.items()}, at
        assert ends == {"handed_over": ITEMS}, at
    desk.close()
    return ends
