"""The facts of ``work`` written into a store, beside those of ``support.cases.fill``."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from coachdesk.core.ids import new_id
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.support import AidOutcome, Impact
from coachdesk.models import (
    Appointment,
    Company,
    Document,
    EngagementContract,
    Exit,
    Measurement,
    Mileage,
    Obstacle,
    OutreachContact,
    OutreachEvent,
    Partner,
    Pathway,
    Place,
    Prescription,
    Prospecting,
    SatisfactionAnswer,
    Service,
    ServicePerson,
    Step,
    TimeEntry,
    Workshop,
)
from support.naive.work import Done, Firm, Outside, Together, Work

_UNVERSIONED = (ServicePerson, SatisfactionAnswer, Place)


class Keys:
    """The keys of the cases by their number, and of the places by their name."""

    def __init__(self, connection: Connection, action_id: UUID) -> None:
        self.action_id = action_id
        self.dossiers: Mapping[str, UUID] = dict(
            connection.execute(
                select(Prescription.number, Prescription.id).where(
                    Prescription.action_id == action_id
                )
            ).all()
        )
        self.pathways: Mapping[UUID, UUID] = dict(
            connection.execute(
                select(Pathway.prescription_id, Pathway.id).where(Pathway.action_id == action_id)
            ).all()
        )
        self.places: dict[str, UUID] = {}

    def pathway(self, number: str) -> UUID:
        """Of a case that entered."""
        return self.pathways[self.dossiers[number]]


def fill_work(connection: Connection, action_id: UUID, work: Work) -> None:
    """Write the facts without committing."""
    keys = Keys(connection, action_id)
    for name in sorted(_places(work)):
        keys.places[name] = new_id()
        connection.execute(insert(Place), {"id": keys.places[name], "name": name})
    for table, row in _rows(keys, work):
        kept = {"id": new_id(), "version": 1, **row}
        if table in _UNVERSIONED:
            del kept["version"]
        connection.execute(insert(table), kept)
    for workshop in work.workshops:
        _hold(connection, keys, workshop)
    for firm in work.firms:
        for number in firm.hired:
            named_firm = select(Company.id).where(Company.name == firm.name).scalar_subquery()
            connection.execute(
                update(Exit)
                .where(Exit.pathway_id == keys.pathway(number))
                .values(company_id=named_firm)
            )


def _rows(keys: Keys, work: Work) -> Iterator[tuple[Any, dict[str, Any]]]:
    for act in work.acts:
        yield from _act(keys, act)
    for event in work.events:
        yield from _event(keys, event)
    for firm in work.firms:
        yield from _firm(keys, firm)
    yield from _worked_on(keys, work)
    yield from _papers(keys, work)
    for spent in work.times:
        of = {"action_id": None if spent.shared else keys.action_id, "kind": spent.kind}
        yield TimeEntry, {**of, "held_on": spent.day, "minutes": spent.minutes}
    for day, metres in work.roads:
        yield Mileage, {"driven_on": day, "metres": metres, "reason": "détour"}
    for name, theme in work.partners:
        yield Partner, {"name": name, "kind": theme}


def _places(work: Work) -> set[str]:
    every = [each.place for each in work.acts]
    every += [each.place for each in work.events]
    every += [each.place for each in work.workshops]
    return {place for place in every if place}


def _worked_on(keys: Keys, work: Work) -> Iterator[tuple[Any, dict[str, Any]]]:
    for step in work.steps:
        hers = {"prescription_id": keys.dossiers[step.who], "kind": step.kind}
        aid = None if step.aid is None else AidOutcome(step.aid)
        yield Step, {**hers, "done_on": step.day, "aid_outcome": aid}
    for frein in work.freins:
        hers = {"prescription_id": keys.dossiers[frein.who], "kind": frein.kind}
        yield Obstacle, {**hers, "assessed_on": frein.day, "impact": Impact(frein.told)}
    for level in work.levels:
        hers = {"prescription_id": keys.dossiers[level.who], "kind": level.kind}
        yield Measurement, {**hers, "taken_on": level.day, "level": level.told}


def _papers(keys: Keys, work: Work) -> Iterator[tuple[Any, dict[str, Any]]]:
    for signed in work.contracts:
        own = {"pathway_id": keys.pathway(signed.who), "cut_over": True}
        yield EngagementContract, {**own, "revision": signed.revision, "signed_on": signed.day}
    for paper in work.papers:
        yield (
            Document,
            {
                "action_id": keys.action_id,
                "prescription_id": keys.dossiers[paper.who],
                "kind": paper.kind,
                "revision": 1,
                "title": paper.kind,
                "answers": "{}",
                "signers": '["participant"]' if paper.refused else "[]",
                "state": DocumentState(paper.state),
                "made_on": paper.day,
                "paper_signed_on": paper.by_hand,
            },
        )
    for answered in work.answers:
        told = json.dumps({"note": answered.note, "useful": answered.useful})
        of = {"action_id": keys.action_id, "kind": "satisfaction", "month": answered.month}
        yield SatisfactionAnswer, {**of, "answers": told}


def _act(keys: Keys, act: Done) -> Iterator[tuple[Any, dict[str, Any]]]:
    key = new_id()
    yield (
        Service,
        {
            "id": key,
            "action_id": keys.action_id,
            "kind": act.kind,
            "done_on": act.day,
            "people": act.unnamed,
            "quantity": act.quantity,
            "minutes": act.minutes,
            "place_id": keys.places[act.place] if act.place else None,
            "result": act.result,
            "cut_over": True,
        },
    )
    for number in act.who:
        yield ServicePerson, {"service_id": key, "prescription_id": keys.dossiers[number]}


def _event(keys: Keys, event: Outside) -> Iterator[tuple[Any, dict[str, Any]]]:
    key = new_id()
    yield (
        OutreachEvent,
        {
            "id": key,
            "action_id": keys.action_id,
            "kind": event.kind,
            "title": event.title,
            "held_on": event.day,
            "people_met": event.met,
            "place_id": keys.places[event.place] if event.place else None,
            "cut_over": True,
        },
    )
    for contact in event.contacts:
        yield (
            OutreachContact,
            {
                "event_id": key,
                "last_name": "NOM",
                "first_name": "Zoé",
                "outcome": contact.outcome,
                "called_on": contact.called,
                "prescription_id": keys.dossiers[contact.who] if contact.who else None,
            },
        )


def _firm(keys: Keys, firm: Firm) -> Iterator[tuple[Any, dict[str, Any]]]:
    key = new_id()
    facts = {"id": key, "name": firm.name, "cut_over": True, "registered_on": firm.registered}
    yield Company, facts
    for day, kind, result in firm.said:
        of = {"company_id": key, "action_id": keys.action_id}
        yield Prospecting, {**of, "done_on": day, "kind": kind, "result": result}


def _hold(connection: Connection, keys: Keys, workshop: Together) -> None:
    """Have these rendez-vous, that ``support.cases.fill`` wrote in order, belong to a workshop."""
    key = new_id()
    connection.execute(
        insert(Workshop),
        {
            "id": key,
            "version": 1,
            "action_id": keys.action_id,
            "title": workshop.title,
            "held_on": workshop.day,
            "start_minute": 600,
            "end_minute": 720,
            "place_id": keys.places[workshop.place] if workshop.place else None,
        },
    )
    for number, rank in workshop.came:
        hers = (
            select(Appointment.id)
            .where(Appointment.pathway_id == keys.pathway(number))
            .order_by(Appointment.id)
        )
        met = connection.execute(hers).scalars().all()[rank]
        connection.execute(update(Appointment).where(Appointment.id == met).values(workshop_id=key))
