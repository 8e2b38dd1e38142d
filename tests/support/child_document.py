"""A child of the tests: has the documents it is given signed, one answer after the other.

``python -m support.child_document STORE DOCUMENT…``: the person signs, then the coach; every third
person refuses. Each answer is acknowledged once it is durable.
"""

import sys
from pathlib import Path
from uuid import UUID

from coachdesk.domain.papers import Role
from coachdesk.services.desk import Desk
from support.documents import refuse_document, sign_document
from support.faults import acknowledge
from support.signing_desk import reopen


def answer(desk: Desk, document: UUID, place: int, role: Role) -> None:
    """One answer on one document, then its acknowledgement."""
    if role is Role.PARTICIPANT and place % 3 == 2:
        signed = refuse_document(desk, document, role)
    else:
        signed = sign_document(desk, document, role, seed=2 * place + (role is Role.COACH) + 1)
    acknowledge(f"{document} {role} {signed.entry_seq} {signed.short_code}")


if __name__ == "__main__":
    desk = reopen(Path(sys.argv[1]))
    for place, document in enumerate(sys.argv[2:]):
        for role in (Role.PARTICIPANT, Role.COACH):
            answer(desk, UUID(document), place, role)
    desk.close()
