"""A closed month opened again to be rectified, and what the rectified version changes.

The version sent before stays as it was: the new one names it, and lists each cell that differs.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

from openpyxl import load_workbook
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name, short_date
from coachdesk.core.ids import new_id
from coachdesk.models import Correction, Package
from coachdesk.queries.closings import ClosedMonth, last_closing
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk

_BOOK = "tableau-de-suivi.xlsx"
_NOTHING = "rien"


@dataclass(frozen=True)
class CellChange:
    """A cell of the monthly table that differs from the version before; empty where there is none.

    Attributes:
        sheet: « Suivi » or « Prescriptions ».
        who: the first cell of its row, the number of the dossier in the usual profile.
        column: its title.
    """

    sheet: str
    who: str
    column: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """« 12, Heures sur place : 3,00 au lieu de 2,50 »."""
        return (
            f"{self.who}, {self.column}{NBSP}: {self.after or _NOTHING} au lieu de "
            f"{self.before or _NOTHING}"
        )


def open_correction(desk: Desk, action: ActionInfo, month: date, reason: str) -> UUID:
    """Open a closed month again, for a reason that its next bordereau tells.

    Raises:
        UserError: no reason, the month is not closed, or it is open again already.
    """
    told = " ".join(reason.split())
    name = month_name(month)
    if not told:
        raise UserError(
            "Le motif de la rectification manque.", "Il figurera sur le bordereau du rectificatif."
        )
    with act(desk, f"ouverture d’une rectification de {name}") as uow:
        closed = _closed(uow.session.connection(), action, month)
        if closed.correcting is not None:
            raise UserError(
                f"{name.capitalize()} est déjà ouvert pour une rectification.",
                "Corrigez ce qui est à corriger, puis clôturez-le.",
            )
        made = Correction(id=new_id(), closing_id=closed.id, reason=told, opened_at=uow.now)
        uow.session.add(made)
        uow.commit()
    return made.id


def give_up_correction(desk: Desk, action: ActionInfo, month: date) -> None:
    """Close the month again as it was, when nothing of its table was changed meanwhile.

    Raises:
        UserError: no correction is open, or something changed: a new version must say so.
    """
    name = month_name(month)
    with act(desk, f"abandon de la rectification de {name}") as uow:
        closed = _closed(uow.session.connection(), action, month)
        correction = open_correction_of(uow.session, closed.id)
        if correction is None:
            raise UserError(f"{name.capitalize()} n’est pas en rectification.", "")
        uow.session.delete(correction)
        uow.commit()


def open_correction_of(session: Session, closing_id: UUID) -> Correction | None:
    """The correction of a closing that is open; None when it is read-only."""
    return session.scalars(
        select(Correction).where(
            Correction.closing_id == closing_id, Correction.closed_by_id.is_(None)
        )
    ).one_or_none()


def table_changes(before: bytes, after: bytes) -> tuple[CellChange, ...]:
    """The cells that differ between two workbooks of the monthly table, row by row.

    Args:
        before: the envoi (ZIP) of the version before.
        after: the workbook (XLSX) of the new one.
    """
    with ZipFile(BytesIO(before)) as envoi:
        old = _cells(envoi.read(_BOOK))
    new = _cells(after)
    found = []
    for sheet in new:
        rows_before, rows_after = old.get(sheet, {}), new[sheet]
        for who in [*rows_after, *(each for each in rows_before if each not in rows_after)]:
            was, now = rows_before.get(who, {}), rows_after.get(who, {})
            found += [
                CellChange(sheet, who[0], column, was.get(column, ""), now.get(column, ""))
                for column in [*now, *(each for each in was if each not in now)]
                if was.get(column, "") != now.get(column, "")
            ]
    return tuple(found)


def changes_json(changes: Sequence[CellChange]) -> str:
    """As a closing keeps them."""
    return json.dumps([asdict(each) for each in changes], ensure_ascii=False)


def read_changes(text: str | None) -> tuple[CellChange, ...]:
    """What a closing keeps of them."""
    return tuple(CellChange(**each) for each in json.loads(text or "[]"))


def last_package(session: Session, closing_id: UUID) -> Package:
    """The envoi of a closing."""
    return session.scalars(select(Package).where(Package.closing_id == closing_id)).one()


def _closed(connection: Connection, action: ActionInfo, month: date) -> ClosedMonth:
    closed = last_closing(connection, action.id, month)
    if closed is None:
        raise UserError(
            f"{month_name(month).capitalize()} n’est pas clôturé.",
            "Un mois ouvert se corrige directement.",
        )
    return closed


def _cells(book: bytes) -> dict[str, dict[tuple[str, int], Mapping[str, str]]]:
    """By sheet, then by the first cell of a row and its rank among those alike, then by title."""
    workbook = load_workbook(BytesIO(book), read_only=True, data_only=True)
    found: dict[str, dict[tuple[str, int], Mapping[str, str]]] = {}
    for sheet in workbook.worksheets:
        lines = sheet.iter_rows(values_only=True)
        titles = [str(title) for title in next(lines, ())]
        rows = found.setdefault(sheet.title, {})
        for line in lines:
            told = {
                title: _written(value)
                for title, value in zip(titles, line, strict=False)
                if value is not None
            }
            who = _written(line[0]) if line and line[0] is not None else ""
            rank = sum(known == who for known, _ in rows)
            rows[who, rank] = told
    return found


def _written(value: object) -> str:
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return str(value)
