"""The bridge to paper: signed by hand on the printed paper, whose scan joins the same record.

The bytes stop there too: those of a draft are kept as the paper says it that day, those that
someone answered on the screen get their closing seal, so that nothing is added to them afterwards.
The seal counts the answers of the screen only: who signed by hand is on the paper, is not guessed.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.domain.papers import LIVE, CopyState, DocumentState, PaperTemplate, Subject
from coachdesk.models import Attachment, Document, Prescription
from coachdesk.queries.document_signers import signer_rows
from coachdesk.queries.documents import document_row, latest_bytes, revisions_of
from coachdesk.services.acts import act
from coachdesk.services.attachments import ReadyFile, keep_file, told_kind
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_rows import action_of, signers_json, template_of
from coachdesk.services.document_words import document_words
from coachdesk.services.documents.effects import note_told, settle
from coachdesk.services.documents.sealing import Sealing, unsigned
from coachdesk.services.papers.compose import composed, facts_for
from coachdesk.services.papers.learning import learn
from coachdesk.services.rows import person_of, row
from coachdesk.store import UnitOfWork

_FINAL = "un papier signé à la main ne s’efface pas"
_CONTRACT, _PAPER = "contract", "signed_paper"
"""The kinds of piece that a scan is, where the profile has them."""


def signed_on_paper(
    desk: Desk, document_id: UUID, day: date, files: Sequence[ReadyFile] = ()
) -> None:
    """Note that a document was signed by hand on ``day``, and keep its scan with it.

    The scan may come later, by the same act: the day is then kept. Ctrl+Z takes back a scan that
    came later, never the signing.

    Raises:
        UserError: the day is to come, or the document is void or finished on the screen.
    """
    told: list[str] = []
    with act(desk, lambda: f"{told[0]} signé sur papier") as uow:
        session = uow.session
        document = row(session, Document, document_id)
        told.append(document_words(document.title, person_of(session, document.prescription_id)))
        _refuse_unfit(desk, document, day, files)
        if document.state in LIVE:
            action = action_of(desk, document.action_id)
            template = template_of(action, document.kind)
            _finish(desk, uow, document, action, template)
            document.state, document.paper_signed_on = DocumentState.CLOSED, day
            if template.copy:
                document.copy = CopyState.OWED
            session.flush()
            settle(session, document, template, day)
            learn(session, document_row(session.connection(), document_id), day)
        if files:
            document.attachment_id = _keep_scan(desk, uow, session, document, files)
        uow.commit()


def _refuse_unfit(desk: Desk, document: Document, day: date, files: Sequence[ReadyFile]) -> None:
    if document.state is DocumentState.VOID:
        raise UserError("Ce document est annulé.", "Ouvrez la version qui le remplace.")
    if files and document.prescription_id is None:
        raise UserError(
            f"Ce papier n’est d’aucun dossier{NBSP}: sa numérisation n’aurait pas de place.",
            "Notez le jour de la signature, et gardez le papier avec vos feuilles de temps.",
        )
    if document.state is DocumentState.CLOSED and document.paper_signed_on is None:
        raise UserError(
            "Ce document est déjà terminé, à l’écran.", "Gardez le papier parmi les pièces."
        )
    if document.state is DocumentState.CLOSED and not files:
        raise UserError("Ce document est déjà signé sur papier.", "Ajoutez-y sa numérisation.")
    if document.state in LIVE and day > today(desk.clock):
        raise UserError("Ce jour n’est pas encore là.", "Corrigez la date de signature.")


def _finish(
    desk: Desk, uow: UnitOfWork, document: Document, action: ActionInfo, template: PaperTemplate
) -> None:
    """Keep for good the bytes that go with the paper."""
    uow.final = _FINAL
    link = uow.session.connection()
    if document.state is DocumentState.DRAFT:
        document.made_on, document.signers = today(desk.clock), signers_json(template)
        uow.session.flush()
        kept = document_row(link, document.id)
        facts = facts_for(link, desk, action, template, kept)
        note_told(uow.session, document, template, facts)
        printed = composed(link, desk, action, template, kept, facts)
        Sealing(desk, uow, document, printed.pdf, printed.pages).freeze_for_good()
        return
    last = revisions_of(link, document.id)[-1]
    pdf = latest_bytes(link, document.id)
    assert pdf is not None, "someone answered"
    sealing = Sealing(desk, uow, document, pdf, last.pages, last.number, last.signatures)
    sealing.close(unsigned(signer_rows(link, document.id)), by_hand=True)


def _keep_scan(
    desk: Desk, uow: UnitOfWork, session: Session, document: Document, files: Sequence[ReadyFile]
) -> UUID:
    """Keep the files as pieces of the dossier, each once; the first one is the paper."""
    assert document.prescription_id is not None, "a paper of a group has no dossier to keep it in"
    dossier = row(session, Prescription, document.prescription_id)
    action = action_of(desk, document.action_id)
    profile = action.profile
    of_contract = template_of(action, document.kind).subject is Subject.CONTRACT
    wanted = _CONTRACT if of_contract else _PAPER
    kept = []
    for file in files:
        held = session.scalar(
            select(Attachment.id)
            .where(Attachment.prescription_id == dossier.id, Attachment.source == file.source)
            .limit(1)
        )
        kind = wanted if wanted in profile.attachment_kinds else told_kind(profile, file.name)
        kept.append(held or keep_file(uow, dossier, file, kind, profile, today(desk.clock)))
    session.flush()
    return kept[0]
