"""The attendance sheets of the people of a control: those of the envois are the very bytes.

An envoi holds a sheet for everyone of its month: only those of the people asked for are kept, and a
file whose name could be of two dossiers is taken for the one that it names, or for none.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import file_slug
from coachdesk.domain.periods import next_month
from coachdesk.queries.control import ClosedRow, FollowedRow, closed_of, dossiers, package_bytes
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.papers.month import SHEETS, sheet_name
from coachdesk.services.papers.one_sheet import one_sheet
from coachdesk.services.papers.shown_sheet import sealed_sheet
from coachdesk.signing.verify_pdf import title_of
from coachdesk.sync.zipfmt import unpack


@dataclass(frozen=True)
class MonthSheet:
    """The sheet of one month."""

    month: date
    pdf: bytes
    revision: int | None
    """The version of the closing that sealed it; None of a provisional one."""
    correcting: bool = False
    """That version is being rectified."""


@dataclass(frozen=True)
class ClosedSheets:
    """The sheets of the closed months.

    Attributes:
        months: the closed months of the action.
        by_dossier: the sheets of each dossier, by month.
    """

    months: Mapping[date, ClosedRow]
    by_dossier: Mapping[UUID, Mapping[date, bytes]]


def closed_sheets(
    desk: Desk,
    action: ActionInfo,
    people: Sequence[FollowedRow],
    watch: Callable[[float, date], None],
) -> ClosedSheets:
    """Those of ``people``; each envoi is opened once, and ``watch`` may raise between two."""
    months = desk.read(lambda link: closed_of(link, action.id))
    found: dict[UUID, dict[date, bytes]] = {person.prescription_id: {} for person in people}
    since = min((person.since.replace(day=1) for person in people), default=date.max)
    wanted = [row for month, row in sorted(months.items()) if month >= since]
    shared = desk.read(lambda link: _shared_names(link, action.id))
    for done, row in enumerate(wanted):
        watch(done / len(wanted), row.month)
        data = desk.read(partial(package_bytes, closing_id=row.closing_id))
        if data is None:
            continue
        files = unpack(data).files
        for person in people:
            pdf = _hers(files, person, shared)
            if pdf is not None:
                found[person.prescription_id][row.month] = pdf
    return ClosedSheets(months, found)


def provisional_sheet(
    desk: Desk, action: ActionInfo, prescription_id: UUID, month: date
) -> bytes | None:
    """The sheet of a month that is still open, as it stands, sealed; None when she has none."""
    try:
        return sealed_sheet(desk, one_sheet(desk, action, prescription_id, month))
    except UserError:  # neither in the action nor met in that month
        return None


def months_between(first: date, last: date) -> Iterable[date]:
    """The first days of the months from that of ``first`` to that of ``last``."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def _hers(files: Mapping[str, bytes], person: FollowedRow, shared: frozenset[str]) -> bytes | None:
    own = files.get(f"{SHEETS}{sheet_name(person, alone=False)}.pdf")
    if own is not None:
        return own
    name = sheet_name(person, alone=True)
    pdf = files.get(f"{SHEETS}{name}.pdf")
    if pdf is not None and name in shared and f"({person.number})" not in title_of(pdf):
        return None
    return pdf


def _shared_names(link: Connection, action_id: UUID) -> frozenset[str]:
    """The file names that two dossiers of the action would share."""
    names = Counter(file_slug(row.number) for row in dossiers(link) if row.action_id == action_id)
    return frozenset(name for name, number in names.items() if number > 1)
