"""A TOML table read key by key: each misreading is a fault noted with its line, never a stop."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.nearest import nearest
from coachdesk.domain.profile_faults import ProfileFault
from coachdesk.domain.profile_lines import KeyPath

_MOST_STRANGE, _LONGEST_KEY = 30, 100
"""Keys that nobody asked for: a file with more of them is no profile at all."""
_MISSING = object()


@dataclass
class Faults:
    """The faults noted so far in one text."""

    lines: Mapping[KeyPath, int]
    noted: list[ProfileFault] = field(default_factory=list)

    def note(self, path: KeyPath, reason: str, remedy: str) -> None:
        """Note a fault at ``path``, on its line or that of the nearest table around it."""
        around = path
        while around and around not in self.lines:
            around = around[:-1]
        self.noted.append(
            ProfileFault(self.lines.get(around, 1), dotted(path), reason, remedy),
        )


def dotted(path: KeyPath) -> str:
    """« words.genders[2].label »: the path as people read it, indices from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text


_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that no one types: they steer a screen, turn a text over, or end a header."""


class Table:
    """One table of the profile. Every getter returns a value of its type, even after a fault."""

    def __init__(self, values: Mapping[str, object], path: KeyPath, faults: Faults) -> None:
        self.path = path
        self._values = values
        self._faults = faults
        self._asked: dict[str, None] = {}

    def note(self, key: str, reason: str, remedy: str) -> None:
        """Note a fault of that key."""
        self._faults.note((*self.path, key), reason, remedy)

    def text(self, key: str) -> str:
        """A text that is not blank."""
        value = self._get(key, "un texte entre guillemets droits")
        if value is _MISSING:
            return ""
        if not isinstance(value, str):
            self._mistyped(key, "un texte entre guillemets droits")
            return ""
        if not value.strip():
            self.note(key, "Ce texte est vide.", "Écrivez-le.")
        return _INVISIBLE.sub("", value).strip()

    def line(self, key: str) -> str:
        """A text that stands in a title, a subject or the name of a file: of one line."""
        return " ".join(self.text(key).split())

    def text_or_none(self, key: str) -> str | None:
        """A text, or None when the key is absent."""
        return self.text(key) if self.has(key) else None

    def choice(self, key: str, allowed: Iterable[str], *, default: str | None = None) -> str:
        """One of ``allowed``; ``default`` when the key may be absent."""
        if default is not None and not self.has(key):
            return default
        value, known = self.text(key), tuple(allowed)
        if value and value not in known:
            self.unknown(key, value, known)
        return value if value in known else known[0]

    def unknown(self, key: str, value: str, known: Iterable[str]) -> str:
        """Note a value that is none of ``known``; returns an empty one in its place."""
        self.note(key, f"{quoted(value)} n’est pas une valeur connue.", proposed(value, known))
        return ""

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``."""
        wanted = f"un nombre entier de {least} à {most}"
        value = self._get(key, wanted)
        if value is _MISSING:
            return least
        if not isinstance(value, int) or isinstance(value, bool):
            self._mistyped(key, wanted)
            return least
        if not least <= value <= most:
            self.note(key, "Ce nombre est hors des bornes.", f"Écrivez {wanted}.")
            return least
        return value

    def whole_or_none(self, key: str, least: int, most: int) -> int | None:
        """A whole number, or None when the key is absent."""
        return self.whole(key, least, most) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; false when absent."""
        value = self._values.get(key, False)
        self._asked[key] = None
        if not isinstance(value, bool):
            self._mistyped(key, "true ou false")
            return False
        return value

    def texts(
        self, key: str, *, optional: bool = False, allowed: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """A list of texts, none twice; among ``allowed`` if it is given."""
        found: list[str] = []
        for index, given in enumerate(self._list(key, "une liste de textes", optional=optional)):
            path = (*self.path, key, index)
            value = _INVISIBLE.sub("", given) if isinstance(given, str) else ""
            if not value.strip():
                self._faults.note(path, "Un texte est attendu ici.", "Écrivez-le entre guillemets.")
            elif value in found:
                self._faults.note(path, f"{quoted(value)} est écrit deux fois.", "Retirez-le.")
            elif allowed and value not in allowed:
                self._faults.note(path, f"{quoted(value)} n’existe pas.", proposed(value, allowed))
            else:
                found.append(value)
        return tuple(found)

    def lines(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of texts that each stand on one line."""
        return tuple(" ".join(text.split()) for text in self.texts(key, optional=optional))

    def wholes(self, key: str, least: int, most: int) -> tuple[int, ...]:
        """A list of whole numbers that grow."""
        found: list[int] = []
        for index, value in enumerate(self._list(key, "une liste de nombres entiers")):
            path = (*self.path, key, index)
            if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
                self._faults.note(
                    path, "Un nombre entier est attendu ici.", f"Écrivez-le de {least} à {most}."
                )
            elif found and value <= found[-1]:
                self._faults.note(path, "Les nombres doivent croître.", "Rangez la liste.")
            else:
                found.append(value)
        return tuple(found)

    def table(self, key: str) -> "Table":
        """A table of its own; an empty one after a fault."""
        value = self._get(key, f"une table [{key}]")
        if not isinstance(value, Mapping):
            if value is not _MISSING:
                self._mistyped(key, f"une table [{key}]")
            value = None
        table = Table(value or {}, (*self.path, key), self._faults)
        return table if value is not None else _Unread(table)

    def tables(self, key: str, *, optional: bool = False) -> tuple["Table", ...]:
        """A list of tables."""
        found = []
        wanted = f"une liste de tables [[{key}]]"
        for index, value in enumerate(self._list(key, wanted, optional=optional)):
            path = (*self.path, key, index)
            if isinstance(value, Mapping):
                found.append(Table(value, path, self._faults))
            else:
                self._faults.note(path, "Une table est attendue ici.", "Écrivez { clé = valeur }.")
        return tuple(found)

    def has(self, key: str) -> bool:
        """Whether the key is there; asking makes it a known one."""
        self._asked[key] = None
        return key in self._values

    def says(self, key: str) -> bool:
        """Whether the key is there, and is not false."""
        return self.has(key) and self._values[key] is not False

    def keys(self) -> tuple[str, ...]:
        """The keys that are there; asking makes them known ones."""
        self._asked.update(dict.fromkeys(self._values))
        return tuple(self._values)

    def stands(self, key: str) -> bool:
        """Whether the key is written in the text, not filled in."""
        return (*self.path, key) in self._faults.lines

    def fill(self, values: Mapping[str, object], *, deeply: tuple[str, ...] = ()) -> None:
        """Take what is absent from ``values``; inside the tables ``deeply``, key by key."""
        own = dict(self._values)
        for key in deeply:
            usual, mine = values.get(key), own.get(key)
            if isinstance(usual, Mapping) and isinstance(mine, Mapping):
                own[key] = {**usual, **mine}
        self._values = {**values, **own}

    def done(self) -> None:
        """Note the keys that no one asked for: a misspelt one would otherwise be silent."""
        strange = [key for key in self._values if key not in self._asked]
        for key in strange[:_MOST_STRANGE]:
            if len(key) <= _LONGEST_KEY:
                left = [known for known in self._asked if known not in self._values]
                self.note(
                    key,
                    f"La clé {quoted(key)} n’existe pas.",
                    proposed(key, left or self._asked),
                )
            else:
                self.note(key, "Une clé aussi longue n’existe pas.", "Retirez-la.")

    def _get(self, key: str, wanted: str) -> object:
        self._asked[key] = None
        value = self._values.get(key, _MISSING)
        if value is _MISSING:
            self.note(key, "Cette clé manque.", f"Ajoutez-la{NBSP}: {wanted}.")
        return value

    def _list(self, key: str, wanted: str, *, optional: bool = False) -> list[object]:
        if optional and not self.has(key):
            return []
        value = self._get(key, wanted)
        if value is _MISSING:
            return []
        if not isinstance(value, list):
            self._mistyped(key, wanted)
            return []
        if not value and not optional:
            self.note(key, "Cette liste est vide.", "Écrivez au moins une ligne.")
        return value

    def _mistyped(self, key: str, wanted: str) -> None:
        self.note(key, "Cette valeur n’est pas du bon type.", f"Écrivez {wanted}.")


class _Unread(Table):
    """What stands for a table that is absent: its own keys are not faults of their own."""

    def __init__(self, absent: Table) -> None:
        super().__init__({}, absent.path, Faults({}))


def proposed(typed: str, known: Iterable[str]) -> str:
    """The remedy for a value that is none of ``known``: the nearest one, or all of them."""
    values = tuple(known)
    near = nearest(typed, values)
    if near:
        return f"Vouliez-vous dire {quoted(near)}{NBSP}?"
    return f"Valeurs possibles{NBSP}: {', '.join(values)}." if values else "Retirez-la."
