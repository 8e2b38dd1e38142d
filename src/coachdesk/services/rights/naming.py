"""How a text names somebody: her names in any order and case, her n°, her phone and mailbox."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from coachdesk.core.french import fold

NOBODY = "dossier anonymisé"
"""What stands where she was named."""
_BETWEEN = r"[\s\u00a0\u202f,]{1,4}"
_ENOUGH = 5
"""Characters of what can be told from any other number or word."""
_DIGITS = 9
_START = r"(?:(?<!\w)|(?<=\\[nrtbf]))"
"""No letter comes before; in JSON a line ends by one, « \\n »."""
PHONE = re.compile(rf"\d(?:[\s.\u00a0\u202f-]?\d){{{_DIGITS - 1},}}")
"""A long number in a text, however its digits are set apart."""
_JOINS = {"'": "['’]", "’": "['’]", "-": r"[-\s\u00a0]", " ": r"[-\s\u00a0]"}
"""What stands for a sign within a name, as people type it."""
_IDS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"
)


@dataclass(frozen=True)
class Naming:
    """What names one person.

    Attributes:
        names: last and first name, with those that were corrected since.
        numbers: of her dossiers, and the one that takes the place of each.
        others: her phone, mailbox and n° allocataire, with those that were corrected since.
    """

    names: tuple[tuple[str, str], ...]
    numbers: Mapping[str, str]
    others: tuple[str, ...]
    births: tuple[str, ...] = ()
    """Her birth, as it stands and as it was corrected, ISO."""
    benefit_numbers: tuple[str, ...] = ()
    """Her n° allocataire, likewise."""

    def found_in(self, text: str) -> bool:
        """Whether ``text`` names her."""
        return self.place_in(text) is not None

    def place_in(self, text: str) -> int | None:
        """Where ``text`` names her first; None when it doesn't."""
        if not self.may_be_in(text):  # of most texts, and ten times faster
            return None
        found = self._any.search(text)
        return None if found is None else found.start()

    def may_be_in(self, text: str) -> bool:
        """False of a text, or of many together, where nothing names her."""
        low = text.lower()
        return any(token in low for token in self._rough)

    def without(self, text: str) -> str:
        """``text`` where nobody is named in her place."""
        text = self.who.sub(NOBODY, text)
        for number, instead in self.numbers.items():
            text = re.sub(_number(number), instead, text)
        return text

    @cached_property
    def lasts(self) -> tuple[str, ...]:
        """Her family names."""
        return tuple(dict.fromkeys(last for last, _ in self.names if last))

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Her last names as a query can look for them before a text is read."""
        return tuple(
            sorted(
                {
                    spelling
                    for last in self.lasts
                    for known in (last, fold(last))
                    for form in _forms(known)
                    for spelling in (form, form.upper(), form.lower(), form.title())
                }
            )
        )

    @cached_property
    def tokens(self) -> frozenset[str]:
        """In lower case, one of which stands in any text that names her; but for a phone."""
        lasts = {spelling.lower() for spelling in self.spellings}
        others = (text for text in self.others if text and not PHONE.fullmatch(text))
        return frozenset(lasts | {text.lower() for text in (*self.numbers, *others)})

    @cached_property
    def _rough(self) -> frozenset[str]:
        phones = {text.lower() for text in self.others if text}
        return self.tokens | phones.union(*map(_phones, self.others))

    @cached_property
    def who(self) -> re.Pattern[str]:
        """Her full names, and what else is hers alone, but for her numbers."""
        return re.compile("|".join((*self._full_names(), *self._tokens())), re.IGNORECASE)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        numbers = (_number(number) for number in self.numbers)
        return re.compile("|".join((*self._full_names(), *self._tokens(), *numbers)), re.IGNORECASE)

    def _full_names(self) -> Iterable[str]:
        for last, first in self.names:
            if last and first:
                one, other = spelled(last), spelled(first)
                yield rf"{_START}(?:{one}{_BETWEEN}{other}|{other}{_BETWEEN}{one})(?!\w)"
        yield r"(?!)"  # someone without a name is never found

    def _tokens(self) -> Iterable[str]:
        for other in self.others:
            if len(other) >= _ENOUGH:
                yield rf"{_START}{re.escape(other)}(?!\w)"
            if digits := digits_of(other):
                yield r"(?<!\d)" + r"[\s.\u00a0\u202f-]?".join(digits) + r"(?!\d)"


def names_ids(ids: frozenset[UUID]) -> Callable[[str], bool]:
    """Whether a text holds one of these ids, however it is written there."""
    written = frozenset(spelling for key in ids for spelling in (str(key), key.hex))
    return lambda text: not written.isdisjoint(_IDS.findall(text))


def _forms(name: str) -> Iterable[str]:
    """A name with either apostrophe, its parts joined by a hyphen or a space."""
    for apart in (name, name.replace("-", " "), name.replace(" ", "-")):
        yield apart.replace("’", "'")
        yield apart.replace("'", "’")


def digits_of(number: str) -> str:
    """Those of a phone, or of a long number; none of what is neither."""
    digits = re.sub(r"\D", "", number)
    return digits if "@" not in number and len(digits) >= _DIGITS else ""


def _phones(number: str) -> Iterable[str]:
    """A phone as it is written, by pairs of digits; nothing of what is none."""
    if digits := digits_of(number):
        pairs = [digits[at : at + 2] for at in range(0, len(digits), 2)]
        for apart in ("", " ", ".", "-", "\u00a0", "\u202f"):
            yield apart.join(pairs)


def spelled(name: str) -> str:
    """A name with its accents or without, however its parts are joined."""
    return f"(?:{_loose(name)}|{_loose(fold(name))})"


def _loose(name: str) -> str:
    return "".join(_JOINS.get(char) or re.escape(char) for char in name)


def _number(number: str) -> str:
    return rf"(?:(?<![\w-])|(?<=\\[nrtbf])){re.escape(number)}(?![\w-])"
