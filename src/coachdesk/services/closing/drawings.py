"""What is drawn at a closing: by the coach, then by the second signer when she is there.

It is recorded within the transaction of the closing. Each of them saw the month's table as it was
before it was signed: those bytes travel in the sealed table beside the proofs, whose digest they
have, so that what was signed can be looked at for ever (decision 17).
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.documents.digest import data_digest
from coachdesk.documents.letterhead import Edition
from coachdesk.documents.monthly_table import MonthlyTableData
from coachdesk.documents.proofs import Drawn
from coachdesk.domain.papers import Role
from coachdesk.models import Closing
from coachdesk.services.desk import Desk
from coachdesk.services.pad.asked import PadAnswer, PadRequest, Signed
from coachdesk.services.pad.record import Recorded, overtaken, record
from coachdesk.services.papers.issue import Issue, SignedClosing
from coachdesk.services.papers.table import table_data
from coachdesk.signing.evidence import Shown
from coachdesk.signing.proofs import Proof
from coachdesk.signing.strokes import decode_drawing
from coachdesk.store import UnitOfWork

CLOSING_KIND = "cloture"
_UNSIGNED = Edition(provisional="à signer pour clôturer le mois")


@dataclass(frozen=True)
class ClosingDrawings:
    """What was drawn, and for what.

    Attributes:
        closing_id: the closing to be, named by each evidence.
        shown: the table as it stood on the pad, a PDF.
        pages: how many it has.
        digest: of the data it was made of.
        answers: the coach's, then the second signer's.
    """

    closing_id: UUID
    shown: bytes
    pages: int
    digest: str
    answers: tuple[tuple[PadRequest, PadAnswer], ...]


@dataclass(frozen=True)
class DrawnClosing:
    """The drawings recorded: as the papers show them, and as the pad tells the last of them."""

    signed: SignedClosing
    last: Recorded

    def told(self) -> Signed:
        """What the pad shows."""
        return self.last.signed()


def unsigned_table(connection: Connection, issue: Issue) -> MonthlyTableData:
    """The month's table before anyone signed it, as it is shown on the pad."""
    data = table_data(connection, issue)
    second = replace(data.second, proof=None) if data.second is not None else None
    return replace(data, edition=_UNSIGNED, closing=None, second=second)


def record_closing(
    desk: Desk, uow: UnitOfWork, closing: Closing, issue: Issue, drawings: ClosingDrawings
) -> DrawnClosing:
    """Record what was drawn, within the transaction of the closing.

    Raises:
        UserError: the table has changed since it was shown, a drawing that stands elsewhere.
    """
    if data_digest(unsigned_table(uow.session.connection(), issue)) != drawings.digest:
        raise overtaken("Le tableau du mois")
    drawn: dict[Role, tuple[Recorded, Drawn, Proof]] = {}
    for request, answer in drawings.answers:
        drawn[request.role] = _record(desk, uow, closing, drawings, request, answer)
    signed = SignedClosing(
        coach=drawn[Role.COACH][1],
        second=drawn[Role.DIRECTOR][1] if Role.DIRECTOR in drawn else None,
        proofs=tuple(proof for _, _, proof in drawn.values()),
        shown=drawings.shown,
    )
    return DrawnClosing(signed, list(drawn.values())[-1][0])


def _record(
    desk: Desk,
    uow: UnitOfWork,
    closing: Closing,
    drawings: ClosingDrawings,
    request: PadRequest,
    answer: PadAnswer,
) -> tuple[Recorded, Drawn, Proof]:
    shown = Shown(
        id=str(closing.id),
        kind=CLOSING_KIND,
        revision=closing.revision,
        sha256=sha256(drawings.shown).hexdigest(),
        size=len(drawings.shown),
        pages=drawings.pages,
        viewed=answer.viewed,
        view_ms=answer.view_ms,
    )
    coach = request.role is Role.COACH
    signer = str(desk.coach.id) if coach else ""
    recorded = record(
        desk, uow, request, answer, shown=shown, signer_ref=signer, closing_id=closing.id
    )
    drawing = recorded.drawn
    assert drawing is not None, "only signatures close a month"
    drawn = Drawn(decode_drawing(drawing.blob), uow.now, recorded.entry.seq)
    return recorded, drawn, recorded.proof()
