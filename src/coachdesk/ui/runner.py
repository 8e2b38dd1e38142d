"""Verbs for the window, *read*, *write*, *carry* and *last*, all away from the GUI thread.

Reads share a small pool, and come back to each owner in the order they were asked; writes go one
after the other on a single thread; what waits for the network is carried on a thread of its own,
and never holds back a write; what lasts minutes has threads of its own, and never holds back a
read. Results come back in the GUI thread, and only to a widget that still lives.
"""

import threading
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from coachdesk.core.errors import UserError
from coachdesk.ui.gui_thread import Errand, gui_thread
from coachdesk.ui.messages import Messages
from coachdesk.ui.turns import Tell, Turns

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
Refused = Callable[[UserError], None]
_READERS = 2
_LASTING = 2
"""A copy elsewhere and a dossier de contrôle may be made at the same time."""


class Task:
    """A write under way: says how far it is, and may be asked to stop."""

    def __init__(self, show: Callable[[float, str], None] | None = None) -> None:
        self._show = show
        self._cancelled = threading.Event()

    def report(self, fraction: float, text: str) -> None:
        """Say how far the work is (0 to 1) and what is being done."""
        if self._show is not None:
            self._show(fraction, text)

    def cancel(self) -> None:
        """Ask the work to stop; what it began is not committed."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()


class Runner(Protocol):
    """Runs work for a widget. A refusal goes to ``failed``, or to the user when there is none."""

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
    ) -> None:
        """Run ``work`` beside other reads and hand its result to ``done``, after earlier ones'."""
        ...

    def write(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """Run ``work`` after the writes asked before it; the task given back can be cancelled."""
        ...

    def carry(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """Run ``work``, which waits for the network, beside the writes; one such at a time."""
        ...

    def last(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """Run ``work``, which reads for minutes, beside all the rest."""
        ...

    def watch(self, told: Callable[[bool], None]) -> None:
        """Tell whether a write is under way, each time one is asked or done."""
        ...

    def follow_reads(self, follow: "Follow") -> None:
        """Ask ``follow`` who is told of the end of each read that is asked from now on."""
        ...


class Followed(Protocol):
    """What is told of the end of one read, in the window's thread."""

    def refused(self, error: UserError) -> bool:
        """Nobody else is told of this refusal; whether it was said."""
        ...

    def tell(self, end: Callable[[], None]) -> None:
        """Have ``end`` show its result, or its refusal: it is over then."""
        ...


Follow = Callable[[QObject], "Followed | None"]


class CrashLog(Protocol):
    """Where an unexpected error is kept."""

    def record(self, error: BaseException) -> str:
        """Keep ``error``; the sentence says where."""
        ...


class _Threads:
    """Those of each kind of work, made when the first of it is asked for."""

    @cached_property
    def readers(self) -> "ThreadPoolExecutor":
        """For reads."""
        return self._make(_READERS, "read")

    @cached_property
    def writer(self) -> "ThreadPoolExecutor":
        """For writes, one after the other."""
        return self._make(1, "write")

    @cached_property
    def carrier(self) -> "ThreadPoolExecutor":
        """For what waits for the network."""
        return self._make(1, "carry")

    @cached_property
    def lasting(self) -> "ThreadPoolExecutor":
        """For what lasts minutes."""
        return self._make(_LASTING, "last")

    def end(self) -> None:
        """Wait for every write that was asked; drop what is not begun else.

        What closes a store is a write, or lasts, and waits for what is carried and what lasts:
        dropped before it, they would keep it, and the program, for ever.
        """
        for name in ("writer", "lasting", "carrier", "readers"):
            pool: ThreadPoolExecutor | None = vars(self).get(name)
            if pool is not None:
                pool.shutdown(cancel_futures=name != "writer")

    def _make(self, number: int, name: str) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(number, thread_name_prefix=name)


class ThreadRunner:
    """The runner of the product: threads for reads, for writes, the network, and long acts."""

    def __init__(self, messages: Messages, crashes: CrashLog) -> None:
        self._messages = messages
        self._crashes = crashes
        self._threads = _Threads()
        self._window = gui_thread()
        self._turns = Turns()
        self._closed = False
        self._writing = 0
        self._told: Callable[[bool], None] | None = None
        self._follow_read: Follow = lambda _: None

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
    ) -> None:
        """See ``Runner.read``."""
        if self._closed:
            return
        turn = self._turns.take(owner)
        followed = self._follow_read(owner)
        if followed is None:
            errand = self._errand(owner, work, done, failed, turn)
        else:
            told = followed

            def refused(error: UserError) -> None:
                if not told.refused(error):
                    self._messages.refuse(error)

            def tell(end: Callable[[], None]) -> None:
                turn(lambda: told.tell(end))

            errand = self._errand(owner, work, done, failed or refused, tell)
        self._threads.readers.submit(errand.run)

    def write(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """See ``Runner.write``."""
        self._messages.hush()  # a refusal speaks of the act before this one
        task = self._task(owner, progress)
        errand = self._errand(owner, lambda: work(task), done, failed)

        def run() -> None:
            errand.run()
            self._window.run(lambda: self._count(-1))

        if not self._closed:
            self._count(1)
            self._threads.writer.submit(run)
        return task

    def carry(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """See ``Runner.carry``."""
        return self._follow(self._threads.carrier, owner, work, done, failed, progress)

    def last(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """See ``Runner.last``."""
        return self._follow(self._threads.lasting, owner, work, done, failed, progress)

    def watch(self, told: Callable[[bool], None]) -> None:
        """See ``Runner.watch``."""
        self._told = told

    def follow_reads(self, follow: Follow) -> None:
        """See ``Runner.follow_reads``."""
        self._follow_read = follow

    def close(self) -> None:
        """Wait for every write that was asked; what is not begun else is dropped, nobody is told.

        The window is gone by then: what its last timers still ask is for nobody.
        """
        self._closed = True
        self._threads.end()

    def _follow(
        self,
        threads: "ThreadPoolExecutor",
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None,
        progress: Callable[[float, str], None] | None,
    ) -> Task:
        task = self._task(owner, progress)
        if not self._closed:
            threads.submit(self._errand(owner, lambda: work(task), done, failed).run)
        return task

    def _task(self, owner: QObject, progress: Callable[[float, str], None] | None) -> Task:
        """A task whose progress is told in the window's thread."""

        def show(fraction: float, text: str) -> None:
            if progress is not None and self._awaits(owner):
                progress(fraction, text)

        return Task(lambda *how_far: self._window.run(lambda: show(*how_far)))

    def _errand(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Refused | None,
        tell: Tell = lambda end: end(),
    ) -> Errand[T]:
        """``work``, whose end ``tell`` tells if ``owner`` still lives; the unexpected, in words."""

        def explained() -> T:
            try:
                return work()
            except UserError:
                raise
            # The one boundary between work and window. No KeyboardInterrupt comes to these threads;
            # a panic of a library in Rust does, and is no Exception: she would wait for ever.
            except BaseException as error:
                raise unexpected_error(error, self._crashes) from error

        def end(how: Callable[[], None]) -> None:
            if self._awaits(owner):
                how()

        def refuse(error: Exception) -> None:
            assert isinstance(error, UserError), "all else is explained"
            refusal = partial(failed or self._messages.refuse, error)
            tell(lambda: end(refusal))

        return Errand(explained, lambda result: tell(lambda: end(partial(done, result))), refuse)

    def _count(self, more: int) -> None:
        """In the GUI thread: a write was asked, or is done."""
        self._writing += more
        if self._told is not None:
            self._told(self._writing > 0)

    def _awaits(self, owner: QObject) -> bool:
        return isValid(owner) and not self._closed


def unexpected_error(error: BaseException, crashes: CrashLog) -> UserError:
    """What the user is told of an error that is ours: one sentence, never a traceback."""
    return UserError(
        "Une erreur imprévue s’est produite\u202f; rien de ce qui était enregistré n’est perdu.",
        crashes.record(error),
    )
