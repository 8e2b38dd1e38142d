"""What proves an excused absence: the file and what the rendez-vous says of it, in one act."""

from collections.abc import Sequence
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.french import of
from coachdesk.domain.attendance import Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Appointment
from coachdesk.queries.closings import closing_in_force
from coachdesk.services.acts import act
from coachdesk.services.appointment_record import AppointmentRecord, note_presence
from coachdesk.services.appointments import appointment_words, signature_of
from coachdesk.services.attachments import ReadyFile, keep_file, new_ones, told_kind
from coachdesk.services.desk import Desk
from coachdesk.services.rows import dossier_of, profile_of, row
from coachdesk.store import UnitOfWork

HANDED_OVER = "document"
"""The profile's proof that means a paper handed over."""
_KIND = "absence_proof"
"""The profile's kind of piece for it."""


def add_absence_proof(desk: Desk, appointment_id: UUID, files: Sequence[ReadyFile]) -> None:
    """Keep files as what proves the absence at a rendez-vous, which says so from then on.

    A rendez-vous of a closed month keeps what its papers say; the files are kept all the same.

    Raises:
        UserError: the dossier holds them already.
    """
    told: list[str] = []
    with act(desk, lambda: f"justificatif de l’absence {of(told[0])}") as uow:
        appointment = row(uow.session, Appointment, appointment_id)
        told.append(appointment_words(uow.session, appointment))
        dossier = dossier_of(uow.session, appointment)
        profile = profile_of(desk, dossier)
        for file in new_ones(uow.session, dossier, files):
            kind = _KIND if _KIND in profile.attachment_kinds else told_kind(profile, file.name)
            day = today(desk.clock)
            keep_file(uow, dossier, file, kind, profile, day, appointment_id)
        if _says(uow, appointment, profile, dossier.action_id):
            note_presence(desk, uow, appointment, AppointmentRecord(absence_proof=HANDED_OVER))
        uow.commit()


def _says(
    uow: UnitOfWork, appointment: Appointment, profile: ActionProfile, action_id: UUID
) -> bool:
    """Whether the rendez-vous can still say that a paper was handed over."""
    month = appointment.held_on.replace(day=1)
    return (
        appointment.presence is Presence.EXCUSED
        and HANDED_OVER in profile.absence_proofs
        and signature_of(uow.session, appointment.id) is None
        and closing_in_force(uow.session.connection(), action_id, month) is None
    )
