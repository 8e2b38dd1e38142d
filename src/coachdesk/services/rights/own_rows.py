"""All the rows of the store that are about one person, by table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, FromClause, Table, select

from coachdesk.models import Base, Participant, Prescription, Service, ServicePerson
from coachdesk.services.rights.treatment import OWN_TABLES

_CHUNK = 500
"""Ids asked for at once: SQLite takes so many parameters."""


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
    """The tables whose rows are a person's, hers first."""
    return tuple(
        table_of(each.model) for each in OWN_TABLES if each.hangs_on or each.model is Participant
    )


def hers(link: Connection, *participant_ids: UUID) -> Hers:
    """Every row of the person, or of several; none when there is no such person."""
    participant = table_of(Participant)
    there = [
        key
        for some in chunks(participant_ids)
        for key in link.execute(
            select(participant.c.id).where(participant.c.id.in_(some))
        ).scalars()
    ]
    ids: dict[Table, tuple[UUID, ...]] = {participant: tuple(there)}
    for own in OWN_TABLES:
        table = table_of(own.model)
        found: dict[UUID, None] = {}
        for column, parent in own.hangs_on:
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
