"""Documents that wait, for a signer, a printer, a scan or a hand, among all those of an action.

Each is looked for by its partial index: what is done is never read again.
"""

from functools import lru_cache
from uuid import UUID

from sqlalchemy import select, text

from coachdesk.domain.papers import CopyState, DocumentState
from coachdesk.models import Document, Participant, Prescription
from coachdesk.queries.documents import ANSWERED
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO

# As the indexes say it, word for word: SQLite takes them for nothing else.
_LIVE = text("document.state IN ('draft', 'open')")
_DUE = text("document.copy IN ('owed', 'to_print', 'to_email')")
_UNSCANNED = text("document.paper_signed_on IS NOT NULL AND document.attachment_id IS NULL")


@lru_cache(maxsize=8)  # the day asks for it twice
def awaiting_signers(action_id: UUID) -> Listing:
    """Documents that someone answered and someone else has not."""
    return _documents(action_id).where(_LIVE, Document.state == DocumentState.OPEN)


def copies_due(action_id: UUID) -> Listing:
    """Documents whose copy is owed, at the printer or to be sent."""
    return _documents(action_id).where(_DUE)


def unscanned(action_id: UUID) -> Listing:
    """Documents signed by hand whose paper is not among the pieces."""
    return _documents(action_id).where(_UNSCANNED, Document.state == DocumentState.CLOSED)


def copies_to_print(action_id: UUID) -> Listing:
    """Documents that wait for the printer of the office, the oldest first."""
    waiting = copies_due(action_id).where(Document.copy == CopyState.TO_PRINT)
    return waiting.order_by(Document.made_on, Document.id)


def _documents(action_id: UUID) -> Listing:
    return (
        select(
            *WHO,
            *ANSWERED,
            Document.id.label("document_id"),
            Document.kind,
            Document.title,
            Document.made_on,
            Document.state,
            Document.copy,
            Document.paper_signed_on,
        )
        .select_from(Document)
        .join(Prescription, Prescription.id == Document.prescription_id)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(Document.action_id == action_id)
    )
