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
from coachdesk.core.french import quoted
from coachdesk.domain.deliveries import LEADS_TO, DeliveryState, next_try
from coachdesk.models import Delivery, Recipient
from coachdesk.services.desk import Desk
from coachdesk.services.directory.access import access_of
from coachdesk.services.outbox.backups import sweep
from coachdesk.services.outbox.clear import refuse_clear
from coachdesk.services.outbox.content import bytes_of
from coachdesk.services.outbox.letters import letter_of
from coachdesk.services.outbox.overtaken import refuse_overtaken
from coachdesk.services.outbox.recovering import SENDING_FILE, settle_left_behind
from coachdesk.services.outbox.steps import move, note_leaving
from coachdesk.services.outbox.wrapping import wrapped
from coachdesk.services.rows import row
from coachdesk.sync.channel import Way
from coachdesk.sync.transports.opening import open_transport
from coachdesk.sync.transports.protocol import Access, Parcel, Transport
from coachdesk.sync.transports.trouble import After, StoppedError, TroubleError
from coachdesk.system.alone import alone

_BECOMES = {
    After.RETRY: DeliveryState.FAILED,
    After.REPAIR: DeliveryState.FAILED,
    After.LOOK: DeliveryState.CONFLICT,
    After.CHECK: DeliveryState.TO_CHECK,
}
_FAULT = UserError(
    "CoachDesk a rencontré une erreur inattendue en envoyant cette remise.",
    "Elle sera tentée à nouveau ; le fichier d’incident dit ce qui s’est passé.",
)
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
    each of its deliveries.

    Args:
        desk: the open desk.
        only: the deliveries that are asked for, whatever their time; None for all that are due.
        watch: told of the progress; asked whether to stop.

    Raises:
        UserError: another program is sending from the same store.
        Exception: a fault of the program, once the others have left; the delivery that met it is
            noted as failed.
    """
    with alone(desk.store.directory / SENDING_FILE) as mine:
        if not mine:
            raise UserError(
                "Un envoi est déjà en cours, dans une autre fenêtre.", "Attendez qu’il soit fini."
            )
        settle_left_behind(desk)
        faults: list[Exception] = []
        report = _sent(desk, _due(desk, only), watch, faults)
    sweep(desk)
    if faults:
        raise faults[0]
    return report


def _sent(
    desk: Desk,
    due: list[tuple[UUID, UUID]],
    watch: SendingWatch | None,
    faults: list[Exception],
) -> SentReport:
    handed = troubled = 0
    number = 0
    for _recipient, group in groupby(due, key=lambda each: each[1]):
        ids = [delivery_id for delivery_id, _ in group]
        link = _Link(desk)
        try:
            for place, delivery_id in enumerate(ids):
                number += 1
                sent_id = delivery_id
                try:
                    sent_id = wrapped(desk, delivery_id)
                    _send(desk, link, sent_id, _Following(watch, number, len(due)))
                    handed += 1
                except StoppedError:
                    raise
                except Exception as error:  # noqa: BLE001  (whatever it is, the others leave)
                    link.close()
                    if not isinstance(error, UserError):
                        faults.append(error)
                    left = ids[place + 1 :] if link.unreachable else []
                    for each in (sent_id, *left):
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
        refuse_overtaken(uow.session, delivery, recipient)
        access = _access(uow.session, recipient)
        parcel = _parcel(desk, uow.session, delivery, recipient, access)
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
        note_leaving(uow, delivery, delivery.addressee)
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


def _parcel(
    desk: Desk, session: Session, delivery: Delivery, recipient: Recipient, access: Access
) -> Parcel:
    """What is handed over, checked against what was queued."""
    channel = access.channel
    mail = channel.way in {Way.MAIL, Way.MAIL_TLS}
    if mail:
        refuse_clear(session, delivery, recipient)
    letter = letter_of(delivery, channel, desk.coach) if mail else None
    return Parcel(
        delivery.filename,
        bytes_of(session, delivery, desk.store.directory),
        delivery.sha256,
        letter,
    )


def _access(session: Session, recipient: Recipient) -> Access:
    if recipient.channel is None:
        raise TroubleError(
            f"Le destinataire {quoted(recipient.name)} n’a plus de voie d’envoi.",
            "Donnez-lui-en une dans Réglages, ou remettez cet envoi sur une clé.",
            After.REPAIR,
        )
    return access_of(session, recipient)


def _trouble(desk: Desk, delivery_id: UUID, error: Exception) -> None:
    """Keep why a delivery was not sent, and when it is tried again."""
    with desk.store.write() as uow:
        delivery = row(uow.session, Delivery, delivery_id)
        attempts = delivery.attempts + 1
        if isinstance(error, TroubleError):
            after = error.after
        elif delivery.uncertain:  # its last step was begun, and nobody says how it ended
            after = After.CHECK
        else:
            after = After.REPAIR if isinstance(error, UserError) else After.RETRY
        if not isinstance(error, UserError):
            error = _FAULT
        if delivery.state is not _BECOMES[after]:
            if _BECOMES[after] not in LEADS_TO[delivery.state]:
                return  # she decided of it meanwhile
            move(uow, delivery, _BECOMES[after], str(error))
        delivery.attempts, delivery.trouble = attempts, str(error)
        delivery.next_try = (
            next_try(attempts, uow.now, _DRAW.random()) if after is After.RETRY else None
        )
        uow.commit()
