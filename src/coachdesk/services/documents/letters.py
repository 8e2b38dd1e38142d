"""Letters where the coach is: looked at, put with those of the office, saved, taken back.

A letter waits for the printer as a draft: what it tells follows the dossier, and Ctrl+Z takes it
back. It is sealed and kept as it left when it leaves (``documents.issue``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.core.ids import new_id
from coachdesk.documents.papers.paper import Facts, paper
from coachdesk.documents.papers.words import plain_words
from coachdesk.domain.papers import Answer, CopyState, DocumentState, PaperTemplate
from coachdesk.models import Document, Prescription
from coachdesk.queries.documents import DocumentRow, document_row
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_rows import add_document, answers_json, live_document, template_of
from coachdesk.services.document_words import document_file_name, document_words
from coachdesk.services.documents.copies import save_document, set_copy
from coachdesk.services.documents.issue import issue_document
from coachdesk.services.leaving import explained, write_private
from coachdesk.services.papers.compose import paper_data
from coachdesk.services.papers.facts import facts_of
from coachdesk.services.papers.prefill import cleaned, lacking, prefilled
from coachdesk.services.papers.subjects import refuse_overtaken
from coachdesk.services.rows import person_of, row

REMINDER, NOTICE = "reminder", "absence_notice"
"""What follows an unexcused absence."""
OWN_WORDS = "own_words"
"""Key of what the person says, in the notice."""


@dataclass(frozen=True)
class Wanted:
    """A letter that is wanted: its kind, what it is about, what was filled in beforehand."""

    kind: str
    prescription_id: UUID
    subject_id: UUID | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Letter:
    """A letter as it would leave now."""

    pdf: bytes
    text: str
    """The same, for a message."""
    file_name: str


def read_letter(desk: Desk, action: ActionInfo, wanted: Wanted) -> Letter:
    """The letter as it would leave now; nothing is written.

    Raises:
        UserError: the action does not have it, or it lacks something.
    """
    template = template_of(action, wanted.kind)
    with desk.store.read() as link, Session(link) as session:
        refuse_overtaken(link, action.profile, template, wanted.subject_id)
        found = live_document(session, wanted.prescription_id, wanted.kind, wanted.subject_id)
        kept = document_row(link, found.id) if found else _unwritten(desk, action, wanted)
        facts = facts_of(
            link, desk, action, wanted.prescription_id, template.subject, wanted.subject_id
        )
        answers = _merged(template, facts, kept.given if found else None, wanted)
        row_now = replace(kept, answers=answers_json(answers))
        _refuse_lacking(template, lacking(template, facts, row_now.given))
        data = paper_data(link, desk, action, template, row_now, facts)
    return Letter(
        paper(data).pdf,
        plain_words(data),
        document_file_name(data.title, str(data.fact("dossier.number")), kept.made_on),
    )


def put_to_print(desk: Desk, action: ActionInfo, wanted: Wanted) -> UUID:
    """Put the letter with those that wait for the printer of the office; gives its id.

    Raises:
        UserError: the action does not have it, or it lacks something.
    """
    told: list[str] = []
    with act(desk, lambda: f"{told[0]} à imprimer") as uow:
        document_id = add_to_print(uow.session, desk, action, wanted, told)
        uow.commit()
        return document_id


def add_to_print(
    session: Session, desk: Desk, action: ActionInfo, wanted: Wanted, told: list[str]
) -> UUID:
    """The same within a transaction; ``told`` gets its words.

    Raises:
        UserError: as ``put_to_print``.
    """
    document = _draft(session, desk, action, wanted, told)
    document.copy = CopyState.TO_PRINT
    return document.id


def fill_letter(desk: Desk, action: ActionInfo, wanted: Wanted) -> None:
    """Keep what was filled in, for the day it is printed or saved.

    Raises:
        UserError: the action does not have it, or it lacks something.
    """
    told: list[str] = []
    with act(desk, lambda: f"texte de {told[0]}") as uow:
        _draft(uow.session, desk, action, wanted, told)
        uow.commit()


def save_letter(desk: Desk, action: ActionInfo, wanted: Wanted, target: Path) -> UUID:
    """Write the letter in ``target``, in clear: it is kept as it left; gives its id.

    Raises:
        UserError: it lacks something, or the file can't be written.
    """
    with explained(str(target)):
        write_private(target, b"")  # what can't be written is not sealed either
    told: list[str] = []
    with act(desk, lambda: told[0]) as uow:
        document_id = _draft(uow.session, desk, action, wanted, told).id
        uow.commit()
    issue_document(desk, document_id)
    save_document(desk, document_id, target)
    set_copy(desk, document_id, CopyState.GIVEN)
    return document_id


def _draft(
    session: Session, desk: Desk, action: ActionInfo, wanted: Wanted, told: list[str]
) -> Document:
    """The letter that is under way, or a new one, filled from what is known."""
    template = template_of(action, wanted.kind)
    link = session.connection()
    dossier = row(session, Prescription, wanted.prescription_id)
    told.append(document_words(template.title, person_of(session, wanted.prescription_id)))
    refuse_overtaken(link, action.profile, template, wanted.subject_id)
    facts = facts_of(
        link, desk, action, wanted.prescription_id, template.subject, wanted.subject_id
    )
    document = live_document(session, wanted.prescription_id, wanted.kind, wanted.subject_id)
    before = document_row(link, document.id).given if document else None
    answers = _merged(template, facts, before, wanted)
    _refuse_lacking(template, lacking(template, facts, answers))
    if document is None:
        day = today(desk.clock)
        document = add_document(
            session, template, action.id, dossier.id, wanted.subject_id, answers, day
        )
    else:
        document.answers = answers_json(answers)
    return document


def _merged(
    template: PaperTemplate, facts: Facts, before: Mapping[str, Answer] | None, wanted: Wanted
) -> dict[str, Answer]:
    """What is kept, with what is asked for now; an answer taken back is the one proposed."""
    proposed = prefilled(template, facts)
    kept = {**(proposed if before is None else before)}
    for key, answer in wanted.answers.items():
        kept[key] = answer or proposed.get(key, "")
    return cleaned(template, kept)


def _refuse_lacking(template: PaperTemplate, lacks: Sequence[str]) -> None:
    if lacks:
        raise UserError(
            f"Il manque de quoi écrire «{NBSP}{template.title}{NBSP}»{NBSP}: {', '.join(lacks)}.",
            "Complétez la fiche de la personne, ou le papier sur sa page.",
        )


def _unwritten(desk: Desk, action: ActionInfo, wanted: Wanted) -> DocumentRow:
    """The row that the letter would have."""
    return DocumentRow(
        signers="[]", signed=None, refused=None, id=new_id(), kind=wanted.kind,
        subject_id=wanted.subject_id, revision=1, title=template_of(action, wanted.kind).title,
        state=DocumentState.DRAFT, made_on=today(desk.clock), void_reason=None, copy=None,
        copy_on=None, paper_signed_on=None, version=1, action_id=action.id,
        prescription_id=wanted.prescription_id, answers="{}", attachment_id=None,
    )  # fmt: skip
