"""The dossier de contrôle of 40 people, against reading, hashing and writing as many bytes.

A year of the sample, its twelve months closed. The floor reads each envoi and each paper by the
bare driver's side of the store, takes the digest of every file written, and writes them as files
that reach the disk: what no dossier can do without.
"""

import shutil
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from coachdesk.core.files import write_atomically
from coachdesk.models import Package
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.control.asked import AskedList, read_list
from coachdesk.services.control.writing import write_control
from coachdesk.services.desk import Desk
from measure import Row, best_of, show
from sample import sample_desk

PEOPLE = 40
RUNS = 2
SECONDS = 30.0
"""What a coach may wait for 40 people, the bar going on."""


def closed_year(folder: Path) -> Desk:
    """The sample, each month of 2023 closed."""
    desk = sample_desk(folder / "magasin")
    action = desk.action(None)
    for month in range(1, 13):
        close_month(desk, action, date(2023, month, 1), force_reason="mesure")
    return desk


def asked_of(desk: Desk) -> AskedList:
    """The first people of the list of 2023."""
    numbers = [f"23-{number:03d}" for number in range(1, PEOPLE + 1)]
    return read_list(desk, desk.action(None), numbers)


def making(desk: Desk, asked: AskedList, out: Path) -> Callable[[], object]:
    """One dossier, of which nothing is left for the next."""

    def make() -> None:
        shutil.rmtree(out, ignore_errors=True)
        write_control(desk, desk.action(None), asked, out)

    return make


def bare(desk: Desk, made: Path, out: Path) -> Callable[[], object]:
    """The envois read, and the same files hashed and written."""
    files = {path.relative_to(made): path.read_bytes() for path in made.rglob("*.*")}

    def copy() -> None:
        shutil.rmtree(out, ignore_errors=True)
        with desk.store.read() as link:
            for data in link.execute(select(Package.data)).scalars():
                sha256(data)
        for path, data in files.items():
            sha256(data)
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            write_atomically(out / path, data)

    return copy


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        desk = closed_year(folder)
        asked = asked_of(desk)
        assert len(asked.found) == PEOPLE, "the sample has so many"
        value = best_of(RUNS, making(desk, asked, folder / "controle"))
        (made,) = (folder / "controle").iterdir()
        floor = best_of(RUNS, bare(desk, made, folder / "nu"))
        desk.close()
        show([Row(f"dossier de contrôle of {PEOPLE} people", value, floor, at_most=SECONDS)])


if __name__ == "__main__":
    main()
