"""The real runner: off the GUI thread, writes in order, errors in words."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject

from coachdesk.core.errors import UserError
from coachdesk.system.crash import CrashLog
from coachdesk.ui import before_closing
from coachdesk.ui.runner import ThreadRunner
from support.clock import FixedClock
from support.ui import MessageRecorder


@pytest.fixture
def said():
    return MessageRecorder()


@pytest.fixture
def threads(said, tmp_path):
    clock = FixedClock(datetime(2024, 1, 15, tzinfo=UTC))
    made = ThreadRunner(said, CrashLog(tmp_path / "incidents", clock))
    yield made
    made.close()


def test_work_is_done_elsewhere_and_its_result_comes_back_here(qtbot, threads):
    owner, seen = QObject(), []
    threads.read(
        owner, threading.get_ident, lambda worker: seen.append((worker, threading.get_ident()))
    )
    threads.write(
        owner,
        lambda _: threading.get_ident(),
        lambda worker: seen.append((worker, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    here = threading.get_ident()
    assert all(worker != here and where == here for worker, where in seen)


def test_writes_follow_one_another(qtbot, threads):
    owner, order = QObject(), []
    gate = threading.Event()
    threads.write(owner, lambda _: gate.wait(60) and order.append(1), lambda _: None)
    threads.write(owner, lambda _: order.append(2), lambda _: order.append("done"))
    gate.set()
    qtbot.waitUntil(lambda: "done" in order)
    assert order == [1, 2, "done"]


def test_a_write_is_told_to_be_under_way_until_the_last_one_is_done(qtbot, threads):
    owner, told = QObject(), []
    gate = threading.Event()
    threads.watch(told.append)
    threads.write(owner, lambda _: gate.wait(60), lambda _: None)
    threads.write(owner, lambda _: None, lambda _: None)
    assert told == [True, True]
    gate.set()
    qtbot.waitUntil(lambda: told == [True, True, True, False])


def test_progress_and_cancelling_reach_each_other(qtbot, threads):
    owner, steps, ended = QObject(), [], []
    stopped = threading.Event()

    def work(task):
        task.report(0.25, "un quart")
        stopped.wait(60)
        if task.cancelled():
            raise UserError("Arrêté.")

    task = threads.write(
        owner, work, ended.append, ended.append, lambda share, text: steps.append((share, text))
    )
    qtbot.waitUntil(lambda: steps == [(0.25, "un quart")])
    task.cancel()
    stopped.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert str(ended[0]) == "Arrêté."


def test_a_refusal_is_told_with_its_remedy(qtbot, threads, said):
    def refuse():
        raise UserError("Le dossier est plein.", "Libérez de la place.")

    owner = QObject()
    threads.read(owner, refuse, print)
    qtbot.waitUntil(lambda: bool(said.refused))
    assert said.refused[0].remedy == "Libérez de la place."


class PanicError(BaseException):
    """As a library in Rust ends: cryptography's PanicException is no Exception."""


@pytest.mark.parametrize("way", ["read", "write"])
def test_even_a_panic_of_a_library_is_told_and_nothing_is_under_way_for_ever(
    qtbot, threads, said, way
):
    owner, told = QObject(), []

    def fail(*_):
        raise PanicError

    threads.watch(told.append)
    getattr(threads, way)(owner, fail, print)
    qtbot.waitUntil(lambda: bool(said.refused))
    assert "imprévue" in said.refused[0].sentence
    qtbot.waitUntil(lambda: told == ([True, False] if way == "write" else []))


def test_an_unexpected_error_is_kept_without_data_and_told_without_traceback(
    qtbot, threads, said, tmp_path
):
    owner = QObject()

    def fail(_task):
        raise ZeroDivisionError("Yvette DURAND, née le 3 février 1980")

    threads.write(owner, fail, print)
    qtbot.waitUntil(lambda: bool(said.refused))
    assert "Traceback" not in str(said.refused[0])
    assert "imprévue" in said.refused[0].sentence
    [incident] = (tmp_path / "incidents").iterdir()
    text = incident.read_text("utf-8")
    assert "ZeroDivisionError" in text
    assert "test_ui_runner.py" in text
    assert "DURAND" not in text


def test_a_result_for_a_widget_that_is_gone_is_dropped(qtbot, threads):
    from shiboken6 import delete

    gone, here, seen = QObject(), QObject(), []
    gate = threading.Event()
    threads.write(gone, lambda _: gate.wait(60), lambda _: seen.append("gone"))
    delete(gone)
    gate.set()
    threads.write(here, lambda _: None, lambda _: seen.append("here"))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["here"]


def test_what_one_owner_reads_is_told_in_the_order_it_was_asked(qtbot, threads):
    """The later one is done first: what the earlier saw would take the place of what it saw."""
    page, other, told, gate = QObject(), QObject(), [], threading.Event()

    def fail(told_to_it):
        told.append(told_to_it)
        raise ZeroDivisionError

    threads.read(page, lambda: gate.wait(60) and "before", fail)
    threads.read(page, lambda: "after", told.append)
    threads.read(other, lambda: "another's", told.append)
    qtbot.waitUntil(lambda: told == ["another's"])
    with qtbot.captureExceptions() as caught:
        gate.set()
        qtbot.waitUntil(lambda: len(told) == 3)
    assert told == ["another's", "before", "after"]
    assert [fault[0] for fault in caught] == [ZeroDivisionError], "it holds back no other"


def test_nothing_waits_for_what_lasts_minutes(qtbot, threads):
    owner, seen, gate = QObject(), [], threading.Event()
    for _ in range(3):
        threads.last(owner, lambda _: gate.wait(60), lambda _: seen.append("made"))
    threads.read(owner, lambda: "read", seen.append)
    threads.write(owner, lambda _: "written", seen.append)
    threads.carry(owner, lambda _: "carried", seen.append)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert set(seen) == {"read", "written", "carried"}
    gate.set()
    qtbot.waitUntil(lambda: seen.count("made") == 3)


@pytest.mark.parametrize("leaving", [True, False])
def test_the_program_ends_and_closes_the_store_though_something_is_being_sent(
    qtbot, threads, monkeypatch, leaving
):
    """It was sent before anything was recorded; what waits behind was dropped, and waited for."""
    owner, sent, closed, waited_for = QObject(), threading.Event(), [], []

    class Noted(threading.Event):
        def wait(self):
            waited_for.append(self)
            return super().wait()

    shutdown = ThreadPoolExecutor.shutdown

    def drop_then_wait(pool, *, cancel_futures):
        shutdown(pool, wait=False, cancel_futures=cancel_futures)
        sent.set()
        shutdown(pool)

    monkeypatch.setattr(before_closing, "Event", Noted)
    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", drop_then_wait)
    desk = SimpleNamespace(close=lambda: closed.append(True))
    threads.carry(owner, lambda _: sent.wait(60), lambda _: None)
    before_closing.close_desk(threads, owner, desk, None, leaving=leaving)
    qtbot.waitUntil(lambda: bool(waited_for))
    ending = threading.Thread(target=threads.close)
    ending.start()
    ending.join(30)
    try:
        assert not ending.is_alive(), "it waits for what was dropped"
        assert closed
    finally:
        for each in waited_for:
            each.set()
        ending.join()
