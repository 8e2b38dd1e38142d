"""Before anything is sent by itself: what waits, and whether its recipients answer."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, or_, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.domain.deliveries import DeliveryState
from coachdesk.models import Delivery, Recipient
from coachdesk.services.desk import Desk
from coachdesk.services.directory.access import access_of
from coachdesk.services.outbox.receipts import is_awaited
from coachdesk.services.outbox.stamping import stamps_due
from coachdesk.services.rows import row
from coachdesk.sync.channel import Way
from coachdesk.sync.receipt import MOST_BYTES, receipt_name
from coachdesk.sync.transports.opening import open_transport

_MAIL = {Way.MAIL, Way.MAIL_TLS}


@dataclass(frozen=True)
class Awaited:
    """What a connection would be good for.

    Attributes:
        waiting: deliveries that leave as soon as there is one.
        due: those that failed, and whose time to be tried again has come.
        receipts: deliveries that left, or may have, and are not acknowledged yet; nobody
            acknowledges a timestamp.
        stamps: whether an authority is to be asked for the timestamp of an envoi.
    """

    waiting: int
    due: tuple[UUID, ...]
    receipts: int
    stamps: bool


def awaited(desk: Desk) -> Awaited:
    """What waits for a connection now."""
    now = desk.clock.now()

    def read(link: Connection) -> Awaited:
        due = select(Delivery.id).where(
            Delivery.state == DeliveryState.FAILED, Delivery.next_try <= now
        )
        return Awaited(
            _count(link, _waits()),
            tuple(link.execute(due).scalars()),
            _count(link, is_awaited()),
            stamps_due(link, now),
        )

    return desk.read(read)


def all_that_waits(desk: Desk) -> tuple[UUID, ...]:
    """What she means by « Envoyer »: all that did not leave, whatever its time, or its trouble.

    What nobody knows the fate of is not among it: she settles that first.
    """
    states = (DeliveryState.QUEUED, DeliveryState.FAILED)
    wanted = select(Delivery.id).where(Delivery.state.in_(states))
    return desk.read(lambda link: tuple(link.execute(wanted).scalars()))


def first_trouble(desk: Desk, ids: Collection[UUID]) -> str:
    """Why one of those did not leave: a sentence and its remedy; empty when none says so."""
    told = (
        select(Delivery.trouble)
        .where(Delivery.id.in_(ids), Delivery.trouble.is_not(None))
        .order_by(Delivery.next_try.is_not(None), Delivery.queued_at, Delivery.id)
        .limit(1)
    )
    return desk.read(lambda link: link.execute(told).scalar()) or ""


def that_could_leave(desk: Desk, cancelled: Callable[[], bool]) -> tuple[UUID, ...]:
    """The deliveries that wait and whose recipient answers just now.

    Each recipient is asked by its own way, and nobody else: its server is connected to and asked
    for a file of ours; nothing is written there. One that was removed, or has no way any more, is
    not asked: its deliveries are said to be mended as soon as they are to leave.
    """
    listing = (
        select(
            Delivery.id,
            Delivery.recipient_id,
            Delivery.filename,
            (Recipient.channel.is_(None) | Recipient.retired_on.is_not(None)).label("gone"),
        )
        .join(Recipient, Recipient.id == Delivery.recipient_id)
        .where(_waits())
        .order_by(Delivery.recipient_id, Delivery.queued_at)
    )
    found = desk.read(lambda link: link.execute(listing).all())
    answering: list[UUID] = []
    for recipient_id, group in groupby(found, key=lambda each: each.recipient_id):
        if cancelled():
            break
        waiting = list(group)
        if waiting[0].gone or _answers(desk, recipient_id, waiting[0].filename):
            answering.extend(each.id for each in waiting)
    return tuple(answering)


def _answers(desk: Desk, recipient_id: UUID, filename: str) -> bool:
    try:
        with desk.store.read() as link, Session(link) as session:
            access = access_of(session, row(session, Recipient, recipient_id))
        transport = open_transport(access)
    except UserError:
        return False
    try:
        if access.channel.way not in _MAIL:  # opening it said so already
            transport.fetch(receipt_name(filename), MOST_BYTES)
    except UserError:
        return False
    else:
        return True
    finally:
        with suppress(Exception):  # it is being left, whatever its state
            transport.close()


def _waits() -> ColumnElement[bool]:
    """Nobody is needed: a connection is enough."""
    return or_(
        Delivery.state == DeliveryState.QUEUED,
        (Delivery.state == DeliveryState.FAILED) & Delivery.next_try.is_not(None),
    )


def _count(link: Connection, wanted: ColumnElement[bool]) -> int:
    return link.execute(select(func.count()).select_from(Delivery).where(wanted)).scalar_one()
