"""The form of a journal entry: what stands under its hash, and which kinds the device signs.

The store writes it; a sealed sheet carries it to those who have no store.
"""

from coachdesk.core.french import NBSP

HEADER = (
    "seq", "incarnation", "kind", "entity", "entity_id", "base_version", "wall", "mono_ms", "boot",
    "app_version", "payload_digest", "prev",
)  # fmt: skip
"""The fields of an entry under its hash; their names are the columns'."""
EVIDENCE = "evidence"
"""Kind of an entry that holds the evidence of an answer to « signez ici »."""
ATTESTATION = "attestation"
"""Kind of an entry that holds what the coach attests."""
SEALED = "sealed"
"""Kind of an entry that holds the digest of a document's new revision."""
VOIDED = "voided"
"""Kind of an entry that says that the signatures of a document no longer count, and why."""
SIGNED = frozenset({EVIDENCE, ATTESTATION, SEALED, VOIDED})
"""Kinds whose entries the device signs."""
GENESIS = "0" * 64
"""What the first entry of a chain names as its previous one."""
_SHORT = 8


def short_code(entry_hash: str) -> str:
    """« 9F86D081 »: what a slip, a paper and the pad show of the hash of an entry."""
    return entry_hash[:_SHORT].upper()


def entry_code(seq: int, entry_hash: str) -> str:
    """« n° 413, 9F86D081 »: an entry as a slip names it, for whoever looks for it in a journal."""
    return f"n°{NBSP}{seq}, {short_code(entry_hash)}"
