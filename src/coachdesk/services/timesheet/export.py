"""The feuille de temps and the kilometres to a workbook in clear, told by the journal."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from coachdesk import __version__
from coachdesk.core.clock import today
from coachdesk.core.french import month_name
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.spreadsheets import Sheet, rows_xlsx
from coachdesk.documents.table_columns import Column, Kind
from coachdesk.models import Action
from coachdesk.services.agenda.worked_days import WorkedMonth
from coachdesk.services.agenda.worked_month import worked_month
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear

if TYPE_CHECKING:
    from coachdesk.core.canonical import Json


def suggested_name(month: date) -> str:
    """« temps-et-km_2023-05.xlsx »."""
    return f"temps-et-km_{month:%Y-%m}.xlsx"


def export_time_sheet(desk: Desk, action: ActionInfo, month: date, target: Path) -> None:
    """Write both sheets in ``target``.

    Raises:
        UserError: the file can't be written.
    """
    sheet = desk.read(lambda link: worked_month(link, action, month, today(desk.clock)))
    title = f"{action.profile.texts.operation}, {month_name(month)}"
    data = rows_xlsx(
        (_times(sheet), _roads(sheet)), title=title, creator=f"{CREATOR} {__version__}"
    )
    told: dict[str, Json] = {
        "format": "xlsx",
        "rows": len(sheet.days),
        "sha256": sha256(data).hexdigest(),
    }
    leave_in_clear(desk, Action.__tablename__, action.id, target, data, told)


def _times(sheet: WorkedMonth) -> Sheet:
    columns = (
        _column("day", "Jour", Kind.DATE),
        *(_column(f"k_{kind}", name, Kind.MINUTES) for kind, name in sheet.names.items()),
        _column("own", "Total opération", Kind.MINUTES),
        _column("shared", "Commun aux actions", Kind.MINUTES),
        _column("others", "Autres actions", Kind.MINUTES),
        _column("total", "Total travaillé", Kind.MINUTES),
        _column("mentions", "Mentions", Kind.TEXT),
    )
    rows = [
        {
            "day": day.day,
            **{f"k_{kind}": day.kinds.get(kind) for kind in sheet.names},
            "own": day.own,
            "shared": day.shared,
            "others": day.others,
            "total": day.total,
            "mentions": " ; ".join((*((day.off,) if day.off else ()), *day.listed)),
        }
        for day in sheet.days
    ]
    return Sheet("Feuille de temps", columns, rows)


def _roads(sheet: WorkedMonth) -> Sheet:
    columns = [
        _column("day", "Jour", Kind.DATE),
        _column("route", "Trajet", Kind.TEXT),
        _column("km", "Kilomètres", Kind.COUNT),
        _column("reason", "Motif", Kind.TEXT),
    ]
    if sheet.rate is not None:
        columns.append(_column("euros", "Montant (€)", Kind.EUROS))
    rows = [
        {
            "day": day.day,
            "route": day.road.route,
            "km": None if day.metres is None else Decimal(day.metres) / 1000,
            "reason": day.typed.reason if day.typed is not None else "",
            "euros": None
            if sheet.rate is None or day.metres is None
            else Decimal(day.metres * sheet.rate) / 1_000_000,
        }
        for day in sheet.days
        if day.route or day.metres != 0
    ]
    return Sheet("Kilomètres", columns, rows)


def _column(key: str, title: str, kind: Kind) -> Column:
    return Column(key, title, title, 0, kind)
