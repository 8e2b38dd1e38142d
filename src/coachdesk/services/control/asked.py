"""The list that a controller gives: n° of dossiers, typed, pasted or in a file, each recognised.

What is not a dossier of the action is said in words, and never guessed: a file that leaves on
someone else is the one fault that can't be taken back.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, fold, listed, plural, quoted
from coachdesk.domain.cells import as_text, is_blank
from coachdesk.queries.control import dossiers
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.importing.reader import read_one_file

MOST = 500
"""Dossiers of one control: beyond, its files would no longer fit in one ZIP."""
_LONGEST = 80
"""Letters of what is told again; a whole page pasted by mistake is not."""
_APART = re.compile(r"[\n\r\t;,\u2028\u2029]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_HEADS = {
    "n°", "no", "numero", "numeros", "n° dossier", "n° de dossier", "n° du dossier", "dossier",
    "dossiers", "numero de dossier", "numero du dossier",
}  # fmt: skip
_HEADS_FOLDED = frozenset(fold(head) for head in _HEADS)


@dataclass(frozen=True)
class AskedDossier:
    """A n° that is a dossier of the action."""

    prescription_id: UUID
    number: str
    person: str
    """« DURAND Yvette »."""


@dataclass(frozen=True)
class AskedList:
    """What became of each n° of a list.

    Attributes:
        found: the dossiers of the action, in the order of the list.
        twice: n° that the list holds several times; each dossier is made once.
        unknown: n° of no dossier.
        elsewhere: n° of another action, with its name.
    """

    found: tuple[AskedDossier, ...] = ()
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said of the list, one sentence for each fault; none when all is well."""
        said = []
        if self.unknown:
            verb = "n’est le" if len(self.unknown) == 1 else "ne sont les"
            said.append(f"{_named(self.unknown)} {verb} n° d’aucun dossier.")
        by_action: dict[str, list[str]] = {}
        for number, action in self.elsewhere:
            by_action.setdefault(action, []).append(number)
        for action, numbers in by_action.items():
            verb = "est" if len(numbers) == 1 else "sont"
            said.append(
                f"{_named(numbers)} {verb} d’une autre action, {quoted(action)}{NBSP}: faites-en "
                "le dossier dans cette action."
            )
        if self.twice:
            verb = "figure" if len(self.twice) == 1 else "figurent"
            said.append(
                f"{_named(self.twice)} {verb} plusieurs fois dans la liste{NBSP}: un seul dossier."
            )
        return tuple(said)

    @property
    def complete(self) -> bool:
        """Whether each n° of the list is a dossier of the action."""
        return not self.unknown and not self.elsewhere


def split_numbers(text: str) -> tuple[str, ...]:
    """The n° that a text holds, one a line or between « ; » and « , »; a heading is none."""
    told = [" ".join(part.split()) for part in _APART.split(text)]
    found = [part for part in told if part]
    if found and fold(found[0]) in _HEADS_FOLDED:
        found = found[1:]
    return tuple(found)


def numbers_in(path: Path) -> tuple[str, ...]:
    """The n° of a file: the column that is called so, or the first one.

    Raises:
        UserError: it can't be read, or holds none.
    """
    sheets = read_one_file(path, lambda _done: None).sheets
    rows = [cells for _, cells in sheets[0].rows] if sheets else []
    numbers = _column(rows)
    if not numbers:
        raise UserError(
            f"{quoted(path.name)} ne contient aucun n°.",
            "Donnez un fichier d’une colonne, un n° de dossier par ligne.",
        )
    return numbers


def read_list(desk: Desk, action: ActionInfo, numbers: Iterable[str]) -> AskedList:
    """What each n° is.

    Raises:
        UserError: there are too many for one control.
    """
    asked = desk.read(lambda link: recognised(link, desk.actions, action, numbers))
    if len(asked.found) > MOST:
        raise UserError(
            f"La liste compte {plural(len(asked.found), 'dossier')}{NBSP}: un dossier de contrôle "
            f"en tient {MOST}.",
            "Faites-en plusieurs, avec une liste plus courte chacun.",
        )
    return asked


def recognised(
    link: Connection, actions: Sequence[ActionInfo], action: ActionInfo, numbers: Iterable[str]
) -> AskedList:
    """What each n° is, spaces, case and the kind of dash aside."""
    ours: dict[str, AskedDossier] = {}
    others: dict[str, tuple[str, str]] = {}
    names = {each.id: each.profile.name for each in actions}
    for row in dossiers(link):
        if row.action_id == action.id:
            person = f"{row.last_name} {row.first_name}"
            ours[_plain(row.number)] = AskedDossier(row.prescription_id, row.number, person)
        else:
            others[_plain(row.number)] = (row.number, names.get(row.action_id, ""))
    found: dict[str, AskedDossier] = {}
    twice: dict[str, str] = {}
    unknown: dict[str, str] = {}
    elsewhere: dict[str, tuple[str, str]] = {}
    for number in _told_apart(numbers, ours.keys() | others.keys()):
        key = _plain(number)
        if key in unknown or key in elsewhere:
            continue
        if key in found:
            twice[key] = number
        elif key in ours:
            found[key] = ours[key]
        elif key in others:
            elsewhere[key] = others[key]
        else:
            unknown[key] = number if len(number) <= _LONGEST else f"{number[:_LONGEST]}…"
    return AskedList(
        tuple(found.values()),
        tuple(twice.values()),
        tuple(unknown.values()),
        tuple(elsewhere.values()),
    )


def _told_apart(numbers: Iterable[str], known: Iterable[str]) -> Iterable[str]:
    """Each n° by itself: a line of several, between spaces, where the line as a whole is none."""
    there = frozenset(known)
    for number in numbers:
        parts = number.split()
        if _plain(number) in there or len(parts) < 2:  # noqa: PLR2004  (one number alone)
            yield number
        elif any(_plain(part) in there for part in parts):
            yield from parts
        else:
            yield number


def _plain(number: str) -> str:
    return fold(number.translate(_DASHES))


def _column(rows: Sequence[Sequence[object]]) -> tuple[str, ...]:
    at, first = 0, 0
    for place, cell in enumerate(rows[0] if rows else ()):
        if not is_blank(cell) and fold(as_text(cell)) in _HEADS_FOLDED:
            at, first = place, 1
            break
    cells = (row[at] for row in rows[first:] if at < len(row))
    return tuple(as_text(cell) for cell in cells if not is_blank(cell))


def _named(numbers: Sequence[str]) -> str:
    shown = [quoted(number) for number in numbers[:_TOLD]]
    left = len(numbers) - len(shown)
    if left:
        shown.append(f"{plural(left, 'autre')}")
    return listed(shown)


_TOLD = 8
"""N° named one by one in a sentence."""
