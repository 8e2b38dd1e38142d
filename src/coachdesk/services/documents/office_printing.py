"""What waits for the printer of the office: letters and copies, printed or saved in one go."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.papers import CopyState, DocumentState
from coachdesk.models import Document
from coachdesk.queries.document_lists import copies_to_print
from coachdesk.queries.documents import document_row
from coachdesk.queries.listing import count
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.copies import print_batch, printed
from coachdesk.services.documents.issue import issue_document
from coachdesk.services.leaving import explained, put_export, write_private
from coachdesk.services.rows import row

Step = Callable[[int], bool]
"""Is told how many papers are ready; False stops there."""


def waiting_count(link: Connection, action: ActionInfo) -> int:
    """How many papers wait for the printer."""
    return count(link, copies_to_print(action.id))


def ready_to_leave(desk: Desk, ids: Sequence[UUID], step: Step = lambda _ready: True) -> int:
    """Seal the letters among ``ids``, which are kept as they leave; gives how many are ready.

    What was signed has its seals already.

    Raises:
        UserError: one of them lacks something.
    """
    for ready, document_id in enumerate(ids, start=1):
        kept = desk.read(lambda link, key=document_id: document_row(link, key))  # type: ignore[misc]  # mypy can't infer a bound default
        waits = kept.copy is CopyState.TO_PRINT
        if waits and kept.state is DocumentState.DRAFT and not kept.roles:
            issue_document(desk, document_id)
        if not step(ready):
            return ready
    return len(ids)


def note_printed(desk: Desk, document_id: UUID) -> None:
    """Note that a paper was printed from its page; a letter that waited is sealed as it leaves.

    Raises:
        UserError: it lacks something.
    """
    ready_to_leave(desk, (document_id,))
    printed(desk, (document_id,))


def save_batch(
    desk: Desk, ids: Sequence[UUID], target: Path, step: Step = lambda _ready: True
) -> bool:
    """Write the papers in one file, in clear; they still wait, to be printed elsewhere.

    Gives whether it was written: ``step`` may stop it before.

    Raises:
        UserError: none is asked for, one lacks something, or the file can't be written.
    """
    if ready_to_leave(desk, ids, step) < len(ids):
        return False
    whole = print_batch(desk, ids)
    digest = sha256(whole).hexdigest()
    with desk.store.write() as uow:
        for document_id in ids:
            put_export(
                uow,
                Document.__tablename__,
                document_id,
                {"file": target.name, "encrypted": False, "sha256": digest},
            )
        uow.commit()
    with explained(str(target)):
        write_private(target, whole)
    return True


def take_back(desk: Desk, ids: Sequence[UUID]) -> None:
    """Papers that are not to be printed after all: a draft is thrown away, a copy still owed."""
    with act(desk, "retrait de ce qui était à imprimer") as uow:
        for document_id in ids:
            document = row(uow.session, Document, document_id)
            if document.state is DocumentState.DRAFT:
                uow.session.delete(document)
            else:
                document.copy = CopyState.OWED
        uow.commit()
