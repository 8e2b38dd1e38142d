"""Months in which someone had acts that a paper tells, and for which nobody signed that paper."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from coachdesk.models import Document, Pathway, Prescription, Service, ServicePerson
from coachdesk.queries.expected import ANSWERED
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_person

_MONTH = "%Y-%m"


def months_untold(
    action_id: UUID, paper: str, kinds: Collection[str], first: date, last: date, last_day: str
) -> Listing:
    """One row for each person and month, with ``any_day`` of it.

    Args:
        action_id: the action.
        paper: the kind of paper.
        kinds: of the acts that it tells.
        first: the first day that is looked at.
        last: the last one.
        last_day: key of its answer that says which month it is of.
    """
    month = func.strftime(_MONTH, Service.done_on)
    told = (
        select(Document.id)
        .where(
            Document.prescription_id == Prescription.id,
            Document.kind == paper,
            Document.state.in_(ANSWERED),
            func.substr(func.json_extract(Document.answers, f"$.{last_day}"), 1, 7) == month,
        )
        .correlate(Prescription, Service)
        .exists()
    )
    people: Listing = select(*WHO, func.min(Service.done_on).label("any_day"))
    return (
        with_person(people.select_from(Pathway))
        .join(ServicePerson, ServicePerson.prescription_id == Prescription.id)
        .join(Service, Service.id == ServicePerson.service_id)
        .where(
            Service.action_id == action_id,
            Service.kind.in_(kinds),
            Service.done_on.between(first, last),
            Service.cut_over.is_(False),
            ~told,
        )
        .group_by(Prescription.id, month)
    )
