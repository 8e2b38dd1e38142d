"""The conventions being signed that name a company as it was: they count no more."""

from uuid import UUID

from sqlalchemy import select, true

from coachdesk.core.french import NBSP
from coachdesk.domain.papers import DocumentState
from coachdesk.models import Document, Immersion
from coachdesk.queries.immersion_paper import CONVENTION
from coachdesk.services.desk import Desk
from coachdesk.services.document_rows import void_all
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
    return void_all(desk, uow, begun, f"L’entreprise a changé{NBSP}: la convention est à refaire.")
