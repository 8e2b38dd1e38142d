"""What a month has become since it was closed: its table, its sheets, its figures."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.french import NBSP, clock_time
from coachdesk.documents.table_files import table_xlsx
from coachdesk.domain.periods import month_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Package
from coachdesk.queries.closings import ClosedMonth
from coachdesk.queries.sheet_changes import SheetRow, TouchedRow, names_of, numbers_of, touched_rows
from coachdesk.services.closing.tables import BOOK, table_changes
from coachdesk.services.figures import month_figures
from coachdesk.services.month_changes import Changes, SheetChange, figure_changes, instead
from coachdesk.services.papers.issue import Issue
from coachdesk.services.papers.table import table_data
from coachdesk.sync.manifest import MANIFEST, read_manifest
from coachdesk.sync.zipfmt import unpack

_SIGNED = {
    "person": "signature ajoutée",
    "answer": "réponse ajoutée",
    "coach": "signature du coach ajoutée",
}


def changes_since(connection: Connection, closed: ClosedMonth, issue: Issue) -> Changes:
    """What differs now from the envoi of a closing; ``issue`` is the version to be."""
    kept = select(Package.data).where(Package.closing_id == closed.id)
    envoi = unpack(connection.execute(kept).scalar_one()).files
    closed_at = read_manifest(envoi[MANIFEST]).heading.journal.seq
    action, month = issue.action, issue.month
    return Changes(
        table_changes(envoi[BOOK], table_xlsx(table_data(connection, issue))),
        _sheets(connection, action.id, issue.profile, month, closed_at),
        figure_changes(closed.figures, month_figures(connection, action.id, issue.profile, month)),
    )


def _sheets(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date, since: int
) -> tuple[SheetChange, ...]:
    period = month_of(month)
    touched = touched_rows(connection, since, period.first, period.last)
    rows = [row for each in touched for row in (each.before, each.now) if row is not None]
    numbers = numbers_of(connection, action_id, {row.pathway_id for row in rows} - {None})  # type: ignore[arg-type]  # none is left
    named = {key for row in rows for key in (row.place_id, row.workshop_id) if key is not None}
    names = names_of(connection, named)
    found = []
    for each in touched:
        row = each.now or each.before
        number = numbers.get(row.pathway_id) if row and row.pathway_id else None
        if row is not None and number is not None:
            what = ", ".join((*_differences(profile, each, names), *_answers(each)))
            found.append(SheetChange(number, f"{row.held_on:%d/%m}", what))
    return tuple(sorted(found, key=lambda change: change.number))


def _answers(touched: TouchedRow) -> list[str]:
    return [_SIGNED[who] for who in touched.signed]


def _differences(
    profile: ActionProfile, touched: TouchedRow, names: Mapping[UUID, str]
) -> list[str]:
    before, now = touched.before, touched.now
    if before is None or now is None:
        row = now or before
        assert row is not None, "it stands on a sheet, or stood on one"
        return [f"{'ajouté' if now else 'retiré'} ({profile.presences.label(row.presence)})"]
    told = (
        (f"{before.held_on:%d/%m}", f"{now.held_on:%d/%m}"),
        (_times(before), _times(now)),
        (profile.presences.label(before.presence), profile.presences.label(now.presence)),
        (profile.modes.label(before.mode), profile.modes.label(now.mode)),
        (_name(before.place_id, names, "sans lieu"), _name(now.place_id, names, "sans lieu")),
        (
            _name(before.workshop_id, names, "hors atelier"),
            _name(now.workshop_id, names, "hors atelier"),
        ),
    )
    return [instead(old, new) for old, new in told if new != old]


def _times(row: SheetRow) -> str:
    return f"{clock_time(row.start_minute)}{NBSP}– {clock_time(row.end_minute)}"


def _name(key: UUID | None, names: Mapping[UUID, str], without: str) -> str:
    return names.get(key, "") if key is not None else without
