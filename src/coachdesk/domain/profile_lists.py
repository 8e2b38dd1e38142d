"""The lists of words of a profile by name, those inside others taken together."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import W, Word, WordList


def word_lists(profile: ActionProfile) -> dict[str, WordList[Word]]:
    """Every list of words of a profile by its name, those inside others taken together."""
    found = _alone(profile)
    found["service_results"] = _together(kind.results for kind in profile.services)
    found["exit_details"] = _together(kind.details for kind in profile.exit_kinds)
    found["measure_levels"] = _together(kind.levels for kind in profile.measures)
    return found


def lists_apart(profile: ActionProfile) -> dict[tuple[str, str], WordList[Any]]:
    """Every list by its name and the key of the word in which it stands, empty for none."""
    found: dict[tuple[str, str], WordList[Any]] = {
        (name, ""): words for name, words in _alone(profile).items()
    }
    for kind in profile.services:
        found["service_results", kind.key] = kind.results
    for exit_kind in profile.exit_kinds:
        found["exit_details", exit_kind.key] = exit_kind.details
    for measure in profile.measures:
        found["measure_levels", measure.key] = measure.levels
    return found


def _alone(profile: ActionProfile) -> dict[str, WordList[Any]]:
    return {
        field.name: value
        for field in fields(profile)
        if isinstance(value := getattr(profile, field.name), WordList)
    }


_INSIDE = {"exit_kinds": "details", "services": "results", "measures": "levels"}
"""The lists whose words have a list of their own, and its name."""


def with_later_words(kept: ActionProfile, now: ActionProfile) -> ActionProfile:
    """A profile of before that reads the words which came since, for the rows that carry one."""
    later: dict[str, Any] = {}
    for name, words in _alone(kept).items():
        today, inside = getattr(now, name), _INSIDE.get(name)
        told = words.words
        if inside is not None:
            told = tuple(_inside(each, today, inside) for each in words)
        later[name] = WordList(told, today)
    return replace(kept, **later)


def _inside(word: Any, today: WordList[Any], name: str) -> Any:  # noqa: ANN401  (it has a list)
    if word.key not in today:
        return word
    known: WordList[Any] = getattr(word, name)
    return replace(word, **{name: WordList(known.words, getattr(today[word.key], name))})


def _together(lists: Iterator[WordList[W]]) -> WordList[Word]:
    words: dict[str, Word] = {word.key: word for inside in lists for word in inside}
    return WordList(tuple(words.values()))
