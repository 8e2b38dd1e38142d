"""All the rows of the store that are about one person, by table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, FromClause, Table, select

from coachdesk.models import (
    Appointment,
    Attachment,
    AttachmentContent,
    Base,
    Delivery,
    DeliveryContent,
    DeliveryEvent,
    Diagnostic,
    Document,
    DocumentRevision,
    EngagementContract,
    Exit,
    FollowUp,
    FseAnswer,
    Handout,
    Immersion,
    ImmersionVisit,
    Measurement,
    Objective,
    Obstacle,
    OutreachContact,
    Participant,
    Pathway,
    Prescription,
    Prospecting,
    Receipt,
    Service,
    ServicePerson,
    Signature,
    SignatureRefusal,
    Step,
    ToDoMark,
)

_CHUNK = 500
"""Ids asked for at once: SQLite takes so many parameters."""
_FOLLOWING: tuple[tuple[type[Base], tuple[tuple[str, type[Base]], ...]], ...] = (
    (Prescription, (("participant_id", Participant),)),
    (Pathway, (("participant_id", Participant),)),
    (Diagnostic, (("prescription_id", Prescription),)),
    (FseAnswer, (("prescription_id", Prescription),)),
    (Obstacle, (("prescription_id", Prescription),)),
    (Measurement, (("prescription_id", Prescription),)),
    (Objective, (("prescription_id", Prescription),)),
    (Handout, (("prescription_id", Prescription),)),
    (ToDoMark, (("prescription_id", Prescription),)),
    (ServicePerson, (("prescription_id", Prescription),)),
    (OutreachContact, (("prescription_id", Prescription),)),
    (Prospecting, (("prescription_id", Prescription),)),
    (EngagementContract, (("pathway_id", Pathway),)),
    (Exit, (("pathway_id", Pathway),)),
    (FollowUp, (("pathway_id", Pathway),)),
    (Immersion, (("pathway_id", Pathway),)),
    (ImmersionVisit, (("immersion_id", Immersion),)),
    (Appointment, (("pathway_id", Pathway), ("prescription_id", Prescription))),
    (Step, (("prescription_id", Prescription),)),
    (Attachment, (("prescription_id", Prescription),)),
    (AttachmentContent, (("id", Attachment),)),
    (Document, (("prescription_id", Prescription),)),
    (DocumentRevision, (("document_id", Document),)),
    (
        Signature,
        (
            ("appointment_id", Appointment),
            ("countersigned_id", Appointment),
            ("document_id", Document),
        ),
    ),
    (SignatureRefusal, (("appointment_id", Appointment), ("document_id", Document))),
    (Delivery, (("document_id", Document),)),
    (DeliveryContent, (("id", Delivery),)),
    (DeliveryEvent, (("delivery_id", Delivery),)),
    (Receipt, (("delivery_id", Delivery),)),
)
"""Each table that tells of a person, and by which of its columns it hangs on which others.

A table comes after those that it hangs on. A test holds that none is missing.
"""


@dataclass(frozen=True)
class Hers:
    """The ids of the rows of one person, by table; those of a table without are absent."""

    ids: Mapping[Table, tuple[UUID, ...]]

    def of(self, model: type[Base]) -> tuple[UUID, ...]:
        """Those of one table."""
        return self.ids.get(table_of(model), ())

    @property
    def every(self) -> frozenset[UUID]:
        """All of them."""
        return frozenset(key for keys in self.ids.values() for key in keys)


def table_of(model: type[Base]) -> Table:
    """The table of a model."""
    table: FromClause = model.__table__
    assert isinstance(table, Table)
    return table


def hanging_tables() -> tuple[Table, ...]:
    """The tables that tell of a person, hers first."""
    return (table_of(Participant), *(table_of(model) for model, _ in _FOLLOWING))


def hers(link: Connection, participant_id: UUID) -> Hers:
    """Every row of the person; none when there is no such person."""
    participant = table_of(Participant)
    there = link.execute(
        select(participant.c.id).where(participant.c.id == participant_id)
    ).scalars()
    ids: dict[Table, tuple[UUID, ...]] = {participant: tuple(there)}
    for model, ways in _FOLLOWING:
        table = table_of(model)
        found: dict[UUID, None] = {}
        for column, parent in ways:
            for some in chunks(ids.get(table_of(parent), ())):
                listing = select(table.c.id).where(table.c[column].in_(some))
                found.update(dict.fromkeys(link.execute(listing).scalars()))
        if found:
            ids[table] = tuple(found)
    return Hers({table: keys for table, keys in ids.items() if keys})


def alone_in_services(link: Connection, mine: Hers) -> tuple[UUID, ...]:
    """The acts that were for her and nobody else."""
    service, person = table_of(Service), table_of(ServicePerson)
    own = mine.of(Prescription)
    of_hers: set[UUID] = set()
    for some in chunks(mine.of(ServicePerson)):
        of_hers.update(
            link.execute(select(person.c.service_id).where(person.c.id.in_(some))).scalars()
        )
    shared: set[UUID] = set()
    for some in chunks(tuple(of_hers)):
        shared.update(
            link.execute(
                select(person.c.service_id).where(
                    person.c.service_id.in_(some), person.c.prescription_id.not_in(own)
                )
            ).scalars()
        )
        shared.update(
            link.execute(
                select(service.c.id).where(service.c.id.in_(some), service.c.people.is_not(None))
            ).scalars()
        )
    return tuple(sorted(of_hers - shared))


def chunks(keys: Iterable[UUID]) -> Iterator[Sequence[UUID]]:
    """The ids, so many at a time."""
    every = tuple(keys)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
