"""Receipts are fetched beside what was handed over: only they make a delivery « reçu »."""

from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import DeliveryState
from coachdesk.models import Delivery, Receipt, Recipient
from coachdesk.services.desk import Desk
from coachdesk.services.directory.access import access_of
from coachdesk.services.outbox.steps import move, tell
from coachdesk.services.rows import row
from coachdesk.sync.channel import Way, parse_channel
from coachdesk.sync.receipt import MOST_BYTES, read_receipt, receipt_name
from coachdesk.sync.transports.opening import open_transport


@dataclass(frozen=True)
class Fetched:
    """What came back: how many were acknowledged, and who could not be asked, each a sentence."""

    confirmed: int
    troubles: tuple[str, ...]


def fetch_receipts(desk: Desk) -> Fetched:
    """Ask each recipient that was sent to, and can be asked, for its receipts."""
    confirmed = 0
    troubles = []
    for recipient_id, group in groupby(_awaited(desk), key=lambda each: each[1]):
        with desk.store.read() as link, Session(link) as session:
            access = access_of(session, row(session, Recipient, recipient_id))
        try:
            transport = open_transport(access)
        except UserError as error:
            troubles.append(str(error))
            continue
        try:
            for delivery_id, _, filename in group:
                data = transport.fetch(receipt_name(filename), MOST_BYTES)
                if data is not None:
                    confirmed += _take(desk, delivery_id, data)
        except UserError as error:
            troubles.append(str(error))
        finally:
            with suppress(Exception):  # it is being left, whatever its state
                transport.close()
    return Fetched(confirmed, tuple(troubles))


def _awaited(desk: Desk) -> list[tuple[UUID, UUID, str]]:
    listing = (
        select(Delivery.id, Delivery.recipient_id, Delivery.filename, Recipient.channel)
        .join(Recipient, Recipient.id == Delivery.recipient_id)
        .where(Delivery.state == DeliveryState.HANDED_OVER, Recipient.channel.is_not(None))
        .order_by(Delivery.recipient_id, Delivery.handed_at)
    )
    return desk.read(
        lambda link: [
            (each.id, each.recipient_id, each.filename)
            for each in link.execute(listing)
            if parse_channel(each.channel).way not in {Way.MAIL, Way.MAIL_TLS}
        ]
    )


def _take(desk: Desk, delivery_id: UUID, data: bytes) -> bool:
    """Keep a receipt; whether it acknowledges this very file."""
    with desk.store.write() as uow:
        delivery = row(uow.session, Delivery, delivery_id)
        known = uow.session.scalars(
            select(Receipt.data).where(Receipt.delivery_id == delivery_id)
        ).all()
        if data in known:
            return False
        try:
            said = read_receipt(data)
        except UserError as error:
            tell(uow, delivery, str(error))
            author, said_at, right = "", None, False
        else:
            author, said_at = said.by, said.received_at
            right = said.sha256 == delivery.sha256
            if right:
                move(uow, delivery, DeliveryState.CONFIRMED, f"reçu par {said.by}")
            else:
                tell(uow, delivery, f"{quoted(said.by)} accuse réception d’un autre fichier")
        uow.session.add(
            Receipt(
                id=new_id(),
                delivery_id=delivery_id,
                received_at=uow.now,
                said_at=said_at,
                author=author,
                data=data,
            )
        )
        uow.commit()
    return right
