"""A contract signed by two people and closed, with each of its revisions."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from coachdesk.domain.drawing import Drawing
from coachdesk.signing.certificate import Identity
from coachdesk.signing.evidence import Shown, Signer
from coachdesk.signing.proofs import Proof
from coachdesk.signing.revisions import Box, add_signature, close, prepare
from support.signed_papers import DRAWING, NOW, evidence, identity, paper, proof

BOXES = (
    Box("participant", "M. Essai, participant", 1, 60, 100, 210, 70),
    Box("coach", "Élodie Martin, coach", 1, 320, 100, 210, 70),
)
OTHER_DRAWING = Drawing(8000, 3000, (*DRAWING.strokes[:1], ((0, 0), (90, 800), (700, 100))))


def of_document(pdf: bytes, seq: int, drawing: Drawing | None, **changes: Any) -> Proof:
    """A proof whose signer saw the bytes of ``pdf``."""
    shown = Shown(
        id="01890000-0000-7000-8000-0000000000dd",
        kind="contract",
        revision=1,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        pages=1,
        viewed=(1,),
        view_ms=21_000,
    )
    return proof(seq, drawing, document=shown, **changes)


def answered(
    pdf: bytes, box: str, given: Proof, by: Identity | None = None, when: datetime = NOW
) -> bytes:
    """The next revision."""
    return add_signature(by or identity(), pdf, box, given, reason="Signature", when=when)


def closed(pdf: bytes, expected: int = 2, by: Identity | None = None) -> bytes:
    """The last revision."""
    reason = f"Clôture : {expected} signatures"
    return close(by or identity(), pdf, expected, reason=reason, when=NOW)


def coach_signer() -> Signer:
    """Who signs in the second box."""
    known = evidence()[0].signer
    return replace(known, name="Élodie Martin", role="coach", identity_check="le coach lui-même")


def contract() -> tuple[bytes, ...]:
    """The bytes of its revisions: as shown, signed once, signed twice, closed."""
    shown = prepare(paper("Contrat d’engagement"), BOXES)
    once = answered(shown, "participant", of_document(shown, 12, DRAWING))
    twice = answered(once, "coach", of_document(once, 13, OTHER_DRAWING, signer=coach_signer()))
    return shown, once, twice, closed(twice)


CONTRACT = contract()
