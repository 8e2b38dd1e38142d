"""The seals of a document of two signers, alone: made and verified, against bare pyHanko."""

import hashlib
import sys
from collections.abc import Callable
from datetime import UTC
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from coachdesk.core.clock import SystemClock
from coachdesk.documents.kit import A4_PORTRAIT, BODY, About, Paper
from coachdesk.signing.certificate import Identity, new_identity
from coachdesk.signing.evidence import Shown
from coachdesk.signing.proofs import Proof
from coachdesk.signing.revisions import Box, add_signature, close, prepare
from coachdesk.signing.verify_pdf import check_pdf
from contract import bare, drawing
from measure import Row, best_of, show
from support import signed_papers

RUNS = 15
NOW = SystemClock().now()
BOXES = (
    Box("participant", "la personne", 1, 60, 100, 220, 80),
    Box("coach", "le coach", 1, 310, 100, 220, 80),
)


def page() -> bytes:
    """A page of text in the papers' own typeface."""
    paper = Paper(A4_PORTRAIT, About("Contrat", "Banc", "Banc", "CoachDesk 0"))
    y = 780.0
    for _ in range(40):
        y = paper.paragraph(60, y, 470, "Ce que chacun s’engage à faire. " * 3, BODY)
    paper.end_page()
    return prepare(paper.finish(), BOXES)


def proof(identity: Identity, pdf: bytes, seq: int) -> Proof:
    """What the journal holds of a signature on ``pdf``."""
    shown = Shown("d", "contract", 1, hashlib.sha256(pdf).hexdigest(), len(pdf), 1, (1,), 9000)
    return signed_papers.proof(seq, drawing(), identity, NOW, document=shown)


def signed(identity: Identity, shown: bytes) -> bytes:
    """Two answers and the closing seal."""
    once = one_more(identity, shown, "participant", proof(identity, shown, 1))
    twice = one_more(identity, once, "coach", proof(identity, once, 2))
    return close(identity, twice, 2, reason="Clôture", when=NOW)


def one_more(identity: Identity, pdf: bytes, box: str, given: Proof) -> bytes:
    return add_signature(identity, pdf, box, given, reason="Signature", when=NOW)


def validated(identity: Identity, pdf: bytes) -> Callable[[], object]:
    """The floor of a verification: pyHanko's own, of the same seals."""
    root = x509.Certificate.load(identity.certificate.der)

    def validate() -> None:
        for seal in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures:
            context = ValidationContext(trust_roots=[root], moment=NOW.astimezone(UTC))
            assert validate_pdf_signature(seal, context).bottom_line

    return validate


def main() -> None:
    identity = new_identity(coach="Banc", association="Banc", device=uuid4(), now=NOW)
    shown = page()
    closed = signed(identity, shown)
    assert not check_pdf(closed).faults
    first = proof(identity, shown, 1)
    with TemporaryDirectory() as name:
        two = bare(Path(name))
        two()
        floor = best_of(RUNS, two)
        add = best_of(RUNS, partial(one_more, identity, shown, "participant", first))
        rows = [
            Row("one signature added to a document", add, floor / 2, 1),
            Row("two signatures and the closing seal",
                best_of(RUNS, partial(signed, identity, shown)), floor, 1),
            Row("a closed document verified, its proofs too",
                best_of(RUNS, partial(check_pdf, closed)),
                best_of(RUNS, validated(identity, closed)), 1.5),
        ]  # fmt: skip
    show(rows)


if __name__ == "__main__":
    main()
