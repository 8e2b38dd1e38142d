"""What still names someone beside her own rows: the journal, frozen texts, drafts, settings."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, Text, delete, or_, select, update

from coachdesk.core.french import fold
from coachdesk.models import (
    AccessEntry,
    ArchivedProof,
    Base,
    Closing,
    Correction,
    DeliveryEvent,
    Draft,
    JournalEntry,
    JournalPayload,
    LearnedWord,
    Participant,
    Prescription,
    Receipt,
    Setting,
    YearClosing,
)
from coachdesk.queries.corrections import IS_CORRECTION
from coachdesk.services.rights.anonymising import new_number
from coachdesk.services.rights.family_name import PROSE, FamilyName
from coachdesk.services.rights.naming import Naming, names_ids
from coachdesk.services.rights.own_rows import Hers, hers, table_of

_TOLD = ("phone", "email", "beneficiary_number")
_NAMES = ("last_name", "first_name")
_FROZEN: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (Closing, ("figures", "gaps", "changes", "forced_reason")),
    (Correction, ("reason", "differed")),
    (YearClosing, ("figures", "reason")),
    (DeliveryEvent, ("words",)),
    (Receipt, ("author",)),
)
"""Texts that nobody can correct: her name in them is replaced, no figure is touched."""
_OWN = frozenset({
    "journal_entry", "journal_payload", "secret", "recipient_secret", "draft", "setting",
    "learned_word", "action", "profile_version", "coach", "device", "package",
    AccessEntry.__tablename__, ArchivedProof.__tablename__,
    *(model.__tablename__ for model, _ in _FROZEN),
})  # fmt: skip
"""Tables whose texts are not the coach's to correct, or that are seen to by themselves."""
_EXCERPT = 60


@dataclass(frozen=True)
class Mention:
    """A text about something else that names her: the coach corrects it.

    Attributes:
        table: where it stands, « appointment ».
        id: of its row.
        excerpt: the words around her name.
        sure: her full name; else her family name alone.
    """

    table: str
    id: UUID
    excerpt: str
    sure: bool = True


def naming_of(link: Connection, mine: Hers) -> Naming:
    """What names her, now and before her identity was corrected."""
    person, prescription = table_of(Participant), table_of(Prescription)
    names: dict[tuple[str, str], None] = {}
    others: dict[str, None] = {}
    births: dict[str, None] = {}
    benefits: dict[str, None] = {}
    last, first = "", ""
    for row in link.execute(select(person).where(person.c.id.in_(mine.of(Participant)))):
        last, first = row.last_name, row.first_name
        names[last, first] = None
        others.update(dict.fromkeys(told for name in _TOLD if (told := getattr(row, name))))
        births[row.birth_date.isoformat()] = None
        benefits.update({row.beneficiary_number: None} if row.beneficiary_number else {})
    numbers = {
        row.number: new_number()
        for row in link.execute(
            select(prescription.c.number).where(prescription.c.id.in_(mine.of(Prescription)))
        )
    }
    lasts, firsts = {last: None}, {first: None}
    for told in _corrected(link, mine):
        lasts.update({told[_NAMES[0]]: None} if told.get(_NAMES[0]) else {})
        firsts.update({told[_NAMES[1]]: None} if told.get(_NAMES[1]) else {})
        others.update(dict.fromkeys(told[name] for name in _TOLD if told.get(name)))
        births.update({told["birth_date"]: None} if told.get("birth_date") else {})
        number = told.get("beneficiary_number")
        benefits.update({number: None} if number else {})
        if told.get("number"):
            numbers.setdefault(told["number"], new_number())
    names.update(dict.fromkeys((one, other) for one in lasts for other in firsts))
    return Naming(tuple(names), numbers, tuple(others), tuple(births), tuple(benefits))


def _corrected(link: Connection, mine: Hers) -> Iterator[dict[str, Any]]:
    """The values that the journal tells of her identity and of her n°."""
    entry, payload = table_of(JournalEntry), table_of(JournalPayload)
    listing = (
        select(payload.c.body)
        .join(entry, entry.c.seq == payload.c.seq)
        .where(
            IS_CORRECTION,  # what was there before is told as old by the first of them
            entry.c.entity_id.in_((*mine.of(Participant), *mine.of(Prescription))),
            payload.c.body.is_not(None),
        )
    )
    for body in link.execute(listing).scalars():
        told = json.loads(body)
        for side in ("old", "new"):
            if isinstance(told.get(side), dict):
                yield told[side]


