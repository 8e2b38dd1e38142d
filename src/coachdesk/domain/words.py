"""The words of an action: a key that is stored, a label that is read, synonyms that are typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from coachdesk.core.french import fold
from coachdesk.domain.nearest import nearest

NOT_TOLD = "Non renseigné"
"""What the rows that carry no word are counted under; hence the label of none."""


@dataclass(frozen=True)
class Word:
    """One word of a list. ``key`` is what the store keeps; ``label`` is the French people read."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    figure: str = field(default="", kw_only=True)
    """What the figures given as JSON call it, where those who read them know it by another name."""


@dataclass(frozen=True)
class FseWord(Word):
    """A word that the FSE+ counts under a name of its own: a gender, a situation of employment."""

    fse: str = field(default="", kw_only=True)
    """Under which: a value of ``domain.fse.Gender`` or ``domain.fse_record.LabourStatus``."""


W = TypeVar("W", bound=Word)


@dataclass(frozen=True)
class WordList(Generic[W]):
    """The words of one subject, in the order of the profile."""

    words: tuple[W, ...]
    later: "WordList[W] | None" = field(default=None, compare=False, repr=False)
    """Words that came after this list was kept: read where a row carries one, and no part of it."""

    def __iter__(self) -> Iterator[W]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._found(key) is not None

    def __getitem__(self, key: str) -> W:
        """The word of that key.

        Raises:
            KeyError: when the list doesn't hold it.
        """
        word = self._found(key)
        if word is None:
            raise KeyError(key)
        return word

    def key_of(self, typed: str) -> str | None:
        """The key of a label or synonym, whatever its case, accents and spaces; None if unknown."""
        return self._by_text.get(fold(typed))

    def label(self, key: str) -> str:
        """The label of ``key``; the key itself for a word that the profile no longer holds."""
        word = self._found(key)
        return word.label if word else key

    def nearest(self, typed: str) -> str | None:
        """The label nearest to ``typed``, to be proposed; None when none is like it."""
        texts = {text: word.label for word in self.words for text in (word.label, *word.synonyms)}
        found = nearest(typed, texts)
        return texts[found] if found else None

    def _found(self, key: str) -> W | None:
        word = self._by_key.get(key)
        if word is None and self.later is not None and key in self.later:
            return self.later[key]
        return word

    @cached_property
    def _by_key(self) -> dict[str, W]:
        return {word.key: word for word in self.words}

    @cached_property
    def _by_text(self) -> dict[str, str]:
        return {
            fold(text): word.key for word in self.words for text in (word.label, *word.synonyms)
        }
