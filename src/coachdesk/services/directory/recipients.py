"""Recipients of an action: who receives its months, its notices, its retours."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.french import of
from coachdesk.core.ids import new_id
from coachdesk.models import Recipient
from coachdesk.queries.directory import recipient_rows
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.directory.channels import ChannelFacts, put_channel
from coachdesk.services.directory.facts import checked_facts
from coachdesk.services.rows import row


class Takes(StrEnum):
    """What a recipient receives; each is a column of its row."""

    MONTHS = "takes_months"
    NOTICES = "takes_notices"
    RETURNS = "takes_returns"
    REVIEWS = "takes_reviews"
    COPIES = "takes_copies"
    BACKUPS = "takes_backups"


def save_recipient(
    desk: Desk,
    action: ActionInfo,
    kept_id: UUID | None,
    typed: Mapping[str, str],
    takes: Collection[Takes],
    channel: ChannelFacts | None = None,
) -> UUID:
    """Keep a recipient, or change one; ``channel`` is how it is reached, None leaves that as it is.

    Raises:
        UserError: a fact can't be.
    """
    facts = checked_facts(typed)
    told = {each.value: each in takes for each in Takes}
    with act(desk, f"destinataire {facts['name']}") as uow:
        if kept_id is None:
            kept = Recipient(id=new_id(), action_id=action.id, **facts, **told)
            uow.session.add(kept)
        else:
            kept = row(uow.session, Recipient, kept_id)
            for column, value in {**facts, **told}.items():
                setattr(kept, column, value)
        if channel is not None:
            put_channel(uow, kept, channel)
        uow.commit()
        return kept.id


def remove_recipient(desk: Desk, kept_id: UUID) -> None:
    """Send it nothing more; what left for it stays as it left."""
    told: list[str] = []
    with act(desk, lambda: f"retrait {of(told[0])} des destinataires") as uow:
        kept = row(uow.session, Recipient, kept_id)
        told.append(kept.name)
        kept.retired_on = today(desk.clock)
        uow.commit()


def addressees(connection: Connection, action_id: UUID, takes: Takes) -> tuple[str, ...]:
    """Who receives that, each as it stands on an envelope: name, then address."""
    return tuple(
        "\n".join(part for part in (each.name, each.address) if part)
        for each in recipient_rows(connection, action_id)
        if getattr(each, takes.value)
    )


def recipient_facts(connection: Connection, action_id: UUID) -> dict[str, str]:
    """What the letters of an action may name."""
    return {
        "recipient.notices": "\n".join(addressees(connection, action_id, Takes.NOTICES)),
        "recipient.returns": "\n".join(addressees(connection, action_id, Takes.RETURNS)),
    }
