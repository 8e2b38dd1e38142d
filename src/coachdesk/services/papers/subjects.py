"""What a paper can be about in a dossier: a contract, an immersion, a rendez-vous, or all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted, short_date
from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import PaperTemplate, Subject
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Appointment
from coachdesk.queries.card import Card, CardAppointment, participant_card
from coachdesk.queries.paper_facts import ContractRow, contract_rows


@dataclass(frozen=True)
class About:
    """Something that a paper can be about."""

    id: UUID | None
    words: str
    """« Garage du Centre, du 03/06/2024 au 14/06/2024 »; empty for the dossier."""


@dataclass(frozen=True)
class Subjects:
    """All that papers can be about in one dossier."""

    card: Card
    contracts: tuple[ContractRow, ...]

    def of(self, template: PaperTemplate) -> tuple[About, ...]:
        """What ``template`` can be about, the most likely first; nothing when there is nothing."""
        match template.subject:
            case Subject.DOSSIER:
                return (About(None, ""),)
            case Subject.CONTRACT:
                return tuple(self._contracts())
            case Subject.IMMERSION:
                return tuple(self._immersions())
            case Subject.APPOINTMENT:
                return tuple(self._appointments(template))
        return ()

    def _contracts(self) -> Iterator[About]:
        for contract in reversed(self.contracts):
            yield About(contract.id, f"version{NBSP}{contract.revision}")

    def _immersions(self) -> Iterator[About]:
        for item in reversed(self.card.immersions):
            span = f"du {short_date(item.starts_on)} au {short_date(item.ends_on)}"
            yield About(item.id, f"{item.company}, {span}")

    def _appointments(self, template: PaperTemplate) -> Iterator[About]:
        """The latest first; of those that wait, the next one first."""
        found = [item for item in self.card.appointments if _fits(item, template)]
        if all(item.presence is Presence.PLANNED for item in found):
            found.reverse()
        for item in found:
            yield About(item.id, f"rendez-vous du {short_date(item.held_on)}")


def subjects_of(link: Connection, prescription_id: UUID) -> Subjects:
    """What papers can be about in that dossier.

    Raises:
        UserError: the dossier is gone.
    """
    card = participant_card(link, prescription_id)
    return Subjects(card, contract_rows(link, card.pathway.id) if card.pathway else ())


def subject_to_take(
    link: Connection, template: PaperTemplate, prescription_id: UUID | None, subject_id: UUID | None
) -> UUID | None:
    """The subject asked for, or the most likely one.

    Raises:
        UserError: the dossier holds nothing that the paper could be about.
    """
    if subject_id is not None or prescription_id is None or template.subject is Subject.DOSSIER:
        return subject_id
    found = subjects_of(link, prescription_id).of(template)
    if not found:
        raise UserError(f"Il manque de quoi établir ce papier{NBSP}: {_LACKING[template.subject]}.",
                        _REMEDIES[template.subject])  # fmt: skip
    return found[0].id


def refuse_overtaken(
    link: Connection,
    profile: ActionProfile,
    template: PaperTemplate,
    subject_id: UUID | None,
    called: str = "",
) -> None:
    """Refuse a paper about a rendez-vous that has become something else since it was begun.

    Args:
        link: one transaction.
        profile: says what the rendez-vous is noted as.
        template: the kind of paper.
        subject_id: the rendez-vous.
        called: the paper as the refusal calls it, « Avis d’absence » de Léa DURAND.

    Raises:
        UserError: an absence was excused, a rendez-vous was held or moved away.
    """
    if template.subject is not Subject.APPOINTMENT or not template.presences:
        return
    called = called or quoted(template.title)
    held = select(Appointment.held_on, Appointment.presence).where(Appointment.id == subject_id)
    found = link.execute(held).one_or_none()
    if found is None:
        raise UserError(
            f"{called} ne convient plus{NBSP}: le rendez-vous n’existe plus.",
            _REMEDY,
        )
    if found.presence not in template.presences:
        noted = quoted(profile.presences.label(found.presence))
        raise UserError(
            f"{called} ne convient plus{NBSP}: le rendez-vous du "
            f"{short_date(found.held_on)} est noté {noted}.",
            _REMEDY,
        )


_REMEDY = "Abandonnez ce papier, ou retirez-le de ce qui est à imprimer."
_LACKING = {
    Subject.CONTRACT: "le contrat n’est pas préparé",
    Subject.IMMERSION: "aucune immersion n’est notée",
    Subject.APPOINTMENT: "aucun rendez-vous ne s’y prête",
}
_REMEDIES = {
    Subject.CONTRACT: (
        f"Préparez-le par «{NBSP}Contrat{NBSP}», sur sa fiche. "
        "Avant l’entrée, prenez d’abord la décision."
    ),
    Subject.IMMERSION: "Notez d’abord l’immersion sur la fiche de la personne.",
    Subject.APPOINTMENT: "Notez d’abord la présence ou l’absence.",
}


def _fits(item: CardAppointment, template: PaperTemplate) -> bool:
    return not template.presences or item.presence in template.presences
