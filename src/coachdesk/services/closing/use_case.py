"""Closing a month: gaps are listed or forced, figures are frozen, the envoi is built once.

All of it is one transaction: the papers say what the store held at that moment, and a closing that
is cut leaves the month open.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from coachdesk import __version__
from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name, of, plural
from coachdesk.core.ids import new_id
from coachdesk.models import Closing, Package
from coachdesk.queries.closings import open_months_before
from coachdesk.services.acts import act
from coachdesk.services.closing.comparing import changes_since
from coachdesk.services.closing.correcting import end_correction
from coachdesk.services.closing.drawings import ClosingDrawings, record_closing
from coachdesk.services.closing.version import (
    NextVersion,
    issue_to_be,
    next_version,
    previous_package,
)
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.figures import month_figures
from coachdesk.services.gaps import Gap, month_gaps
from coachdesk.services.month_changes import NO_CHANGES, Changes
from coachdesk.services.outbox.backups import ride_along
from coachdesk.services.outbox.queueing import queue_package
from coachdesk.services.pad.asked import Signed
from coachdesk.services.papers.issue import Issue
from coachdesk.services.papers.month import month_papers
from coachdesk.services.profile_versions import action_of, version_of_month
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.sync.manifest import Heading, JournalHead, PreviousPackage
from coachdesk.sync.package import BuiltPackage, PackageContent, build_package

Progress = Callable[[float, str], None]
"""Share done, from 0 to 1, and what is being done, in French."""
_SHOWN = 10


@dataclass(frozen=True)
class ClosedMonth:
    """A month closed, with the envoi that was built of it."""

    month: date
    revision: int
    filename: str
    sha256: str
    gaps: tuple[Gap, ...]
    signed: Signed | None = None
    """The last signature, when it was closed by drawing."""
    changes: Changes = NO_CHANGES
    """What a rectified version changes of the one before."""
    open_before: tuple[date, ...] = ()
    """The months before it in which there was work, and that are still open."""
    without_backup: str = ""
    """Why no sauvegarde rides along, where one should; the month is closed all the same."""

    def to_json(self) -> dict[str, object]:
        """For ``close --json``."""
        return {
            "month": f"{self.month:%Y-%m}",
            "version": self.revision,
            "package": self.filename,
            "sha256": self.sha256,
            "forced": [gap.sentence for gap in self.gaps],
            "changes": list(self.changes.sentences),
            "open_before": [f"{each:%Y-%m}" for each in self.open_before],
        }


class MonthIncompleteError(UserError):
    """The month has gaps that keep it from being closed without a reason."""

    def __init__(self, month: date, gaps: tuple[Gap, ...]) -> None:
        listed = "".join(f"\n- {gap.sentence}" for gap in gaps[:_SHOWN])
        more = f"\n- et {plural(len(gaps) - _SHOWN, 'autre')}" if len(gaps) > _SHOWN else ""
        super().__init__(
            f"Il manque {plural(len(gaps), 'élément')} pour clôturer {month_name(month)}{NBSP}:"
            f"{listed}{more}",
            "Complétez ce qui manque, ou clôturez avec un motif qui figurera sur le bordereau.",
        )
        self.gaps = gaps


class CancelledError(UserError):
    """The user stopped a long act; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__("La clôture a été arrêtée.", "Rien n’a été changé.")


