"""A desk whose outbox holds small envois, and what becomes of them."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from coachdesk.core.ids import new_id
from coachdesk.models import Closing, Delivery, Package
from coachdesk.queries.outbox import DeliveryLine, DeliveryStep, history, outbox
from coachdesk.services.desk import Desk
from coachdesk.services.directory.channels import ChannelFacts, save_channel
from coachdesk.services.directory.recipients import Takes, save_recipient
from coachdesk.services.outbox.queueing import queue_package
from coachdesk.store import UnitOfWork

DEPARTMENT = "Conseil départemental"


def recipient(
    desk: Desk,
    facts: ChannelFacts,
    name: str = DEPARTMENT,
    takes: Collection[Takes] = (Takes.MONTHS,),
) -> UUID:
    """A recipient that is reached so."""
    made = save_recipient(desk, desk.actions[0], None, {"name": name}, takes)
    save_channel(desk, made, facts)
    return made


def queue_small(desk: Desk, files: Iterable[bytes], first: int = 0) -> list[UUID]:
    """Close as many months as there are ``files``, each with that envoi, all in the outbox."""
    queued: list[UUID] = []
    with desk.store.write() as uow:
        for number, data in enumerate(files, first):
            queued += queue_package(uow, desk.actions[0], small_package(uow, desk, number, data))
        uow.commit()
    return queued


def month_of(number: int) -> date:
    """The first day of the month of that number."""
    return date(2010 + number // 12, number % 12 + 1, 1)


def small_package(
    uow: UnitOfWork, desk: Desk, number: int, data: bytes, revision: int = 1
) -> Package:
    """The envoi of the month ``number``, which is closed with it."""
    closing = Closing(
        id=new_id(),
        action_id=desk.actions[0].id,
        month=month_of(number),
        revision=revision,
        closed_at=uow.now,
        figures="{}",
        gaps="[]",
    )
    uow.session.add(closing)
    uow.session.flush()
    package = Package(
        id=new_id(),
        closing_id=closing.id,
        filename=f"CoachDesk_{closing.month:%Y-%m}_v{revision}.zip",
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
    )
    uow.session.add(package)
    uow.session.flush()
    return package


def lines(desk: Desk) -> dict[UUID, DeliveryLine]:
    """The outbox as the screen lists it, by delivery."""
    action = desk.actions[0].id
    return {line.id: line for line in desk.read(lambda link: outbox(link, action))}


def line(desk: Desk, delivery: UUID) -> DeliveryLine:
    """One delivery as the screen lists it."""
    return lines(desk)[delivery]


def steps(desk: Desk, delivery: UUID) -> list[DeliveryStep]:
    """What its history tells."""
    return list(desk.read(lambda link: history(link, delivery)))


def bytes_sent(desk: Desk) -> dict[str, bytes]:
    """What each delivery must arrive as, by its name."""
    listing = select(Delivery.filename, Package.data).join(
        Package, Package.id == Delivery.package_id
    )
    return desk.read(lambda link: {each.filename: each.data for each in link.execute(listing)})
