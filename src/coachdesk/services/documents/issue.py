"""A paper that nobody signs, such as a letter: sealed when it is issued, and kept as it left."""

from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.domain.papers import CopyState, DocumentState
from coachdesk.models import Document
from coachdesk.queries.documents import document_row
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.document_rows import action_of, signers_json, template_of
from coachdesk.services.document_words import document_words
from coachdesk.services.documents.sealing import Sealing
from coachdesk.services.outbox.papers import queue_issued
from coachdesk.services.papers.compose import composed, facts_for
from coachdesk.services.papers.learning import learn
from coachdesk.services.papers.prefill import lacking
from coachdesk.services.papers.subjects import refuse_overtaken
from coachdesk.services.rows import person_of, row


def issue_document(desk: Desk, document_id: UUID) -> None:
    """Seal a paper that nobody signs, such as a letter: from then on it is what left.

    Raises:
        UserError: it lacks something, no longer fits, is issued already, or is to be signed.
    """
    told: list[str] = []
    with act(desk, lambda: told[0], final="un papier établi est gardé tel quel") as uow:
        session = uow.session
        document = row(session, Document, document_id)
        told.append(document_words(document.title, person_of(session, document.prescription_id)))
        link = session.connection()
        kept = document_row(link, document_id)
        action = action_of(desk, kept.action_id)
        template = template_of(action, kept.kind)
        if template.signers or template.anonymous:
            raise UserError("Ce papier se signe ou se remplit.", "Ouvrez-le sur sa page.")
        if kept.state is not DocumentState.DRAFT:
            raise UserError("Ce papier est déjà établi.", "Faites-en une nouvelle version.")
        refuse_overtaken(link, action.profile, template, kept.subject_id, told[0])
        facts = facts_for(link, desk, action, template, kept)
        lacks = lacking(template, facts, kept.given)
        if lacks:
            raise UserError(
                f"Il manque de quoi établir ce papier{NBSP}: {', '.join(lacks)}.", "Complétez-le."
            )
        printed = composed(link, desk, action, template, kept, facts)
        document.state, document.made_on = DocumentState.CLOSED, today(desk.clock)
        document.signers = signers_json(template)
        if document.copy is None and (template.copy or template.to):
            document.copy = CopyState.OWED
        session.flush()
        sealing = Sealing(desk, uow, document, printed.pdf, printed.pages)
        sealing.freeze()
        sealing.seal(f"{document.title}{NBSP}: établi par {desk.coach.name}")
        queue_issued(uow, action, document)
        learn(session, kept, today(desk.clock))
        uow.commit()
