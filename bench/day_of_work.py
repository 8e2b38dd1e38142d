"""One process that unlocks the big store and opens its pages in turn: seconds, and its memory."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from big_people import TODAY
from big_store import PASSPHRASE
from coachdesk.queries.day import day_appointments
from coachdesk.services.targets import Screen, Target
from coachdesk.store import KdfCost
from coachdesk.store.vault import create_keys
from window import BenchWindow, bench_window

PEOPLE = 5


def visit(window: BenchWindow) -> None:
    """Everyone, a few of those met today, the month, and the day again."""
    workspace = window.shell.workspace
    assert workspace is not None
    desk, action = workspace.context.desk, workspace.context.action
    met = desk.read(lambda link: day_appointments(link, action.id, TODAY))
    window.open(Target(Screen.PARTICIPANTS))
    for item in met[:PEOPLE]:
        window.open(Target(Screen.CARD, item.prescription_id))
    window.open(Target(Screen.MONTH))
    window.open(Target(Screen.TODAY))


def peak_mb() -> float:
    """The most memory that this process ever held."""
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def derive() -> None:
    """What a passphrase takes in the product: 128 MB for a moment, on purpose."""
    with TemporaryDirectory() as folder:
        create_keys(Path(folder), PASSPHRASE, KdfCost())


def main(*, derives: bool) -> None:
    """Print the figures as JSON; the memory is that of a passphrase where it ``derives``."""
    with bench_window() as window:
        if derives:
            derive()
        unlock = window.unlock()
        visit(window)
        print(json.dumps({"unlock": unlock, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main(derives=True)
