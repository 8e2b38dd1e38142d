"""What is to be done, computed from the profile's rules; the coach's answers hide what she settled.

Nothing here is stored but those answers (``ToDoMark``): done things are gone by themselves.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection, Text, bindparam, func, or_, select

from coachdesk.core.french import month_name, of, plural
from coachdesk.domain.periods import month_of, previous_month
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Action, ToDoMark
from coachdesk.queries.closings import OpenCorrection, closed_months, open_corrections
from coachdesk.queries.known import here_since, known_by, known_since, noted_here
from coachdesk.queries.listing import rows
from coachdesk.queries.people import is_nobody
from coachdesk.services.delegation import delegation_of, end_words
from coachdesk.services.outbox.to_do import stuck_things
from coachdesk.services.rights_settings import number_due
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_rules import (
    WHOSE,
    Rules,
    ToDo,
    listings_of_all,
    listings_of_one,
    remembered_since,
)

_WEEK = timedelta(days=7)
_OPEN_MONTHS = 3
"""How many months back an open one is recalled."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The coach's answer, as it is kept."""

    id: UUID
    rule: str
    prescription_id: UUID | None
    subject: str
    postponed_to: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class SortedOut:
    """The things to do that are shown, most urgent first, and how many are hidden."""

    shown: tuple[ToDo, ...]
    hidden: int


Answer: TypeAlias = tuple[str, UUID | None, str, date | None]
"""What a mark hides: its rule, whose, its subject, and until when; None is for good."""


@dataclass(frozen=True, slots=True)
class HiddenToDo:
    """A thing that an answer of hers hides today."""

    thing: ToDo
    mark: Mark


def things_to_do(
    connection: Connection, action_id: UUID, profile: ActionProfile, day: date
) -> tuple[ToDo, ...]:
    """All that is to be done on ``day`` and was not answered, most urgent first."""
    return sorted_out(connection, action_id, profile, day).shown


def sorted_out(
    connection: Connection, action_id: UUID, profile: ActionProfile, day: date
) -> SortedOut:
    """What is to be done on ``day``, and how much of it the coach's answers hide."""
    found = all_things(connection, action_id, profile, day)
    shown = visible(found, answers_to(connection, found), day)
    return SortedOut(shown, len(found) - len(shown))


def things_of(
    connection: Connection,
    action_id: UUID,
    profile: ActionProfile,
    day: date,
    prescription_id: UUID,
) -> tuple[ToDo, ...]:
    """What is to be done for one person and was not answered; only her rows are read."""
    closed = closed_months(connection, action_id, remembered_since(day).replace(day=1))
    found = [
        thing
        for listing, told in listings_of_one(Rules(action_id, profile, day, closed))
        for row in rows(connection, listing, {WHOSE: prescription_id})
        for thing in told(row)
    ]
    return visible(found, answers_to(connection, found), day) if found else ()


def visible(found: Iterable[ToDo], answered: Iterable[Answer], day: date) -> tuple[ToDo, ...]:
    """The things that no mark hides on ``day``, by urgency."""
    hiding: dict[UUID | None, set[tuple[str, str]]] = {}
    for rule, whose, subject, postponed_to in answered:
        if _hides(postponed_to, day):
            hiding.setdefault(whose, set()).add((rule, subject))
    nothing = frozenset[tuple[str, str]]()
    return _by_urgency(
        thing
        for thing in found
        if hiding.get(thing.prescription_id, nothing).isdisjoint(_hidden_by(thing))
    )


def hidden_things(
    connection: Connection, action_id: UUID, profile: ActionProfile, day: date
) -> tuple[HiddenToDo, ...]:
    """What her answers hide on ``day``, each with the answer that does."""
    found = all_things(connection, action_id, profile, day)
    return hidden(found, marks(connection, found), day)


def hidden(found: Iterable[ToDo], answered: Iterable[Mark], day: date) -> tuple[HiddenToDo, ...]:
    """The things that a mark hides on ``day``, each with it, by urgency."""
    hiding = {
        (mark.prescription_id, mark.rule, mark.subject): mark
        for mark in answered
        if _hides(mark.postponed_to, day)
    }

    def hides(thing: ToDo) -> Mark | None:
        keys = ((thing.prescription_id, *by) for by in _hidden_by(thing))
        return next((hiding[key] for key in keys if key in hiding), None)

    return tuple(
        HiddenToDo(thing, mark)
        for thing in _by_urgency(found)
        if (mark := hides(thing)) is not None
    )


def _hides(postponed_to: date | None, day: date) -> bool:
    return postponed_to is None or postponed_to > day


def _hidden_by(thing: ToDo) -> tuple[tuple[str, str], ...]:
    """The rule and the subject of what would hide it: of the whole rule, then of it."""
    return (thing.rule, ""), (thing.rule, thing.subject)


def _by_urgency(things: Iterable[ToDo]) -> tuple[ToDo, ...]:
    return tuple(
        sorted(things, key=lambda thing: (thing.due_on, thing.number, thing.rule, thing.subject))
    )


