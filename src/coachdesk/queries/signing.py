"""Asked before someone signs: was she recognised, what else waits for her, who is with her."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select, union_all

from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.papers import Role
from coachdesk.models import (
    Appointment,
    Document,
    JournalPayload,
    Pathway,
    Prescription,
    Signature,
)
from coachdesk.queries.answers import answered
from coachdesk.queries.closings import read_only
from coachdesk.queries.listing import Listing, rows
from coachdesk.queries.people import WHO, by_name, with_met


@dataclass(frozen=True, slots=True)
class Recognition:
    """How someone was recognised when she last signed, and on what day."""

    check: str
    day: date


def last_recognition(connection: Connection, participant_id: UUID) -> Recognition | None:
    """How she was recognised the last time; None when she never signed, or that was erased."""
    dossiers = select(Prescription.id).where(Prescription.participant_id == participant_id)
    pathways = select(Pathway.id).where(Pathway.participant_id == participant_id)
    met = union_all(
        select(Appointment.id).where(Appointment.pathway_id.in_(pathways)),
        select(Appointment.id).where(Appointment.prescription_id.in_(dossiers)),
    )
    papers = select(Document.id).where(Document.prescription_id.in_(dossiers))
    hers = union_all(
        select(Signature.entry_seq, Signature.signed_at).where(Signature.appointment_id.in_(met)),
        select(Signature.entry_seq, Signature.signed_at).where(
            Signature.document_id.in_(papers), Signature.role == Role.PARTICIPANT
        ),
    ).subquery()
    latest: Listing = (
        select(hers.c.signed_at, JournalPayload.body)
        .join(JournalPayload, JournalPayload.seq == hers.c.entry_seq)
        .order_by(hers.c.entry_seq.desc())
        .limit(1)
    )
    for row in rows(connection, latest):
        if row.body is not None:
            signed_at: datetime = row.signed_at
            check = json.loads(row.body)["signer"]["identity_check"]
            return Recognition(check, signed_at.astimezone().date())
    return None


def _waiting() -> Listing:
    """The rendez-vous that nobody signed nor declined to sign, in months still open."""
    waiting = with_met(select(*WHO, Appointment.id).select_from(Appointment))
    return waiting.where(~answered(), ~read_only(Prescription.action_id, Appointment.held_on))


def remote_to_confirm(
    connection: Connection, prescription_id: UUID, until: date
) -> tuple[UUID, ...]:
    """Her meetings by phone or video that she has not confirmed, the oldest first."""
    pathways = select(Pathway.id).where(Pathway.prescription_id == prescription_id)
    remote = (
        _waiting()
        .where(
            or_(
                Appointment.pathway_id.in_(pathways),
                Appointment.prescription_id == prescription_id,
            ),
            Appointment.mode.in_(REMOTE),
            Appointment.presence == Presence.ATTENDED,
            Appointment.held_on <= until,
            ~Appointment.cut_over,
        )
        .order_by(Appointment.held_on, Appointment.start_minute)
    )
    return tuple(row.id for row in rows(connection, remote))


def with_her(connection: Connection, appointment: Appointment, action_id: UUID) -> tuple[UUID, ...]:
    """The rendez-vous of the same atelier that wait for a signature, hers included, by name."""
    if appointment.workshop_id is not None:
        same = Appointment.workshop_id == appointment.workshop_id
    else:
        same = and_(
            Appointment.mode == appointment.mode,
            Appointment.held_on == appointment.held_on,
            Appointment.start_minute == appointment.start_minute,
            Appointment.place_id.is_not_distinct_from(appointment.place_id),
        )
    others = _waiting().where(
        same,
        Prescription.action_id == action_id,
        Appointment.presence.in_((Presence.PLANNED, Presence.ATTENDED)),
    )
    return tuple(row.id for row in by_name(rows(connection, others)))
