"""The pages of the guide, as they are shipped: read once, found by a few letters, without network.

Whoever seeks types what she would ask a colleague: words that say nothing (« comment », « je ») do
not count, plurals do not either, and when no page holds all of it the nearest ones are given.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coachdesk.core.french import fold
from coachdesk.core.resources import guide_root
from coachdesk.domain.guide_text import BlockKind, GuidePage, read_page

NEWS = "nouveautes"
"""The page that says what each version brought."""
FIRST = "se-reperer"
"""The page for who asks for help on nothing in particular."""
PICTURES_PAGE = "README"
"""It tells the pictures to who makes them, and is no page of the guide."""
_EMPTY = frozenset(
    fold(word)
    for word in (
        "comment", "pourquoi", "quand", "que", "quoi", "qui", "quel", "quelle", "est", "ce", "c",
        "je", "j", "on", "il", "elle", "un", "une", "le", "la", "les", "l", "de", "des", "du", "d",
        "à", "au", "aux", "en", "et", "ou", "ne", "n", "pas", "plus", "mon", "ma", "mes", "son",
        "sa", "ses", "sur", "pour", "par", "avec", "dans",
    )
)  # fmt: skip
_WORD = re.compile(r"[a-z0-9+]+")
_AROUND = 90
"""Letters of the page shown beside its title, where the words were found."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page that answers, and the passage where it does."""

    page: GuidePage
    passage: str


@cache
def guide_pages() -> tuple[GuidePage, ...]:
    """Every page, in the order of the guide."""
    return read_folder(guide_root())


def read_folder(folder: Path) -> tuple[GuidePage, ...]:
    """The pages of ``folder``, in their order.

    Raises:
        GuideFaultError: one of them can't be read.
    """
    files = (path for path in folder.glob("*.md") if path.stem != PICTURES_PAGE)
    pages = [read_page(path.stem, path.read_text("utf-8")) for path in files]
    return tuple(sorted(pages, key=lambda page: (page.order, page.key)))


def page_named(key: str) -> GuidePage | None:
    """The page of that file."""
    name = key.removesuffix(".md")
    return next((page for page in guide_pages() if page.key == name), None)


def pages_about(screen: str) -> tuple[GuidePage, ...]:
    """The pages that tell of a screen, the one to which F1 leads first.

    Where none does, the one that says how to find one's way.
    """
    about = tuple(page for page in guide_pages() if screen in page.screens)
    return about or tuple(page for page in (page_named(FIRST), *guide_pages()[:1]) if page)[:1]


def picture_path(name: str) -> Path:
    """The file of a picture; one that was not shipped is not there."""
    return guide_root() / "pictures" / f"{name}.png"


def missing_files() -> tuple[str, ...]:
    """The pages that the others lead to, and the pictures they show, that were not shipped."""
    pages = guide_pages()
    led = {to.split("#")[0] for page in pages for to in page.links if "://" not in to}
    lost = (led - {f"{page.key}.md" for page in pages}) - {""}
    shown = {picture_path(name) for page in pages for name in page.shown}
    return (*sorted(lost), *sorted(path.name for path in shown if not path.is_file()))


def by_moment(pages: Iterable[GuidePage]) -> dict[str, list[GuidePage]]:
    """The pages under the moment that they are for, both in the order of the guide."""
    told: dict[str, list[GuidePage]] = {}
    for page in pages:
        told.setdefault(page.moment, []).append(page)
    return told


def pages_found(typed: str, pages: tuple[GuidePage, ...] | None = None) -> tuple[Found, ...]:
    """The pages that hold what is typed, the best first; else those that hold most of it."""
    sought = sought_words(typed)
    if not sought:
        return ()
    ranked: list[tuple[int, int, int, Found]] = []
    for number, page in enumerate(guide_pages() if pages is None else pages):
        title, headings, whole = _texts(page)
        held = [word for word in sought if word in whole]
        if not held:
            continue
        where = 0 if _all(sought, title) else 1 if _all(sought, title + headings) else 2
        ranked.append((len(sought) - len(held), where, number, Found(page, _passage(page, held))))
    if not ranked:
        return ()
    least = min(missing for missing, *_ in ranked)
    return tuple(each[-1] for each in sorted(ranked, key=lambda each: each[:3]) if each[0] == least)


def sought_words(typed: str) -> tuple[str, ...]:
    """The words that say something, folded, without the mark of their plural."""
    words = _WORD.findall(fold(typed))
    telling = [word for word in words if word not in _EMPTY] or words
    return tuple(dict.fromkeys(_bare(word) for word in telling))


def _bare(word: str) -> str:
    long = len(word) > 3  # noqa: PLR2004  (« bus » is no plural)
    return word[:-1] if long and word[-1] in "sx" else word


def _all(sought: Iterable[str], text: str) -> bool:
    return all(word in text for word in sought)


@cache
def _texts(page: GuidePage) -> tuple[str, str, str]:
    """Title, headings and everything, folded."""
    headings = " ".join(block.text for block in page.blocks if block.kind is BlockKind.HEADING)
    everything = " ".join(block.text for block in page.blocks)
    title = fold(page.title)
    return title, f" {fold(headings)}", f"{title} {fold(page.moment)} {fold(everything)}"


def _passage(page: GuidePage, words: list[str]) -> str:
    """The first block that holds most of ``words``, cut around them."""
    said = [block.text for block in page.blocks if not block.picture]
    if not said:
        return ""
    best = max(said, key=lambda text: sum(word in fold(text) for word in words))
    folded = fold(best)
    at = min((folded.find(word) for word in words if word in folded), default=0)
    begin = max(best.rfind(" ", 0, max(at - _AROUND // 2, 0)), 0) if at > _AROUND // 2 else 0
    if len(best) - begin <= _AROUND:
        cut = best[begin:].strip()
    else:
        cut = best[begin : begin + _AROUND].rsplit(" ", 1)[0].strip() + "…"
    return f"…{cut}" if begin else cut
