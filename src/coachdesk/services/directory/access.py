"""How a recipient is reached, with what opens it: read from the store when it is needed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.models import Recipient, RecipientSecret
from coachdesk.sync.channel import parse_channel
from coachdesk.sync.transports.protocol import Access


def access_of(session: Session, recipient: Recipient) -> Access:
    """The access to a recipient that has a channel.

    Raises:
        UserError: its address can't be read any more.
    """
    assert recipient.channel is not None, "only those that are reached are asked for"
    return Access(
        parse_channel(recipient.channel),
        secret_of(session, recipient.id),
        recipient.host_key,
        recipient.authority,
    )


def secret_of(session: Session, recipient_id: UUID) -> bytes | None:
    """The password or key of a recipient's channel; None where it has none."""
    return session.scalars(
        select(RecipientSecret.value).where(RecipientSecret.id == recipient_id)
    ).one_or_none()
