"""The evidence records behind the signatures of a set of rendez-vous."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from coachdesk.core.journal_form import HEADER
from coachdesk.models import JournalEntry, JournalPayload


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A journal entry of an evidence: what its hash covers, its content and the signature.

    ``salt`` and ``body`` are None once the content was erased.
    """

    header: dict[str, Any]
    salt: bytes | None
    body: bytes | None
    signature: bytes


def evidence_rows(connection: Connection, seqs: Collection[int]) -> dict[int, EvidenceRow]:
    """The evidence records of these entry numbers, by number."""
    if not seqs:
        return {}
    table = (
        select(JournalEntry.__table__, JournalPayload.salt, JournalPayload.body)
        .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .where(JournalEntry.seq.in_(seqs))
    )
    found = {}
    for row in connection.execute(table).mappings():
        header = {name: row[name] for name in HEADER}
        header |= {name: str(header[name]) for name in ("incarnation", "entity_id")}
        found[row["seq"]] = EvidenceRow(header, row["salt"], row["body"], row["signature"] or b"")
    return found
