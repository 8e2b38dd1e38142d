"""Which version of a month the next closing makes, and what it supersedes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, and_, select

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name, short_date
from coachdesk.models import Closing, JournalEntry, Package
from coachdesk.queries.closings import ClosedMonth, last_closing
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.papers.issue import Issue
from coachdesk.store import Head
from coachdesk.sync.manifest import PreviousPackage


@dataclass(frozen=True)
class NextVersion:
    """What a closing is to be.

    Attributes:
        revision: 1, then one more for each rectified one.
        rectifies: the closing in rectification; None for a first version.
        supersedes: the envoi of that one.
    """

    revision: int = 1
    rectifies: ClosedMonth | None = None
    supersedes: UUID | None = None

    @property
    def reason(self) -> str | None:
        """Why it is rectified."""
        return self.rectifies.correcting if self.rectifies else None


def next_version(connection: Connection, action: ActionInfo, month: date, day: date) -> NextVersion:
    """What closing the month would make.

    Raises:
        UserError: closed and not opened to be rectified, or not begun by ``day``.
    """
    closed = last_closing(connection, action.id, month)
    name = month_name(month).capitalize()
    if closed is not None and closed.correcting is None:
        when = short_date(closed.closed_at.astimezone().date())
        raise UserError(
            f"{name} est déjà clôturé, depuis le {when}.",
            f"Son envoi est prêt à être exporté{NBSP}; s’il est faux, ouvrez une rectification.",
        )
    if month > day:
        raise UserError(
            f"{name} n’a pas encore commencé.", "Un mois se clôture quand il est terminé."
        )
    if closed is None:
        return NextVersion()
    sent = select(Package.id).where(Package.closing_id == closed.id)
    return NextVersion(closed.revision + 1, closed, connection.execute(sent).scalar_one())


def previous_package(connection: Connection, action: ActionInfo) -> PreviousPackage | None:
    """The envoi made before, whatever its month; by the journal, for a clock may have gone back."""
    last = connection.execute(
        select(Package.id, Package.sha256)
        .join(Closing, Closing.id == Package.closing_id)
        .join(
            JournalEntry,
            and_(
                JournalEntry.entity_id == Package.id,
                JournalEntry.entity == Package.__tablename__,
                JournalEntry.kind == "insert",
            ),
        )
        .where(Closing.action_id == action.id)
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    ).one_or_none()
    return PreviousPackage(last.id, last.sha256) if last else None


def issue_to_be(
    desk: Desk, action: ActionInfo, month: date, version: NextVersion, package_id: UUID, head: Head
) -> Issue:
    """The version as its papers would name it, before it is closed."""
    return Issue(
        action=action,
        coach=desk.coach.name,
        fingerprint=desk.identity.certificate.fingerprint,
        month=month,
        package_id=package_id,
        revision=version.revision,
        closed_at=desk.clock.now(),
        closing_seq=0,
        head=head,
        forced=(),
        forced_reason=None,
        corrects=version.reason,
        supersedes=version.supersedes,
    )
