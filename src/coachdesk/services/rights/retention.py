"""Whose time is over: so many months after the last contact, as the action decided.

What is due is listed first, with the reason of each; it goes when the coach says so, and only then.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, long_date
from coachdesk.domain.periods import months_later
from coachdesk.domain.rights import months_words
from coachdesk.queries.listing import alphabetical
from coachdesk.queries.retention import KeptDossier, LastContact, last_contacts, quiet_dossiers
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.rights.archive import drop_due
from coachdesk.services.rights.group_proofs import GroupProof, due_proofs
from coachdesk.services.rights_settings import keep_number, rights_settings

CONTACTS: Mapping[str, str] = {
    "prescription": "prescription reçue",
    "decision": "décision",
    "entry": "entrée dans l’action",
    "appointment": "rendez-vous",
    "contract": "contrat signé",
    "exit": "sortie",
    "follow_up": "suivi après la sortie",
    "immersion": "immersion",
    "diagnostic": "diagnostic",
    "fse": "réponse au questionnaire FSE+",
    "obstacle": "point sur ses freins",
    "measure": "mesure",
    "objective": "objectif",
    "step": "démarche",
    "handout": "document remis",
    "piece": "pièce reçue",
    "service": "acte",
    "call": "appel",
    "signature": "signature",
}
"""What the last contact was, by the keys of ``queries.retention``."""
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class DuePerson:
    """Someone whose time is over.

    Attributes:
        prescription_id: her latest dossier.
        numbers: of all of them, the oldest first.
        months: how long she was to be kept: the longest of the actions.
        held: what has to be settled before she may go, in words; empty when nothing does.
    """

    participant_id: UUID
    prescription_id: UUID
    last_name: str
    first_name: str
    numbers: tuple[str, ...]
    last: LastContact
    months: int
    over_since: date
    held: str = ""

    @property
    def name(self) -> str:
        """« DURAND Léa »."""
        return f"{self.last_name} {self.first_name}"


def due_people(
    link: Connection, actions: tuple[ActionInfo, ...], day: date
) -> tuple[DuePerson, ...]:
    """Everyone whose time is over on ``day``, those who have to wait included; by name."""
    kept = {action.id: rights_settings(link, action.code).months for action in actions}
    pending = {action.id: frozenset(action.profile.pending) for action in actions}
    before = months_later(day, -min(kept.values()))
    contacts = last_contacts(link, before)
    people: dict[UUID, list[KeptDossier]] = {}
    for dossier in quiet_dossiers(link, before):
        people.setdefault(dossier.participant_id, []).append(dossier)
    found = []
    for person, dossiers in people.items():
        months = max(kept[each.action_id] for each in dossiers)
        last = contacts[person]
        over = months_later(last.day, months)
        if over <= day:
            held = "".join(list(_held(dossiers, pending))[:1])
            first = dossiers[-1]
            numbers = tuple(each.number for each in dossiers)
            found.append(
                DuePerson(
                    person,
                    first.prescription_id,
                    first.last_name,
                    first.first_name,
                    numbers,
                    last,
                    months,
                    over,
                    held,
                )
            )
    return alphabetical(found)


def _held(dossiers: list[KeptDossier], pending: Mapping[UUID, frozenset[str]]) -> Iterator[str]:
    for each in dossiers:
        if each.entered and not each.left:
            yield f"le parcours n°{NBSP}{each.number} n’est pas clos{NBSP}: notez sa sortie"
        elif each.outcome in pending[each.action_id]:
            yield f"la prescription n°{NBSP}{each.number} attend sa décision"


def why(person: DuePerson) -> str:
    """« dernier contact le 3 mai 2021 (rendez-vous), il y a plus de deux ans »."""
    kind = CONTACTS[person.last.kind]
    return (
        f"dernier contact le {long_date(person.last.day)} ({kind}), il y a plus de "
        f"{months_words(person.months)}"
    )


def proof_why(proof: GroupProof) -> str:
    """« preuves gardées jusqu’au 31 décembre 2029 »."""
    return f"preuves gardées jusqu’au {long_date(proof.until)}"


@dataclass(frozen=True)
class Due:
    """All whose time is over: people, and what proves for a whole group."""

    people: tuple[DuePerson, ...] = ()
    proofs: tuple[GroupProof, ...] = ()

    @property
    def ready(self) -> int:
        """How many of them nothing keeps."""
        people = sum(not each.held for each in self.people)
        return people + sum(not each.held for each in self.proofs)


def all_due(link: Connection, actions: tuple[ActionInfo, ...], day: date) -> Due:
    """Everything on ``day``."""
    return Due(due_people(link, actions, day), due_proofs(link, actions, day))


def retention_due(desk: Desk) -> Due:
    """The same for the open desk; how many there are is kept for what is to be done.

    What the archive restreinte holds past its day goes at once: nobody has to be asked.
    """
    day = today(desk.clock)
    drop_due(desk, day)
    found = desk.read(lambda link: all_due(link, desk.actions, day), widely=True)
    keep_number(desk, found.ready, day)
    return found
