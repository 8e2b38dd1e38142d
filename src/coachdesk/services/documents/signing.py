"""Signing a document: what the pad shows of it, each answer committed with its evidence and bytes.

An answer is one transaction: the evidence, the row, one more revision of the PDF, and by the last
one who is expected the closing seal and what follows from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, going_on, long_date, of
from coachdesk.domain.papers import (
    CopyState,
    DocumentState,
    PaperTemplate,
    Role,
    SigningOutcome,
)
from coachdesk.models import Document, Prescription
from coachdesk.queries.document_signers import signer_rows
from coachdesk.queries.documents import DocumentRow, document_row, latest_bytes, revisions_of
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_rows import action_of, signers_json, signers_of, template_of
from coachdesk.services.document_words import ROLE_WORDS
from coachdesk.services.documents.effects import note_told, refuse_settled, settle
from coachdesk.services.documents.sealing import Sealing, unsigned
from coachdesk.services.outbox.papers import queue_issued
from coachdesk.services.pad.asked import COACH_KNOWN, PadAnswer, PadRequest, Signed
from coachdesk.services.pad.record import (
    FINAL,
    Recorded,
    clock_note,
    known_check,
    overtaken,
    record,
)
from coachdesk.services.papers.compose import (
    composed,
    facts_for,
    paper_digest,
    prepared,
    signer_names,
)
from coachdesk.services.papers.learning import learn
from coachdesk.services.papers.prefill import lacking, said
from coachdesk.services.plain_summaries import explanation, summary_key
from coachdesk.services.rows import person_of, row
from coachdesk.signing.evidence import Shown
from coachdesk.store import UnitOfWork


@dataclass(frozen=True)
class DocumentAsked:
    """A document asked of one signer: ``services.pad.Asked``.

    Attributes:
        digest: of what the paper says, of one that nobody answered yet; else empty.
    """

    request: PadRequest
    digest: str

    def commit(self, desk: Desk, answer: PadAnswer) -> Signed:
        """Make the answer durable in a transaction of its own, before returning.

        Raises:
            UserError: no signature in the drawing, one used before, the document changed since it
                was shown.
        """
        words = f"la réponse {going_on(of(self.request.who))} sur « {self.request.title} »"
        with act(desk, words, final=FINAL) as uow:
            document = row(uow.session, Document, self.request.key)
            kept = document_row(uow.session.connection(), document.id)
            action = action_of(desk, kept.action_id)
            template = template_of(action, kept.kind)
            _refuse_unasked(uow.session, desk, document, kept, template, self.request.role)
            sealing = self._shown(desk, uow, document, kept, template)
            recorded = self._record(desk, uow, document, answer, sealing)
            if recorded.drawn is not None:
                sealing.add(self.request.role, self.request.who, recorded.proof())
            _conclude(desk, uow, document, template, sealing)
            uow.commit()
        return recorded.signed()

    def again(self, desk: Desk) -> "DocumentAsked":
        """The same, as the document stands now.

        A draft that says what it said is those very bytes: made anew it would be another file, and
        what is drawn under it would have to be drawn again for nothing.

        Raises:
            UserError: as ``document_asked``.
        """
        now = document_asked(desk, self.request.key, self.request.role, self.request.who)
        if not self.digest or now.digest != self.digest:
            return now
        shown = self.request
        return replace(now, request=replace(now.request, pdf=shown.pdf, pages=shown.pages))

    def _shown(
        self,
        desk: Desk,
        uow: UnitOfWork,
        document: Document,
        kept: DocumentRow,
        template: PaperTemplate,
    ) -> Sealing:
        """The bytes that were shown, which must still be those of the document."""
        pdf, pages = self.request.pdf or b"", self.request.pages
        link = uow.session.connection()
        if kept.version != self.request.version:
            raise overtaken("Ce document")
        if document.state is DocumentState.DRAFT:
            action = action_of(desk, kept.action_id)
            facts = facts_for(link, desk, action, template, kept)
            if paper_digest(link, desk, action, template, kept, facts) != self.digest:
                raise overtaken("Ce document")
            document.state, document.made_on = DocumentState.OPEN, today(desk.clock)
            document.signers = signers_json(template)
            note_told(uow.session, document, template, facts)
            sealing = Sealing(desk, uow, document, pdf, pages)
            sealing.freeze()
            return sealing
        last = revisions_of(link, document.id)[-1]
        if last.sha256 != sha256(pdf).hexdigest():
            raise overtaken("Ce document")
        return Sealing(desk, uow, document, pdf, pages, last.number, last.signatures)

    def _record(
        self, desk: Desk, uow: UnitOfWork, document: Document, answer: PadAnswer, sealing: Sealing
    ) -> Recorded:
        shown = Shown(
            id=str(document.id),
            kind=document.kind,
            revision=document.revision,
            sha256=sha256(sealing.pdf).hexdigest(),
            size=len(sealing.pdf),
            pages=sealing.pages,
            viewed=answer.viewed,
            view_ms=answer.view_ms,
        )
        ref = _ref(uow.session, desk, document.prescription_id, self.request.role)
        return record(
            desk, uow, self.request, answer, shown=shown, signer_ref=ref, document_id=document.id
        )


def document_asked(desk: Desk, document_id: UUID, role: Role, name: str = "") -> DocumentAsked:
    """A document asked of the one who signs it as ``role``.

    Args:
        desk: the open desk.
        document_id: the document.
        role: in what quality.
        name: of whom the store does not know: the company's signer, the prescriber's.

    Raises:
        UserError: it lacks something, he has signed already, or it is void; the name is missing.
    """
    with desk.store.read() as link, Session(link) as session:
        document = row(session, Document, document_id)
        kept = document_row(link, document_id)
        action = action_of(desk, kept.action_id)
        template = template_of(action, kept.kind)
        _refuse_unasked(session, desk, document, kept, template, role)
        facts = facts_for(link, desk, action, template, kept)
        person = person_of(session, kept.prescription_id)
        who = " ".join(name.split()) or signer_names(desk, action, facts).get(role, "")
        if not who:
            raise UserError(
                f"Le nom de qui signe pour {ROLE_WORDS[role]} manque.",
                "Écrivez son prénom et son nom : ils figureront à côté de sa signature.",
            )
        digest = ""
        if kept.state is DocumentState.DRAFT:
            lacks = lacking(template, facts, kept.given)
            if lacks:
                raise UserError(
                    f"Il manque de quoi signer ce papier{NBSP}: {', '.join(lacks)}.",
                    "Complétez-le, puis montrez-le de nouveau.",
                )
            printed = composed(link, desk, action, template, kept, facts)
            pdf, pages, digest = (
                prepared(printed, desk, action, facts),
                printed.pages,
                printed.digest,
            )
        else:
            pdf = latest_bytes(link, document_id) or b""
            pages = revisions_of(link, document_id)[-1].pages
        request = PadRequest(
            key=document_id,
            role=role,
            version=kept.version,
            who=who,
            short=_short(who),
            heading=_heading(desk, action, kept, person, role),
            text=said(template.consents.get(role, ""), template, facts, kept.given),
            title=kept.title,
            known=_known(link, session, kept, role),
            clock_note=clock_note(desk, link),
            pdf=pdf,
            pages=pages,
            # What was answered once is frozen: a fact of today might contradict it.
            explanation=explanation(link, role, summary_key(template), facts if digest else None),
        )
    return DocumentAsked(request, digest)


def sitting(
    desk: Desk, document_id: UUID, roles: Sequence[Role], names: dict[Role, str] | None = None
) -> tuple[DocumentAsked, ...]:
    """A document asked of several who are there, one after the other.

    Raises:
        UserError: as ``document_asked``.
    """
    known = names or {}
    return tuple(document_asked(desk, document_id, role, known.get(role, "")) for role in roles)


def _refuse_unasked(
    session: Session,
    desk: Desk,
    document: Document,
    kept: DocumentRow,
    template: PaperTemplate,
    role: Role,
) -> None:
    if role not in signers_of(kept, template):
        raise UserError(
            f"Ce papier ne se signe pas par {ROLE_WORDS[role]}.", "Choisissez un autre signataire."
        )
    if kept.state is DocumentState.VOID:
        raise UserError("Ce document est annulé.", "Ouvrez la version qui le remplace.")
    if kept.outcomes.get(role) is SigningOutcome.SIGNED:
        raise UserError(f"Signé déjà par {ROLE_WORDS[role]}.", "Il n’y a rien d’autre à faire.")
    if kept.state is DocumentState.CLOSED:
        raise UserError(
            "Ce document est terminé : plus rien ne s’y ajoute.", "Faites-en une nouvelle version."
        )
    refuse_settled(session, document, template, today(desk.clock))


def _conclude(
    desk: Desk, uow: UnitOfWork, document: Document, template: PaperTemplate, sealing: Sealing
) -> None:
    """Close the document once everyone who is expected has answered."""
    link = uow.session.connection()
    kept = document_row(link, document.id)
    if kept.missing:
        return
    sealing.close(unsigned(signer_rows(link, document.id)))
    document.state = DocumentState.CLOSED
    if template.copy:
        document.copy = CopyState.OWED
    uow.session.flush()
    queue_issued(uow, action_of(desk, kept.action_id), document)
    learn(uow.session, kept, today(desk.clock))
    if kept.all_signed:
        settle(uow.session, document, template, today(desk.clock))


def _known(link: Connection, session: Session, kept: DocumentRow, role: Role) -> str | None:
    if role is Role.COACH:
        return COACH_KNOWN
    if role is not Role.PARTICIPANT or kept.prescription_id is None:
        return None
    return known_check(link, row(session, Prescription, kept.prescription_id).participant_id)


def _ref(session: Session, desk: Desk, prescription_id: UUID | None, role: Role) -> str:
    if role is Role.COACH:
        return str(desk.coach.id)
    if role is not Role.PARTICIPANT or prescription_id is None:
        return ""
    return str(row(session, Prescription, prescription_id).participant_id)


def _heading(desk: Desk, action: ActionInfo, kept: DocumentRow, person: str, role: Role) -> str:
    whose = f" {of(person)}" if person and role is not Role.PARTICIPANT else ""
    version = f", version{NBSP}{kept.revision}" if kept.revision > 1 else ""
    return (
        f"{kept.title}{whose}{version}, le {long_date(today(desk.clock))}, avec "
        f"{desk.coach.name}{NBSP}: {action.profile.texts.operation}"
    )


def _short(who: str) -> str:
    """« Léa D. »."""
    first, _, last = who.partition(" ")
    return f"{first} {last[:1]}." if last else first
