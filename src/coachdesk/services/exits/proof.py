"""What proves an exit or a follow-up: files kept as pieces of the dossier the moment they come."""

from collections.abc import Sequence
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.french import of
from coachdesk.models import Prescription
from coachdesk.queries.exits import PROOF
from coachdesk.services.acts import act
from coachdesk.services.attachments import ReadyFile, keep_file, new_ones, told_kind
from coachdesk.services.desk import Desk
from coachdesk.services.rows import name_of, profile_of, row


def add_exit_proof(
    desk: Desk, prescription_id: UUID, files: Sequence[ReadyFile]
) -> tuple[UUID, ...]:
    """Keep files as what proves the exit of someone, or a follow-up of her; gives their ids.

    Raises:
        UserError: the dossier holds them already.
    """
    told: list[str] = []
    with act(desk, lambda: f"justificatif de sortie {of(told[0])}") as uow:
        dossier = row(uow.session, Prescription, prescription_id)
        told.append(name_of(uow.session, dossier))
        profile, day = profile_of(desk, dossier), today(desk.clock)
        kept = []
        for file in new_ones(uow.session, dossier, files):
            kind = PROOF if PROOF in profile.attachment_kinds else told_kind(profile, file.name)
            kept.append(keep_file(uow, dossier, file, kind, profile, day))
        uow.commit()
    return tuple(kept)
