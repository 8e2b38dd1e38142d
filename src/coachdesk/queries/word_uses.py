"""How many rows of an action use words of its profile: what may not be taken out of it.

One SELECT per column that holds a word, for the words asked about and no others.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from coachdesk.models import (
    Appointment,
    Attachment,
    Diagnostic,
    EngagementContract,
    Exit,
    FollowUp,
    Handout,
    Immersion,
    Measurement,
    Obstacle,
    OutreachContact,
    OutreachEvent,
    Participant,
    Pathway,
    Prescription,
    Prospecting,
    Service,
    Step,
    TimeEntry,
)

_Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
COLUMNS: Mapping[str, tuple[_Column, ...]] = {
    "prescribers": (Prescription.prescriber,),
    "outcomes": (Prescription.outcome,),
    "genders": (Participant.gender,),
    "statuses": (Pathway.status, Diagnostic.status),
    "training_levels": (Pathway.training_level, Diagnostic.training_level),
    "households": (Pathway.household, Diagnostic.household),
    "obstacles": (Pathway.main_obstacle, Diagnostic.main_obstacle, Obstacle.kind),
    "employment": (Pathway.employment, Diagnostic.employment),
    "purposes": (Immersion.purpose,),
    "reviews": (Immersion.review,),
    "recommendations": (Exit.recommendation,),
    "absence_reasons": (Appointment.absence_reason,),
    "absence_proofs": (Appointment.absence_proof,),
    "exemptions": (EngagementContract.exemption,),
    "steps": (Step.kind,),
    "handouts": (Handout.kind,),
    "measures": (Measurement.kind,),
    "measure_levels": (Measurement.level,),
    "attachment_kinds": (Attachment.kind,),
    "services": (Service.kind,),
    "service_results": (Service.result,),
    "outreach_kinds": (OutreachEvent.kind,),
    "outreach_outcomes": (OutreachContact.outcome,),
    "prospecting_kinds": (Prospecting.kind,),
    "prospecting_results": (Prospecting.result,),
    "immersion_causes": (Immersion.cause,),
    "follow_up_outcomes": (FollowUp.outcome,),
    "time_kinds": (TimeEntry.kind,),
    "exit_kinds": (Exit.kind,),
    "exit_details": (Exit.detail,),
}
"""By the name of its list, every column that keeps a word of it. Those of ``modes`` and
``presences`` are the program's own."""

_PARENTS: Mapping[str, _Column] = {
    "measure_levels": Measurement.kind,
    "service_results": Service.kind,
    "exit_details": Exit.kind,
}
"""Of the lists that stand in a word: the column that says in which, beside that of the word."""


def word_uses(
    connection: Connection, action_id: UUID, name: str, keys: Collection[str], parent: str = ""
) -> dict[str, int]:
    """How many rows of the action hold each of ``keys``, words of the list ``name``.

    Of a list that stands in a word, those of the word ``parent``: another may have the same keys.
    """
    found: dict[str, int] = {}
    for column in COLUMNS.get(name, ()) if keys else ():
        counted = (
            _of_action(select(column, func.count()), column, action_id)
            .where(column.in_(keys))
            .group_by(column)
        )
        if parent:
            counted = counted.where(_PARENTS[name] == parent)
        for key, count in connection.execute(counted):
            found[key] = found.get(key, 0) + count
    return found


def _of_action(found: Select[str, int], column: _Column, action_id: UUID) -> Select[str, int]:
    """The rows of the action alone; what is shared between actions counts for each."""
    table = column.class_
    pathways = select(Pathway.id).where(Pathway.action_id == action_id)
    dossiers = select(Prescription.id).where(Prescription.action_id == action_id)
    people = select(Prescription.participant_id).where(Prescription.action_id == action_id)
    events = select(OutreachEvent.id).where(OutreachEvent.action_id == action_id)
    shared = {
        Participant: Participant.id.in_(people),
        Appointment: or_(
            Appointment.pathway_id.in_(pathways), Appointment.prescription_id.in_(dossiers)
        ),
        OutreachContact: OutreachContact.event_id.in_(events),
        TimeEntry: or_(TimeEntry.action_id == action_id, TimeEntry.action_id.is_(None)),
    }
    if table in shared:
        return found.where(shared[table])
    if hasattr(table, "action_id"):
        return found.where(table.action_id == action_id)
    if hasattr(table, "pathway_id"):
        return found.where(table.pathway_id.in_(pathways))
    return found.where(table.prescription_id.in_(dossiers))
