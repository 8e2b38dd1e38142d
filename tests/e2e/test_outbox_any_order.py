"""Closings, corrections, sends, receipts, restores and crashes in any order: what is told is true.

Two recipients, a folder and a mailbox, are sent the same months. A crash strikes as a step begins
to be kept: the clock, which each transaction reads first, kills there.
"""

import json
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coachdesk.domain.deliveries import LEADS_TO, DeliveryState
from coachdesk.queries.outbox import DeliveryLine
from coachdesk.services.outbox.again import send_again, settle, withdraw
from coachdesk.services.outbox.queueing import queue_month, queue_package
from coachdesk.services.outbox.receipts import fetch_receipts
from coachdesk.services.outbox.recovering import recover
from coachdesk.services.outbox.sending import send_due
from support.clock import FixedClock
from support.far_ends import FarEnd, copied_store, far_end
from support.outbox import bytes_sent, lines, month_of, recipient, small_package, steps
from support.signing_desk import CLOCK, make_empty_desk, reopen

MONTHS = 4
UNTOLD = (DeliveryState.TO_CHECK, DeliveryState.CONFLICT)
ARRIVED = (DeliveryState.HANDED_OVER, DeliveryState.CONFIRMED)


class KilledError(BaseException):
    """The program dies here."""


class DeadlyClock(FixedClock):
    """It kills at the reading that it is told."""

    left: int | None = None

    def now(self) -> Any:
        """The time, unless it is the last reading."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise KilledError
        return super().now()


WAITING = (DeliveryState.QUEUED, DeliveryState.FAILED)


def some(*states: DeliveryState) -> Any:
    """Only where a delivery stands so: what has nothing to do would be drawn most of the time."""
    return precondition(lambda self: any(each.state in states for each in self._lines()))


class Sendings(RuleBasedStateMachine):
    """A coach who closes, corrects and sends, on a machine that crashes and is restored."""

    empty: Path
    folder: FarEnd
    mail: FarEnd

    def __init__(self) -> None:
        super().__init__()
        self.room = tempfile.TemporaryDirectory()
        self.stores = 0
        self.revisions: Counter[int] = Counter()
        self.asked: Counter[str] = Counter()
        self.there: dict[str, bytes] = {}
        self.kept: tuple[Path, Counter[int]] | None = None
        self.clock = DeadlyClock(CLOCK.now())
        self.store = copied_store(self.empty, self._next())
        self.folder.empty()
        self.mail.empty()
        self._open()
        recipient(self.desk, self.folder.facts(), "Dossier")
        recipient(self.desk, self.mail.facts(), "Courriel")
        self.close_or_correct(0, b"premier")

    def _next(self) -> Path:
        self.stores += 1
        return Path(self.room.name) / f"magasin-{self.stores}"

    def _open(self) -> None:
        self.desk = reopen(self.store, self.clock)
        recover(self.desk)

    def _lines(self) -> list[DeliveryLine]:
        return sorted(lines(self.desk).values(), key=lambda each: each.id)

    def _chosen(self, which: int, *states: DeliveryState) -> UUID | None:
        found = [each.id for each in self._lines() if each.state in states]
        return found[which % len(found)] if found else None

    @rule(month=st.integers(0, MONTHS - 1), content=st.binary(min_size=1, max_size=30))
    def close_or_correct(self, month: int, content: bytes) -> None:
        with self.desk.store.write() as uow:
            revision = self.revisions[month] + 1
            package = small_package(uow, self.desk, month, content, revision)
            queue_package(uow, self.desk.actions[0], package)
            uow.commit()
        self.revisions[month] = revision

    @some(DeliveryState.WITHDRAWN)
    @rule(month=st.integers(0, MONTHS - 1))
    def ask_for_the_month(self, month: int) -> None:
        """Nothing is queued twice by asking."""
        if self.revisions[month]:
            before = {each.id for each in self._lines() if each.state is DeliveryState.WITHDRAWN}
            made = queue_month(self.desk, self.desk.actions[0], month_of(month))
            assert len(made) <= len(before)

    @some(*WAITING)
    @rule(hours=st.integers(0, 7))
    def send(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))
        send_due(self.desk)

    @some(*WAITING)
    @rule(readings=st.integers(1, 9), mail_only=st.booleans())
    def send_and_crash(self, readings: int, mail_only: bool) -> None:  # noqa: FBT001  (drawn)
        only = [each.id for each in self._lines() if each.recipient == "Courriel"]
        self.clock.left = readings
        try:
            send_due(self.desk, only=only if mail_only else None)
        except KilledError:
            pass
        finally:
            self.clock.left = None
        self.desk.close()
        self._open()

    @some(*WAITING)
    @rule(number=st.integers(1, 2))
    def the_mail_server_refuses_and_accepts_again(self, number: int) -> None:
        self.mail.server.answers["data"] = f"{350 + 100 * number} non"  # type: ignore[attr-defined]
        send_due(self.desk)
        self.mail.server.answers.clear()  # type: ignore[attr-defined]

    @some(*ARRIVED, DeliveryState.TO_CHECK)
    @rule(which=st.integers(0, 9), right=st.booleans())
    def acknowledge(self, which: int, right: bool) -> None:  # noqa: FBT001  (drawn)
        names = sorted(name for name in self.folder.arrived() if not name.endswith(".recu.json"))
        if not names:
            return
        name = names[which % len(names)]
        data = self.folder.arrived()[name][0] if right else b"?"
        said = {
            "schema": "cdk-recu/1", "file": name, "sha256": sha256(data).hexdigest(),
            "received_at": "2023-06-02T10:00:00+02:00", "by": "Service",
        }  # fmt: skip
        beside = self.folder.folder / f"{name}.recu.json"  # type: ignore[attr-defined]
        beside.write_text(json.dumps(said), "utf-8")
        fetch_receipts(self.desk)

    @some(*WAITING, *UNTOLD)
    @rule(which=st.integers(0, 9))
    def withdraw(self, which: int) -> None:
        chosen = self._chosen(which, DeliveryState.QUEUED, DeliveryState.FAILED, *UNTOLD)
        if chosen is not None:
            withdraw(self.desk, chosen, "essai")

    @some(*ARRIVED, DeliveryState.FAILED, DeliveryState.WITHDRAWN)
    @rule(which=st.integers(0, 9))
    def send_again(self, which: int) -> None:
        chosen = self._chosen(which, *ARRIVED, DeliveryState.FAILED, DeliveryState.WITHDRAWN)
        if chosen is not None:
            self.asked[chosen.hex] += 1
            send_again(self.desk, chosen)

    @some(*UNTOLD)
    @rule(which=st.integers(0, 9), arrived=st.booleans())
    def settle(self, which: int, arrived: bool) -> None:  # noqa: FBT001  (drawn)
        chosen = self._chosen(which, *UNTOLD)
        if chosen is None:
            return
        if not arrived:
            self.asked[chosen.hex] += 1
        elif not self._is_there(lines(self.desk)[chosen]):
            return  # she is not told so
        settle(self.desk, chosen, arrived=arrived)

    @some(*WAITING)
    @rule()
    def keep_a_copy(self) -> None:
        target = self._next()
        self.desk.store.copy_to(target)
        self.kept = (target, self.revisions.copy())

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore(self) -> None:
        assert self.kept is not None
        self.desk.close()
        copy, self.revisions = self.kept[0], self.kept[1].copy()
        self.store = copied_store(copy, self._next())
        waited = self._unsent_of(copy)
        self._open()
        after = lines(self.desk)
        assert {after[each].state for each in waited} <= {DeliveryState.TO_CHECK}

    def _unsent_of(self, store: Path) -> set[UUID]:
        desk = reopen(copied_store(store, self._next()), self.clock)
        found = {each.id for each in lines(desk).values() if each.is_unsent}
        desk.close()
        return found

    def _is_there(self, each: DeliveryLine) -> bool:
        data = bytes_sent(self.desk)[each.filename]
        if each.recipient == "Dossier":
            return self.folder.arrived().get(each.filename) == [data]
        return self._mails()[each.id.hex] > 0

    def _mails(self) -> Counter[str]:
        messages = self.mail.server.messages  # type: ignore[attr-defined]
        return Counter(message["Message-ID"].strip("<>").split("@")[0] for message in messages)

    @invariant()
    def each_history_is_one_that_can_be(self) -> None:
        for each in self._lines():
            told = [step.state for step in steps(self.desk, each.id)]
            assert told[0] is DeliveryState.QUEUED
            assert told[-1] is each.state
            for before, after in pairwise(told):
                assert after is before or after in LEADS_TO[before], (before, after)

    @invariant()
    def what_is_said_to_have_arrived_has(self) -> None:
        for each in self._lines():
            assert each.state is not DeliveryState.SENDING, "nobody is sending"
            if each.state in ARRIVED:
                assert self._is_there(each), each

    @invariant()
    def nothing_arrives_twice_unless_she_asks_nor_is_changed(self) -> None:
        for identity, times in self._mails().items():
            assert times <= 1 + self.asked[identity]
        there = {name: found[0] for name, found in self.folder.arrived().items()}
        for name, data in self.there.items():
            assert name.endswith(".recu.json") or there[name] == data, name
        self.there = there

    @invariant()
    def the_last_version_of_each_month_is_one(self) -> None:
        rows = self.desk.read(
            lambda link: link.exec_driver_sql(
                "SELECT c.month, c.revision, p.filename FROM package p "
                "JOIN closing c ON c.id = p.closing_id"
            ).all()
        )
        versions = Counter((month, revision) for month, revision, _ in rows)
        assert set(versions.values()) <= {1}
        assert len({name for *_, name in rows}) == len(rows)
        last: dict[str, int] = {}
        for month, revision, _ in rows:
            last[month] = max(revision, last.get(month, 0))
        expected = {str(month_of(month)): count for month, count in self.revisions.items() if count}
        assert last == expected

    def teardown(self) -> None:
        assert self.desk.store.verify(self.desk.identity.certificate.public_key).fault is None
        self.desk.close()
        self.room.cleanup()


def test_in_any_order_what_the_outbox_says_is_true(tmp_path):
    with ExitStack() as ends:
        Sendings.empty = tmp_path / "magasin"
        make_empty_desk(Sendings.empty)
        Sendings.folder = ends.enter_context(far_end("folder", tmp_path / "cle"))
        Sendings.mail = ends.enter_context(far_end("mail", tmp_path / "courriel"))
        run_state_machine_as_test(
            Sendings,
            settings=settings(
                max_examples=20,
                stateful_step_count=16,
                suppress_health_check=list(HealthCheck),
                deadline=None,
            ),
        )


def test_a_state_leads_only_where_it_is_said_to():
    for state in DeliveryState:
        assert state not in LEADS_TO[state]
    reached = {DeliveryState.QUEUED}
    for _ in DeliveryState:
        reached |= {after for before in reached for after in LEADS_TO[before]}
    assert reached == set(DeliveryState)
