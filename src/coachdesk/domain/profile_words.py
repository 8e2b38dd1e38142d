"""Lists of words in a profile: each with a key that is kept, a label, synonyms that are typed."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from coachdesk.core.french import NBSP, fold, quoted
from coachdesk.domain.profile_table import Table
from coachdesk.domain.words import NOT_TOLD, FseWord, Word, WordList

W = TypeVar("W", bound=Word)

KEY = re.compile(r"[a-z][a-z0-9_-]{0,63}")
"""What the store can keep for a word."""
_KEY_LETTERS = 40
KEY_REMEDY = "Écrivez des minuscules sans accent, des chiffres, « - » ou « _ », 64 au plus."


def key_for(label: str, taken: Collection[str]) -> str:
    """A key for a new word, made of its label; it never changes afterwards."""
    bare = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:_KEY_LETTERS] or "mot"
    first = bare if bare[0].isalpha() else f"mot_{bare}"
    key, number = first, 1
    while key in taken:
        number += 1
        key = f"{first}_{number}"
    return key


def read_words(
    parent: Table, name: str, read: Callable[[Table, str], W], *, keys: Sequence[str] | None = None
) -> WordList[W]:
    """The list ``name``; with ``keys``, its words are exactly those that the program knows."""
    found: list[W] = []
    for table in parent.tables(name):
        key = table.text("key")
        if keys is not None:
            key = key if key in keys or not key else table.unknown("key", key, keys)
        elif key and not KEY.fullmatch(key):
            table.note("key", f"{quoted(key)} ne peut pas servir de clé.", KEY_REMEDY)
        found.append(read(table, key))
        table.done()
        _refuse_not_told(table, found[-1])
        _refuse_twice(table, found)
    if found and keys is not None and all(word.key for word in found):
        for key in keys:
            if all(word.key != key for word in found):
                parent.note(name, f"Le mot de clé {quoted(key)} manque.", "Ajoutez-le à la liste.")
    return WordList(tuple(found))


def _refuse_not_told(table: Table, word: Word) -> None:
    if fold(word.label) == fold(NOT_TOLD):
        table.note(
            "label",
            f"{quoted(NOT_TOLD)} est déjà le nom des lignes où ce mot manque.",
            "Choisissez un autre libellé.",
        )


def _refuse_twice(table: Table, found: Sequence[Word]) -> None:
    *before, last = found
    if last.key and any(word.key == last.key for word in before):
        table.note("key", f"La clé «{NBSP}{last.key}{NBSP}» sert déjà.", "Choisissez-en une autre.")
    taken = {fold(text) for word in before for text in _typed(word)}
    for text in _typed(last):
        if text and fold(text) in taken:
            table.note(
                "label" if text == last.label else "synonyms",
                f"{quoted(text)} désigne déjà un autre mot de la liste.",
                "Un libellé ou un synonyme n’a qu’un sens.",
            )


def _typed(word: Word) -> Iterable[str]:
    return (word.label, *word.synonyms)


def synonyms(table: Table) -> tuple[str, ...]:
    """What may be typed for a word."""
    return table.texts("synonyms", optional=True)


def read_word(table: Table, key: str) -> Word:
    """A word that says no more than its label."""
    figure = table.text_or_none("figure") or ""
    return Word(key, table.text("label"), synonyms(table), figure=figure)


def read_fse_word(allowed: Mapping[str, str]) -> Callable[[Table, str], FseWord]:
    """How to read a word that the FSE+ counts: its key says under what, unless ``fse`` does.

    ``allowed`` gives what the FSE+ makes of each key, and its values are what ``fse`` may be.
    """

    def read(table: Table, key: str) -> FseWord:
        word = read_word(table, key)
        kinds = tuple(dict.fromkeys(allowed.values()))
        fse = table.choice("fse", kinds) if table.has("fse") else allowed.get(key, "")
        return FseWord(word.key, word.label, word.synonyms, figure=word.figure, fse=fse)

    return read
