"""What was queued and must not leave any more: its recipient was removed, its paper annulled."""

from sqlalchemy.orm import Session

from coachdesk.core.french import quoted
from coachdesk.domain.papers import DocumentState
from coachdesk.models import Delivery, Document, Recipient
from coachdesk.services.rows import row
from coachdesk.sync.transports.trouble import After, TroubleError


def refuse_overtaken(session: Session, delivery: Delivery, recipient: Recipient) -> None:
    """Let pass what is still to leave for whom it was queued.

    Raises:
        TroubleError: the recipient receives nothing more, or the paper counts no more.
    """
    if recipient.retired_on is not None:
        raise TroubleError(
            f"Le destinataire {quoted(recipient.name)} a été retiré\u202f; rien ne part plus "
            "pour lui.",
            "Retirez cet envoi, ou remettez-le sur une clé.",
            After.REPAIR,
        )
    if delivery.document_id is None:
        return
    if row(session, Document, delivery.document_id).state is DocumentState.VOID:
        raise TroubleError(
            "Ce document a été annulé\u202f; il ne part plus.", "Retirez cet envoi.", After.REPAIR
        )
