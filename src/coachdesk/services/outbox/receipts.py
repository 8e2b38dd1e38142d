"""Receipts are fetched beside what was handed over: only they make a delivery « reçu »."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.models import Delivery, DeliveryEvent, Receipt, Recipient
from coachdesk.services.desk import Desk
from coachdesk.services.directory.access import access_of
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.outbox.steps import move_as_told, tell
from coachdesk.services.rows import row
from coachdesk.sync.channel import Way
from coachdesk.sync.receipt import MOST_BYTES, read_receipt, receipt_name
from coachdesk.sync.transports.opening import open_transport
from coachdesk.sync.transports.protocol import Transport
from coachdesk.sync.transports.trouble import After, TroubleError


@dataclass(frozen=True)
class Fetched:
    """What came back: how many were acknowledged, and who could not be asked, each a sentence."""

    confirmed: int
    troubles: tuple[str, ...]


def fetch_receipts(desk: Desk, cancelled: Callable[[], bool] = lambda: False) -> Fetched:
    """Ask each recipient that was sent to, and can be asked, for its receipts.

    One that can't be asked, or whose receipt is none, holds back no other. ``cancelled`` is asked
    before each recipient and each receipt.

    Raises:
        Exception: a fault of the program, once all the others were asked.
    """
    confirmed = 0
    troubles: list[str] = []
    faults: list[Exception] = []
    for recipient_id, group in groupby(_awaited(desk), key=lambda each: each.recipient_id):
        if cancelled():
            break
        wanted = takewhile(lambda _: not cancelled(), list(group))
        try:
            confirmed += _asked(desk, recipient_id, wanted, troubles)
        except UserError as error:
            troubles.append(str(error))
        except Exception as error:  # noqa: BLE001  (whatever it is, the others are asked)
            faults.append(error)
    if faults:
        raise faults[0]
    return Fetched(confirmed, tuple(troubles))


def _asked(desk: Desk, recipient_id: UUID, group: Iterable["_Awaited"], troubles: list[str]) -> int:
    """Ask one recipient for the receipts of ``group``; gives how many acknowledge."""
    transport = _opened(desk, recipient_id)
    if transport is None:
        return 0
    confirmed = 0
    try:
        for each in group:
            try:
                data = transport.fetch(receipt_name(each.filename), MOST_BYTES)
                if data is not None:
                    confirmed += _take(desk, each.id, data)
            except TroubleError as error:
                if _note_trouble(desk, each.id, error, troubles):
                    break  # the next ones would meet it too
    finally:
        with suppress(Exception):  # it is being left, whatever its state
            transport.close()
    return confirmed


class _Awaited(NamedTuple):
    id: UUID
    recipient_id: UUID
    filename: str


def is_awaited() -> ColumnElement[bool]:
    """What a receipt may be found of; nobody acknowledges a timestamp."""
    arrived = Delivery.state.in_((DeliveryState.HANDED_OVER, DeliveryState.TO_CHECK))
    return arrived & (Delivery.kind != DeliveryKind.TIMESTAMP)


def _awaited(desk: Desk) -> list[_Awaited]:
    """What was handed over and not acknowledged, or may have arrived."""
    listing = (
        select(Delivery.id, Delivery.recipient_id, Delivery.filename)
        .join(Recipient, Recipient.id == Delivery.recipient_id)
        .where(is_awaited(), Recipient.channel.is_not(None))
        .order_by(Delivery.recipient_id, Delivery.handed_at, Delivery.id)
    )
    return desk.read(lambda link: [_Awaited(*each) for each in link.execute(listing)])


def _opened(desk: Desk, recipient_id: UUID) -> Transport | None:
    """The way to a recipient; None where nothing can be beside what was sent."""
    with desk.store.read() as link, Session(link) as session:
        access = access_of(session, row(session, Recipient, recipient_id))
    if access.channel.way in {Way.MAIL, Way.MAIL_TLS}:
        return None
    return open_transport(access)


def _note_trouble(desk: Desk, delivery_id: UUID, error: TroubleError, troubles: list[str]) -> bool:
    """Tell of a receipt that could not be fetched; whether the recipient is out of reach."""
    troubles.append(str(error))
    if error.after is not After.LOOK:
        return True
    with desk.store.write() as uow:
        last = uow.session.scalars(
            select(DeliveryEvent.words)
            .where(DeliveryEvent.delivery_id == delivery_id)
            .order_by(DeliveryEvent.at.desc(), DeliveryEvent.id.desc())
            .limit(1)
        ).first()
        if last != str(error):  # told once, however often it is met
            tell(uow, row(uow.session, Delivery, delivery_id), str(error))
            uow.commit()
    return False


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
                move_as_told(uow, delivery, DeliveryState.CONFIRMED, f"reçu par {said.by}")
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


_ENDINGS = (
    (b"%PDF", ".pdf"), (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG", ".png"), (b"PK", ".docx"),
    (b"\xd0\xcf\x11\xe0", ".msg"), (b"{\\rtf", ".rtf"), (b"{", ".json"),
)  # fmt: skip
"""How what a recipient sends to acknowledge begins; a mail that was saved is of none of these."""


def receipt_file_name(desk: Desk, receipt_id: UUID) -> str:
    """What the file of an accusé is called when it is saved."""
    with desk.store.read() as link, Session(link) as session:
        receipt = row(session, Receipt, receipt_id)
        stem = row(session, Delivery, receipt.delivery_id).filename.partition(".")[0]
        data = receipt.data or b""
    ending = next((each for begin, each in _ENDINGS if data.startswith(begin)), ".eml")
    return f"{stem}-accuse{ending}"


def save_receipt(desk: Desk, receipt_id: UUID, target: Path) -> Path:
    """Write what came to acknowledge a delivery, as it came.

    Raises:
        UserError: she was told of it only, or the file can't be written.
    """
    with desk.store.read() as link, Session(link) as session:
        data = row(session, Receipt, receipt_id).data
    if data is None:
        raise UserError(
            "Cet accusé a été donné de vive voix\u202f; il n’a pas de fichier.",
            "Lisez dans l’historique qui l’a donné.",
        )
    leave_in_clear(desk, Receipt.__tablename__, receipt_id, target, data)
    return target
