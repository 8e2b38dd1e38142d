"""The names of other people in what is written of someone: taken out of what she is given.

A full name known to the store, and a name after « Mme » or « M. », are taken out. A family name
alone may be a word like another (« petit »): it stays, and the coach is told to read again.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from coachdesk.core.french import fold
from coachdesk.models import CompanyContact, OutreachContact, Participant

HIDDEN = "[autre personne]"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLED = re.compile(
    r"\b(?:M|Mme|Mlle|Mr|Dr|Monsieur|Madame|Mademoiselle|Docteur)\b\.?[ \u00a0]+"
    r"((?:[A-ZÀ-Ý][\w'’-]+[ \u00a0]?){1,3})"
)
_LEAST = 4
"""Letters of a family name that is worth a second look."""

Name = tuple[str, ...]


@dataclass
class Names:
    """Who else there is, and whose names may stand: hers, the coach's, her référent's."""

    others: dict[str, set[Name]] = field(default_factory=dict)
    """The full names, both ways round, by their first word."""
    families: set[str] = field(default_factory=set)
    own: frozenset[str] = frozenset()
    """Every word of the names that may stand."""

    def add(self, first: str, last: str) -> None:
        """Another person."""
        one, two = _words(first), _words(last)
        for name in (one + two, two + one):
            if one and two:
                self.others.setdefault(name[0], set()).add(name)
        if len(two) == 1 and len(two[0]) >= _LEAST:
            self.families.add(two[0])


@dataclass(frozen=True)
class Cleared:
    """A text without the names of others.

    Attributes:
        hidden: how many were taken out.
        doubtful: words that stay and may be someone's name.
    """

    text: str
    hidden: int
    doubtful: tuple[str, ...]


def names_around(link: Connection, participant_id: object, own: Iterable[str]) -> Names:
    """Everyone the store knows but the person; ``own`` are names that may stand."""
    names = Names(own=frozenset(word for text in own for word in _words(text)))
    people = select(Participant.first_name, Participant.last_name).where(
        Participant.id != participant_id, Participant.anonymised_on.is_(None)
    )
    met = select(OutreachContact.first_name, OutreachContact.last_name)
    for first, last in (*link.execute(people), *link.execute(met)):
        names.add(first, last)
    for (full,) in link.execute(select(CompanyContact.name)):
        first, _, last = full.partition(" ")
        names.add(first, last)
    return names


def cleared(text: str, names: Names) -> Cleared:
    """``text`` without the names of others."""
    spans = sorted({*_full(text, names), *_titled(text, names)})
    made, at, hidden = [], 0, 0
    for begin, end in spans:
        if begin >= at:
            made += [text[at:begin], HIDDEN]
            at, hidden = end, hidden + 1
    made.append(text[at:])
    kept = "".join(made)
    return Cleared(kept, hidden, tuple(dict.fromkeys(_doubtful(kept, names))))


def _full(text: str, names: Names) -> Iterator[tuple[int, int]]:
    found = [(word.start(), word.end(), fold(word[0])) for word in _WORD.finditer(text)]
    parts = [(begin, end, part) for begin, end, word in found for part in word.split("-")]
    for place, (begin, _, first) in enumerate(parts):
        for name in names.others.get(first, ()):
            following = parts[place : place + len(name)]
            if tuple(part for _, _, part in following) == name and not set(name) <= names.own:
                yield begin, following[-1][1]


def _titled(text: str, names: Names) -> Iterator[tuple[int, int]]:
    for found in _TITLED.finditer(text):
        if not _stands(found[1], names.own):
            yield found.start(1), found.start(1) + len(found[1].rstrip())


def _stands(name: str, own: Collection[str]) -> bool:
    return any(word in own for word in _words(name))


def _doubtful(text: str, names: Names) -> Iterator[str]:
    for word in _WORD.finditer(text):
        written, folded = word[0], fold(word[0])
        begins = not text[: word.start()].rstrip() or text[: word.start()].rstrip()[-1:] in ".!?"
        if (
            written[0].isupper()
            and folded in names.families
            and folded not in names.own
            and (written.isupper() or not begins)
        ):
            yield written


def _words(text: str) -> Name:
    return tuple(part for word in _WORD.findall(fold(text)) for part in word.split("-"))
