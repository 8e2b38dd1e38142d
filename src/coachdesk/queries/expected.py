"""Who is to have an act or a paper by a stage of her parcours, and what she has of them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.profile import Stages
from coachdesk.models import (
    Appointment,
    Document,
    Exit,
    Pathway,
    Prescription,
    Service,
    ServicePerson,
)
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_person

ANSWERED = (DocumentState.OPEN, DocumentState.CLOSED)
"""The states of a paper that someone signed."""


def expecting_under_way(action_id: UUID, day: date, stages: Stages) -> Listing:
    """Pathways under way on ``day``, with the acts and papers of these kinds noted since entry."""
    return _pathways(stages).where(
        Pathway.action_id == action_id,
        Pathway.entered_on <= day,
        or_(Exit.left_on.is_(None), Exit.left_on > day),
    )


def often_met(action_id: UUID, day: date, least: int) -> Listing:
    """Pathways under way on ``day`` that came to so many rendez-vous by then, and the last one."""
    came = func.count(Appointment.id)
    people: Listing = select(
        *WHO, came.label("appointments"), func.max(Appointment.held_on).label("last_on")
    )
    hers = people.select_from(Pathway).join(Appointment, Appointment.pathway_id == Pathway.id)
    return (
        with_person(hers.outerjoin(Exit, Exit.pathway_id == Pathway.id))
        .where(
            Pathway.action_id == action_id,
            Pathway.entered_on <= day,
            or_(Exit.left_on.is_(None), Exit.left_on > day),
            Appointment.presence == Presence.ATTENDED,
            Appointment.held_on <= day,
        )
        .group_by(Pathway.id)
        .having(came >= least)
    )


def expecting_left(action_id: UUID, since: date, day: date, stages: Stages) -> Listing:
    """The same, of those who left since a day."""
    return _pathways(stages).where(Pathway.action_id == action_id, Exit.left_on.between(since, day))


def _pathways(stages: Stages) -> Listing:
    people: Listing = select(
        *WHO,
        Pathway.entered_on,
        Pathway.planned_end_on,
        Pathway.cut_over,
        Exit.left_on,
        Exit.kind.label("exit_kind"),
        Exit.cut_over.label("exit_cut_over"),
        _acts(stages).label("acts"),
        _papers(stages.papers).label("papers"),
    )
    return with_person(people.select_from(Pathway).outerjoin(Exit, Exit.pathway_id == Pathway.id))


def _acts(stages: Stages) -> ColumnElement[str | None]:
    """The kinds of her acts, once for each, one after the other."""
    once_gone = or_(Exit.left_on.is_(None), Service.done_on >= Exit.left_on)
    return (
        select(func.group_concat(Service.kind))
        .select_from(ServicePerson)
        .join(Service, Service.id == ServicePerson.service_id)
        .where(
            ServicePerson.prescription_id == Prescription.id,
            Service.kind.in_(stages.acts),
            Service.done_on >= Pathway.entered_on,
            or_(Service.kind.not_in(stages.in_job), once_gone),
        )
        .correlate(Prescription, Pathway, Exit)
        .scalar_subquery()
    )


def _papers(kinds: Collection[str]) -> ColumnElement[str | None]:
    """The kinds of her papers that someone signed: who is missing is asked for otherwise."""
    return (
        select(func.group_concat(Document.kind))
        .where(
            Document.prescription_id == Prescription.id,
            Document.kind.in_(kinds),
            Document.state.in_(ANSWERED),
        )
        .correlate(Prescription)
        .scalar_subquery()
    )
