"""Which entries of the journal tell of someone: her ids in them, or her names in their texts.

The whole journal is read, a million entries in some ten seconds: once for all who are erased
together. Their names are then looked for word by word, whatever their number.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.models import Participant
from coachdesk.services.desk import Desk
from coachdesk.services.rights.forgetting import naming_of
from coachdesk.services.rights.naming import PHONE, Naming, digits_of
from coachdesk.services.rights.own_rows import Hers, hers
from coachdesk.store.journal import ERASURE

FEW = 4
"""People for whom the journal is as well read once for each."""
_PAGE = 20_000
"""Entries read at once."""
_TOGETHER = 200
"""Entries looked at together."""
_ESCAPED = re.compile(r"\\[nrtbf]")
_RUN = re.compile(r"[^\W\d_]+|\d+")
_Entry = tuple[int, str | None, bytes]


@dataclass(frozen=True)
class Sought:
    """Someone whose entries are looked for: her rows, and what names her."""

    mine: Hers
    naming: Naming

    def is_as(self, other: "Sought") -> bool:
        """Whether the same is looked for."""
        one, two = self.naming, other.naming
        return (
            self.mine.every == other.mine.every
            and set(one.names) == set(two.names)
            and one.numbers.keys() == two.numbers.keys()
            and set(one.others) == set(two.others)
        )


@dataclass(frozen=True)
class Seen:
    """What one reading of the journal found of several people, up to an entry."""

    found: Mapping[UUID, tuple[Sought, list[int]]]
    upto: int

    def entries_about(self, link: Connection, sought: Sought) -> list[int]:
        """Hers, with those that came since; read again from the first if she changed meanwhile."""
        (key,) = sought.mine.of(Participant)
        known = self.found.get(key)
        if known is None or not known[0].is_as(sought):
            return entries_about(link, sought)
        gone = {
            seq
            for seq in known[1]  # with someone else's, who was named there too
            if not link.exec_driver_sql(
                "SELECT body IS NOT NULL FROM journal_payload WHERE seq = ?", (seq,)
            ).scalar()
        }
        kept = [seq for seq in known[1] if seq not in gone]
        return kept + entries_about(link, sought, self.upto)


def entries_about(link: Connection, sought: Sought, after: int = 0) -> list[int]:
    """The entries whose content tells of her, in order."""
    ids = sought.mine.every
    hexes = {key.hex for key in ids}
    written = frozenset(str(key).encode() for key in ids)
    naming, found = sought.naming, list[int]()
    for page in _pages(link, after):
        for start in range(0, len(page), _TOGETHER):
            some = page[start : start + _TOGETHER]
            # Most of them tell of her nowhere: they are looked at together, ten times faster.
            every = b"\n".join(body for _, _, body in some)
            by_id = not written.isdisjoint(every.split(b'"'))
            by_name = naming.may_be_in(every.decode("utf-8", "replace"))
            found += [
                seq
                for seq, entity_id, body in some
                if entity_id in hexes
                # An id is a string of its own in canonical JSON.
                or (by_id and not written.isdisjoint(body.split(b'"')))
                or (by_name and naming.found_in(body.decode("utf-8", "replace")))
            ]
    return found


def entries_about_each(
    link: Connection, people: Sequence[Sought], goes_on: Callable[[float], bool]
) -> Seen | None:
    """Those of many people in one reading; None when ``goes_on``, told how far it is, says no."""
    found: tuple[list[int], ...] = tuple([] for _ in people)
    ids = {key: at for at, each in enumerate(people) for key in each.mine.every}
    hexes = {key.hex: at for key, at in ids.items()}
    written = {str(key).encode(): at for key, at in ids.items()}
    named = _Words(tuple(each.naming for each in people))
    last, end = 0, link.exec_driver_sql("SELECT max(seq) FROM journal_entry").scalar() or 1
    for page in _pages(link, 0):
        for seq, entity_id, body in page:
            about = {hexes[entity_id]} if entity_id in hexes else set()
            about.update(written[part] for part in written.keys() & body.split(b'"'))
            about.update(named.in_text(body.decode("utf-8", "replace")))
            for at in about:
                found[at].append(seq)
        last = page[-1][0]
        if not goes_on(last / end):
            return None
    keys = [each.mine.of(Participant)[0] for each in people]
    return Seen(dict(zip(keys, zip(people, found, strict=True), strict=True)), last)


def look_for(
    desk: Desk, ids: Sequence[UUID], goes_on: Callable[[float], bool] = lambda _: True
) -> Seen | None:
    """Read the journal once for all who are to be erased; None when ``goes_on`` says no."""

    def look(link: Connection) -> Seen | None:
        present = [mine for key in ids if (mine := hers(link, key)).ids]
        people = [Sought(mine, naming_of(link, mine)) for mine in present]
        return entries_about_each(link, people, goes_on)

    return desk.read(look, widely=True)


class _Words:
    """Who may be named, by one word of each thing that names someone: the longest it has."""

    def __init__(self, namings: Sequence[Naming]) -> None:
        self._namings = namings
        self._by_word: dict[str, set[tuple[str, int]]] = {}
        self._by_phone: dict[str, set[int]] = {}
        for at, naming in enumerate(namings):
            for token in naming.tokens:
                # What stands before « @ » is rarer than what follows.
                runs = _RUN.findall(token.partition("@")[0]) or _RUN.findall(token)
                if runs:
                    word = max(reversed(runs), key=len)
                    self._by_word.setdefault(word, set()).add((token, at))
            for other in naming.others:
                if phone := digits_of(other):
                    self._by_phone.setdefault(phone, set()).add(at)
        self._lengths = {len(phone) for phone in self._by_phone}

    def in_text(self, text: str) -> Iterator[int]:
        """Who is named in it."""
        low = _ESCAPED.sub(" ", text.lower()) if "\\" in text else text.lower()
        maybe: set[int] = set()
        for word in self._by_word.keys() & _RUN.findall(low):
            maybe.update(at for token, at in self._by_word[word] if token in low)
        for phone in PHONE.findall(low) if self._lengths else ():
            maybe |= self._of_phone("".join(_RUN.findall(phone)))
        return (at for at in maybe if self._namings[at].found_in(text))

    def _of_phone(self, digits: str) -> set[int]:
        parts = (
            digits[at : at + length]
            for length in self._lengths
            for at in range(len(digits) - length + 1)
        )
        return {at for part in parts for at in self._by_phone.get(part, ())}


def _pages(link: Connection, after: int) -> Iterator[Sequence[_Entry]]:
    """The entries that have a content, so many at a time."""
    while True:
        page = link.exec_driver_sql(
            "SELECT e.seq, e.entity_id, p.body FROM journal_entry e "
            "JOIN journal_payload p ON p.seq = e.seq "
            "WHERE e.seq > ? AND p.body IS NOT NULL AND e.kind != ? ORDER BY e.seq LIMIT ?",
            (after, ERASURE, _PAGE),
        ).all()
        if not page:
            return
        yield [(seq, entity_id, body) for seq, entity_id, body in page]
        after = page[-1].seq
