"""Papers made outside a closing: what they bear, and how they leave."""

from pathlib import Path
from uuid import UUID

from coachdesk import __version__
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP
from coachdesk.core.os_errors import reason
from coachdesk.documents.footer import Stamp
from coachdesk.documents.letterhead import Operation
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.desk import Desk

_PRIVATE = 0o600
"""Names are inside: the file is for this account alone, until it is handed over."""


def operation_of(profile: ActionProfile) -> Operation:
    """The action as every paper names it (domain §4.1: the same title everywhere)."""
    return Operation(
        title=profile.texts.operation,
        number=profile.agreement_number,
        association=profile.association,
        funders=tuple(funder.name for funder in profile.funders),
        funding_sentence=profile.texts.funding,
    )


def stamp_now(desk: Desk, document_id: str) -> Stamp:
    """What vouches for a paper made now."""
    journal = desk.store.head()
    return Stamp(
        document_id=document_id,
        journal_seq=journal.seq,
        journal_hash=journal.hash,
        fingerprint=desk.identity.certificate.fingerprint,
        app_version=__version__,
    )


def keep_paper(desk: Desk, entity: str, entity_id: UUID, target: Path, pdf: bytes) -> None:
    """Write a paper in ``target``; the journal knows that it left in clear.

    Raises:
        UserError: the file can't be written.
    """
    with desk.store.write() as uow:  # noted first: nothing leaves that the journal does not know
        uow.note("export", entity, entity_id, {"file": target.name, "encrypted": False})
        uow.commit()
    try:
        write_atomically(target, pdf, mode=_PRIVATE)
    except OSError as error:
        raise UserError(
            f"Impossible d’écrire {target}{NBSP}: {reason(error)}.",
            "Choisissez un dossier où vous pouvez écrire, avec assez de place.",
        ) from error
