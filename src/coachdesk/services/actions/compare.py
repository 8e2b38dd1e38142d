"""What another profile would change, in words: values, words of the lists, columns, texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from coachdesk.core.french import NBSP, listed, quoted
from coachdesk.domain.profile import ActionProfile, Texts
from coachdesk.domain.profile_deliveries import deliveries_words
from coachdesk.domain.profile_fields import FIELDS, field_name, typed_values
from coachdesk.domain.profile_lists import lists_apart, word_lists
from coachdesk.domain.words import Word, WordList
from coachdesk.services.actions.changed_parts import (
    TEXT_NAMES,
    column_changes,
    count_changes,
    paper_changes,
)

LISTS: Mapping[str, str] = {
    "prescribers": "Prescripteurs",
    "outcomes": "Suites d’une prescription",
    "genders": "Sexe",
    "statuses": "Statuts",
    "training_levels": "Niveaux de formation",
    "households": "Situations familiales",
    "obstacles": "Freins",
    "employment": "Situations d’emploi",
    "modes": "Formes de rendez-vous",
    "presences": "Présences",
    "purposes": "Objets d’immersion",
    "reviews": "Avis de l’entreprise",
    "recommendations": "Préconisations",
    "absence_reasons": "Motifs d’absence",
    "absence_proofs": "Justificatifs",
    "exemptions": "Motifs d’aménagement",
    "steps": "Démarches",
    "handouts": "Documents remis",
    "attachment_kinds": "Pièces",
    "services": "Actes",
    "service_results": "Résultats des actes",
    "outreach_kinds": "Actions d’aller-vers",
    "outreach_outcomes": "Suites de l’aller-vers",
    "prospecting_kinds": "Démarchages",
    "prospecting_results": "Résultats du démarchage",
    "immersion_causes": "Causes de fin d’immersion",
    "follow_up_outcomes": "Issues des suivis",
    "time_kinds": "Temps hors rendez-vous",
    "measures": "Mesures avant et après",
    "measure_levels": "Niveaux des mesures",
    "exit_kinds": "Types de sortie",
    "exit_details": "Détails de sortie",
}
"""The French name of each list of words; a test holds them to ``ActionProfile``."""


@dataclass(frozen=True)
class Removed:
    """Words that the other profile no longer has."""

    name: str
    """Of the list."""
    labels: Mapping[str, str]
    """By key."""
    parent: str = ""
    """The key of the word in which the list stands; empty for a list by itself."""


def removed_words(before: ActionProfile, after: ActionProfile) -> tuple[Removed, ...]:
    """The words that ``after`` no longer has, by list; those in a word that goes, go with it."""
    later = lists_apart(after)
    lost = (
        Removed(
            name,
            {word.key: word.label for word in words if word.key not in later[name, parent]},
            parent,
        )
        for (name, parent), words in lists_apart(before).items()
        if (name, parent) in later
    )
    return tuple(removed for removed in lost if removed.labels)


def changes(before: ActionProfile, old: str, after: ActionProfile, new: str) -> Iterator[str]:
    """One line for each thing that would change; ``old`` and ``new`` are their texts."""
    was, now = typed_values(old), typed_values(new)
    for field in FIELDS:
        if was[field.path] != now[field.path]:
            told = f"{was[field.path] or 'rien'} → {now[field.path] or 'rien'}"
            yield f"{field_name(field.path)}{NBSP}: {told}"
    if before.funders != after.funders:
        yield f"Financeurs{NBSP}: {listed([funder.name for funder in after.funders])}"
    later = word_lists(after)
    earlier = word_lists(before)
    for name, words in earlier.items():
        inside = _INSIDE.get(name, "")
        told_inside = bool(inside) and earlier[inside] != later[inside]
        yield from _word_changes(LISTS[name], words, later[name], told_inside=told_inside)
    for name, values in (
        ("Phrases", (before.phrases, after.phrases)),
        ("Tranches d’âge", (before.age_bands, after.age_bands)),
        ("Signature du coach sur les feuilles", (before.coach_signature, after.coach_signature)),
        ("Manières de joindre", (before.contact_attempts, after.contact_attempts)),
    ):
        if values[0] != values[1]:
            yield f"{name}{NBSP}: changé"
    yield from column_changes(before, after)
    for text in fields(Texts):
        if getattr(before.texts, text.name) != getattr(after.texts, text.name):
            yield f"Texte {quoted(TEXT_NAMES[text.name])}{NBSP}: changé"
    yield from _leaving_changes(before, after)
    yield from paper_changes(before, after)
    yield from count_changes(before, after)


def _leaving_changes(before: ActionProfile, after: ActionProfile) -> Iterator[str]:
    was = dict(deliveries_words(before.deliveries))
    for sort, leaving in deliveries_words(after.deliveries):
        if leaving != was[sort]:
            yield f"{sort}{NBSP}: {leaving}"


_INSIDE = {
    "exit_kinds": "exit_details", "services": "service_results", "measures": "measure_levels",
}  # fmt: skip
"""The lists that stand in the words of another one."""


def _whole(word: Word) -> Word:
    return word


def _alone(word: Word) -> Word:
    """The word without the list that is in it."""
    emptied: dict[str, Any] = {
        name: WordList(()) for name in ("details", "results", "levels") if hasattr(word, name)
    }
    return replace(word, **emptied) if emptied else word


def _word_changes(
    name: str, before: WordList[Word], after: WordList[Word], *, told_inside: bool
) -> Iterator[str]:
    same = _alone if told_inside else _whole
    for verb, labels in (
        ("ajouté", [word.label for word in after if word.key not in before]),
        ("retiré", [word.label for word in before if word.key not in after]),
    ):
        if labels:
            many = "s" if len(labels) > 1 else ""
            yield f"{name}, {verb}{many}{NBSP}: {', '.join(map(quoted, labels))}"
    for word in after:
        if word.key in before and before[word.key].label != word.label:
            yield f"{name}{NBSP}: {quoted(before[word.key].label)} devient {quoted(word.label)}"
        elif word.key in before and same(before[word.key]) != same(word):
            yield f"{name}{NBSP}: {quoted(word.label)} est réglé autrement"
    kept = [word.key for word in before if word.key in after]
    if kept != [word.key for word in after if word.key in before]:
        yield f"{name}{NBSP}: dans un autre ordre"
