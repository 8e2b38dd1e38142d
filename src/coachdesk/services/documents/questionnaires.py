"""A paper that the person fills in herself: handed over, given back, signed in the same sitting."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import Answer, DocumentState, Role
from coachdesk.services.desk import Desk
from coachdesk.services.documents.drafting import DocumentView, read_document, save_answers
from coachdesk.services.documents.satisfaction import record_satisfaction
from coachdesk.services.documents.signing import document_asked
from coachdesk.services.pad.code import PadCode, pad_code
from coachdesk.services.pad.sittings import Sitting, sitting_of


@dataclass(frozen=True)
class Questionnaire:
    """What she is asked, and what gives the desk back once she is done; None when it does so."""

    view: DocumentView
    code: PadCode | None


def questionnaire(desk: Desk, document_id: UUID) -> Questionnaire:
    """The paper as it stands.

    Raises:
        UserError: it is gone, or was answered already.
    """
    view = read_document(desk, document_id)
    if view.state is not DocumentState.DRAFT:
        raise UserError(
            "Ce questionnaire est déjà rempli.", "Un autre se remplit à un autre moment."
        )
    return Questionnaire(view, desk.read(pad_code))


def give_answers(desk: Desk, view: DocumentView, answers: Mapping[str, Answer]) -> Sitting | None:
    """Keep what she answered; gives what she signs now, None when nothing is to be signed.

    Raises:
        UserError: an answer is missing, or can't be.
    """
    if view.template.anonymous:
        record_satisfaction(desk, view.id, answers)
        return None
    document_id = save_answers(desk, view.id, answers)
    if Role.PARTICIPANT not in view.template.signers:
        return None
    return sitting_of(desk, [document_asked(desk, document_id, Role.PARTICIPANT)])