def marks(connection: Connection, found: Iterable[ToDo]) -> tuple[Mark, ...]:
    """The answers kept about the people of whom something was found: those of years past stay."""
    columns = (
        ToDoMark.id, ToDoMark.rule, ToDoMark.prescription_id, ToDoMark.subject,
        ToDoMark.postponed_to, ToDoMark.reason,
    )  # fmt: skip
    kept = connection.execute(select(*columns).where(_ABOUT), _people_of(found))
    return tuple(Mark(*row) for row in kept)


def answers_to(connection: Connection, found: Iterable[ToDo]) -> Iterator[Answer]:
    """The same, for what they hide only."""
    yield from connection.execute(_ANSWERS, _people_of(found)).all()


_PEOPLE = "people"
_ABOUT = or_(
    ToDoMark.prescription_id.is_(None),
    ToDoMark.prescription_id.in_(
        select(func.json_each(bindparam(_PEOPLE, type_=Text())).table_valued("value").c.value)
    ),
)
"""Of nobody, or of people given as one parameter: one for each makes another SELECT every day."""
_ANSWERS = select(
    ToDoMark.rule, ToDoMark.prescription_id, ToDoMark.subject, ToDoMark.postponed_to
).where(_ABOUT)


def _people_of(found: Iterable[ToDo]) -> dict[str, str]:
    """Of whom something was found."""
    whose = {thing.prescription_id for thing in found} - {None}
    return {_PEOPLE: json.dumps([key.hex for key in whose if key is not None])}


def all_things(
    connection: Connection, action_id: UUID, profile: ActionProfile, day: date
) -> list[ToDo]:
    """All that is to be done on ``day``, answered or not."""
    closed = closed_months(connection, action_id, remembered_since(day).replace(day=1))
    found = [
        thing
        for listing, told in listings_of_all(Rules(action_id, profile, day, closed))
        for row in rows(connection, listing)
        if not is_nobody(row)
        for thing in told(row)
    ]
    opened = open_corrections(connection, action_id)
    found += _months(connection, action_id, day, closed | {each.month for each in opened})
    found += map(_rectified, opened)
    found += stuck_things(connection, action_id, day)
    found += _over(connection, day)
    return found + list(_delegation(connection, action_id, day))


def _delegation(connection: Connection, action_id: UUID, day: date) -> Iterator[ToDo]:
    """The end of the delegation to prescribe: three months before, one before, once it is over.

    Each is a subject of its own: what was put off at three months comes back at one.
    """
    code = connection.execute(select(Action.code).where(Action.id == action_id)).scalar()
    delegation = delegation_of(connection, code) if code is not None else None
    warned = delegation.warned(day) if delegation is not None else None
    if delegation is not None and warned is not None:
        yield ToDo(
            "delegation",
            end_words(delegation, day),
            delegation.ends_on,
            Target(Screen.IMMERSIONS, section="delegation"),
            f"{delegation.ends_on.isoformat()}:{warned.value}",
        )


def _over(connection: Connection, day: date) -> Iterator[ToDo]:
    """What is past its time, as it was counted last; put off, it comes back monthly."""
    number, counted_on = number_due(connection)
    if number and counted_on is not None:
        text = plural(
            number,
            "dossier ou envoi arrive au terme de sa conservation",
            "dossiers ou envois arrivent au terme de leur conservation",
        )
        yield ToDo("conservation", text, counted_on, Target(Screen.RETENTION), f"{day:%Y-%m}")


def _rectified(opened: OpenCorrection) -> ToDo:
    """A month opened again is not left so: what was sent is known to be wrong."""
    return ToDo(
        "rectification",
        f"clôturer le rectificatif {of(month_name(opened.month))} ({opened.reason})",
        opened.opened_at.astimezone().date() + _WEEK,
        Target(Screen.MONTH, day=opened.month),
        f"{opened.month:%Y-%m}",
    )


def _months(
    connection: Connection, action_id: UUID, day: date, closed: frozenset[date]
) -> Iterator[ToDo]:
    """The months that are over and still open, among those of which something is known.

    What was over before the action was here left on paper: it is recalled only when something of
    it was noted here, and closes from its page as any month.
    """
    months = [previous_month(day)]
    while len(months) < _OPEN_MONTHS:
        months.append(previous_month(months[-1]))
    # What was known by a month was known by those after it: most often one question is enough.
    while months and not known_by(connection, action_id, month_of(months[-1]).last):
        months.pop()
    while months and not known_since(connection, action_id, months[0]):
        months.pop(0)  # nothing came in it nor after it: there is nothing to close
    begun = here_since(connection, action_id) if months else None
    for month in months:
        whole = month_of(month)
        left = begun is not None and whole.last < begun  # it was handed in by other means
        if month not in closed and (not left or noted_here(connection, action_id, whole)):
            yield ToDo(
                "mois_a_clore",
                f"clôturer {month_name(month)}",
                whole.last + _WEEK,
                Target(Screen.MONTH, day=month),
                f"{month:%Y-%m}",
            )
