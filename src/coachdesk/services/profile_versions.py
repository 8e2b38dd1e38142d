"""The profile that a month or a year was closed with, kept once for each of its texts."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coachdesk.core.ids import new_id
from coachdesk.models import Action, ProfileVersion
from coachdesk.services.desk import ActionInfo
from coachdesk.store import UnitOfWork


def version_of(uow: UnitOfWork, action: ActionInfo) -> ProfileVersion:
    """The version of the action's profile as it stands, added when no closing kept it yet.

    Within the transaction of the closing: the profile can't change in between.
    """
    session, action_id = uow.session, action.id
    text = session.scalars(select(Action.profile).where(Action.id == action_id)).one()
    kept = _same(session, action_id, text)
    if kept is not None:
        return kept
    last = select(func.max(ProfileVersion.number)).where(ProfileVersion.action_id == action_id)
    made = ProfileVersion(
        id=new_id(),
        action_id=action_id,
        number=(session.execute(last).scalar() or 0) + 1,
        kept_at=uow.now,
        text=text,
    )
    session.add(made)
    session.flush()
    return made


def _same(session: Session, action_id: UUID, text: str) -> ProfileVersion | None:
    """The version with that very text, which may be an older one that came back."""
    versions = (
        select(ProfileVersion)
        .where(ProfileVersion.action_id == action_id, ProfileVersion.text == text)
        .order_by(ProfileVersion.number.desc())
        .limit(1)
    )
    return session.scalars(versions).one_or_none()
