"""What is to be done, computed from the profile's rules; the coach's answers hide what she settled.

Nothing here is stored but those answers (``ToDoMark``): done things are gone by themselves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import Connection, or_, select

from coachdesk.core.french import month_name
from coachdesk.domain.periods import month_of, previous_month
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import ToDoMark
from coachdesk.queries.closings import closed_months
from coachdesk.queries.known import known_by
from coachdesk.queries.listing import AnyRow, rows
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_rules import Rules, ToDo, remembered_since

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


Hiding = TypeVar("Hiding", Mark, AnyRow)
"""A mark, whole or read for what it hides only."""


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


def visible(found: Iterable[ToDo], answered: Iterable[Hiding], day: date) -> tuple[ToDo, ...]:
    """The things that no mark hides on ``day``, by urgency."""
    hiding = _hiding(answered, day)
    return _by_urgency(thing for thing in found if _hidden_by(thing, hiding) is None)


def hidden_things(
    connection: Connection, action_id: UUID, profile: ActionProfile, day: date
) -> tuple[HiddenToDo, ...]:
    """What her answers hide on ``day``, each with the answer that does."""
    return hidden(all_things(connection, action_id, profile, day), marks(connection), day)


def hidden(found: Iterable[ToDo], answered: Iterable[Mark], day: date) -> tuple[HiddenToDo, ...]:
    """The things that a mark hides on ``day``, each with it, by urgency."""
    hiding, found = _hiding(answered, day), tuple(found)
    marked = ((thing, _hidden_by(thing, hiding)) for thing in _by_urgency(found))
    return tuple(HiddenToDo(thing, mark) for thing, mark in marked if mark is not None)


_About: TypeAlias = tuple[str, UUID | None, str]
"""A rule, whose, and what it is about."""


def _hiding(answered: Iterable[Hiding], day: date) -> dict[_About, Hiding]:
    return {
        (mark.rule, mark.prescription_id, mark.subject): mark
        for mark in answered
        if mark.postponed_to is None or mark.postponed_to > day
    }


def _hidden_by(thing: ToDo, hiding: Mapping[_About, Hiding]) -> Hiding | None:
    whole_rule = hiding.get((thing.rule, thing.prescription_id, ""))
    return whole_rule or hiding.get((thing.rule, thing.prescription_id, thing.subject))


def _by_urgency(things: Iterable[ToDo]) -> tuple[ToDo, ...]:
    return tuple(
        sorted(things, key=lambda thing: (thing.due_on, thing.number, thing.rule, thing.subject))
    )


def marks(connection: Connection) -> tuple[Mark, ...]:
    """Every answer kept."""
    columns = (
        ToDoMark.id, ToDoMark.rule, ToDoMark.prescription_id, ToDoMark.subject,
        ToDoMark.postponed_to, ToDoMark.reason,
    )  # fmt: skip
    return tuple(Mark(*row) for row in connection.execute(select(*columns)))


def answers_to(connection: Connection, found: Iterable[ToDo]) -> tuple[AnyRow, ...]:
    """The answers kept about the people of whom something was found: those of years past stay."""
    whose = {thing.prescription_id for thing in found} - {None}
    return rows(
        connection,
        select(
            ToDoMark.rule, ToDoMark.prescription_id, ToDoMark.subject, ToDoMark.postponed_to
        ).where(or_(ToDoMark.prescription_id.is_(None), ToDoMark.prescription_id.in_(whose))),
    )


def all_things(
    connection: Connection, action_id: UUID, profile: ActionProfile, day: date
) -> list[ToDo]:
    """All that is to be done on ``day``, answered or not."""
    closed = closed_months(connection, action_id, remembered_since(day).replace(day=1))
    found = [
        thing
        for listing, told in Rules(action_id, profile, day, closed).listings()
        for row in rows(connection, listing)
        for thing in told(row)
    ]
    return found + list(_months(connection, action_id, day, closed))


def _months(
    connection: Connection, action_id: UUID, day: date, closed: frozenset[date]
) -> Iterator[ToDo]:
    """The months that are over and still open."""
    months = [previous_month(day)]
    while len(months) < _OPEN_MONTHS:
        months.append(previous_month(months[-1]))
    # What was known by a month was known by those after it: most often one question is enough.
    while months and not known_by(connection, action_id, month_of(months[-1]).last):
        months.pop()
    for month in months:
        if month not in closed:
            yield ToDo(
                "mois_a_clore",
                f"clore {month_name(month)}",
                month_of(month).last + _WEEK,
                Target(Screen.MONTH, day=month),
                f"{month:%Y-%m}",
            )
