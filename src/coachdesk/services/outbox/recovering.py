"""What a crash or a restore left behind is put in a state that is true, before anything is sent."""

from sqlalchemy import select

from coachdesk.domain.deliveries import UNSENT, DeliveryState
from coachdesk.models import Delivery, Recipient
from coachdesk.services.desk import Desk
from coachdesk.services.outbox.steps import move
from coachdesk.services.preferences import preference, put_preference
from coachdesk.services.rows import row
from coachdesk.sync.channel import Way, parse_channel

_SEEN = "outbox_incarnation"
"""The preference that holds the incarnation of the journal that the outbox was last seen in."""


def recover(desk: Desk) -> int:
    """Settle what was being sent when the program stopped; gives how many need somebody.

    What is asked about before it is put again (a folder, SFTP, WebDAV) is queued; so is a mail
    whose last step was not begun. Any other mail may have arrived: it is to be checked. After a
    restore, whatever was unsent in the copy may have been sent since: all of it is to be checked.
    """
    with desk.store.write() as uow:
        session = uow.session
        here = str(uow.head.incarnation)
        seen = preference(session.connection(), _SEEN)
        restored = seen is not None and seen != here
        states = UNSENT - {DeliveryState.TO_CHECK} if restored else {DeliveryState.SENDING}
        found = session.scalars(select(Delivery).where(Delivery.state.in_(states))).all()
        if not found and seen == here:
            return 0
        doubtful = 0
        for delivery in found:
            if restored:
                words = "le magasin a été remis depuis une copie"
            elif not delivery.uncertain or _asks_first(
                row(session, Recipient, delivery.recipient_id)
            ):
                move(uow, delivery, DeliveryState.QUEUED, "interrompu, sera repris")
                continue
            else:
                words = "interrompu au dernier moment"
            move(uow, delivery, DeliveryState.TO_CHECK, words)
            doubtful += 1
        put_preference(session, _SEEN, here)
        uow.commit()
    return doubtful


def _asks_first(recipient: Recipient) -> bool:
    return recipient.channel is not None and parse_channel(recipient.channel).way not in {
        Way.MAIL,
        Way.MAIL_TLS,
    }
