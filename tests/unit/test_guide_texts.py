"""The guide says what is on the screen: its buttons, keys and pictures exist, in good French."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache

import pytest

from coachdesk.services.targets import EVENTS, Screen
from coachdesk.ui.screens.settings.index import sections
from support.guide_names import SHOWS
from support.guide_texts import KEYS, MOMENTS, Text, guide_texts
from support.source import ROOT, python_files, texts

WORDS = 200
"""Read in a minute."""
_LEAST = 5
"""Letters that a sentence with blanks must say, or « {} {} » would be anything."""
_SPACES = str.maketrans("\u00a0\u202f", "  ", "&\u00ad")
_FRENCH_KEYS = {
    "Maj": "Shift", "Entrée": "Enter", "Échap": "Esc", "Espace": "Space", "Page suiv.": "PgDown",
}  # fmt: skip
_PLAIN_KEYS = {"Ctrl", "Ctrl+V", "F2"}
"""Those that the source does not write: Qt's own, and one held beside the arrows."""
_ITSELF = "guide"
"""The screen where the guide is read."""

every_page = pytest.mark.parametrize("page", guide_texts(), ids=lambda page: page.name)


def plain(words: str) -> str:
    """As it is compared: whatever the spaces, without the dots that announce a question."""
    return " ".join(words.translate(_SPACES).split()).rstrip("….\u202f ").strip()


def told(value: object) -> Iterator[str]:
    """Every text of a file of data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from told(item)


@cache
def said() -> frozenset[str]:
    """Every text of the source."""
    return frozenset(str(text.value) for path in python_files("src") for text in texts(path))


@cache
def on_screen() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The sentences of the source and of what it ships; those with blanks as patterns."""
    shipped = (ROOT / "resources").rglob("*.toml")
    sentences = said().union(*(told(tomllib.loads(path.read_text("utf-8"))) for path in shipped))
    patterns = (
        re.compile(re.escape(plain(each)).replace(r"\{\}", ".+"))
        for each in sentences
        if "{}" in each and len(re.sub(r"\W|\{\}", "", each)) >= _LEAST
    )
    return frozenset(map(plain, sentences)), tuple(patterns)


def exists(words: str) -> bool:
    sentences, patterns = on_screen()
    return plain(words) in sentences or any(each.fullmatch(plain(words)) for each in patterns)


@cache
def bound_keys() -> frozenset[str]:
    """The keys that the source binds, or that a tooltip tells."""
    keys = {key for text in said() for key in text.split(", ")}
    return frozenset(keys) | {key for text in said() for key in re.findall(r"\(([^()]+)\)", text)}


def test_there_is_a_page_for_each_moment_and_each_screen() -> None:
    assert {page.front["moment"] for page in guide_texts()} == set(MOMENTS)
    told_of = {screen for page in guide_texts() for screen in page.listed("ecrans")}
    parts = {told for told in told_of if "/" in told}
    assert told_of - parts - {_ITSELF} == {screen.value for screen in Screen} - {_ITSELF}
    settings = {f"settings/{each.key}" for each in sections()}
    assert parts == settings | {f"services/{EVENTS}", "appointment/new"}


def test_the_pages_follow_the_moments_each_at_a_place_of_its_own() -> None:
    places = [int(page.front["ordre"]) for page in guide_texts()]
    assert len(set(places)) == len(places)
    moments = [MOMENTS.index(page.front["moment"]) for page in guide_texts()]
    assert moments == sorted(moments)
    titles = [page.title for page in guide_texts()]
    assert len(set(titles)) == len(titles)


@every_page
def test_the_front_block_tells_the_pictures_of_the_page(page: Text) -> None:
    assert tuple(page.front) == KEYS
    shown = tuple(dict.fromkeys(page.pictures))
    assert shown == tuple(f"pictures/{name}.png" for name in page.listed("images"))
    assert shown, "a page shows what it speaks of"
    assert set(page.listed("images")) <= set(SHOWS), "each is drawn: architecture/test_guide"


@every_page
def test_its_links_lead_somewhere(page: Text) -> None:
    others = {f"{each.name}.md" for each in guide_texts() if each is not page}
    assert page.links, "a page has neighbours"
    assert not set(page.links) - others


@every_page
def test_it_is_read_in_a_minute_and_says_what_to_do_when_it_sticks(page: Text) -> None:
    assert len(page.read.split()) <= WORDS
    headings = [line for line in page.text.splitlines() if line.startswith("#")]
    assert headings[1:] == ["## Si quelque chose coince"]


@every_page
def test_it_names_only_what_is_on_the_screen(page: Text) -> None:
    strange = [words for words in re.findall(r"«\s*(.*?)\s*»", page.text) if not exists(words)]
    assert not strange


@every_page
def test_it_names_only_keys_that_are_bound(page: Text) -> None:
    strange = []
    for keys in re.findall(r"`([^`]+)`", page.text):
        portable = "+".join(_FRENCH_KEYS.get(each, each) for each in re.split(r"\+(?=.)", keys))
        known = {keys, portable, portable.replace("Enter", "Return")}
        if not known & (bound_keys() | _PLAIN_KEYS):
            strange.append(keys)
    assert not strange


@every_page
def test_its_french_is_well_set(page: Text) -> None:
    text = re.sub(r"`[^`]*`|\]\([^)]*\)", "", page.text)
    faults = [
        found[0]
        for rule in (
            r".{0,12}(?<!\u00a0):(?=[\s*]).{0,5}",
            r".{0,12}(?<!\u202f)[;!?](?!\[).{0,5}",
            r".{0,12}(«(?!\u00a0)|(?<!\u00a0)»).{0,5}",
            r".{0,12}(?:'|\.\.\.|\b[Aa] l’).{0,5}",
        )
        for found in re.finditer(rule, text)
    ]
    assert not faults
