"""Import a coach's workbook, all of what can be or nothing at all."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from coachdesk.core.canonical import Json
from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.importing.judging import judge
from coachdesk.services.importing.known import Known, read_known
from coachdesk.services.importing.learned import Learned, keep_learned, read_learned
from coachdesk.services.importing.mends import NO_MENDS, Mends
from coachdesk.services.importing.planning import Plan, make_plan
from coachdesk.services.importing.records import Judged
from coachdesk.services.importing.report import ImportReport
from coachdesk.services.importing.workbook_file import WorkbookFile, open_workbook
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
    transaction. A row that the store holds otherwise is a difference, and the store's stays. Words
    learned from earlier imports are understood.

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
    pause = _pause(progress, cancelled)
    workbook = open_workbook(path, lambda done: pause(done * _READ, "Lecture du classeur"))
    return import_workbook(
        store, action_id, profile, workbook, check=check, progress=progress, cancelled=cancelled
    )


def import_workbook(
    store: Store,
    action_id: UUID,
    profile: ActionProfile,
    workbook: WorkbookFile,
    *,
    mends: Mends = NO_MENDS,
    check: bool = False,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """``import_file`` of a file already read, with the coach's ``mends`` of it.

    The words she mapped are remembered for the action, whatever comes in.
    """
    pause = _pause(progress, cancelled)
    day = today(store.clock)

    def judged_against(known: Known, learned: Learned) -> Judged:
        return judge(
            workbook.layouts, profile, known, day,
            lambda: pause(_READ, "Vérification des lignes"), learned=learned, mends=mends,
        )  # fmt: skip

    if check:
        with store.read() as connection:
            known = read_known(connection, action_id)
            learned = read_learned(connection, action_id)
        judged = judged_against(known, learned)
        return _report(judged, make_plan(judged, known, profile), check=True)
    with store.write() as uow:
        connection = uow.session.connection()
        known = read_known(connection, action_id)
        judged = judged_against(known, read_learned(connection, action_id))
        plan = make_plan(judged, known, profile)
        report = _report(judged, plan, check=False)
        keep_learned(uow, action_id, mends.words)
        if any(report.imported.values()):
            write_plan(uow, action_id, plan, known, lambda: pause(_JUDGED, "Enregistrement"))
            uow.note("import", "action", action_id, _noted(workbook, report, mends))
        if any(report.imported.values()) or mends.words:
            uow.commit()
    return report


def _pause(
    progress: Callable[[float, str], None] | None, cancelled: Callable[[], bool] | None
) -> Callable[[float, str], None]:
    def pause(fraction: float, doing: str) -> None:
        if cancelled is not None and cancelled():
            raise UserError("L’import est annulé. Rien n’a été enregistré.")
        if progress is not None:
            progress(fraction, doing)

    return pause


def _noted(workbook: WorkbookFile, report: ImportReport, mends: Mends) -> dict[str, Json]:
    """What the journal says of an import: how much, never what."""
    return {
        "file": workbook.source.name,
        "sha256": workbook.source.sha256,
        "imported": dict(report.imported),
        "unchanged": report.unchanged,
        "differences": len(report.differences),
        "errors": len(report.errors),
        "typed": len(mends.cells),
        "left_out": len(mends.left_out),
    }


def _report(judged: Judged, plan: Plan, *, check: bool) -> ImportReport:
    return ImportReport(
        imported={title: len(records) for title, records in plan.new.items()},
        unchanged=plan.unchanged,
        differences=plan.differences,
        errors=judged.faults,
        checked_only=check,
    )
