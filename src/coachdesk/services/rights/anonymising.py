"""The rows of one person made those of nobody: what is counted stays, who she was goes.

Her names, free texts and papers go. Each day stays in its month only, each id is a new random one
(those of the device tell when they were made), and so is the place of each row in the file: nothing
is left by which two rows of before and after, or two people erased together, could be matched.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table, bindparam, delete, distinct, func, select, update

from coachdesk.domain.attendance import WITHOUT_HOUR
from coachdesk.domain.coarse_days import coarse_days
from coachdesk.domain.identity import age_on
from coachdesk.domain.papers import DocumentState
from coachdesk.models import (
    Appointment,
    Attachment,
    Base,
    Document,
    Participant,
    Pathway,
    Prescription,
    Service,
)
from coachdesk.queries.documents import is_signed
from coachdesk.services.rights.naming import Naming
from coachdesk.services.rights.own_rows import Hers, alone_in_services, chunks, table_of
from coachdesk.services.rights.treatment import OWN_TABLES, SMALL_GROUP, OwnTable

_Columns: TypeAlias = Callable[[OwnTable], tuple[str, ...]]
"""Which columns of a table are dealt with."""


@dataclass(frozen=True)
class Rarity:
    """Whether few people share a value; ``least`` is from how many on they are not few."""

    link: Connection
    least: int = SMALL_GROUP

    def few(self, model: type[Base], column: str, value: object) -> bool:
        """Whether fewer than so many people, those already anonymised included, have it."""
        table = table_of(model)
        if model is Participant:
            whose = table.c.id
            listing = select(func.count(distinct(whose))).where(table.c[column] == value)
        elif model in {Pathway, Prescription}:
            listing = select(func.count(distinct(table.c.participant_id))).where(
                table.c[column] == value
            )
        else:
            pathway = table_of(Pathway)
            listing = (
                select(func.count(distinct(pathway.c.participant_id)))
                .select_from(table.join(pathway, pathway.c.id == table.c.pathway_id))
                .where(table.c[column] == value)
            )
        return self.link.execute(listing).scalar_one() < self.least


def new_number() -> str:
    """What stands for the n° of a dossier that is nobody's."""
    return f"anonyme-{secrets.token_hex(4)}"


def anonymise(
    link: Connection, mine: Hers, naming: Naming, day: date, *, least: int = SMALL_GROUP
) -> None:
    """Make the rows of ``mine`` those of nobody.

    Args:
        link: in the transaction of an erasure, without what refuses to change proofs.
        mine: her rows.
        naming: what names her, with the new n° of each dossier.
        day: today; what is kept of it is the year.
        least: from how many people on a value is kept.
    """
    rows = dict(mine.ids) | {table_of(Service): alone_in_services(link, mine)}
    rows = {table: keys for table, keys in rows.items() if keys}
    _drop(link, rows)
    _blank(link, rows, naming, day)
    _protect(link, rows, Rarity(link, least))
    _coarsen(link, rows)
    _renew(link, rows)


def _drop(link: Connection, rows: dict[Table, tuple[UUID, ...]]) -> None:
    """Delete her proofs, pieces and drafts of papers; say first which papers were signed."""
    document = table_of(Document)
    for some in chunks(rows.get(document, ())):
        signed = link.execute(
            select(document.c.id).where(document.c.id.in_(some), is_signed())
        ).scalars().all()  # fmt: skip
        link.execute(update(document).where(document.c.id.in_(signed)).values(signers="[]"))
    for own in OWN_TABLES:
        if own.gone and own.model is not Attachment:  # papers name their pieces
            _delete(link, rows, own.model, rows.get(table_of(own.model), ()))
    drafts = [
        key
        for some in chunks(rows.get(document, ()))
        for key in link.execute(
            select(document.c.id).where(
                document.c.id.in_(some), document.c.state == DocumentState.DRAFT
            )
        ).scalars()
    ]
    _delete(link, rows, Document, drafts)
    for some in chunks(rows.get(document, ())):
        link.execute(update(document).where(document.c.id.in_(some)).values(attachment_id=None))
    _delete(link, rows, Attachment, rows.get(table_of(Attachment), ()))