def close_month(
    desk: Desk,
    action: ActionInfo,
    month: date,
    *,
    force_reason: str | None = None,
    drawings: ClosingDrawings | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ClosedMonth:
    """Freeze the month that begins on ``month`` and build its envoi, or say what is missing.

    Args:
        desk: the open desk.
        action: the action.
        month: first day of the month.
        force_reason: why it is closed in spite of gaps; it stands on the bordereau.
        drawings: what was drawn to close it; without, the coach attests it by the record's number.
        progress: told of each paper.
        cancelled: asked before each paper; true leaves the month open.

    Raises:
        MonthIncompleteError: gaps, and no reason given.
        UserError: unknown, future or already closed month, an earlier package missing, a table that
            changed since it was shown to be signed.
    """
    reason = " ".join((force_reason or "").split()) or None
    day = today(desk.clock)
    identity = desk.identity

    def step(share: float, what: str) -> None:
        if cancelled is not None and cancelled():
            raise CancelledError
        if progress is not None:
            progress(share, what)

    _refuse_broken_journal(desk)
    with act(
        desk,
        f"la clôture {of(month_name(month))}",
        final="un mois clôturé se rectifie, depuis sa page",
    ) as uow:
        session, connection = uow.session, uow.session.connection()
        version = next_version(connection, action, month, day)
        warned = open_months_before(connection, action.id, month)
        now, action = action, action_of(connection, action, month)
        figures = month_figures(connection, action.id, action.profile, month)
        gaps = blocking_gaps(connection, action, month, day)
        if gaps and reason is None:
            raise MonthIncompleteError(month, gaps)
        rectified = version.rectifies
        changes = Changes()
        if rectified is not None:
            to_be = issue_to_be(desk, action, month, version, new_id(), uow.head)
            changes = changes_since(connection, rectified, to_be)
        closing = Closing(
            id=drawings.closing_id if drawings else new_id(),
            action_id=action.id,
            month=month,
            revision=version.revision,
            closed_at=uow.now,
            forced_reason=reason if gaps else None,
            figures=json.dumps(figures, ensure_ascii=False),
            gaps=json.dumps([gap.sentence for gap in gaps], ensure_ascii=False),
            changes=changes.to_json() if rectified is not None else None,
            profile_id=version_of_month(uow, action, month),
        )
        session.add(closing)
        session.flush()
        if rectified is not None:
            end_correction(session, rectified.id, closing.id)
        closing_seq = uow.attestation(
            Closing.__tablename__,
            closing.id,
            {"month": f"{month:%Y-%m}", "revision": closing.revision},
            lambda data: sign_bytes(identity, data),
        )
        issue = Issue(
            action=action,
            coach=desk.coach.name,
            fingerprint=identity.certificate.fingerprint,
            month=month,
            package_id=new_id(),
            revision=closing.revision,
            closed_at=uow.now,
            closing_seq=closing_seq,
            head=uow.head,
            forced=gaps,
            forced_reason=closing.forced_reason,
            corrects=version.reason,
            supersedes=version.supersedes,
            changes=_told(changes, version),
        )
        drawn = record_closing(desk, uow, closing, issue, drawings) if drawings else None
        if drawn is not None:
            issue = replace(issue, head=uow.head, signed=drawn.signed)
        heading = _heading(desk, issue, previous_package(connection, action))
        papers = month_papers(connection, issue, identity, heading.filename, step)
        built = build_package(PackageContent(heading, papers), identity)
        package = _package(issue, closing, built)
        session.add(package)
        session.flush()
        queue_package(uow, now, package)
        step(1.0, "Enregistrement")
        uow.commit()
    without_backup = ride_along(desk, now)
    told = drawn.told() if drawn else None
    return ClosedMonth(
        month, closing.revision, built.filename, built.sha256, gaps, told, changes, warned,
        without_backup,
    )  # fmt: skip


def blocking_gaps(
    connection: Connection, action: ActionInfo, month: date, day: date
) -> tuple[Gap, ...]:
    """The gaps that keep the month from being closed without a reason, as they stand on ``day``."""
    found = month_gaps(connection, action.id, action.profile, month, day)
    return tuple(gap for gap in found if gap.blocking)


def _told(changes: Changes, version: NextVersion) -> tuple[str, ...]:
    """What its bordereau says that it changes: of a rectificatif, something in any case."""
    if version.rectifies is None or changes:
        return changes.lines
    return ("Rien dans le tableau, ni sur les feuilles, ni dans les chiffres.",)


def _refuse_broken_journal(desk: Desk) -> None:
    """Papers quote the journal as their proof: it must verify before they do."""
    journal = desk.store.verify(desk.identity.certificate.public_key)
    if journal.fault is not None:
        raise UserError(
            journal.sentence,
            "Le mois reste ouvert. Gardez ce dossier tel quel et remettez la dernière sauvegarde.",
        )


def _heading(desk: Desk, issue: Issue, previous: PreviousPackage | None) -> Heading:
    return Heading(
        package=issue.package_id,
        created_at=issue.closed_at,
        app_version=__version__,
        action=issue.action.code,
        agreement=issue.profile.agreement_number,
        coach=desk.coach.name,
        coach_code=desk.coach.code,
        month=issue.month,
        version=issue.revision,
        supersedes=issue.supersedes,
        previous=previous,
        journal=JournalHead(issue.head.incarnation, issue.head.seq, issue.head.hash),
    )


def _package(issue: Issue, closing: Closing, built: BuiltPackage) -> Package:
    return Package(
        id=issue.package_id,
        closing_id=closing.id,
        filename=built.filename,
        sha256=built.sha256,
        data=built.data,
    )
