"""What follows from a document that everyone signed: a contract is signed."""

from datetime import date

from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.documents.papers.paper import Facts
from coachdesk.domain.papers import PaperTemplate, Subject
from coachdesk.models import Document, EngagementContract, Pathway, TimeSheet
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.papers.facts.time_sheet import facts_digest
from coachdesk.services.rows import row


def note_told(session: Session, document: Document, template: PaperTemplate, facts: Facts) -> None:
    """What the paper says is now fixed: a feuille de temps remembers it, to tell what changes."""
    if template.subject is Subject.MONTH and document.subject_id is not None:
        row(session, TimeSheet, document.subject_id).digest = facts_digest(facts)


def refuse_settled(
    session: Session, document: Document, template: PaperTemplate, day: date
) -> None:
    """Refuse, before anyone draws, what the last signature could not bring about.

    Raises:
        UserError: the contract is signed already, or ``day`` is in a closed month or before the
            entry.
    """
    contract = _contract(session, document, template)
    if contract is None:
        return
    if contract.signed_on is not None:
        raise UserError("Ce contrat est déjà signé.", "Un avenant est une nouvelle version.")
    pathway = row(session, Pathway, contract.pathway_id)
    if day < pathway.entered_on:
        raise UserError(
            "Un contrat se signe entre l’entrée et aujourd’hui.", "Corrigez la date de signature."
        )
    refuse_closed(session.connection(), pathway.action_id, day)


def settle(session: Session, document: Document, template: PaperTemplate, day: date) -> None:
    """Everyone signed ``document`` by ``day``: say it where the rest of the program looks.

    Raises:
        UserError: as ``refuse_settled``.
    """
    refuse_settled(session, document, template, day)
    contract = _contract(session, document, template)
    if contract is not None:
        contract.signed_on = day


def _contract(
    session: Session, document: Document, template: PaperTemplate
) -> EngagementContract | None:
    if template.subject is not Subject.CONTRACT or document.subject_id is None:
        return None
    return row(session, EngagementContract, document.subject_id)
