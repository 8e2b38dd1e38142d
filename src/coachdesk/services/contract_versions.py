"""The versions of a contract: an avenant begins with the terms of the version before."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.ids import new_id
from coachdesk.models import EngagementContract
from coachdesk.services.rows import row

_TERMS = (
    "starts_on", "ends_on", "weekly_minutes", "exemption", "person_commitments",
    "organisation_commitments", "action_plan",
)  # fmt: skip


def next_version(session: Session, contract_id: UUID, day: date) -> UUID:
    """The version of her contract that waits for signatures; a new one when all are signed.

    Raises:
        UserError: the contract is gone.
    """
    before = row(session, EngagementContract, contract_id)
    versions = session.scalars(
        select(EngagementContract)
        .where(EngagementContract.pathway_id == before.pathway_id)
        .order_by(EngagementContract.revision)
    ).all()
    if versions[-1].signed_on is None:
        return versions[-1].id
    made = EngagementContract(
        id=new_id(),
        pathway_id=before.pathway_id,
        revision=versions[-1].revision + 1,
        prepared_on=day,
        cut_over=False,
        **{name: getattr(before, name) for name in _TERMS},
    )
    session.add(made)
    session.flush()
    return made.id