def _delete(
    link: Connection,
    rows: dict[Table, tuple[UUID, ...]],
    model: type[Base],
    keys: Sequence[UUID],
) -> None:
    table = table_of(model)
    for some in chunks(keys):
        link.execute(delete(table).where(table.c.id.in_(some)))
    gone = set(keys)
    kept = tuple(key for key in rows.get(table, ()) if key not in gone)
    rows.pop(table, None)
    if kept:
        rows[table] = kept


def _blank(
    link: Connection, rows: Mapping[Table, tuple[UUID, ...]], naming: Naming, day: date
) -> None:
    for own in OWN_TABLES:
        table = table_of(own.model)
        for some in chunks(rows.get(table, ()) if own.blank else ()):
            link.execute(update(table).where(table.c.id.in_(some)).values(dict(own.blank)))
    person, prescription = table_of(Participant), table_of(Prescription)
    since = day.replace(month=1, day=1)  # the day itself would join those who went together
    link.execute(
        update(person).where(person.c.id.in_(rows[person])).values(anonymised_on=since)
    )  # fmt: skip
    for number, instead in naming.numbers.items():
        link.execute(
            update(prescription)
            .where(
                prescription.c.id.in_(rows.get(prescription, ())),
                prescription.c.number == number,
            )
            .values(number=instead)
        )
    met = table_of(Appointment)
    for some in chunks(rows.get(met, ())):
        link.execute(
            update(met)
            .where(met.c.id.in_(some))
            .values(
                start_minute=WITHOUT_HOUR,
                end_minute=met.c.end_minute - met.c.start_minute + WITHOUT_HOUR,
            )
        )
    paper = table_of(Document)
    for row in _read(link, paper, rows.get(paper, ()), ("title", "kind")):
        if naming.found_in(row.title):
            link.execute(update(paper).where(paper.c.id == row.id).values(title=row.kind))


def _protect(link: Connection, rows: Mapping[Table, tuple[UUID, ...]], rarity: Rarity) -> None:
    """Let go of what fewer people than a group share."""
    for own in OWN_TABLES:
        table = table_of(own.model)
        for group in own.rare:
            for row in _read(link, table, rows.get(table, ()), group):
                value = next((told for told in row[1:] if told is not None), None)
                if value is None:
                    continue
                column = group[0] if row[1] is not None else group[1]
                if rarity.few(own.model, column, value):
                    nothing = dict.fromkeys(group)
                    link.execute(update(table).where(table.c.id == row.id).values(nothing))


def _coarsen(link: Connection, rows: Mapping[Table, tuple[UUID, ...]]) -> None:
    """Keep of each day its month, of each moment too."""
    counted, others = _days_of(link, rows, _counted), _days_of(link, rows, _days)
    became = coarse_days(counted, others)
    ages = _ages(link, rows)
    for own in OWN_TABLES:
        if own.once_a_day:
            _keep_last(link, rows, own.model, own.once_a_day, became)
    for columns in (_counted, _days):
        _move(link, rows, columns, became.__getitem__)
    _move(link, rows, lambda own: own.moments, _month_of_moment)
    person = table_of(Participant)
    for row in _read(link, person, rows[person], ("birth_date",)):
        birth = _coarse_birth(row.birth_date, ages(became))
        link.execute(update(person).where(person.c.id == row.id).values(birth_date=birth))


def _counted(own: OwnTable) -> tuple[str, ...]:
    return own.counted


def _days(own: OwnTable) -> tuple[str, ...]:
    return own.days


def _month_of_moment(moment: datetime) -> datetime:
    return datetime.combine(moment.date().replace(day=1), time(), moment.tzinfo)


def _days_of(
    link: Connection, rows: Mapping[Table, tuple[UUID, ...]], columns: _Columns
) -> list[date]:
    return [
        day
        for own in OWN_TABLES
        if columns(own)
        for row in _read(link, table_of(own.model), rows.get(table_of(own.model), ()), columns(own))
        for day in row[1:]
        if day is not None
    ]


def _ages(
    link: Connection, rows: Mapping[Table, tuple[UUID, ...]]
) -> Callable[[Mapping[date, date]], list[tuple[int, date]]]:
    """Her age on each day that counts, and the day that it becomes."""
    person = table_of(Participant)
    births = [row.birth_date for row in _read(link, person, rows[person], ("birth_date",))]
    days = set(_days_of(link, rows, _counted)) - set(births)
    told = [(age_on(births[0], day), day) for day in days]
    return lambda became: [(age, became[day]) for age, day in told]


