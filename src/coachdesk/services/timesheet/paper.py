"""The feuille de temps as a paper: provisional until it is signed, then the sealed one."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, file_slug, month_name
from coachdesk.documents.closing_block import SecondPlace
from coachdesk.documents.digest import data_digest
from coachdesk.documents.footer import Stamp
from coachdesk.documents.letterhead import Edition
from coachdesk.documents.proofs import Drawn
from coachdesk.documents.time_sheet import TimeSheetData, TimeSheetRow, time_sheet_paper
from coachdesk.models import Action, Document
from coachdesk.queries.documents import latest_bytes
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.papers.shown_sheet import ShownSheet
from coachdesk.services.timesheet.view import TimeSheet, time_sheet

TITLE = "Feuille de temps"
ATTESTATION = "J’atteste l’exactitude des temps et des kilomètres portés sur cette feuille."
_PROVISIONAL = Edition(provisional="feuille de temps non signée")
_NOTES = (
    "Une minute ne compte qu’une fois. Le temps gardé pour une absence non excusée est compté, "
    "celui d’un rendez-vous excusé ou annulé ne l’est pas. Ce qui n’a pas d’horaire est mentionné, "
    "non compté."
)


@dataclass(frozen=True)
class MonthSheet:
    """A month as its page shows it.

    Attributes:
        stale: what was signed no longer matches.
    """

    sheet: TimeSheet
    stale: bool


def month_sheet(desk: Desk, action: ActionInfo, month: date) -> MonthSheet:
    """The month that begins on ``month``, and whether what was signed still says the same."""

    def read(connection: Connection) -> MonthSheet:
        sheet = time_sheet(connection, action, month, today(desk.clock))
        signed = sheet.signed
        stale = signed is not None and signed.digest != sheet_digest(desk, action, sheet)
        return MonthSheet(sheet, stale)

    return desk.read(read)


def sheet_digest(desk: Desk, action: ActionInfo, sheet: TimeSheet) -> str:
    """Of what is signed: the same month gives the same."""
    return data_digest(unsigned_data(desk, action, sheet))


def unsigned_data(desk: Desk, action: ActionInfo, sheet: TimeSheet) -> TimeSheetData:
    """The sheet as it is shown before anyone signs."""
    profile = action.profile
    second = profile.second_signer
    return TimeSheetData(
        title=TITLE,
        operation=operation_of(profile),
        edition=_PROVISIONAL,
        month=sheet.month,
        coach=desk.coach.name,
        kinds=tuple(sheet.names.values()),
        rows=tuple(
            TimeSheetRow(
                day.day,
                tuple(day.kinds.get(kind, 0) for kind in sheet.names),
                day.shared + day.others,
                (*((day.off,) if day.off else ()), *day.listed),
                day.metres,
                day.route,
            )
            for day in sheet.days
        ),
        weeks=tuple(sheet.weeks.items()),
        rate=sheet.rate,
        notes=(_NOTES,),
        attestation=ATTESTATION,
        closing=None,
        second=SecondPlace(second.name, second.role, None) if second is not None else None,
        stamp=_stamp(desk, sheet),
    )


def signed_data(
    data: TimeSheetData, stamp: Stamp, revision: int, coach: Drawn, other: Drawn | None
) -> TimeSheetData:
    """The same, signed for good."""
    edition = Edition(version=revision)
    second = replace(data.second, proof=other) if data.second is not None else None
    return replace(data, edition=edition, stamp=stamp, closing=coach, second=second)


def view_time_sheet(desk: Desk, action: ActionInfo, month: date) -> ShownSheet:
    """The sheet as it stands: the last signed one while it matches, else a provisional one."""

    def read(connection: Connection) -> ShownSheet:
        sheet = time_sheet(connection, action, month, today(desk.clock))
        title = f"{TITLE}, {month_name(month)}"
        name = f"feuille-de-temps_{month:%Y-%m}_{file_slug(desk.coach.name)}"
        signed = sheet.signed
        if signed is not None and signed.digest == sheet_digest(desk, action, sheet):
            pdf = latest_bytes(connection, signed.id)
            assert pdf is not None, "a signed sheet has its bytes"
            return ShownSheet(Document.__tablename__, signed.id, title, f"{name}.pdf", pdf)
        printed = time_sheet_paper(unsigned_data(desk, action, sheet))
        reason = f"{TITLE} provisoire{NBSP}: {month_name(month)}"
        file_name = f"{name}_provisoire.pdf"
        return ShownSheet(Action.__tablename__, action.id, title, file_name, printed.pdf, reason)

    return desk.read(read)


def _stamp(desk: Desk, sheet: TimeSheet) -> Stamp:
    return stamp_now(desk, f"{sheet.month:%Y%m}-T")
