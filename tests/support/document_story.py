"""Whether rows, bytes, evidence and states of all documents tell one story."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import Any

from coachdesk.domain.papers import DocumentState, Role
from coachdesk.models import (
    Document,
    DocumentRevision,
    EngagementContract,
    JournalEntry,
    JournalPayload,
    Signature,
    SignatureRefusal,
)
from coachdesk.services.desk import Desk
from support.kept import rows

SIGNERS = {Role.PARTICIPANT, Role.COACH}


@dataclass
class Story:
    """One document of two signers, as the rows tell of it."""

    document: Any
    signed: set[Role] = field(default_factory=set)
    refused: set[Role] = field(default_factory=set)
    revisions: list[Any] = field(default_factory=list)

    @property
    def everyone_signed(self) -> bool:
        """On the screen, or by hand on paper."""
        closed = self.document.state is DocumentState.CLOSED
        return closed and (self.document.paper_signed_on is not None or self.signed == SIGNERS)

    def faults(self, bodies: dict[int, bytes]) -> list[str]:
        """What does not agree."""
        state, answered = self.document.state, self.signed | self.refused
        sealed = len(self.revisions)
        before_closing = 1 + len(self.signed) if answered else 0
        closed = 1 + len(answered) + 1
        on_paper = self.document.paper_signed_on is not None
        wanted = {
            DocumentState.DRAFT: {0},
            DocumentState.OPEN: {before_closing},
            DocumentState.CLOSED: {closed if answered else 1},  # of nobody: by hand, on paper
            DocumentState.VOID: {before_closing, closed} if answered else {1},
        }[state]
        found = [] if sealed in wanted else [f"{sealed} revisions, {answered}, {state}"]
        if state is DocumentState.DRAFT and answered:
            found.append("a draft that someone answered")
        if state is DocumentState.OPEN and (not answered or answered == SIGNERS):
            found.append(f"open after {answered}")
        if state is DocumentState.CLOSED and not on_paper and answered != SIGNERS:
            found.append(f"closed after {answered}")
        return [f"{self.document.id}: {fault}" for fault in found + torn(self.revisions, bodies)]


def disagreements(desk: Desk) -> list[str]:
    """Where rows, revisions, evidence and states do not tell one story; nothing when they do."""
    bodies = {row.seq: row.body for row in rows(desk, JournalPayload)}
    stories = {row.id: Story(row) for row in rows(desk, Document)}
    signatures, refusals = rows(desk, Signature), rows(desk, SignatureRefusal)
    for row in signatures:
        stories[row.document_id].signed.add(row.role)
    for row in refusals:
        stories[row.document_id].refused.add(row.role)
    for row in sorted(rows(desk, DocumentRevision), key=lambda row: row.number):
        stories[row.document_id].revisions.append(row)
    faults = [fault for story in stories.values() for fault in story.faults(bodies)]
    by_contract: dict[object, list[Story]] = defaultdict(list)
    for story in stories.values():
        by_contract[story.document.subject_id].append(story)
    for contract in rows(desk, EngagementContract):
        signed = any(story.everyone_signed for story in by_contract[contract.id])
        if (contract.signed_on is not None) is not signed:
            faults.append(f"contract {contract.id}: signed {contract.signed_on}")
    evidence = sum(row.kind == "evidence" for row in rows(desk, JournalEntry))
    if evidence != len(signatures) + len(refusals):
        faults.append(f"{evidence} evidence records")
    return faults


def torn(revisions: Sequence[Any], bodies: dict[int, bytes]) -> list[str]:
    """Bytes that are not those of their digests, of their entry, or of what was shown before."""
    return [
        *(f"bytes of {row.number}" for row in revisions if digest(row.data) != row.sha256),
        *(
            f"entry of {row.number}"
            for row in revisions
            if row.entry_seq and row.sha256.encode() not in bodies[row.entry_seq]
        ),
        *(
            f"{after.number} is another paper"
            for before, after in pairwise(revisions)
            if not after.data.startswith(before.data)
        ),
    ]


def digest(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return sha256(data).hexdigest()