def forget_around(link: Connection, mine: Hers, naming: Naming) -> None:
    """Take her out of frozen texts, drafts, settings and learned words."""
    named = names_ids(mine.every)
    _forget_frozen(link, naming)
    draft, setting, word = table_of(Draft), table_of(Setting), table_of(LearnedWord)
    for row in link.execute(select(draft.c.key, draft.c.fields)).all():
        if named(row.key) or named(row.fields) or naming.found_in(row.fields):
            link.execute(delete(draft).where(draft.c.key == row.key))

    def about(text: str) -> bool:
        return named(text) or naming.found_in(text)

    for row in link.execute(select(setting.c.key, setting.c.value)).all():
        if named(row.key):
            link.execute(delete(setting).where(setting.c.key == row.key))
        elif about(row.value):
            value = json.dumps(_pruned(json.loads(row.value), about), ensure_ascii=False)
            link.execute(update(setting).where(setting.c.key == row.key).values(value=value))
    folded = {fold(f"{last} {first}") for last, first in naming.names}
    folded |= {fold(f"{first} {last}") for last, first in naming.names}
    learned = link.execute(select(word.c.action_id, word.c.word_list, word.c.written)).all()
    for action_id, word_list, written in learned:
        if written in folded or about(written):
            link.execute(
                delete(word).where(
                    word.c.action_id == action_id,
                    word.c.word_list == word_list,
                    word.c.written == written,
                )
            )


def mentions(link: Connection, mine: Hers, naming: Naming) -> tuple[Mention, ...]:
    """Texts about other things that name her, then those that may, by her family name alone."""
    own, alike = mine.every, _of_her_name(link, mine, naming)
    name = FamilyName(naming.lasts, tuple(alike.values()))
    others_own = hers(link, *alike).every
    found, unsure = list[Mention](), list[tuple[str, UUID, str]]()
    for table in Base.metadata.sorted_tables:
        if table.name in _OWN or "id" not in table.c:
            continue
        for column in _texts(table):
            spelled = (column.contains(spelling, autoescape=True) for spelling in naming.spellings)
            for key, text in link.execute(select(table.c.id, column).where(or_(*spelled))):
                if key in own:
                    continue
                if (place := naming.place_in(text)) is not None:
                    found.append(Mention(table.name, key, _around(text, place)))
                elif column.name in PROSE and key not in others_own:
                    unsure.append((table.name, key, text))
    name = replace(name, is_word=any(name.is_small_in(text) for _, _, text in unsure))
    found += [
        Mention(table, key, _around(text, place), sure=False)
        for table, key, text in unsure
        if (place := name.place_in(text)) is not None
    ]
    return tuple(found)


def _of_her_name(link: Connection, mine: Hers, naming: Naming) -> dict[UUID, tuple[str, str]]:
    """The last and first names of the others who bear her family name."""
    hers_too, person = {fold(last) for last in naming.lasts}, table_of(Participant)
    listing = select(person.c.id, person.c.last_name, person.c.first_name).where(
        person.c.id.not_in(mine.of(Participant)), person.c.anonymised_on.is_(None)
    )
    rows = link.execute(listing).all()
    return {
        row.id: (row.last_name, row.first_name) for row in rows if fold(row.last_name) in hers_too
    }


def _texts(table: Table) -> list[Any]:
    return [column for column in table.columns if isinstance(column.type, Text)]


def _around(text: str, place: int) -> str:
    start = max(0, place - _EXCERPT // 2)
    excerpt = " ".join(text[start : place + _EXCERPT].split())
    return f"{'…' if start else ''}{excerpt}{'…' if place + _EXCERPT < len(text) else ''}"


def _forget_frozen(link: Connection, naming: Naming) -> None:
    for model, columns in _FROZEN:
        table = table_of(model)
        for name in columns:
            column = table.c[name]
            listing = select(table.c.id, column).where(column.is_not(None))
            for key, text in link.execute(listing).all():
                instead = _without(text, naming)
                if instead != text:
                    link.execute(update(table).where(table.c.id == key).values({name: instead}))


def _without(text: str, naming: Naming) -> str:
    """A frozen text that names nobody in her place: lists of n° stay in their order."""
    if not naming.found_in(text):
        return text
    try:
        told = json.loads(text)
    except ValueError:
        return naming.without(text)
    if json.dumps(told, ensure_ascii=False) != text:
        return naming.without(text)
    return json.dumps(_renamed(told, naming), ensure_ascii=False)


def _renamed(value: Any, naming: Naming) -> Any:  # noqa: ANN401  (any JSON)
    if isinstance(value, str):
        return naming.without(value)
    if isinstance(value, dict):
        return {key: _renamed(item, naming) for key, item in value.items()}
    if isinstance(value, list):
        renamed = [_renamed(item, naming) for item in value]
        if any(item in naming.numbers for item in value if isinstance(item, str)):
            return sorted(renamed)
        return renamed
    return value


def _pruned(value: Any, about: Callable[[str], bool]) -> Any:  # noqa: ANN401  (any JSON)
    """The value without what tells of her: an item of a list goes whole, a lone text is emptied."""
    if isinstance(value, list):
        return [_pruned(item, about) for item in value if not about(_text(item))]
    if isinstance(value, dict):
        return {
            key: _pruned(item, about)
            for key, item in value.items()
            if not about(key) and not (isinstance(item, str) and about(item))
        }
    return "" if isinstance(value, str) and about(value) else value


def _text(item: Any) -> str:  # noqa: ANN401  (any JSON)
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
