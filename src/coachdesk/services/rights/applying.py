"""Erase everyone whose time is over, when the coach says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.services.desk import Desk
from coachdesk.services.rights.erasing import RETENTION, erase
from coachdesk.services.rights.retention import DuePerson
from coachdesk.services.rights_settings import keep_number

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Applied:
    """What became of it.

    Attributes:
        erased: how many people are nobody's now.
        waiting: those who stay, each with what has to be settled first.
    """

    erased: int
    waiting: tuple[tuple[DuePerson, str], ...]


def apply_retention(
    desk: Desk,
    people: Sequence[DuePerson],
    progress: Progress = lambda _done, _text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Applied:
    """Erase those who may go; one after the other, so that stopping leaves each whole."""
    erased, waiting = 0, list[tuple[DuePerson, str]]()
    for place, person in enumerate(people):
        if cancelled():
            break
        progress(0.9 * place / len(people), person.name)
        if person.held:
            waiting.append((person, person.held))
            continue
        try:
            erase(desk, person.participant_id, RETENTION, tidy=False)
        except UserError as error:
            waiting.append((person, f"{error.sentence} {error.remedy}".strip()))
        else:
            erased += 1
    if erased:
        progress(0.9, "Réécriture du magasin")
        desk.store.compact()
    left = sum(not each.held for each in people) - erased
    keep_number(desk, left, today(desk.clock))
    return Applied(erased, tuple(waiting))
