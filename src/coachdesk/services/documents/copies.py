"""The copy that the person, or whom a letter is for, is due: given now, at the printer, later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.domain.papers import CopyState, DocumentState
from coachdesk.models import Document, Prescription
from coachdesk.queries.document_lists import copies_to_print
from coachdesk.queries.documents import document_row, revisions_of
from coachdesk.queries.listing import rows
from coachdesk.queries.people import by_name
from coachdesk.services.accesses import AccessDeed
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_rows import action_of, template_of
from coachdesk.services.document_words import document_file_name, document_words
from coachdesk.services.documents.drafting import preview
from coachdesk.services.documents.proof_sheets import proof_sheet_beside
from coachdesk.services.leaving import leave_in_clear, put_export
from coachdesk.services.outbox.papers import queue_by_mail
from coachdesk.services.outbox.queueing import IN_THE_OUTBOX
from coachdesk.services.outbox.steps import AS_COPY, withdraw_of
from coachdesk.services.papers.print_copy import joined_pages
from coachdesk.services.rows import person_of, row
from coachdesk.store import UnitOfWork

_DONE = {CopyState.GIVEN, CopyState.DECLINED}


@dataclass(frozen=True)
class PrintLine:
    """A paper that waits for the printer of the office."""

    document_id: UUID
    prescription_id: UUID
    title: str
    who: str
    """« DURAND Léa »."""
    number: str
    made_on: date


def set_copy(desk: Desk, document_id: UUID, state: CopyState) -> None:
    """What becomes of the copy: given, at the printer, to be sent, not wanted.

    Raises:
        UserError: nobody has answered on it yet, or it is void.
    """
    told: list[str] = []
    with act(desk, lambda: f"copie de {told[0]}") as uow:
        document = row(uow.session, Document, document_id)
        told.append(
            document_words(document.title, person_of(uow.session, document.prescription_id))
        )
        if document.state not in {DocumentState.OPEN, DocumentState.CLOSED}:
            raise UserError(
                "Ce document n’est pas encore signé, ou il est annulé.",
                "La copie se remet une fois le document signé.",
            )
        _keep_outbox(desk, uow, document, state)
        document.copy = state
        document.copy_on = today(desk.clock) if state in _DONE else None
        uow.commit()


def _keep_outbox(desk: Desk, uow: UnitOfWork, document: Document, state: CopyState) -> None:
    """What is to leave by mail is in the outbox, and leaves it when it is given otherwise."""
    if state is CopyState.TO_EMAIL:
        if document.state is not DocumentState.CLOSED:
            raise UserError(
                "Ce document n’est pas encore terminé\u00a0: sa copie ne part pas.",
                "Envoyez-la une fois que tout le monde a répondu.",
            )
        queue_by_mail(uow, action_of(desk, document.action_id), document)
        uow.final = IN_THE_OUTBOX
    elif document.copy is CopyState.TO_EMAIL and withdraw_of(
        uow, document.id, "la copie est remise autrement", AS_COPY
    ):
        uow.final = IN_THE_OUTBOX


def to_print(link: Connection, action: ActionInfo) -> tuple[PrintLine, ...]:
    """The papers that wait for the printer, by person."""
    return tuple(
        PrintLine(
            item.document_id,
            item.prescription_id,
            item.title,
            f"{item.last_name} {item.first_name}",
            item.number,
            item.made_on,
        )
        for item in by_name(rows(link, copies_to_print(action.id)))
    )


def print_batch(desk: Desk, ids: Sequence[UUID]) -> bytes:
    """The papers as one file for the printer, in that order.

    Raises:
        UserError: one of them is gone, or none is asked for.
    """
    if not ids:
        raise UserError("Il n’y a rien à imprimer.", "Cochez un papier au moins.")
    return joined_pages([preview(desk, document_id) for document_id in ids])


def printed(desk: Desk, ids: Sequence[UUID]) -> None:
    """Note that papers left the printer, in clear.

    A letter is on its way; the copy of a person who is not there is still to be handed to her.
    """
    with act(desk, f"impression de {plural(len(ids), 'papier')}") as uow:
        for document_id in ids:
            document = row(uow.session, Document, document_id)
            template = template_of(action_of(desk, document.action_id), document.kind)
            if document.copy is CopyState.TO_PRINT:
                letter = bool(template.to)
                document.copy = CopyState.GIVEN if letter else CopyState.OWED
                document.copy_on = today(desk.clock) if letter else None
            uow.session.flush()
            kept = revisions_of(uow.session.connection(), document_id)
            # A draft printed to be signed by hand has no bytes of its own yet.
            bytes_known = {"sha256": kept[-1].sha256} if kept else {}
            put_export(
                uow,
                Document.__tablename__,
                document_id,
                {"printed": True, "encrypted": False, **bytes_known},
                AccessDeed.PRINT,
            )
        uow.commit()


def save_document(desk: Desk, document_id: UUID, target: Path) -> tuple[Path, ...]:
    """Write the PDF in ``target``, in clear, and once it is signed its fiche de preuve beside it.

    Gives the files.

    Raises:
        UserError: the document is gone, or a file can't be written.
    """
    pdf = preview(desk, document_id)
    told = {"sha256": sha256(pdf).hexdigest()}
    leave_in_clear(desk, Document.__tablename__, document_id, target, pdf, told)
    fiche = proof_sheet_beside(target.name, pdf, now=desk.clock.now())
    if fiche is None:
        return (target,)
    beside = target.with_name(f"{target.stem}-fiche-de-preuve.pdf")
    leave_in_clear(desk, Document.__tablename__, document_id, beside, fiche)
    return (target, beside)


def suggested_name(desk: Desk, document_id: UUID) -> str:
    """What the file of a document is called when it is saved."""
    with desk.store.read() as link, Session(link) as session:
        kept = document_row(link, document_id)
        number = (
            row(session, Prescription, kept.prescription_id).number if kept.prescription_id else ""
        )
    return document_file_name(kept.title, number, kept.made_on)
