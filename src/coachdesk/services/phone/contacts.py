"""How people were invited or reminded, kept with their rendez-vous."""

from collections.abc import Sequence
from uuid import UUID

from coachdesk.core.french import of, plural, quoted
from coachdesk.domain.contact_attempts import moment_of, with_attempt
from coachdesk.models import Appointment
from coachdesk.services.acts import act
from coachdesk.services.appointments import appointment_words
from coachdesk.services.desk import Desk
from coachdesk.services.rows import row
from coachdesk.store import UnitOfWork

BY_MESSAGE = "SMS envoyé"
BY_LETTER = "Courrier préparé"


def note_contact(desk: Desk, appointments: Sequence[UUID], attempt: str) -> None:
    """Keep that they were reached, as ``attempt`` and when, in one act.

    Raises:
        UserError: a rendez-vous is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"{quoted(attempt)} noté, {_whose(told)}") as uow:
        told += add_contact(desk, uow, appointments, attempt)
        uow.commit()


def add_contact(
    desk: Desk, uow: UnitOfWork, appointments: Sequence[UUID], attempt: str
) -> list[str]:
    """The same within a transaction; gives whose rendez-vous they are, in words."""
    when = moment_of(desk.clock.now(), with_day=True)
    told = []
    for appointment_id in appointments:
        appointment = row(uow.session, Appointment, appointment_id)
        before = appointment.contact_attempts or ""
        appointment.contact_attempts = with_attempt(before, attempt, when)
        told.append(appointment_words(uow.session, appointment))
    return told


def _whose(told: Sequence[str]) -> str:
    return f"rendez-vous {of(told[0])}" if len(told) == 1 else plural(len(told), "personne")
