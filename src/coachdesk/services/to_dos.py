"""What is to be done, computed from the profile's rules; the coach's answers hide what she settled.

Nothing here is stored but those answers (``ToDoMark``): done things are gone by themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection, or_, select

from coachdesk.core.french import month_name
from coachdesk.domain.periods import month_of, previous_month
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import ToDoMark
from coachdesk.queries.closings import last_closing
from coachdesk.queries.known import known_by
from coachdesk.queries.listing import AnyRow, rows
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_rules import Rules, ToDo

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


Answer: TypeAlias = "Mark | AnyRow"
"""A mark, whole or read for what it hides only."""


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


def visible(found: Iterable[ToDo], answered: Iterable[Answer], day: date) -> tuple[ToDo, ...]:
    """The things that no mark hides on ``day``, by urgency."""
    hiding = {
        (mark.rule, mark.prescription_id, mark.subject)
        for mark in answered
        if mark.postponed_to is None or mark.postponed_to > day
    }

    def shown(thing: ToDo) -> bool:
        whole_rule = (thing.rule, thing.prescription_id, "")
        one = (thing.rule, thing.prescription_id, thing.subject)
        return whole_rule not in hiding and one not in hiding

    return tuple(
        sorted(
            filter(shown, found),
            key=lambda thing: (thing.due_on, thing.number, thing.rule, thing.subject),
        )
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
    found = [
        thing
        for listing, told in Rules(action_id, profile, day).listings()
        for row in rows(connection, listing)
        for thing in told(row)
    ]
    return found + list(_months(connection, action_id, day))


def _months(connection: Connection, action_id: UUID, day: date) -> Iterator[ToDo]:
    """The months that are over and still open."""
    month = previous_month(day)
    for _ in range(_OPEN_MONTHS):
        if not known_by(connection, action_id, month_of(month).last):
            return
        if last_closing(connection, action_id, month) is None:
            yield ToDo(
                "mois_a_clore",
                f"clore {month_name(month)}",
                month_of(month).last + _WEEK,
                Target(Screen.MONTH, day=month),
                f"{month:%Y-%m}",
            )
        month = previous_month(month)
