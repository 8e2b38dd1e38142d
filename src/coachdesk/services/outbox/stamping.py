"""Trusted time: each envoi gets a timestamp of the authority that is set, sent as a supplement.

It follows a sending and holds nothing back: what fails is said, and asked for again later.
"""

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from coachdesk.core.errors import UserError
from coachdesk.core.french import month_name, of
from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState, next_try
from coachdesk.models import Closing, Delivery, Package, Recipient, TimestampToken
from coachdesk.queries.closings import superseded
from coachdesk.queries.listing import Listing
from coachdesk.services.desk import Desk
from coachdesk.services.outbox.queueing import Content, queue_to
from coachdesk.services.outbox.timestamp_authority import RETRY, kept_authority
from coachdesk.services.preferences import preference, put_preference
from coachdesk.services.rows import row
from coachdesk.store import UnitOfWork
from coachdesk.sync.manifest import MANIFEST
from coachdesk.sync.time_authority import SUFFIX, TimeAuthority
from coachdesk.sync.zipfmt import unpack

if TYPE_CHECKING:
    from coachdesk.sync.timestamp import Stamp

_DRAW = secrets.SystemRandom()


@dataclass(frozen=True)
class Stamped:
    """What was had of the authority, and what became of it.

    Attributes:
        number: timestamps that were had.
        trouble: why no more were, a sentence; None when none is lacking.
        queued: the deliveries that wait for it now.
    """

    number: int
    trouble: str | None
    queued: tuple[UUID, ...] = ()


def stamp_packages(
    desk: Desk, *, asked: bool = False, cancelled: Callable[[], bool] | None = None
) -> Stamped:
    """Ask a timestamp for each envoi that lacks one, then queue what its recipients lack.

    Nothing is asked while no authority is set, nor before the time of the next try.

    Args:
        desk: the open desk.
        asked: she asks for it: its time is not waited for.
        cancelled: asked before each request.
    """
    authority = desk.read(kept_authority)
    number, trouble = 0, None
    if authority is not None:
        waits = None if asked else desk.read(lambda link: _waits(link, desk.clock.now()))
        if waits is not None:
            trouble = waits
        else:
            number, trouble = _stamp_all(desk, authority, cancelled or (lambda: False))
    return Stamped(number, trouble, _queue_supplements(desk))


def stamps_due(connection: Connection, now: datetime) -> bool:
    """Whether an authority is set that an envoi has no timestamp of, and it may be asked now."""
    authority = kept_authority(connection)
    if authority is None or _waits(connection, now) is not None:
        return False
    return bool(_unstamped(connection, authority.url))


def _stamp_all(
    desk: Desk, authority: TimeAuthority, cancelled: Callable[[], bool]
) -> tuple[int, str | None]:
    """Ask for each; the first trouble with the authority ends it, for the others would meet it."""
    # httpx takes 0.2 s to load, beside the window, and no authority is set by default.
    from coachdesk.sync.timestamp import ask_timestamp

    number, damaged = 0, None
    for package_id in desk.read(lambda link: _unstamped(link, authority.url)):
        if cancelled():
            break
        with desk.store.read() as link:
            digest = _manifest_digest(link, package_id)
        if digest is None:
            damaged = "Un envoi abîmé dans le magasin ne peut pas être horodaté."
            continue
        try:
            stamp = ask_timestamp(authority, digest)
        except UserError as error:
            _note_trouble(desk, str(error))
            return number, str(error)
        number += _keep(desk, authority, package_id, stamp)
    if number:
        with desk.store.write() as uow:
            put_preference(uow.session, RETRY, None)
            uow.commit()
    return number, damaged


def _unstamped(connection: Connection, authority: str) -> list[UUID]:
    """The envois without its timestamp: the last versions first, the latest months first."""
    stamped = (
        select(TimestampToken.id)
        .where(TimestampToken.package_id == Package.id, TimestampToken.authority == authority)
        .exists()
    )
    listing = (
        select(Package.id)
        .join(Closing, Closing.id == Package.closing_id)
        .where(~stamped, func.length(Package.data) > 0)
        .order_by(superseded(), Closing.month.desc(), Closing.revision.desc(), Package.id)
    )
    return list(connection.execute(listing).scalars())


