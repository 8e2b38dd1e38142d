"""Someone who left comes again: a new prescription of the same person, typed once.

Her identity is hers already; the situation of the last time is proposed by the diagnostic
(``diagnostics.diagnostic_form``), and the entry that the FSE+ counts stays the first one.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import of
from coachdesk.domain.attendance import Slot
from coachdesk.models import Prescription
from coachdesk.queries.card import CardIdentity, card_identity
from coachdesk.queries.directory import case_managers
from coachdesk.queries.exits import StintRow
from coachdesk.queries.places import place_names
from coachdesk.services.acts import act
from coachdesk.services.agenda.proposals import first_slot
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.prescriptions import PrescriptionFacts, add_prescription, next_number
from coachdesk.services.rows import name_of, row
from coachdesk.services.stints import refuse_present, stints_in


@dataclass(frozen=True)
class ReentryForm:
    """What is known when someone comes again."""

    identity: CardIdentity
    """With the prescriber and the référent RSA of the last time."""
    stints: tuple[StintRow, ...]
    """Each time that she came to this action, the oldest first."""
    number: str
    first: Slot
    places: tuple[str, ...]
    case_managers: tuple[str, ...]


def reentry_form(
    link: Connection, action: ActionInfo, prescription_id: UUID, day: date
) -> ReentryForm:
    """What is proposed for someone who comes again.

    Raises:
        UserError: the dossier is gone, she is still followed, or already expected.
    """
    identity = card_identity(link, prescription_id)
    hers = stints_in(link, action.id, identity.participant_id)
    refuse_present(action.profile, hers)
    within = action.profile.rules.first_appointment_days
    return ReentryForm(
        identity,
        hers,
        next_number(link, action.id, day),
        first_slot(link, day, within, identity.commune),
        place_names(link),
        case_managers(link, action.id),
    )


def come_again(
    desk: Desk,
    action: ActionInfo,
    prescription_id: UUID,
    facts: PrescriptionFacts,
    first: Slot | None = None,
) -> UUID:
    """Record the new prescription of the person of an earlier dossier; gives the new one's id.

    Raises:
        UserError: she is still followed or already expected, a n° already used, a closed month.
    """
    told: list[str] = []
    with act(desk, lambda: f"nouvelle prescription {of(told[0])}") as uow:
        session = uow.session
        before = row(session, Prescription, prescription_id)
        told.append(name_of(session, before))
        hers = stints_in(session.connection(), action.id, before.participant_id)
        refuse_present(action.profile, hers)
        if facts.received_on < before.received_on:
            raise UserError(
                "Cette prescription serait arrivée avant la précédente.",
                "Corrigez la date de réception.",
            )
        dossier = add_prescription(desk, session, action, before.participant_id, facts, first)
        uow.commit()
    return dossier.id
