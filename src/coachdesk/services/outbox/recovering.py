"""What a crash or a restore left behind is put in a state that is true, before anything is sent."""

from sqlalchemy import Connection, select

from coachdesk.domain.deliveries import UNSENT, DeliveryState
from coachdesk.models import Delivery
from coachdesk.services.desk import Desk
from coachdesk.services.outbox.steps import move
from coachdesk.services.preferences import preference, put_preference
from coachdesk.store import UnitOfWork
from coachdesk.system.alone import alone

_SEEN = "outbox_incarnation"
"""The preference that holds the incarnation of the journal that the outbox was last seen in."""
SENDING_FILE = "store.sending"
"""Held in the folder of the store by the program that sends."""


def recover(desk: Desk) -> int:
    """Settle what another run left behind, unless one is sending now; gives how many need somebody.

    A delivery whose last step was not begun, or whose recipient is asked before anything is put
    again (a folder, SFTP, WebDAV), is queued. A mail whose last dot may have left is to be checked.
    After a restore, whatever the copy holds unsent may have been sent since: all of it is to be
    checked, and nothing is sent again by itself.
    """
    with alone(desk.store.directory / SENDING_FILE) as mine:
        return settle_left_behind(desk) if mine else 0


def settle_left_behind(desk: Desk) -> int:
    """The same, for who knows that no other program is sending."""
    if not desk.read(_left_behind):
        return 0
    with desk.store.write() as uow:
        session = uow.session
        restored = _restored(session.connection(), str(uow.head.incarnation))
        states = UNSENT - {DeliveryState.TO_CHECK} if restored else {DeliveryState.SENDING}
        doubtful = 0
        for delivery in session.scalars(select(Delivery).where(Delivery.state.in_(states))):
            if restored:
                words = "le magasin a été remis depuis une copie"
            elif delivery.uncertain:
                words = "interrompu au dernier moment"
            else:
                move(uow, delivery, DeliveryState.QUEUED, "interrompu, sera repris")
                continue
            move(uow, delivery, DeliveryState.TO_CHECK, words)
            doubtful += 1
        note_incarnation(uow)
        uow.commit()
    return doubtful


def note_incarnation(uow: UnitOfWork) -> None:
    """Note in which incarnation of the journal the outbox was last seen."""
    put_preference(uow.session, _SEEN, str(uow.head.incarnation))


def _left_behind(link: Connection) -> bool:
    sending = select(Delivery.id).where(Delivery.state == DeliveryState.SENDING).limit(1)
    if link.execute(sending).first() is not None:
        return True
    here = link.exec_driver_sql(
        "SELECT incarnation FROM journal_entry ORDER BY seq DESC LIMIT 1"
    ).scalar_one()
    return _restored(link, here)


def _restored(link: Connection, here: str) -> bool:
    """Whether the journal began another incarnation since something was queued or settled."""
    seen = preference(link, _SEEN)
    return isinstance(seen, str) and seen.replace("-", "") != here.replace("-", "")
