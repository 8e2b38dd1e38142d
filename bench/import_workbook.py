"""Import of the sample workbook against its floor: openpyxl merely reading every cell of it.

The two take turns in one process, so that they meet the same machine. The store is made, and its
key derived, before the clock starts. Second row: the whole command, beside a Python that starts,
reads the workbook and stops; the key derivation, slow on purpose, is in it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from openpyxl import load_workbook

from coachdesk.core.clock import SystemClock
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.desk import Desk
from coachdesk.services.importing import import_file
from coachdesk.services.setup import create_desk
from coachdesk.store import Store
from measure import Row, show

SAMPLE = Path(__file__).parents[1] / "tests" / "golden" / "workbooks" / "coaching-emploi-2023.xlsx"
PASSPHRASE = "banc d’essai"
RUNS = 7
COMMANDS = 3
LIMIT = 3.0
READ = f"""
from openpyxl import load_workbook
book = load_workbook({str(SAMPLE)!r}, read_only=True, data_only=True)
[list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
"""


def read() -> None:
    book = load_workbook(SAMPLE, read_only=True, data_only=True)
    for sheet in book.worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass
    book.close()


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def import_sample(store: Store, action_id: UUID, profile: ActionProfile) -> None:
    report = import_file(store, action_id, profile, SAMPLE)
    assert not report.errors
    assert sum(report.imported.values()) == 1883


def new_desk(directory: Path) -> Desk:
    return create_desk(
        directory,
        PASSPHRASE,
        profile="coaching-emploi",
        coach_name="Zoé Exemple",
        clock=SystemClock(),
    ).desk


def in_process(folder: Path) -> Row:
    floors, imports = [], []
    for run in range(RUNS):
        desk = new_desk(folder / str(run))
        action = desk.action(None)
        floors.append(seconds(read))
        imports.append(
            seconds(lambda d=desk, a=action: import_sample(d.store, a.id, a.profile))  # type: ignore[misc]  # bound now
        )
        desk.close()
    return Row("import of the sample, against reading it", min(imports), min(floors), LIMIT)


def whole_command(folder: Path) -> Row:
    floors, imports = [], []
    environment = {**os.environ, "COACHDESK_PASSPHRASE": PASSPHRASE}
    for run in range(COMMANDS):
        directory = folder / f"command-{run}"
        new_desk(directory).close()
        command = [sys.executable, "-m", "coachdesk", "import", str(SAMPLE), "--json"]
        command += ["--store", str(directory)]
        floors.append(seconds(lambda: subprocess.run([sys.executable, "-c", READ], check=True)))
        imports.append(
            seconds(
                lambda c=command: subprocess.run(  # type: ignore[misc]  # bound now
                    c, env=environment, check=True, stdout=subprocess.DEVNULL
                )
            )
        )
    return Row("the same as two whole processes", min(imports), min(floors), float("inf"))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        show([in_process(Path(folder)), whole_command(Path(folder))])


if __name__ == "__main__":
    main()
