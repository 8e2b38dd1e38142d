"""Sending: what waits leaves, one delivery after the other, and each step is kept before the next.

A kill at any moment leaves a state that is true: what was begun and can be asked about is sent
again and found there; what nobody can tell is left to somebody (``outbox.recovering``).
"""

import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.domain.deliveries import DeliveryState, next_try
from coachdesk.models import Delivery, Package, Recipient
from coachdesk.services.desk import Desk
from coachdesk.services.directory.access import access_of
from coachdesk.services.outbox.clear import refuse_clear
from coachdesk.services.outbox.content import bytes_of
from coachdesk.services.outbox.letters import letter_of
from coachdesk.services.outbox.recovering import recover
from coachdesk.services.outbox.steps import move
from coachdesk.services.rows import row
from coachdesk.sync.channel import Way
from coachdesk.sync.transports.opening import open_transport
from coachdesk.sync.transports.protocol import Access, Parcel, Transport
from coachdesk.sync.transports.trouble import After, StoppedError, TroubleError

_BECOMES = {
    After.RETRY: DeliveryState.FAILED,
    After.REPAIR: DeliveryState.FAILED,
    After.LOOK: DeliveryState.CONFLICT,
    After.CHECK: DeliveryState.TO_CHECK,
}
_DRAW = secrets.SystemRandom()


class SendingWatch(Protocol):
    """Who follows the sending."""

    def begun(self, subject: str, number: int, total: int) -> None:
        """The delivery ``number`` of ``total`` (from 1) is being sent."""
        ...

    def sent(self, done: int, total: int) -> None:
        """So many bytes of it have left."""
        ...

    def cancelled(self) -> bool:
        """Whether to stop; asked at each piece."""
        ...


@dataclass(frozen=True)
class SentReport:
    """What became of what was due."""

    handed: int
    troubled: int
    stopped: bool
    """She stopped it; what was not sent is still queued."""


def send_due(
    desk: Desk, *, only: Collection[UUID] | None = None, watch: SendingWatch | None = None
) -> SentReport:
    """Send what is due: what is queued, and what failed and whose time has come.

    One bad delivery never holds back the others; a server that does not answer is not asked for
    each of its deliveries. Run once at a time for a desk.

    Args:
        desk: the open desk.
        only: the deliveries that are asked for, whatever their time; None for all that are due.
        watch: told of the progress; asked whether to stop.
    """
    recover(desk)
    due = _due(desk, only)
    handed = troubled = 0
    number = 0
    for _recipient, group in groupby(due, key=lambda each: each[1]):
        ids = [delivery_id for delivery_id, _ in group]
        link = _Link(desk)
        try:
            for place, delivery_id in enumerate(ids):
                number += 1
                try:
                    _send(desk, link, delivery_id, _Following(watch, number, len(due)))
                    handed += 1
                except UserError as error:
                    link.close()
                    left = ids[place + 1 :] if link.unreachable else []
                    for each in (delivery_id, *left):
                        _trouble(desk, each, error)
                    troubled += 1 + len(left)
                    number += len(left)
                    if left:
                        break
        except StoppedError:
            return SentReport(handed, troubled, stopped=True)
        finally:
            link.close()
    return SentReport(handed, troubled, stopped=False)


