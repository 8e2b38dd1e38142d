"""Of whom a row is: the person behind the identifier of anything that is about one."""

import json
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, Text, bindparam, func, select

from coachdesk.models import (
    Appointment,
    Attachment,
    Document,
    EngagementContract,
    Immersion,
    Participant,
    Pathway,
    Prescription,
)

_KEYS = "keys"
_ASKED = select(func.json_each(bindparam(_KEYS, type_=Text())).table_valued("value").c.value)


def people_of(connection: Connection, keys: Collection[UUID]) -> dict[UUID, UUID]:
    """The participant behind each key, for those that are about one person."""
    if not keys:
        return {}
    asked = {_KEYS: json.dumps([key.hex for key in keys])}
    return {key: person for query in _WHOSE for key, person in connection.execute(query, asked)}


_WHOSE = (
    select(Participant.id, Participant.id).where(Participant.id.in_(_ASKED)),
    select(Prescription.id, Prescription.participant_id).where(Prescription.id.in_(_ASKED)),
    select(Pathway.id, Pathway.participant_id).where(Pathway.id.in_(_ASKED)),
    select(Appointment.id, func.coalesce(Pathway.participant_id, Prescription.participant_id))
    .outerjoin(Pathway, Pathway.id == Appointment.pathway_id)
    .outerjoin(Prescription, Prescription.id == Appointment.prescription_id)
    .where(Appointment.id.in_(_ASKED)),
    select(Document.id, Prescription.participant_id)
    .join(Prescription, Prescription.id == Document.prescription_id)
    .where(Document.id.in_(_ASKED)),
    select(Attachment.id, Prescription.participant_id)
    .join(Prescription, Prescription.id == Attachment.prescription_id)
    .where(Attachment.id.in_(_ASKED)),
    select(Immersion.id, Pathway.participant_id)
    .join(Pathway, Pathway.id == Immersion.pathway_id)
    .where(Immersion.id.in_(_ASKED)),
    select(EngagementContract.id, Pathway.participant_id)
    .join(Pathway, Pathway.id == EngagementContract.pathway_id)
    .where(EngagementContract.id.in_(_ASKED)),
)
