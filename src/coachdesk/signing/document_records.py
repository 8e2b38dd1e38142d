"""The payloads of the entries, signed by the device, that follow a document through its revisions.

sealed (core.journal_form.SEALED)   after each revision: its digest, so that a document cut back
                                    to an earlier one is known for that
voided (core.journal_form.VOIDED)   its signatures no longer count, and why
"""

import hashlib
from uuid import UUID

from coachdesk.core.canonical import Json


def sealed_record(document: UUID, revision: int, pdf: bytes, signatures: int) -> dict[str, Json]:
    """The payload of a « sealed » entry.

    Args:
        document: its id.
        revision: number of the bytes, 0 before anyone signed.
        pdf: the bytes.
        signatures: how many seals they hold, the closing seal included.
    """
    return {
        "document": str(document),
        "revision": revision,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "bytes": len(pdf),
        "signatures": signatures,
    }


def voided_record(document: UUID, revision: int, reason: str) -> dict[str, Json]:
    """The payload of a « voided » entry: the bytes numbered ``revision`` were its last."""
    return {"document": str(document), "revision": revision, "reason": reason}
