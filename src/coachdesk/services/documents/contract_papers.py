"""The contract with the paper that tells it: which kind, and who has answered it already."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.papers import LIVE, PaperTemplate, Role, Subject
from coachdesk.queries.documents import documents_of
from coachdesk.services.contracts import PreparedContract, latest_contract
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.papers.templates import templates
from coachdesk.services.preferences import keep_preference, preference


@dataclass(frozen=True)
class ContractPaper:
    """A contract as its page shows it.

    Attributes:
        kinds: the papers that may tell it, in the order of the profile.
        kind: the key of the one begun, or used last, or the first; empty when there is none.
        answered: who has answered the paper that waits: other terms make it void.
    """

    contract: PreparedContract
    kinds: tuple[PaperTemplate, ...]
    kind: str
    answered: tuple[Role, ...]


def contract_paper(
    connection: Connection, action: ActionInfo, prescription_id: UUID
) -> ContractPaper:
    """The contract that waits for signatures, or a new one, with its paper.

    Raises:
        UserError: she has not entered the action.
    """
    contract = latest_contract(connection, action.profile, prescription_id)
    kinds = tuple(
        template for template in templates(action).values() if template.subject is Subject.CONTRACT
    )
    begun = [
        line
        for line in documents_of(connection, prescription_id)
        if line.subject_id == contract.id and contract.id is not None and line.state in LIVE
    ]
    last = preference(connection, _key(action))
    wanted = [*(line.kind for line in reversed(begun)), last]
    keys = [template.key for template in kinds]
    kind = next((key for key in wanted if key in keys), keys[0] if keys else "")
    return ContractPaper(
        contract, kinds, str(kind), tuple(role for line in begun for role in line.outcomes)
    )


def keep_contract_kind(desk: Desk, action: ActionInfo, kind: str) -> None:
    """Propose that kind of paper for the next contract."""
    if desk.read(lambda link: preference(link, _key(action))) != kind:
        keep_preference(desk, _key(action), kind)


def _key(action: ActionInfo) -> str:
    return f"contract_kind:{action.code}"
