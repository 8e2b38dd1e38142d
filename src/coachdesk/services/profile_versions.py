"""The profile that a month or a year was closed with, kept once for each of its texts.

A closed month is shown, compared and rectified with that profile, whatever became of it since: a
label, a rule or a column that changes makes no other month of one that was sent.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from coachdesk.core.ids import new_id
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.profile_lists import with_later_words
from coachdesk.models import Action, ProfileVersion
from coachdesk.queries.profile_versions import month_profile
from coachdesk.services.desk import ActionInfo
from coachdesk.services.profiles import kept_profile
from coachdesk.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class ProfileOfMonth:
    """The profile with which a month is shown.

    Attributes:
        number: of its version, where that is not the profile of today; None otherwise.
        unkept: the month was closed before profiles were kept: it is shown with that of today.
    """

    profile: ActionProfile
    number: int | None = None
    unkept: bool = False


def profile_of(
    connection: Connection, action_id: UUID, now: ActionProfile, month: date
) -> ProfileOfMonth:
    """What the month that holds ``month`` is shown with; ``now`` is the profile of today."""
    kept = month_profile(connection, action_id, month.replace(day=1))
    if kept is None:
        return ProfileOfMonth(now)
    if kept.text is None:
        return ProfileOfMonth(now, unkept=True)
    profile = kept_profile(kept.text)
    if profile == now:
        return ProfileOfMonth(now)
    return ProfileOfMonth(with_later_words(profile, now), kept.number)


def action_of(connection: Connection, action: ActionInfo, month: date) -> ActionInfo:
    """The action as it was when the month of that first day was closed; as it is, before that."""
    profile = profile_of(connection, action.id, action.profile, month).profile
    return action if profile is action.profile else replace(action, profile=profile)


def version_of_month(uow: UnitOfWork, action: ActionInfo, month: date) -> UUID:
    """The version that a closing of the month keeps: that of the one which it rectifies, if any."""
    kept = month_profile(uow.session.connection(), action.id, month)
    if kept is not None and kept.version_id is not None:
        return kept.version_id
    return version_of(uow, action).id


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
