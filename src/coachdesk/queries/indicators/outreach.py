"""Outreach (aller-vers): events, people met, call-back lists and what came of them."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, literal

from coachdesk.domain.profile import ActionProfile, ContactStage
from coachdesk.models import OutreachContact, OutreachEvent, Pathway, Place, Prescription
from coachdesk.queries.indicators.counting import (
    Counting,
    Rate,
    Rows,
    Scope,
    Shares,
    Total,
    labels,
)
from coachdesk.queries.indicators.whose import Keys
from coachdesk.queries.listing import Listing
from coachdesk.queries.outreach import contacts, events

_COLUMNS = {"place": "place", "kind": "outreach_kind", "title": "title"}


def count_outreach(scope: Scope, kinds: Keys) -> Counting:
    """Events of the period."""
    return Rows(_events(scope, kinds))


def count_outreach_met(scope: Scope, kinds: Keys) -> Counting:
    """People met at them."""
    return Total(_events(scope, kinds), "met")


def count_outreach_met_by(scope: Scope, by: str, kinds: Keys) -> Counting:
    """People met at them, site by site, say."""
    words = labels(scope.profile.outreach_kinds) if by == "kind" else {}
    return Shares(_events(scope, kinds), _COLUMNS[by], words, weight="met")


def count_outreach_contacts(scope: Scope, kinds: Keys, outcomes: Keys, *, called: bool) -> Counting:
    """People of the call-back lists."""
    return Rows(_contacts(scope, kinds, outcomes, called=called))


def count_outreach_contacts_by(
    scope: Scope, by: str, kinds: Keys, outcomes: Keys, *, called: bool
) -> Counting:
    """The same, by what came of them or by event."""
    words: dict[str, Any] = {
        "kind": scope.profile.outreach_kinds,
        "outcome": scope.profile.outreach_outcomes,
    }
    column = "contact_outcome" if by == "outcome" else _COLUMNS[by]
    listing = _contacts(scope, kinds, outcomes, called=called)
    return Shares(listing, column, labels(words[by]) if by in words else {})


def count_outreach_rate(scope: Scope, outcomes: tuple[str, ...], of: str, kinds: Keys) -> Counting:
    """How many of the people came to one of these outcomes."""
    counts = func.coalesce(cast(_outcome(scope.profile).in_(outcomes), Integer), 0)
    if of == "contacts":
        listing = _contacts(scope, kinds, None, called=False)
        return Rate(listing.add_columns(counts.label("counted")), "counted")
    counted = func.coalesce(func.sum(counts), 0).label("counted")
    return Rate(_events(scope, kinds).add_columns(counted), "counted", of="met")


def _events(scope: Scope, kinds: Keys) -> Listing:
    nobody: dict[ContactStage, tuple[str, ...]] = dict.fromkeys(ContactStage, ())
    listed = func.count(OutreachContact.id)
    return (
        _within(scope, events(scope.action_id, nobody), kinds)
        .with_only_columns(
            literal(None).label("prescription_id"),
            OutreachEvent.held_on.label("done_on"),
            OutreachEvent.kind.label("outreach_kind"),
            OutreachEvent.title,
            Place.name.label("place"),
            func.max(func.coalesce(OutreachEvent.people_met, 0), listed).label("met"),
            listed.label("listed"),
        )
        .order_by(None)
        .order_by(OutreachEvent.held_on, OutreachEvent.id)
    )


def _contacts(scope: Scope, kinds: Keys, outcomes: Keys, *, called: bool) -> Listing:
    outcome = _outcome(scope.profile)
    found = (
        _within(scope, contacts(scope.action_id), kinds)
        .outerjoin(Place, Place.id == OutreachEvent.place_id)
        .with_only_columns(
            OutreachContact.prescription_id,
            Prescription.number,
            OutreachContact.last_name,
            OutreachContact.first_name,
            OutreachContact.commune,
            OutreachEvent.held_on.label("done_on"),
            OutreachEvent.kind.label("outreach_kind"),
            OutreachEvent.title,
            Place.name.label("place"),
            OutreachContact.called_on,
            outcome.label("contact_outcome"),
        )
    )
    if outcomes is not None:
        found = found.where(outcome.in_(outcomes))
    return found.where(OutreachContact.called_on.is_not(None)) if called else found


def _within(scope: Scope, listing: Listing, kinds: Keys) -> Listing:
    found = listing.where(OutreachEvent.held_on.between(scope.period.first, scope.period.last))
    return found if kinds is None else found.where(OutreachEvent.kind.in_(kinds))


def _outcome(profile: ActionProfile) -> ColumnElement[str]:
    """Of a contact: engaged once her dossier shows it, whatever was said before."""
    engaged = [word.key for word in profile.outreach_outcomes if word.stage is ContactStage.ENGAGED]
    if not engaged:
        return OutreachContact.outcome.expression
    entered = and_(Pathway.id.is_not(None), OutreachContact.outcome.not_in(engaged))
    return case((entered, engaged[0]), else_=OutreachContact.outcome)


FUNCTIONS = {
    "outreach": count_outreach,
    "outreach_met": count_outreach_met,
    "outreach_met_by": count_outreach_met_by,
    "outreach_contacts": count_outreach_contacts,
    "outreach_contacts_by": count_outreach_contacts_by,
    "outreach_rate": count_outreach_rate,
}
