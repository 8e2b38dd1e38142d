"""Closing a month: gaps are listed or forced, figures are frozen, the envoi is built once.

All of it is one transaction: the papers say what the store held at that moment, and a closing that
is cut leaves the month open.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk import __version__
from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name, plural, short_date
from coachdesk.core.ids import new_id
from coachdesk.models import Closing, Package
from coachdesk.queries.closings import last_closing
from coachdesk.services.acts import act
from coachdesk.services.closing.drawings import ClosingDrawings, record_closing
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.figures import month_figures
from coachdesk.services.gaps import Gap, month_gaps
from coachdesk.services.outbox.backups import ride_along
from coachdesk.services.outbox.queueing import queue_package
from coachdesk.services.pad.asked import Signed
from coachdesk.services.papers.issue import Issue
from coachdesk.services.papers.month import month_papers
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

    def to_json(self) -> dict[str, object]:
        """For ``close --json``."""
        return {
            "month": f"{self.month:%Y-%m}",
            "version": self.revision,
            "package": self.filename,
            "sha256": self.sha256,
            "forced": [gap.sentence for gap in self.gaps],
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
        f"la clôture de {month_name(month)}",
        final="un mois clos se rectifie, il ne se rouvre pas",
    ) as uow:
        session, connection = uow.session, uow.session.connection()
        refuse_unclosable(connection, action, month, day)
        figures = month_figures(connection, action.id, action.profile, month)
        gaps = blocking_gaps(connection, action, month, day)
        if gaps and reason is None:
            raise MonthIncompleteError(month, gaps)
        closing = Closing(
            id=drawings.closing_id if drawings else new_id(),
            action_id=action.id,
            month=month,
            revision=1,
            closed_at=uow.now,
            forced_reason=reason if gaps else None,
            figures=json.dumps(figures, ensure_ascii=False),
            gaps=json.dumps([gap.sentence for gap in gaps], ensure_ascii=False),
        )
        session.add(closing)
        session.flush()
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
        )
        drawn = record_closing(desk, uow, closing, issue, drawings) if drawings else None
        if drawn is not None:
            issue = replace(issue, head=uow.head, signed=drawn.signed)
        heading = _heading(desk, issue, _previous(session, action))
        papers = month_papers(connection, issue, identity, heading.filename, step)
        built = build_package(PackageContent(heading, papers), identity)
        package = _package(issue, closing, built)
        session.add(package)
        session.flush()
        queue_package(uow, action, package)
        step(1.0, "Enregistrement")
        uow.commit()
    ride_along(desk, action)
    told = drawn.told() if drawn else None
    return ClosedMonth(month, closing.revision, built.filename, built.sha256, gaps, told)


def blocking_gaps(
    connection: Connection, action: ActionInfo, month: date, day: date
) -> tuple[Gap, ...]:
    """The gaps that keep the month from being closed without a reason, as they stand on ``day``."""
    found = month_gaps(connection, action.id, action.profile, month, day)
    return tuple(gap for gap in found if gap.blocking)


def _refuse_broken_journal(desk: Desk) -> None:
    """Papers quote the journal as their proof: it must verify before they do."""
    journal = desk.store.verify(desk.identity.certificate.public_key)
    if journal.fault is not None:
        raise UserError(
            journal.sentence,
            "Le mois reste ouvert. Gardez ce dossier tel quel et remettez la dernière sauvegarde.",
        )


def refuse_unclosable(connection: Connection, action: ActionInfo, month: date, day: date) -> None:
    """Let only an open month pass, that has begun.

    Raises:
        UserError: otherwise.
    """
    closed = last_closing(connection, action.id, month)
    if closed is not None:
        when = short_date(closed.closed_at.astimezone().date())
        raise UserError(
            f"{month_name(month).capitalize()} est déjà clôturé, depuis le {when}.",
            "Son envoi est prêt à être exporté.",
        )
    if month > day:
        raise UserError(
            f"{month_name(month).capitalize()} n’a pas encore commencé.",
            "Un mois se clôture quand il est terminé.",
        )


def _previous(session: Session, action: ActionInfo) -> PreviousPackage | None:
    last = session.execute(
        select(Package.id, Package.sha256)
        .join(Closing, Closing.id == Package.closing_id)
        .where(Closing.action_id == action.id)
        .order_by(Closing.closed_at.desc(), Package.id.desc())
        .limit(1)
    ).one_or_none()
    return PreviousPackage(last.id, last.sha256) if last else None


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
        supersedes=None,
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
