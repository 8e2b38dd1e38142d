"""A profile as people read it: every value, every list of words, without the file's form."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.domain.exits import ExitKind
from coachdesk.domain.profile import ActionProfile, ServiceKind, Texts
from coachdesk.domain.profile_deliveries import deliveries_words
from coachdesk.domain.profile_fields import FIELDS, typed_values
from coachdesk.domain.profile_lists import word_lists
from coachdesk.domain.words import Word
from coachdesk.services.actions.changed_parts import TEXT_NAMES
from coachdesk.services.actions.compare import LISTS


@dataclass(frozen=True)
class ReadPart:
    """One part of the profile: its heading, then its lines as « name, value »."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def read_parts(profile: ActionProfile, text: str) -> tuple[ReadPart, ...]:
    """All that the profile says, in the order in which it is looked for."""
    shown = typed_values(text)
    groups = {field.group: None for field in FIELDS}
    parts = [
        ReadPart(
            group,
            tuple(
                (field.label, shown[field.path] or "—") for field in FIELDS if field.group == group
            ),
        )
        for group in groups
    ]
    parts.insert(1, ReadPart("Financeurs", tuple(_funders(profile))))
    lists = word_lists(profile)
    nested = {"service_results", "exit_details"}
    words = tuple(
        (name, "\n".join(map(_word, lists[key])) or "—")
        for key, name in LISTS.items()
        if key not in nested
    )
    return (
        *parts,
        ReadPart("Listes de mots", words),
        ReadPart(
            "Papiers",
            (
                ("Colonnes du tableau de suivi", ", ".join(profile.table_columns)),
                ("Papiers changés par l’action", ", ".join(sorted(profile.papers)) or "aucun"),
                ("Papiers retirés", ", ".join(sorted(profile.papers_off)) or "aucun"),
                *(
                    (TEXT_NAMES.get(each.name, each.name), getattr(profile.texts, each.name))
                    for each in fields(Texts)
                ),
            ),
        ),
        ReadPart("Ce qui part", deliveries_words(profile.deliveries)),
        ReadPart(
            "Phrases",
            (
                ("Proposées dans les notes", "\n".join(profile.phrases)),
                ("Manières de joindre", "\n".join(profile.contact_attempts)),
            ),
        ),
    )


def _funders(profile: ActionProfile) -> Iterator[tuple[str, str]]:
    for funder in profile.funders:
        share = funder.share_percent
        yield funder.name, "—" if share is None else f"{share}{NNBSP}%"


def _word(word: Word) -> str:
    """« Emploi : CDI, CDD… », « BRSA (aussi : RSA) »."""
    told = word.label
    if word.synonyms:
        told += f" (aussi{NBSP}: {', '.join(word.synonyms)})"
    inside = (
        word.details if isinstance(word, ExitKind)
        else word.results if isinstance(word, ServiceKind)
        else ()
    )  # fmt: skip
    labels = ", ".join(each.label for each in inside)
    return f"{told}{NBSP}: {labels}" if labels else told
