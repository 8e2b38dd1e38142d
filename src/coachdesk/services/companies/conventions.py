"""Conventions that say what is no longer so: they count no more, the next version is begun."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP
from coachdesk.domain.papers import DocumentState
from coachdesk.models import Document, Immersion
from coachdesk.queries.immersion_paper import CONVENTION
from coachdesk.services.desk import Desk
from coachdesk.services.document_rows import add_document, void_document
from coachdesk.services.papers.facts import facts_of
from coachdesk.services.papers.prefill import prefilled
from coachdesk.services.papers.templates import templates
from coachdesk.store import UnitOfWork


def void_open_conventions(
    desk: Desk, uow: UnitOfWork, company_id: UUID, but_of: UUID | None = None
) -> bool:
    """Void them, but for those of the immersion ``but_of``; True when there was one.

    Those finished stay: they say what was so that day.
    """
    begun = (
        select(Document)
        .join(Immersion, Immersion.id == Document.subject_id)
        .where(
            Immersion.company_id == company_id,
            Immersion.id != but_of if but_of is not None else true(),
            Document.kind == CONVENTION,
            Document.state == DocumentState.OPEN,
        )
    )
    reason = f"L’entreprise a changé{NBSP}: la convention est à refaire."
    return redo_conventions(desk, uow, begun, reason)


def redo_conventions(desk: Desk, uow: UnitOfWork, wanted: Select[Document], reason: str) -> bool:
    """Void those of ``wanted``, and begin the next version of each with what was written in it.

    True when there was one.
    """
    found = uow.session.scalars(wanted).all()
    for gone in found:
        void_document(desk, uow, gone, reason)
        assert gone.prescription_id is not None, "a convention is of a dossier"
        assert gone.subject_id is not None, "a convention is about an immersion"
        written = json.loads(gone.answers)
        begin_convention(
            desk, uow.session, gone.action_id, gone.prescription_id, gone.subject_id, written
        )
    return bool(found)


def begin_convention(
    desk: Desk,
    session: Session,
    action_id: UUID,
    prescription_id: UUID,
    immersion_id: UUID,
    written: Mapping[str, Any],
) -> None:
    """A draft that says what was ``written`` before, and the rest as it is known today."""
    action = next(action for action in desk.actions if action.id == action_id)
    template = templates(action).get(CONVENTION)
    if template is None or not written:
        return
    session.flush()
    link = session.connection()
    facts = facts_of(link, desk, action, prescription_id, template.subject, immersion_id)
    asked = {field.key for field in template.fields}
    told = {key: answer for key, answer in written.items() if key in asked}
    answers = {**prefilled(template, facts), **told}
    add_document(
        session, template, action_id, prescription_id, immersion_id, answers, today(desk.clock)
    )
