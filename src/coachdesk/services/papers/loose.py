"""What the papers made outside a closing bear."""

from coachdesk import __version__
from coachdesk.documents.footer import Stamp
from coachdesk.documents.letterhead import Operation
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.desk import Desk
from coachdesk.store import Head


def operation_of(profile: ActionProfile) -> Operation:
    """The action as every paper names it (domain §4.1: the same title everywhere)."""
    return Operation(
        title=profile.texts.operation,
        number=profile.agreement_number,
        association=profile.association,
        funders=tuple(funder.name for funder in profile.funders),
        funding_sentence=profile.texts.funding,
    )


def stamp_now(desk: Desk, document_id: str, head: Head | None = None) -> Stamp:
    """What vouches for a paper made now; ``head`` of the journal where it is at hand."""
    journal = head or desk.store.head()
    return Stamp(
        document_id=document_id,
        journal_seq=journal.seq,
        journal_hash=journal.hash,
        fingerprint=desk.identity.certificate.fingerprint,
        app_version=__version__,
    )
