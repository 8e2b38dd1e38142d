"""A sheet at any time, someone's for a month or an atelier's: as it is looked at, and saved sealed.

A sheet that is closed is sealed already, and saved as it is.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from coachdesk.services.desk import Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.signing.proofs import ATTACHMENT
from coachdesk.signing.seal import Sealer


@dataclass(frozen=True)
class ShownSheet:
    """A sheet as it is looked at.

    Attributes:
        entity: the table of what it is about.
        entity_id: a dossier or a workshop.
        title: as its page names it.
        file_name: proposed when it is saved.
        pdf: its bytes.
        reason: with which it is sealed when it is saved; empty once it is sealed.
        proofs: « preuves.json », to be sealed with it; None once it is sealed, or without any.
    """

    entity: str
    entity_id: UUID
    title: str
    file_name: str
    pdf: bytes
    reason: str = ""
    proofs: bytes | None = None

    @property
    def closed(self) -> bool:
        """Whether what it is about is, and hence whether it is sealed."""
        return not self.reason


def sealed_sheet(desk: Desk, sheet: ShownSheet) -> bytes:
    """The sheet sealed with its proofs; the one of a closed month as it is."""
    if sheet.closed:
        return sheet.pdf
    return Sealer(desk.identity).seal(
        sheet.pdf,
        reason=sheet.reason,
        when=desk.clock.now(),
        attachments={ATTACHMENT: sheet.proofs} if sheet.proofs else None,
    )


def save_sheet(desk: Desk, sheet: ShownSheet, target: Path) -> None:
    """Write the sheet in ``target``, sealed with its proofs; the journal knows that it left.

    Raises:
        UserError: the file can't be written.
    """
    leave_in_clear(desk, sheet.entity, sheet.entity_id, target, sealed_sheet(desk, sheet))
