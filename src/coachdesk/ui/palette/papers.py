"""The papers that the palette proposes: « convention durand » opens hers."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from coachdesk.core import search
from coachdesk.core.french import fold
from coachdesk.domain.papers import PaperTemplate, Subject
from coachdesk.queries.participants import ParticipantRow, State
from coachdesk.services.people_columns import full_name
from coachdesk.services.people_list import PeopleList
from coachdesk.services.people_ranking import ranked
from coachdesk.ui.item_models.entries import Entry

PAPER = "paper:"
"""Begins the key of an entry that opens a paper; its kind follows."""
DECISION = "decision"
"""The act that a contract waits for."""
_KINDS, _PEOPLE = 3, 3
_LEAST = 3
"""Letters of a word that names a paper: « de » names none."""


def papers_of_people(
    people: PeopleList, kinds: Iterable[PaperTemplate], typed: str, recent: Sequence[UUID]
) -> list[Entry]:
    """The papers meant by some of the words, of the people meant by the others.

    Where no word is left for anyone, of those opened of late.
    """
    words = search.words(typed)
    found = []
    for kind in kinds:
        text = _text(kind)
        named = [word for word in words if len(word) >= _LEAST and f" {word}" in text]
        rest = [word for word in words if word not in named and len(word) >= _LEAST]
        if named:
            found.append((len(named), kind, " ".join(rest)))
    most = max((number for number, _, _ in found), default=0)
    meant = [(kind, who) for number, kind, who in found if number == most][:_KINDS]
    places: dict[int, list[PaperTemplate]] = {}
    for kind, who in meant:
        ranks = ranked(people, who, recent, _PEOPLE)
        for place in (place for rank in sorted(ranks) for place in ranks[rank]):
            places.setdefault(place, []).append(kind)
    return [
        paper_entry(
            kind,
            people.rows[place],
            f"{kind.title}\u00a0: {full_name(people.rows[place])}",
            "Ouvrir ou établir ce papier",
        )
        for place, hers in places.items()
        for kind in hers
    ]


def paper_entry(kind: PaperTemplate, row: ParticipantRow, words: str, detail: str) -> Entry:
    """A paper of hers; before she entered the action, her contract begins by the decision."""
    key = f"{PAPER}{kind.key}"
    if kind.subject is Subject.CONTRACT and row.state is State.NOT_FOLLOWED:
        key, detail = DECISION, "Le contrat suit la décision\u00a0: la prendre"
    return Entry(words, detail, glyph="file-pen-line", key=key, person=row)


def kinds_named(kinds: Iterable[PaperTemplate], typed: str) -> list[PaperTemplate]:
    """The papers whose title holds every word; none when nothing is typed."""
    words = search.words(typed)
    return [kind for kind in kinds if words and search.matches(_text(kind), words)]


def _text(kind: PaperTemplate) -> str:
    """What a paper is found by: its title, each word after a space."""
    bare = fold(kind.title)
    return " " + " ".join(bare.replace("'", " ").replace("(", " ").replace(")", " ").split())
