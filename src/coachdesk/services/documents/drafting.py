"""Documents before they are signed: offered, opened, filled in, looked at, begun again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.journal_form import short_code
from coachdesk.documents.papers.paper import Facts
from coachdesk.domain.papers import (
    LIVE,
    Answer,
    CopyState,
    DocumentState,
    PaperTemplate,
    Role,
    SigningOutcome,
    Subject,
)
from coachdesk.models import Document
from coachdesk.queries.document_signers import SignerRow, signer_rows
from coachdesk.queries.documents import (
    document_row,
    latest_bytes,
)
from coachdesk.services.acts import act
from coachdesk.services.contract_versions import next_version
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_rows import (
    action_of,
    add_document,
    answers_json,
    live_document,
    signed_document,
    signers_of,
    template_of,
    void_document,
)
from coachdesk.services.document_words import copy_words, document_words, state_words
from coachdesk.services.expected_rules import statement_facts
from coachdesk.services.papers.compose import composed, facts_for, signer_names
from coachdesk.services.papers.facts import facts_of
from coachdesk.services.papers.learning import refuse_unfit
from coachdesk.services.papers.prefill import cleaned, lacking, prefilled
from coachdesk.services.papers.subjects import subject_to_take, subjects_of
from coachdesk.services.papers.templates import templates
from coachdesk.services.rows import person_of, row


@dataclass(frozen=True)
class SignerState:
    """Someone who signs a document, and what he answered.

    Attributes:
        who: his name; empty for someone the store does not know, until he signs.
        outcome: None while he has not answered.
        when: aware; None while he has not answered.
        code: of the record, as the person's slip shows it.
        reason: why he did not sign, or with what réserve he did.
        witness: who was there when he did not sign.
    """

    role: Role
    who: str
    outcome: SigningOutcome | None = None
    when: datetime | None = None
    code: str = ""
    reason: str = ""
    witness: str = ""


@dataclass(frozen=True)
class DocumentView:
    """A document as its page shows it.

    Attributes:
        version: of the row: a later change of it is another one.
        person: « Léa DURAND »; empty for a paper of a group.
        facts: what is known today, of a draft; nothing once someone answered: the PDF says it.
        missing: what it lacks before it can be signed, in words.
        copy_words: what became of the copy, in words.
    """

    id: UUID
    version: int
    template: PaperTemplate
    title: str
    person: str
    revision: int
    state: DocumentState
    state_words: str
    made_on: date
    subject_id: UUID | None
    answers: Mapping[str, Answer]
    facts: Facts
    missing: tuple[str, ...]
    signers: tuple[SignerState, ...]
    copy: CopyState | None
    copy_words: str
    paper_signed_on: date | None
    attachment_id: UUID | None
    void_reason: str | None
    prescription_id: UUID | None

    @property
    def awaited(self) -> tuple[Role, ...]:
        """Who has not answered, in order."""
        return tuple(signer.role for signer in self.signers if signer.outcome is None)


@dataclass(frozen=True)
class Offer:
    """A paper that can be made for a person.

    Attributes:
        subject_id: what it would be about; None for the whole dossier, or while there is nothing.
        label: « Convention d’immersion – Garage du Centre, du 03/06/2024 au 14/06/2024 ».
    """

    template: PaperTemplate
    subject_id: UUID | None
    label: str


def offered(link: Connection, action: ActionInfo, prescription_id: UUID) -> tuple[Offer, ...]:
    """The papers of a dossier, in the order of the profile.

    A paper that can be about nothing yet is left out, but for the contract, which is prepared.

    Raises:
        UserError: the dossier is gone.
    """
    subjects = subjects_of(link, prescription_id)
    found = []
    for template in templates(action).values():
        about = subjects.of(template)
        if template.subject is Subject.CONTRACT and not about and subjects.card.pathway:
            found.append(Offer(template, None, template.title))
        if template.subject is not Subject.IMMERSION:
            about = about[:1]
        for item in about:
            label = f"{template.title} – {item.words}" if item.words else template.title
            found.append(Offer(template, item.id, label))
    return tuple(found)


def open_document(
    desk: Desk,
    action: ActionInfo,
    kind: str,
    prescription_id: UUID | None,
    subject_id: UUID | None = None,
) -> UUID:
    """The document of that kind that is under way, or a new draft, filled from what is known.

    A paper of the coach's own is of no dossier.

    Of a contract that everyone signed it is the signed one: what follows is an avenant (``renew``).

    Raises:
        UserError: the paper is not the action's, or the dossier holds nothing it can be about.
    """
    template = template_of(action, kind)
    with desk.store.read() as link, Session(link) as session:
        subject_id = subject_to_take(link, template, prescription_id, subject_id)
        # that of a month may wait for a signer while the next one is made
        states = (DocumentState.DRAFT,) if template.monthly_of else LIVE
        found = live_document(session, prescription_id, kind, subject_id, states)
        if found is None and template.subject is Subject.CONTRACT and prescription_id:
            found = signed_document(session, prescription_id, kind, subject_id)
        if found is not None:
            return found.id
    told: list[str] = []
    with act(desk, lambda: told[0]) as uow:
        told.append(document_words(template.title, person_of(uow.session, prescription_id)))
        link = uow.session.connection()
        facts = facts_of(link, desk, action, prescription_id, template.subject, subject_id)
        if template.monthly_of and prescription_id is not None:
            facts |= statement_facts(link, action.id, template, prescription_id, today(desk.clock))
        made = add_document(
            uow.session,
            template,
            action.id,
            prescription_id,
            subject_id,
            {} if template.anonymous else prefilled(template, facts),
            today(desk.clock),
        )
        uow.commit()
    return made.id


def read_document(desk: Desk, document_id: UUID) -> DocumentView:
    """A document with all that its page shows, but for its pages: see ``preview``.

    Raises:
        UserError: the document, or its kind of paper, is gone.
    """
    with desk.store.read() as link, Session(link) as session:
        kept = document_row(link, document_id)
        action = action_of(desk, kept.action_id)
        template = template_of(action, kept.kind)
        draft = kept.state is DocumentState.DRAFT
        facts = facts_for(link, desk, action, template, kept) if draft else {}
        person = person_of(session, kept.prescription_id)
        answered = {item.role: item for item in signer_rows(link, document_id)}
    names = signer_names(desk, action, {"person.name": person})
    return DocumentView(
        id=document_id,
        version=kept.version,
        template=template,
        title=kept.title,
        person=person,
        revision=kept.revision,
        state=kept.state,
        state_words=state_words(kept),
        made_on=kept.made_on,
        subject_id=kept.subject_id,
        answers=kept.given,
        facts=facts,
        missing=lacking(template, facts, kept.given) if draft else (),
        signers=tuple(
            _signer(role, names, answered.get(role)) for role in signers_of(kept, template)
        ),
        copy=kept.copy,
        copy_words=copy_words(kept),
        paper_signed_on=kept.paper_signed_on,
        attachment_id=kept.attachment_id,
        void_reason=kept.void_reason,
        prescription_id=kept.prescription_id,
    )


def save_answers(desk: Desk, document_id: UUID, answers: Mapping[str, Answer]) -> UUID:
    """Keep what was filled in; gives the id of the document to go on with.

    A document that someone answered becomes void, which it says, and the next version of it is
    begun with these answers. The answers of a paper without a name are not kept: see
    ``documents.satisfaction``.

    Raises:
        UserError: the document is void, a contract that everyone signed, or an answer can't be.
    """
    kept = desk.read(lambda link: document_row(link, document_id))
    template = template_of(action_of(desk, kept.action_id), kept.kind)
    wanted = cleaned(template, answers)
    if template.anonymous or wanted == kept.given:
        return document_id
    refuse_unfit(kept.kind, wanted)
    if kept.state is DocumentState.VOID:
        raise UserError("Ce document est annulé.", "Ouvrez la version qui le remplace.")
    signed = kept.all_signed or kept.paper_signed_on is not None
    if kept.state is DocumentState.CLOSED and signed and template.subject is Subject.CONTRACT:
        raise UserError(
            "Ce contrat est signé de tous : il ne change plus.",
            "Faites un avenant : une nouvelle version, à signer.",
        )
    told: list[str] = []
    with act(desk, lambda: f"texte de {told[0]}") as uow:
        session = uow.session
        document = row(session, Document, document_id)
        told.append(document_words(kept.title, person_of(session, kept.prescription_id)))
        day = today(desk.clock)
        if document.state is DocumentState.DRAFT:
            document.answers = answers_json(wanted)
            uow.commit()
            return document_id
        void_document(desk, uow, document)
        made = add_document(
            session, template, kept.action_id, kept.prescription_id, kept.subject_id, wanted, day
        )
        uow.commit()
    return made.id


def preview(desk: Desk, document_id: UUID, answers: Mapping[str, Answer] | None = None) -> bytes:
    """The PDF: as everyone saw it once someone answered, else composed from what is known today.

    Args:
        desk: the open desk.
        document_id: of which document.
        answers: what is being filled in, to see the paper as it would be; None for what is kept.

    Raises:
        UserError: the document, or its kind of paper, is gone.
    """
    with desk.store.read() as link:
        kept = latest_bytes(link, document_id) if answers is None else None
        return kept or _composed(link, desk, document_id, answers)


def _composed(
    link: Connection, desk: Desk, document_id: UUID, answers: Mapping[str, Answer] | None
) -> bytes:
    kept = document_row(link, document_id)
    action = action_of(desk, kept.action_id)
    template = template_of(action, kept.kind)
    typed = None if answers is None else cleaned(template, answers)
    facts = facts_for(link, desk, action, template, kept, typed)
    return composed(link, desk, action, template, kept, facts, typed).pdf


def renew(desk: Desk, document_id: UUID) -> UUID:
    """The next version of a document, as a draft with the same answers; the one before stays.

    Of a signed contract it begins an avenant: a version of the contract with the same terms, to be
    changed on its page.

    Raises:
        UserError: it is not finished: it can still be signed, or changed.
    """
    kept = desk.read(lambda link: document_row(link, document_id))
    template = template_of(action_of(desk, kept.action_id), kept.kind)
    if kept.state in LIVE:
        raise UserError(
            "Ce document n’est pas terminé.", "Modifiez-le, ou faites-le signer, sur sa page."
        )
    told: list[str] = []
    with act(desk, lambda: f"nouvelle version de {told[0]}") as uow:
        session = uow.session
        told.append(document_words(kept.title, person_of(session, kept.prescription_id)))
        subject_id = kept.subject_id
        if template.subject is Subject.CONTRACT and subject_id is not None:
            subject_id = next_version(session, subject_id, today(desk.clock))
        under_way = live_document(session, kept.prescription_id, kept.kind, subject_id)
        if under_way is not None:
            return under_way.id
        made = add_document(
            session,
            template,
            kept.action_id,
            kept.prescription_id,
            subject_id,
            kept.given,
            today(desk.clock),
        )
        uow.commit()
    return made.id


def give_up(desk: Desk, document_id: UUID, reason: str) -> None:
    """A draft is thrown away; a document that someone answered becomes void, for that reason.

    Raises:
        UserError: everyone answered, or the reason is missing.
    """
    told: list[str] = []
    with act(desk, lambda: f"abandon de {told[0]}") as uow:
        session = uow.session
        document = row(session, Document, document_id)
        told.append(document_words(document.title, person_of(session, document.prescription_id)))
        said = " ".join(reason.split())
        if document.state not in LIVE:
            raise UserError(
                "Ce document est terminé : il ne s’abandonne plus.",
                "Faites-en une nouvelle version.",
            )
        if document.state is DocumentState.DRAFT:
            session.delete(document)
        elif said:
            void_document(desk, uow, document, said)
        else:
            raise UserError(
                "Quelqu’un a déjà répondu sur ce document.", "Dites pourquoi vous l’abandonnez."
            )
        uow.commit()


def _signer(role: Role, names: Mapping[Role, str], answer: SignerRow | None) -> SignerState:
    if answer is None:
        return SignerState(role, names.get(role, ""))
    return SignerState(
        role,
        answer.who or names.get(role, ""),
        answer.outcome,
        answer.when,
        short_code(answer.hash),
        answer.reason,
        answer.witness,
    )
