"""Rendez-vous of a period, those attended, and who was absent too often."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.models import Appointment, Exit, Pathway, Place, Prescription
from coachdesk.queries.listing import Listing
from coachdesk.queries.pathways import active_between
from coachdesk.queries.people import WHO, with_person


def held(action_id: UUID, first: date, last: date) -> Listing:
    """All rendez-vous of the period, whatever became of them; ``minutes`` is their length."""
    listing: Listing = select(
        *WHO,
        Appointment.held_on,
        Appointment.start_minute,
        Appointment.end_minute,
        (Appointment.end_minute - Appointment.start_minute).label("minutes"),
        Place.name.label("place"),
        Appointment.mode,
        Appointment.presence,
    )
    return (
        with_person(
            listing.select_from(Appointment).join(Pathway, Pathway.id == Appointment.pathway_id)
        )
        .outerjoin(Place, Place.id == Appointment.place_id)
        .where(Pathway.action_id == action_id, Appointment.held_on.between(first, last))
        .order_by(Appointment.held_on, Appointment.start_minute, Prescription.number)
    )


def attended(action_id: UUID, first: date, last: date) -> Listing:
    """The rendez-vous of the period at which the person was present."""
    return with_presence(action_id, first, last, Presence.ATTENDED)


def with_presence(action_id: UUID, first: date, last: date, presence: Presence) -> Listing:
    """The rendez-vous of the period of which this became."""
    return held(action_id, first, last).where(Appointment.presence == presence)


def attended_by(action_id: UUID, first: date, last: date, mode: Mode) -> Listing:
    """The rendez-vous of the period at which the person was present, held in this way."""
    return attended(action_id, first, last).where(Appointment.mode == mode)


def often_absent(action_id: UUID, first: date, last: date, more_than: int) -> Listing:
    """Pathways active in the period with more unexcused absences than allowed since their entry."""
    absences = func.count(Appointment.id)
    people: Listing = select(
        *WHO,
        Pathway.entered_on,
        absences.label("absences"),
        func.max(Appointment.held_on).label("last_absence_on"),
    )
    return (
        with_person(people.select_from(Pathway))
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .join(Appointment, Appointment.pathway_id == Pathway.id)
        .where(
            Pathway.action_id == action_id,
            active_between(first, last),
            Appointment.presence == Presence.UNEXCUSED,
            Appointment.held_on.between(Pathway.entered_on, last),
        )
        .group_by(Pathway.id)
        .having(absences > more_than)
        .order_by(Prescription.number)
    )
