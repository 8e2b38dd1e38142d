"""A closed month opened again to be rectified: why, since when, what it has changed so far.

The version sent before stays as it was: the new one names it, and lists each cell that differs.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, capital, month_name, of
from coachdesk.core.ids import new_id
from coachdesk.models import Correction, Package
from coachdesk.queries.closings import (
    ClosedMonth,
    last_closing,
    open_months_before,
    over_its_time,
    versions_of,
)
from coachdesk.services.acts import act
from coachdesk.services.closing.comparing import changes_since
from coachdesk.services.closing.version import issue_to_be, next_version
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.month_changes import Changes, read_changes
from coachdesk.services.profile_versions import action_of
from coachdesk.store import Head


@dataclass(frozen=True, slots=True)
class MonthVersion:
    """One closing of a month, as its envoi left.

    Attributes:
        reason: why it rectifies the one before; None for the first.
        forced_reason: why it was closed in spite of gaps; None without.
    """

    revision: int
    closed_at: datetime
    filename: str
    reason: str | None
    forced_reason: str | None
    changes: Changes


@dataclass(frozen=True, slots=True)
class MonthStory:
    """What the page of a month says of its closings.

    Attributes:
        versions: the last one first.
        changes: what the open rectification changes so far; None when none is open.
        may_give_up: nothing of it was changed since it was opened.
        open_before: the earlier months in which there was work, and that are still open.
    """

    versions: tuple[MonthVersion, ...]
    changes: Changes | None
    may_give_up: bool
    open_before: tuple[date, ...]


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
    with act(desk, f"ouverture de la rectification {of(name)}") as uow:
        link = uow.session.connection()
        closed = _closed(link, action, month)
        if closed.correcting is not None:
            raise UserError(
                f"{capital(name)} est déjà ouvert pour une rectification.",
                "Corrigez ce qui est à corriger, puis clôturez-le.",
            )
        if not link.execute(_envoi(closed.id)).scalar():
            raise over_its_time(month)
        made = Correction(id=new_id(), closing_id=closed.id, reason=told, opened_at=uow.now)
        uow.session.add(made)
        uow.session.flush()
        made.differed = _changes(desk, link, action, month, uow.head).to_json()
        uow.commit()
    return made.id


def give_up_correction(desk: Desk, action: ActionInfo, month: date) -> None:
    """Close the month again as it was, when nothing of it was changed meanwhile.

    Raises:
        UserError: no correction is open, or something changed: a new version must say so.
    """
    name = month_name(month)
    with act(desk, f"abandon de la rectification {of(name)}") as uow:
        link = uow.session.connection()
        closed = _closed(link, action, month)
        correction = open_correction_of(uow.session, closed.id)
        if correction is None:
            raise UserError(
                f"{capital(name)} n’est pas en rectification.", "Il n’y a rien à abandonner."
            )
        changes = _changes(desk, link, action, month, uow.head)
        if changes != read_changes(correction.differed):
            raise UserError(
                f"{capital(name)} a changé depuis l’ouverture de sa rectification{NBSP}: "
                f"{changes.counted}.",
                "Clôturez le rectificatif, ou remettez d’abord ce qui a changé (Ctrl+Z).",
            )
        uow.session.delete(correction)
        uow.commit()


def month_story(desk: Desk, action: ActionInfo, month: date) -> MonthStory:
    """The closings of a month, and its open rectification."""
    head = desk.store.head()

    def read(link: Connection) -> MonthStory:
        versions = tuple(
            MonthVersion(
                each.revision,
                each.closed_at,
                each.filename,
                each.reason,
                each.forced_reason,
                read_changes(each.changes),
            )
            for each in versions_of(link, action.id, month)
        )
        closed = last_closing(link, action.id, month)
        changes = None
        if closed is not None and closed.correcting is not None:
            changes = _changes(desk, link, action, month, head)
        return MonthStory(
            versions,
            changes,
            may_give_up=closed is not None and changes == read_changes(closed.differed),
            open_before=open_months_before(link, action.id, month),
        )

    return desk.read(read)


def open_correction_of(session: Session, closing_id: UUID) -> Correction | None:
    """The correction of a closing that is open; None when it is read-only."""
    return session.scalars(
        select(Correction).where(
            Correction.closing_id == closing_id, Correction.closed_by_id.is_(None)
        )
    ).one_or_none()


def end_correction(session: Session, closing_id: UUID, closed_by_id: UUID) -> None:
    """Say by which closing a correction ends, within its transaction."""
    correction = open_correction_of(session, closing_id)
    assert correction is not None, "the month is closed again only while it is open"
    correction.closed_by_id = closed_by_id


def _changes(desk: Desk, link: Connection, action: ActionInfo, month: date, head: Head) -> Changes:
    version = next_version(link, action, month, today(desk.clock))
    assert version.rectifies is not None, "a rectification is open"
    issue = issue_to_be(desk, action_of(link, action, month), month, version, new_id(), head)
    return changes_since(link, version.rectifies, issue)


def _envoi(closing_id: UUID) -> Select[int]:
    """How long its bytes are."""
    return select(func.length(Package.data)).where(Package.closing_id == closing_id)


def _closed(connection: Connection, action: ActionInfo, month: date) -> ClosedMonth:
    closed = last_closing(connection, action.id, month)
    if closed is None:
        raise UserError(
            f"{capital(month_name(month))} n’est pas clôturé.",
            "Un mois ouvert se corrige directement.",
        )
    return closed
