"""A delivery moves from one state to the next, with a line of its history, in one transaction."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import LEADS_TO, UNSENT, DeliveryKind, DeliveryState
from coachdesk.domain.papers import CopyState
from coachdesk.models import Delivery, DeliveryEvent, Document, Package
from coachdesk.services.leaving import put_export
from coachdesk.services.rows import row
from coachdesk.store import UnitOfWork

GIVES_WAY = (DeliveryState.QUEUED, DeliveryState.FAILED, DeliveryState.CONFLICT)
"""Where one stands that did not arrive and need not leave: of a conflict, another file is there."""

ARRIVED = (DeliveryState.HANDED_OVER, DeliveryState.CONFIRMED)
AS_COPY = frozenset({DeliveryKind.COPY, DeliveryKind.NOTICE, DeliveryKind.RETURN})
"""What leaves in the place of the copy on paper; a bilan for the Département is nobody's copy."""


def move(uow: UnitOfWork, delivery: Delivery, state: DeliveryState, words: str = "") -> None:
    """Give a delivery its next state and tell its history.

    Raises:
        UserError: it can't become that; somebody moved it meanwhile.
    """
    if state not in LEADS_TO[delivery.state]:
        raise UserError(
            "L’état de cette remise a changé entre-temps.", "Relisez la liste, puis recommencez."
        )
    before, delivery.state = delivery.state, state
    if state is DeliveryState.QUEUED or state in ARRIVED:
        delivery.attempts, delivery.next_try, delivery.trouble = 0, None, None
    if state is not DeliveryState.SENDING:
        delivery.uncertain = False
    if state is DeliveryState.QUEUED:
        delivery.handed_at = delivery.confirmed_at = None
    elif state in ARRIVED:
        # Acknowledged without being known to have left: it is handed over by then.
        if state is DeliveryState.HANDED_OVER or delivery.handed_at is None:
            delivery.handed_at = uow.now
        if state is DeliveryState.CONFIRMED:
            delivery.confirmed_at = uow.now
    if delivery.document_id is not None and delivery.kind in AS_COPY:
        _follow(uow, row(uow.session, Document, delivery.document_id), before, state)
    tell(uow, delivery, words)


def move_as_told(uow: UnitOfWork, delivery: Delivery, state: DeliveryState, words: str) -> None:
    """As ``move``, on somebody's word: what nobody knew the fate of has left, as the journal says.

    Raises:
        UserError: it can't become that; somebody moved it meanwhile.
    """
    if delivery.state is DeliveryState.TO_CHECK and state in ARRIVED:
        note_leaving(uow, delivery, delivery.addressee)
    move(uow, delivery, state, words)


def copy_waits(session: Session, document_id: UUID) -> bool:
    """Whether what leaves in the place of the copy of a paper is still to leave."""
    found = select(Delivery.id).where(
        Delivery.document_id == document_id,
        Delivery.kind.in_(AS_COPY),
        Delivery.state.in_(UNSENT),
    )
    return session.execute(found).first() is not None


def _follow(
    uow: UnitOfWork, document: Document, before: DeliveryState, state: DeliveryState
) -> None:
    """What a paper says of its copy follows what becomes of the delivery that is one."""
    if document.copy is CopyState.TO_EMAIL and state in ARRIVED:
        document.copy, document.copy_on = CopyState.GIVEN, uow.now.date()
    elif document.copy is CopyState.TO_EMAIL and state is DeliveryState.WITHDRAWN:
        uow.session.flush()  # itself, it waits no more
        if not copy_waits(uow.session, document.id):
            document.copy = CopyState.OWED
    elif document.copy is CopyState.OWED and before is DeliveryState.WITHDRAWN:
        document.copy = CopyState.TO_EMAIL


def tell(uow: UnitOfWork, delivery: Delivery, words: str = "") -> None:
    """Add a line to its history, as it stands now."""
    uow.session.add(
        DeliveryEvent(
            id=new_id(),
            delivery_id=delivery.id,
            at=uow.now,
            state=delivery.state,
            words=words or None,
        )
    )


def note_leaving(uow: UnitOfWork, delivery: Delivery, to: str) -> None:
    """Have the journal know that the bytes leave: of the envoi or the paper that they are."""
    # The timestamp of an envoi is not the envoi: it alone leaves it to be handed over.
    if delivery.package_id is not None and delivery.kind is DeliveryKind.MONTH:
        entity, entity_id = Package.__tablename__, delivery.package_id
    elif delivery.document_id is not None:
        entity, entity_id = Document.__tablename__, delivery.document_id
    else:
        entity, entity_id = Delivery.__tablename__, delivery.id
    put_export(
        uow,
        entity,
        entity_id,
        {
            "sha256": delivery.sha256,
            "encrypted": delivery.encrypted,
            "file": delivery.filename,
            "to": to,
        },
    )


def withdraw_of(
    uow: UnitOfWork,
    document_id: UUID,
    words: str,
    kinds: Collection[DeliveryKind] = frozenset(DeliveryKind),
) -> bool:
    """What waits of a paper does not leave, and why; what may have left is told as it is.

    Gives whether anything waited among ``kinds``.
    """
    waiting = select(Delivery).where(
        Delivery.document_id == document_id,
        Delivery.kind.in_(kinds),
        Delivery.state.in_(GIVES_WAY),
    )
    found = uow.session.scalars(waiting).all()
    for delivery in found:
        move(uow, delivery, DeliveryState.WITHDRAWN, words)
    return bool(found)
