"""The lists of words of a profile by name, those inside others taken together."""

from collections.abc import Iterator
from dataclasses import fields

from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import W, Word, WordList


def word_lists(profile: ActionProfile) -> dict[str, WordList[Word]]:
    """Every list of words of a profile by its name, those inside others taken together."""
    found: dict[str, WordList[Word]] = {
        field.name: value
        for field in fields(profile)
        if isinstance(value := getattr(profile, field.name), WordList)
    }
    found["service_results"] = _together(kind.results for kind in profile.services)
    found["exit_details"] = _together(kind.details for kind in profile.exit_kinds)
    found["measure_levels"] = _together(kind.levels for kind in profile.measures)
    return found


def _together(lists: Iterator[WordList[W]]) -> WordList[Word]:
    words: dict[str, Word] = {word.key: word for inside in lists for word in inside}
    return WordList(tuple(words.values()))