class _Link:
    """The transport of one recipient, opened when its first delivery asks for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: Transport | None = None
        self.unreachable = False
        """The last trouble came of opening it: the next deliveries would meet it too."""

    def to(self, access: Access) -> Transport:
        if self._open is None:
            self.unreachable = True
            self._open = open_transport(access)
            self.unreachable = False
        return self._open

    def close(self) -> None:
        if self._open is not None:
            with suppress(Exception):  # it is being left, whatever its state
                self._open.close()
            self._open = None


class _Following:
    """The watch of a transport, for one delivery."""

    def __init__(self, watch: SendingWatch | None, number: int, total: int) -> None:
        self._watch = watch
        self._number, self._total = number, total

    def begun(self, subject: str) -> None:
        self._stop_if_asked()
        if self._watch is not None:
            self._watch.begun(subject, self._number, self._total)

    def sent(self, done: int, total: int) -> None:
        self._stop_if_asked()
        if self._watch is not None:
            self._watch.sent(done, total)

    def _stop_if_asked(self) -> None:
        if self._watch is not None and self._watch.cancelled():
            raise StoppedError


def _due(desk: Desk, only: Collection[UUID] | None) -> list[tuple[UUID, UUID]]:
    """The deliveries to send and their recipients, those of a recipient together."""
    now = desk.clock.now()
    wanted = (
        or_(
            Delivery.state == DeliveryState.QUEUED,
            (Delivery.state == DeliveryState.FAILED) & (Delivery.next_try <= now),
        )
        if only is None
        else Delivery.id.in_(only)
        & Delivery.state.in_((DeliveryState.QUEUED, DeliveryState.FAILED))
    )
    listing = (
        select(Delivery.id, Delivery.recipient_id)
        .where(wanted)
        .order_by(Delivery.recipient_id, Delivery.queued_at, Delivery.id)
    )
    return desk.read(lambda link: [(each.id, each.recipient_id) for each in link.execute(listing)])


def _send(desk: Desk, link: _Link, delivery_id: UUID, following: _Following) -> None:
    """Send one delivery; when it returns, it is kept that it was handed over."""
    with desk.store.write() as uow:
        delivery = row(uow.session, Delivery, delivery_id)
        recipient = row(uow.session, Recipient, delivery.recipient_id)
        following.begun(delivery.subject)
        move(uow, delivery, DeliveryState.SENDING)
        parcel = _parcel(desk, uow.session, delivery, recipient)
        access = access_of(uow.session, recipient)
        uow.commit()
    try:
        transport = link.to(access)
        transport.put(parcel, _KeptStep(desk, delivery_id, transport, following))
    except StoppedError:
        with desk.store.write() as uow:
            move(uow, row(uow.session, Delivery, delivery_id), DeliveryState.QUEUED, "arrêté")
            uow.commit()
        raise
    with desk.store.write() as uow:
        delivery = row(uow.session, Delivery, delivery_id)
        move(uow, delivery, DeliveryState.HANDED_OVER)
        uow.note(
            "export",
            Package.__tablename__ if delivery.package_id else Delivery.__tablename__,
            delivery.package_id or delivery.id,
            {
                "sha256": delivery.sha256,
                "encrypted": delivery.encrypted,
                "file": delivery.filename,
                "to": delivery.addressee,
            },
        )
        uow.commit()


class _KeptStep:
    """The watch that a transport is given: the last step is kept before it is taken."""

    def __init__(
        self, desk: Desk, delivery_id: UUID, transport: Transport, following: _Following
    ) -> None:
        self._desk, self._id = desk, delivery_id
        self._asks_first = transport.asks_first
        self.sent = following.sent

    def committing(self) -> None:
        if self._asks_first:
            return
        with self._desk.store.write() as uow:
            row(uow.session, Delivery, self._id).uncertain = True
            uow.commit()


def _parcel(desk: Desk, session: Session, delivery: Delivery, recipient: Recipient) -> Parcel:
    """What is handed over, checked against what was queued."""
    assert recipient.channel is not None
    channel = access_of(session, recipient).channel
    mail = channel.way in {Way.MAIL, Way.MAIL_TLS}
    if mail:
        refuse_clear(delivery, recipient)
    letter = letter_of(delivery, channel, desk.coach) if mail else None
    return Parcel(delivery.filename, bytes_of(session, delivery), delivery.sha256, letter)


def _trouble(desk: Desk, delivery_id: UUID, error: UserError) -> None:
    """Keep why a delivery was not sent, and when it is tried again."""
    after = error.after if isinstance(error, TroubleError) else After.REPAIR
    with desk.store.write() as uow:
        delivery = row(uow.session, Delivery, delivery_id)
        attempts = delivery.attempts + 1
        if delivery.state is not _BECOMES[after]:
            move(uow, delivery, _BECOMES[after], str(error))
        delivery.attempts, delivery.trouble = attempts, str(error)
        delivery.next_try = (
            next_try(attempts, uow.now, _DRAW.random()) if after is After.RETRY else None
        )
        uow.commit()
