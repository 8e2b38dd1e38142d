"""Import a coach's workbook, all of what can be or nothing at all."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.importing.forms import FORMS
from coachdesk.services.importing.judging import Judged, judge
from coachdesk.services.importing.known import read_known
from coachdesk.services.importing.layout import Layout, find_layout
from coachdesk.services.importing.planning import Plan, make_plan
from coachdesk.services.importing.reader import read_source
from coachdesk.services.importing.report import ImportReport
from coachdesk.services.importing.source import Source
from coachdesk.services.importing.writing import write_plan
from coachdesk.store import Store

_READ, _JUDGED = 0.5, 0.7
"""How far the work is when the file is read, and when its rows are judged."""


def import_file(
    store: Store,
    action_id: UUID,
    profile: ActionProfile,
    path: Path,
    *,
    check: bool = False,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Bring the rows of a workbook, or of a folder of CSV files, into an action of the store.

    A row with a fault is refused whole, with those that hang on it; the others are imported in one
    transaction. A row that the store holds otherwise is a difference, and the store's stays.

    Args:
        store: the open store.
        action_id: key of the action.
        profile: its profile, whose words the file is read with.
        path: a workbook, a CSV file, or a folder of CSV files.
        check: judge only, write nothing.
        progress: told the fraction done (0 to 1) and what is being done.
        cancelled: asked now and then; True stops the import, and nothing is written.

    Raises:
        UserError: the file can't be read, holds no known sheet or no row, or it was cancelled.
    """

    def pause(fraction: float, doing: str) -> None:
        if cancelled is not None and cancelled():
            raise UserError("L’import est annulé. Rien n’a été enregistré.")
        if progress is not None:
            progress(fraction, doing)

    source = read_source(path, lambda done: pause(done * _READ, "Lecture du classeur"))
    layouts = _layouts(source)
    day = today(store.clock)
    if check:
        with store.read() as connection:
            known = read_known(connection, action_id)
        judged = judge(
            layouts, profile, known, day, lambda: pause(_READ, "Vérification des lignes")
        )
        return _report(judged, make_plan(judged, known, profile), check=True)
    with store.write() as uow:
        known = read_known(uow.session.connection(), action_id)
        judged = judge(
            layouts, profile, known, day, lambda: pause(_READ, "Vérification des lignes")
        )
        plan = make_plan(judged, known, profile)
        report = _report(judged, plan, check=False)
        if any(report.imported.values()):
            write_plan(uow, action_id, plan, known, lambda: pause(_JUDGED, "Enregistrement"))
            uow.note(
                "import",
                "action",
                action_id,
                {
                    "file": source.name,
                    "sha256": source.sha256,
                    "imported": dict(report.imported),
                    "unchanged": report.unchanged,
                    "differences": len(report.differences),
                    "errors": len(report.errors),
                },
            )
            uow.commit()
    return report


def _layouts(source: Source) -> dict[str, Layout]:
    """The sheets found, by form title.

    Raises:
        UserError: none was, or there is not a row in them.
    """
    found = {form.title: find_layout(form, source.sheets) for form in FORMS}
    layouts = {title: layout for title, layout in found.items() if layout is not None}
    if not layouts:
        titles = ", ".join(quoted(form.title) for form in FORMS)
        raise UserError(
            f"{quoted(source.name)} ne contient aucune des feuilles attendues.",
            f"Nommez-les {titles}.",
        )
    if not any(layout.rows for layout in layouts.values()):
        raise UserError(
            f"{quoted(source.name)} ne contient aucune ligne sous ses en-têtes.",
            "Choisissez le classeur qui contient vos prescriptions et vos rendez-vous.",
        )
    return layouts


def _report(judged: Judged, plan: Plan, *, check: bool) -> ImportReport:
    return ImportReport(
        imported={title: len(records) for title, records in plan.new.items()},
        unchanged=plan.unchanged,
        differences=plan.differences,
        errors=judged.faults,
        checked_only=check,
    )