def _manifest_digest(connection: Connection, package_id: UUID) -> bytes | None:
    found = connection.execute(
        select(Package.data, Package.sha256).where(Package.id == package_id)
    ).one()
    with suppress(ValueError, KeyError):  # no package: nothing to stamp
        if hashlib.sha256(found.data).hexdigest() == found.sha256:
            return hashlib.sha256(unpack(found.data).files[MANIFEST]).digest()
    return None


def _keep(desk: Desk, authority: TimeAuthority, package_id: UUID, stamp: "Stamp") -> bool:
    """Keep a timestamp; whether it was not there already, by another window."""
    with desk.store.write() as uow:
        kept = select(TimestampToken.id).where(
            TimestampToken.package_id == package_id, TimestampToken.authority == authority.url
        )
        if uow.session.scalars(kept).first() is not None:
            return False
        uow.session.add(
            TimestampToken(
                id=new_id(),
                package_id=package_id,
                authority=authority.url,
                stamped_at=stamp.timestamp.moment,
                data=stamp.answer,
            )
        )
        uow.commit()
    return True


def _queue_supplements(desk: Desk) -> tuple[UUID, ...]:
    """Queue the first timestamp of each envoi for whom it went or goes to, once for ever."""
    if not desk.read(lambda link: link.execute(_owed()).first()):
        return ()
    with desk.store.write() as uow:
        queued = tuple(
            _queue_supplement(uow, package_id, recipient_id)
            for package_id, recipient_id in uow.session.execute(_owed()).all()
        )
        uow.commit()
    return queued


def _owed() -> Listing:
    """Each envoi that has a timestamp, and the recipients that it went to without one."""
    supplement = aliased(Delivery)
    has_it = (
        select(supplement.id)
        .where(
            supplement.package_id == Delivery.package_id,
            supplement.recipient_id == Delivery.recipient_id,
            supplement.kind == DeliveryKind.TIMESTAMP,
        )
        .exists()
    )
    return (
        select(Delivery.package_id, Delivery.recipient_id)
        .join(Recipient, Recipient.id == Delivery.recipient_id)
        .where(
            Delivery.kind == DeliveryKind.MONTH,
            Delivery.state != DeliveryState.WITHDRAWN,
            Recipient.channel.is_not(None),
            Recipient.retired_on.is_(None),
            Delivery.package_id.in_(select(TimestampToken.package_id)),
            ~has_it,
        )
        .distinct()
        .order_by(Delivery.package_id, Delivery.recipient_id)
    )


def _queue_supplement(uow: UnitOfWork, package_id: UUID, recipient_id: UUID) -> UUID:
    token = uow.session.scalars(
        select(TimestampToken)
        .where(TimestampToken.package_id == package_id)
        .order_by(TimestampToken.id)
        .limit(1)
    ).one()
    package = row(uow.session, Package, package_id)
    closing = row(uow.session, Closing, package.closing_id)
    version = f", version {closing.revision}" if closing.revision > 1 else ""
    content = Content(
        DeliveryKind.TIMESTAMP,
        f"Horodatage du mois {of(month_name(closing.month))}{version}",
        f"{package.filename}{SUFFIX}",
        token.data,
        package_id=package_id,
    )
    return queue_to(uow, row(uow.session, Recipient, recipient_id), content)


def _waits(connection: Connection, now: datetime) -> str | None:
    """What was wrong, while it is not the time to ask again."""
    kept = preference(connection, RETRY)
    if not isinstance(kept, dict):
        return None
    at = datetime.fromisoformat(str(kept["at"]))
    return str(kept["trouble"]) if now < at else None


def _note_trouble(desk: Desk, trouble: str) -> None:
    with desk.store.write() as uow:
        kept = preference(uow.session.connection(), RETRY)
        before = kept.get("attempts") if isinstance(kept, dict) else 0
        attempts = (before if isinstance(before, int) else 0) + 1
        at = next_try(attempts, uow.now, _DRAW.random())
        put_preference(
            uow.session,
            RETRY,
            {"attempts": attempts, "at": at.isoformat(), "trouble": trouble},
        )
        uow.commit()
