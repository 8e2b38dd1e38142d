"""What the palette proposes for what is typed: people, companies and commands, together."""

from collections.abc import Sequence
from uuid import UUID

from coachdesk.core import search
from coachdesk.core.french import NBSP, fold, short_date
from coachdesk.domain.papers import PaperTemplate
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.participants import ParticipantRow, State
from coachdesk.services.companies.company_list import CompanyList
from coachdesk.services.people_columns import full_name, next_words
from coachdesk.services.people_list import PeopleList
from coachdesk.services.people_ranking import ranked
from coachdesk.ui.commands import Command, commands_found
from coachdesk.ui.item_models.entries import Entry
from coachdesk.ui.palette.companies import companies_named
from coachdesk.ui.palette.guide import pages_meant
from coachdesk.ui.palette.papers import DECISION, kinds_named, paper_entry, papers_of_people

_PEOPLE = 30
"""More letters find someone sooner than scrolling further."""
_RECENT = 6
_RANKS = (0, 1, 2)
CARD, APPOINTMENT, MOVE, CONTRACT, IMMERSION, DIAGNOSTIC, PAPERS = (
    "card",
    "appointment",
    "move",
    "contract",
    "immersion",
    "diagnostic",
    "papers",
)
EXIT, FOLLOW_UP, REENTRY = "exit", "follow_up", "reentry"
"""What can be done for a person."""


def proposals(
    people: PeopleList | None,
    profile: ActionProfile,
    offered: tuple[Command, ...],
    typed: str,
    recent: Sequence[UUID],
    papers: Sequence[PaperTemplate] = (),
    companies: CompanyList | None = None,
) -> list[Entry]:
    """The best first, the pages of the guide last; with nothing typed those opened of late."""
    limit = _PEOPLE if typed.strip() else _RECENT
    found = commands_found(offered, typed)
    ranks = ranked(people, typed, recent, limit) if people else {rank: [] for rank in _RANKS}
    entries: list[Entry] = []
    for rank in _RANKS:
        if people is not None and rank == 1:  # whoever is named so comes before a paper of hers
            entries += papers_of_people(people, papers, typed, recent)
        if people is not None:
            entries += [person_entry(people.rows[place], profile) for place in ranks[rank]]
        entries += [_command_entry(command) for command in found[rank]]
        if companies is not None and rank == 0:  # a person or an act meant comes before them
            entries += companies_named(companies, typed)
    # A command named in full is meant, whoever's name begins like it.
    named = [entry for entry in entries if entry.key and fold(entry.words) == fold(typed)]
    if named:
        entries = named + [entry for entry in entries if entry not in named]
    return entries + pages_meant(typed)


def person_entry(row: ParticipantRow, profile: ActionProfile) -> Entry:
    """Her name; commune, n°, and her next rendez-vous or where she stands."""
    if row.next_on is not None:
        standing = f"rendez-vous le {next_words(row)}"
    elif row.state is State.LEFT:
        standing = f"sortie le {short_date(row.left_on)}"
    elif row.state is State.NOT_FOLLOWED:
        standing = profile.outcomes.label(row.outcome)
    else:
        standing = "sans rendez-vous prévu"
    parts = (row.commune or "", f"n°{NBSP}{row.number}", standing)
    detail = " · ".join(part for part in parts if part)
    return Entry(full_name(row), detail, glyph="user-round", person=row)


def acts_on(row: ParticipantRow, typed: str, papers: Sequence[PaperTemplate] = ()) -> list[Entry]:
    """What can be done for her; the letters typed narrow it, and name papers."""
    coming = next_words(row)
    call = f"Appeler le {row.phone}" if row.phone else "Pas de téléphone noté"
    entries = [Entry("Ouvrir la fiche", glyph="user-round", key=CARD, person=row)]
    if coming:
        entries += [
            Entry("Ouvrir le rendez-vous", coming, "", "calendar-days", APPOINTMENT, row),
            Entry("Appeler, déplacer ou excuser", call, "", "phone", MOVE, row),
        ]
    elif row.state is not State.LEFT:
        entries.append(Entry("Nouveau rendez-vous", call, "", "plus", APPOINTMENT, row))
    if row.state is State.FOLLOWED:
        signed = (
            f"signé le {short_date(row.contract_on)}" if row.contract_on else "pas de contrat signé"
        )
        entries.append(Entry("Contrat", signed, "", "signature", CONTRACT, row))
        entries.append(Entry("Nouvelle immersion", "PMSMP", "", "briefcase", IMMERSION, row))
        entries.append(Entry("Sortie", "ou prolongation", "", "log-out", EXIT, row))
    if row.state is State.LEFT:
        left = f"sortie le {short_date(row.left_on)}"
        entries += [
            Entry("Suivi après la sortie", call, "", "phone-call", FOLLOW_UP, row),
            Entry("Sortie", f"modifier, {left}", "", "log-out", EXIT, row),
            Entry("Nouveau parcours", "nouvelle prescription", "", "repeat", REENTRY, row),
        ]
    if row.state is not State.LEFT:
        entries.append(Entry("Diagnostic", glyph="circle-check", key=DIAGNOSTIC, person=row))
    if row.state is State.NOT_FOLLOWED:
        entries.append(Entry("Décision", glyph="check", key=DECISION, person=row))
    entries.append(Entry("Papiers", "voir, établir", "", "file-pen-line", PAPERS, row))
    entries += [paper_entry(kind, row, kind.title, "papier") for kind in kinds_named(papers, typed)]
    words = search.words(typed)
    return [
        entry for entry in entries if search.matches(fold(f"{entry.words} {entry.detail}"), words)
    ]


def _command_entry(command: Command) -> Entry:
    return Entry(command.name, "", command.shortcut, command.glyph, command.key)
