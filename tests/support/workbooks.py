"""The sample workbook as plain rows, to be bent in every way and written again; a store for it."""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from openpyxl import Workbook, load_workbook

from coachdesk.core.clock import Clock
from coachdesk.core.ids import new_id
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Action
from coachdesk.services.importing import ImportReport, import_file
from coachdesk.services.profiles import load_profile
from coachdesk.store import Store
from support.clock import FixedClock
from support.stores import new_store, open_store

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "workbooks"
SAMPLE = GOLDEN / "coaching-emploi-2023.xlsx"
FAULTY = GOLDEN / "coaching-emploi-2023-faults.xlsx"
NOW = datetime(2024, 3, 15, 10, 0, tzinfo=UTC)

Grid = dict[str, list[list[Any]]]
"""Rows by sheet, headers first: row 0 is line 1."""


class Work(NamedTuple):
    """An open store and the action that imports go to."""

    store: Store
    action_id: UUID
    profile: ActionProfile

    def take(self, path: Path, *, check: bool = False) -> ImportReport:
        """Import ``path``."""
        return import_file(self.store, self.action_id, self.profile, path, check=check)


def new_work(directory: Path, profile: str | Path = "coaching-emploi") -> Work:
    """A fresh store with the action of ``profile``."""
    clock = FixedClock(NOW)
    store = new_store(directory, clock).store
    text, parsed = load_profile(profile)
    action = Action(id=new_id(), code=parsed.code, profile=text, created_at=NOW)
    with store.write() as uow:
        uow.session.add(action)
        uow.commit()
    return Work(store, action.id, parsed)


def reopened(directory: Path, clock: Clock | None = None) -> Work:
    """The store that ``new_work`` made there, open again."""
    store = open_store(directory, clock or FixedClock(NOW))
    with store.read() as connection:
        row = connection.exec_driver_sql("SELECT id, code FROM action").one()
    return Work(store, UUID(row.id), load_profile(row.code)[1])


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the journal's included, as SQLite holds them."""
    with store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
            for (name,) in names.all()
        }


def grid(path: Path) -> Grid:
    """The cells of a workbook, to be bent."""
    read = _kept if path.is_relative_to(GOLDEN) else _cells
    return {title: [list(row) for row in rows] for title, rows in read(path).items()}


def _cells(path: Path) -> Grid:
    book = load_workbook(path, data_only=True)
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book.worksheets}


_kept = cache(_cells)


def small(whole: Grid, people: int = 14) -> Grid:
    """The first people of ``whole`` who have an immersion and an exit, and two who didn't enter."""
    hosted = {row[0] for row in whole["PMSMP"][1:]}
    left = {row[0] for row in whole["Sorties"][1:]}
    rows = whole["Prescriptions"][1:]
    kept = [row[0] for row in rows if row[0] in hosted & left][:people]
    kept += [row[0] for row in rows if row[12] is None][:2]
    return {
        name: [lines[0]] + [list(line) for line in lines[1:] if line[0] in kept]
        for name, lines in whole.items()
    }


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Those rows as an .xlsx file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def write_csv(
    folder: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], *, encoding: str, mark: str = ";"
) -> Path:
    """Those rows as a folder of CSV files, dates and times as a French Excel writes them."""
    folder.mkdir()
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=mark)
            writer.writerows([[written(value) for value in row] for row in rows])
    return folder


def written(value: object) -> str:
    """A cell as a French Excel writes it in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
