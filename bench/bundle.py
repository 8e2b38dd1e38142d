"""The installed program beside an empty window: its start, its rest, its memory.

``make speed-installed`` makes both and runs this. The start is from the system's to the field of
the passphrase, which takes a letter; that of the empty window, until it is painted. They are
started in turn. The memory is that of a store with the people of the sample, its passphrase typed.
"""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bundled import EMPTY, PROGRAM, Running, forget, make_missing, started
from measure import Row, show
from sample import PASSPHRASE, sample_desk
from x_screen import XScreen, pause, x_server

COLD, WARM = 7, 9
COLD_LIMIT, IDLE_AT_MOST, BEFORE_AT_MOST, AFTER_AT_MOST = 1.3, 0.5, 180, 260
MINUTE = 60
PAPER = "attestation marchand"
"""What is typed for the first paper: its kind, and someone of the sample."""


class Starts:
    """The two programs, started in turn on one screen."""

    def __init__(self, screen: XScreen, display: str, folder: Path, store: Path) -> None:
        self._screen, self._display = screen, display
        self._folder, self._store = folder, store

    def seconds(self, program: Path) -> float:
        """From the start of ``program`` to what is waited for."""
        began = time.perf_counter()
        with started(program, self._display, self._folder, self._store):
            self._screen.wait_for_window()
            if program == PROGRAM:
                self._screen.wait_for_letter()
            return time.perf_counter() - began

    def row(self, what: str, rounds: int, *, cold: bool) -> Row:
        """The medians of some rounds, after one that is not counted."""
        taken: dict[Path, list[float]] = {EMPTY: [], PROGRAM: []}
        for again in range(rounds + 1):
            for program, seconds in taken.items():
                if cold:
                    forget(program)
                spent = self.seconds(program)
                if again:
                    seconds.append(spent)
        limit = COLD_LIMIT if cold else float("inf")
        return Row(what, median(taken[PROGRAM]), median(taken[EMPTY]), limit)


def open_store(screen: XScreen, program: Running) -> None:
    """Type the passphrase; the day is there."""
    screen.wait_for_window()
    program.wait_until_quiet()  # what the passphrase opens is loaded
    before = screen.seen()
    screen.type(f"{PASSPHRASE}\n")
    program.wait_until_quiet()
    assert screen.seen() != before, "the passphrase opened nothing"


def rest(program: Running) -> float:
    """Of one processor, in percent, over a minute in which nobody touches anything."""
    before, began = program.processor_seconds(), time.monotonic()
    pause(MINUTE)
    return 100 * (program.processor_seconds() - before) / (time.monotonic() - began)


def open_paper(screen: XScreen, program: Running) -> None:
    """The first paper, by its name and someone's, until it is drawn."""
    before = screen.seen()
    screen.with_control("k")
    screen.type(PAPER)
    program.wait_until_quiet()
    screen.type("\n")
    program.wait_until_quiet()
    assert screen.seen() != before, "no paper came"


def used(screen: XScreen, display: str, folder: Path, store: Path) -> list[Row]:
    """What an empty window takes of the memory; what the program does, and of the processor."""
    with started(EMPTY, display, folder, store) as empty:
        screen.wait_for_window()
        empty.wait_until_quiet()
        floor = {what: empty.megabytes(what) for what in ("Pss", "Rss")}
        idle_floor = rest(empty)
    with started(PROGRAM, display, folder, store) as program:
        open_store(screen, program)
        before = {what: program.megabytes(what) for what in floor}
        idle = rest(program)
        open_paper(screen, program)
        after = {what: program.megabytes(what) for what in floor}
    return [
        Row("at rest for a minute", idle, idle_floor, at_most=IDLE_AT_MOST, unit="%"),
        Row("memory before the first paper", before["Pss"], floor["Pss"],
            at_most=BEFORE_AT_MOST, unit="MB"),
        Row("the same with all it shares", before["Rss"], floor["Rss"], unit="MB"),
        Row("memory with the first paper shown", after["Pss"], floor["Pss"],
            at_most=AFTER_AT_MOST, unit="MB"),
        Row("the same with all it shares", after["Rss"], floor["Rss"], unit="MB"),
    ]  # fmt: skip


def main() -> None:
    make_missing()
    with TemporaryDirectory() as name, x_server() as display:
        folder = Path(name)
        store = folder / "store"
        sample_desk(store).close()
        screen = XScreen(display)
        starts = Starts(screen, display, folder, store)
        how = forget(PROGRAM)
        rows = [
            starts.row(f"cold start, {how}", COLD, cold=True),
            starts.row("warm start", WARM, cold=False),
            *used(screen, display, folder, store),
        ]
        screen.close()
    show(rows)


if __name__ == "__main__":
    main()