def _coarse_birth(birth: date, ages: Sequence[tuple[int, date]]) -> date:
    """The vaguest day by which she was as old on each day that counts: of her year, or month."""
    quarter = 3 * ((birth.month - 1) // 3) + 1
    half = 6 * ((birth.month - 1) // 6) + 1
    year = birth.year
    tried = (
        date(year, 1, 1), date(year, 7, 1), date(year, half, 1), date(year, quarter, 1),
        birth.replace(day=1),
    )  # fmt: skip
    for vague in tried:
        if all(age_on(vague, day) == age for age, day in ages):
            return vague
    return birth


def _keep_last(
    link: Connection,
    rows: Mapping[Table, tuple[UUID, ...]],
    model: type[Base],
    column: str,
    became: Mapping[date, date],
) -> None:
    """Of what would stand twice on one day, keep what was judged last."""
    table = table_of(model)
    found: dict[tuple[UUID, str, date], UUID] = {}
    gone = []
    listing = sorted(
        _read(link, table, rows.get(table, ()), ("prescription_id", "kind", column)),
        key=lambda row: row[3],
    )
    for row in listing:
        key = (row.prescription_id, row.kind, became[row[3]])
        if key in found:
            gone.append(found[key])
        found[key] = row.id
    for some in chunks(gone):
        link.execute(delete(table).where(table.c.id.in_(some)))
    # Two of them may change places on their way: each is put far away first.
    for rank, row in enumerate(listing):
        away = date(1, 1, 1).fromordinal(rank + 1)
        link.execute(update(table).where(table.c.id == row.id).values({column: away}))
    for row in listing:
        if row.id not in gone:
            link.execute(
                update(table).where(table.c.id == row.id).values({column: became[row[3]]})
            )  # fmt: skip


def _move(
    link: Connection,
    rows: Mapping[Table, tuple[UUID, ...]],
    columns: _Columns,
    become: Callable[[Any], Any],
) -> None:
    for own in OWN_TABLES:
        table, names = table_of(own.model), columns(own)
        if own.once_a_day or not names:
            continue
        moved = [
            {"key": row.id}
            | {
                f"to_{name}": None if row[rank] is None else become(row[rank])
                for rank, name in enumerate(names, 1)
            }
            for row in _read(link, table, rows.get(table, ()), names)
        ]
        if moved:
            link.execute(
                update(table)
                .where(table.c.id == bindparam("key"))
                .values({name: bindparam(f"to_{name}") for name in names}),
                moved,
            )


def _renew(link: Connection, rows: Mapping[Table, tuple[UUID, ...]]) -> None:
    """Give each row a new random id, and a new random place in the file."""
    renamed = {key: uuid4() for keys in rows.values() for key in keys}
    for table, keys in rows.items():
        columns = tuple(
            column.name
            for column in table.columns
            if column.name != "id"
            and (
                column.name == "subject_id"
                or any(each.column.table in rows for each in column.foreign_keys)
            )
        )
        names = ("id", *columns)
        changed = [
            {"key": row.id, "to_id": renamed[row.id]}
            | {
                f"to_{name}": renamed.get(row[rank], row[rank])
                for rank, name in enumerate(columns, 1)
            }
            for row in _read(link, table, keys, columns)
        ]
        link.execute(
            update(table)
            .where(table.c.id == bindparam("key"))
            .values({name: bindparam(f"to_{name}") for name in names}),
            changed,
        )
        link.exec_driver_sql(
            f"UPDATE {table.name} SET rowid = -1 - abs(random() % 4611686018427387904) "  # noqa: S608  (our names)
            "WHERE id = ?",
            [(renamed[key].hex,) for key in keys],
        )


def _read(
    link: Connection, table: Table, keys: Iterable[UUID], columns: Sequence[str]
) -> list[Any]:
    """The id and these columns of some rows."""
    return [
        row
        for some in chunks(keys)
        for row in link.execute(
            select(table.c.id, *(table.c[name] for name in columns)).where(table.c.id.in_(some))
        )
    ]
