"""The bytes of a document in the transaction of an answer: frozen, sealed once more, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import loads

from coachdesk.core.french import NBSP, of, plural
from coachdesk.core.ids import new_id
from coachdesk.core.journal_form import SEALED
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.models import Document, DocumentRevision
from coachdesk.queries.document_signers import SignerRow
from coachdesk.queries.evidence import evidence_rows
from coachdesk.services.desk import Desk
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.signing.document_records import sealed_record
from coachdesk.signing.proofs import Proof
from coachdesk.signing.revisions import add_signature, close
from coachdesk.signing.seal import Sealer
from coachdesk.store import UnitOfWork


@dataclass
class Sealing:
    """A document whose bytes grow by one revision for each answer.

    Attributes:
        pdf: as it stands.
        number: of that revision.
        signatures: how many seals it holds.
    """

    desk: Desk
    uow: UnitOfWork
    document: Document
    pdf: bytes
    pages: int
    number: int = 0
    signatures: int = 0

    def freeze(self) -> None:
        """Keep the paper as it was shown, before anyone answers."""
        self._keep(None)

    def freeze_for_good(self) -> None:
        """Keep it, with its digest in the journal: what is signed by hand has no other proof."""
        self._record()

    def add(self, role: Role, who: str, proof: Proof) -> None:
        """The answer of ``proof`` in its box."""
        verb = "signature" if proof.drawing is not None else "réponse"
        reason = f"{self.document.title}{NBSP}: {verb} {of(who)}"
        self._next(
            add_signature(
                self.desk.identity, self.pdf, role, proof, reason=reason, when=self.uow.now
            )
        )

    def close(self, unsigned: Sequence[SignerRow], *, by_hand: bool = False) -> None:
        """The last revisions: what those who did not sign answered, then the closing seal.

        Args:
            unsigned: their answers.
            by_hand: whether others signed by hand on the printed paper, which the seal says.
        """
        for answer in unsigned:
            proof = self._written(answer)
            if proof is not None:
                self.add(answer.role, answer.who, proof)
        if by_hand and not self.signatures:  # their content was erased: there is nothing to close
            return
        count = plural(self.signatures, "réponse")
        paper = ", terminé à la main sur papier" if by_hand else ""
        reason = f"{self.document.title}{NBSP}: clôture, {count}{paper}"
        self._next(
            close(self.desk.identity, self.pdf, self.signatures, reason=reason, when=self.uow.now)
        )

    def seal(self, reason: str, attachments: Mapping[str, bytes] | None = None) -> None:
        """The one seal of a paper on which nobody signs, with ``attachments`` (name: bytes)."""
        self._next(
            Sealer(self.desk.identity).seal(
                self.pdf, reason=reason, when=self.uow.now, attachments=attachments
            )
        )

    def _written(self, answer: SignerRow) -> Proof | None:
        """The proof of an answer without a drawing; None once its content was erased."""
        found = evidence_rows(self.uow.session.connection(), [answer.seq])[answer.seq]
        if found.salt is None or found.body is None:
            return None
        return Proof(found.header, loads(found.body), found.salt, found.signature, None, None)

    def _next(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.number += 1
        self.signatures += 1
        self._record()

    def _record(self) -> None:
        record = sealed_record(self.document.id, self.number, self.pdf, self.signatures)
        entry = self.uow.signed(
            SEALED,
            Document.__tablename__,
            self.document.id,
            record,
            lambda data: sign_bytes(self.desk.identity, data),
        )
        self._keep(entry.seq)

    def _keep(self, entry_seq: int | None) -> None:
        session = self.uow.session
        session.add(
            DocumentRevision(
                id=new_id(),
                document_id=self.document.id,
                number=self.number,
                made_at=self.uow.now,
                sha256=sha256(self.pdf).hexdigest(),
                pages=self.pages,
                signatures=self.signatures,
                entry_seq=entry_seq,
                data=self.pdf,
            )
        )
        session.flush()


def unsigned(answers: Sequence[SignerRow]) -> list[SignerRow]:
    """The latest answer of each who did not sign, in the order in which they were given."""
    latest = {answer.role: answer for answer in answers}
    signed = {item.role for item in answers if item.outcome is SigningOutcome.SIGNED}
    return [answer for role, answer in latest.items() if role not in signed]
