"""What each signer of a document answered, with the evidence that names him."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select

from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.models import JournalEntry, JournalPayload, Signature, SignatureRefusal

_KEY = "key"


@dataclass(frozen=True, slots=True)
class SignerRow:
    """One answer."""

    role: Role
    outcome: SigningOutcome
    when: datetime
    who: str
    """As the evidence names him; empty once its content was erased."""
    reason: str
    """Why she did not sign, or the réserve with which she did."""
    seq: int
    hash: str
    witness: str = ""
    """Who was there when she did not sign."""


_EVIDENCE: tuple[Any, ...] = (JournalEntry.seq, JournalEntry.hash, JournalPayload.body)
_SIGNED: "Select[*tuple[Any, ...]]" = (
    select(
        Signature.role, Signature.signed_at.label("moment"), Signature.remark.label("said"),
        *_EVIDENCE,
    )
    .join(JournalEntry, JournalEntry.seq == Signature.entry_seq)
    .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
    .where(Signature.document_id == bindparam(_KEY))
)  # fmt: skip
_REFUSED: "Select[*tuple[Any, ...]]" = (
    select(
        SignatureRefusal.role, SignatureRefusal.outcome,
        SignatureRefusal.answered_at.label("moment"), SignatureRefusal.reason.label("said"),
        SignatureRefusal.witness,
        *_EVIDENCE,
    )
    .join(JournalEntry, JournalEntry.seq == SignatureRefusal.entry_seq)
    .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
    .where(SignatureRefusal.document_id == bindparam(_KEY))
)  # fmt: skip


def signer_rows(connection: Connection, document_id: UUID) -> tuple[SignerRow, ...]:
    """The answers that a document has, in the order in which they were given."""
    values = {_KEY: document_id}
    rows = [
        *(_row(row, SigningOutcome.SIGNED) for row in connection.execute(_SIGNED, values)),
        *(_row(row, row.outcome, row.witness) for row in connection.execute(_REFUSED, values)),
    ]
    return tuple(sorted(rows, key=lambda row: row.seq))


def _row(row: Any, outcome: SigningOutcome, witness: str = "") -> SignerRow:  # noqa: ANN401  (columns by name)
    signer = json.loads(row.body)["signer"] if row.body else {}
    return SignerRow(
        row.role,
        outcome,
        row.moment,
        signer.get("name", ""),
        row.said or "",
        row.seq,
        row.hash,
        witness,
    )
