"""What is typed in the guide, and the pages that answer.

Whoever seeks types what she would ask a colleague: words that say nothing (« comment », « je ») do
not count, plurals do not either, a thing may be called by another name than ours, a letter may be
wrong; and when no page holds all of it, the nearest ones are given.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import pairwise

from coachdesk.core.french import fold
from coachdesk.domain.guide_text import GuidePage, Manner
from coachdesk.services.guide.pages import guide_pages
from coachdesk.services.guide.synonyms import LINES

_EMPTY = frozenset(
    fold(word)
    for word in (
        "comment", "pourquoi", "quand", "que", "quoi", "qui", "quel", "quelle", "est", "ce", "c",
        "je", "j", "on", "il", "elle", "un", "une", "le", "la", "les", "l", "de", "des", "du", "d",
        "à", "au", "aux", "en", "et", "ou", "ne", "n", "pas", "plus", "mon", "ma", "mes", "son",
        "sa", "ses", "sur", "pour", "par", "avec", "dans", "me", "se", "s", "si", "y", "ai", "a",
        "suis", "cette", "cet", "ces", "veux", "veut", "peux", "peut", "puis", "dois", "doit",
        "faut", "fais", "fait", "faire", "quelqu", "où", "moi", "lui", "ça", "cela", "mettre",
    )
)  # fmt: skip
_WORD = re.compile(r"[a-z0-9+]+")
_AROUND = 90
"""Letters of the page shown beside its title, where the words were found."""
_MOST = 12
"""Pages that are given: who reads on types another word."""
_IN_A_ROW = 2
"""What two words typed one after the other are worth, in a title that says them so."""
_MOST_PAGES, _COMMON = 0.4, 3
"""What more pages than that have is worth so many times less."""
_LEAST_NEAR = 5
"""Letters of a word that may have one wrong."""
_NEAR = 0.8
_NEAREST = 3

Sought = tuple[str, ...]
"""The names of one thing, the one that was typed first: a page that has any of them has it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page that answers, and the passage where it does."""

    page: GuidePage
    passage: str


@dataclass(frozen=True, slots=True)
class _Read:
    """The words of a page, bared, each after a blank: where « sign » is found at « signer »."""

    page: GuidePage
    title: str
    purpose: str
    """What it is for: its first sentence, and what it sets in bold."""
    whole: str


class _Shelf:
    """Pages that were read for seeking; made once for the same pages."""

    def __init__(self, pages: tuple[GuidePage, ...]) -> None:
        self.pages = pages
        self.read = [_read(page) for page in pages]
        self.words = sorted({word for each in self.read for word in each.whole.split()})

    def holds(self, name: str) -> bool:
        """Whether some page has that name."""
        return any(_at(name, each.whole) for each in self.read)

    def share(self, names: Sought) -> float:
        """How many of the pages have one of these names, of 1."""
        having = sum(any(_at(name, each.whole) for name in names) for each in self.read)
        return having / len(self.read)


_shelf: list[_Shelf] = []


def pages_found(typed: str, pages: tuple[GuidePage, ...] | None = None) -> tuple[Found, ...]:
    """The pages that hold what is typed, the best first; else those that hold most of it."""
    sought_in = guide_pages() if pages is None else pages
    if not _shelf or _shelf[0].pages is not sought_in:
        _shelf[:] = [_Shelf(sought_in)]
    shelf = _shelf[0]
    sought = [_mended(each, shelf) for each in things_sought(typed)]
    words = _bare(typed).split()
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    common = {names: _COMMON for names in sought if shelf.share(names) > _MOST_PAGES}
    ranked: list[tuple[int, int, int, list[Sought]]] = []
    for number, each in enumerate(shelf.read):
        held = [names for names in sought if any(_at(name, each.whole) for name in names)]
        if held:
            worth = sum(_worth(names, each) // common.get(names, 1) for names in held)
            worth += _IN_A_ROW * sum(_at(pair, each.title) for pair in pairs)
            ranked.append((len(sought) - len(held), -worth, number, held))
    ranked.sort(key=lambda each: each[:3])
    best = [each for each in ranked if each[0] == ranked[0][0]][:_MOST]
    pages_of = shelf.pages
    return tuple(Found(pages_of[at], _passage(pages_of[at], held)) for _, _, at, held in best)


def pages_titled(typed: str) -> tuple[GuidePage, ...]:
    """The pages whose title says all that is typed, those first that say it so.

    Nothing is read but titles: it is asked at each letter, among people and acts.
    """
    sought, words = things_sought(typed), _bare(typed).split()
    titles = [(page, f" {_bare(page.title)}") for page in guide_pages()] if sought else []
    told = [
        (-sum(_at(f"{one} {other}", title) for one, other in pairwise(words)), number, page)
        for number, (page, title) in enumerate(titles)
        if all(any(_at(name, title) for name in names) for names in sought)
    ]
    return tuple(page for _, _, page in sorted(told, key=lambda each: each[:2]))


def things_sought(typed: str) -> tuple[Sought, ...]:
    """The things that say something in what is typed, each with its other names."""
    left = f" {_bare(typed)} "
    things: list[Sought] = []
    for names in _synonyms():
        for name in sorted(names, key=len, reverse=True):
            if f" {name} " in left:
                things.append((name, *(other for other in names if other != name)))
                left = left.replace(f" {name} ", " / ")
                break
    words = _WORD.findall(left)
    telling = [word for word in words if word not in _bare_empty()]
    if not telling and not things:
        telling = words
    return tuple(dict.fromkeys((*things, *((word,) for word in telling))))


@cache
def _synonyms() -> tuple[Sought, ...]:
    """The longest names first: « clé de secours » before « clé »."""
    lines = [tuple(map(_bare, line.split(","))) for line in LINES.strip().splitlines()]
    return tuple(sorted(lines, key=lambda names: -max(map(len, names))))


@cache
def _bare_empty() -> frozenset[str]:
    return frozenset(map(_bare_word, _EMPTY))


def _bare(text: str) -> str:
    """The words of ``text``, folded, without the mark of their plural."""
    return " ".join(map(_bare_word, _WORD.findall(fold(text))))


def _bare_word(word: str) -> str:
    long = len(word) > 3  # noqa: PLR2004  (« bus » is no plural)
    return word[:-1] if long and word[-1] in "sx" else word


def _at(name: str, text: str) -> bool:
    return f" {name}" in text


def _mended(names: Sought, shelf: _Shelf) -> Sought:
    """A word that no page has is taken for the nearest ones that some have."""
    if len(names) > 1 or len(names[0]) < _LEAST_NEAR or shelf.holds(names[0]):
        return names
    return (names[0], *get_close_matches(names[0], shelf.words, _NEAREST, _NEAR))


def _worth(names: Sought, page: _Read) -> int:
    """More in the title than in what the page is for, and there more than elsewhere.

    What was typed is worth a little more than another name of it.
    """
    places = ((page.title, 8), (page.purpose, 3), (page.whole, 1))
    found = (
        worth + (name == names[0]) for name in names for text, worth in places if _at(name, text)
    )
    return max(found)


def _read(page: GuidePage) -> _Read:
    first = next((block.text for block in page.blocks if not block.picture), "")
    words = (words for block in page.blocks for words in block.words)
    strong = (each.text for each in words if each.manner is Manner.STRONG)
    everything = " ".join(block.text for block in page.blocks)
    title = f" {_bare(page.title)}"
    purpose = f" {_bare(' '.join((first, *strong)))}"
    return _Read(page, title, purpose, f"{title} {_bare(page.moment)} {_bare(everything)}")


def _passage(page: GuidePage, held: list[Sought]) -> str:
    """The first block that holds most of what was ``held``, cut around it."""
    said = [block.text for block in page.blocks if not block.picture]
    if not said:
        return ""
    best = max(said, key=lambda text: sum(1 for _ in _places(text, held)))
    at = min(_places(best, held), default=0)
    begin = max(best.rfind(" ", 0, max(at - _AROUND // 2, 0)), 0) if at > _AROUND // 2 else 0
    if len(best) - begin <= _AROUND:
        cut = best[begin:].strip()
    else:
        cut = best[begin : begin + _AROUND].rsplit(" ", 1)[0].strip() + "…"
    return f"…{cut}" if begin else cut


def _places(text: str, held: Iterable[Sought]) -> Iterator[int]:
    """Where each thing that ``text`` holds begins in it."""
    folded = fold(text)
    bared = f" {_bare(text)}"
    for names in held:
        name = next((each for each in names if _at(each, bared)), None)
        if name is not None:
            yield max(folded.find(name.split(" ", 1)[0]), 0)
