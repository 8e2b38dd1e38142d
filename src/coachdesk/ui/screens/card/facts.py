"""What the left of the card says, as groups of named lines; an unknown value is not a line."""

from typing import Any, TypeAlias

from coachdesk.core.french import short_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import WordList
from coachdesk.queries.card import Card, CardContract, CardPathway

Fact: TypeAlias = tuple[str, str]
Group: TypeAlias = tuple[str, tuple[Fact, ...]]


def facts(card: Card, profile: ActionProfile) -> tuple[Group, ...]:
    """Prescription, pathway, immersions, exit: those that exist."""
    groups = [("Prescription", _prescription(card, profile))]
    if card.pathway is not None:
        groups.append(("Parcours", _pathway(card, card.pathway, profile)))
    if card.immersions:
        groups.append(
            (
                "Immersions (PMSMP)",
                tuple(
                    (
                        f"{short_date(item.starts_on)} – {short_date(item.ends_on)}",
                        " · ".join(part for part in (item.company, item.trade) if part),
                    )
                    for item in card.immersions
                ),
            )
        )
    if card.exit is not None:
        kind = profile.exit_kinds.label(card.exit.kind)
        detail = card.exit.detail
        if detail and card.exit.kind in profile.exit_kinds:
            detail = profile.exit_kinds[card.exit.kind].details.label(detail)
        groups.append(
            (
                "Sortie",
                _known(("Le", short_date(card.exit.left_on)), ("Type", kind), ("Détail", detail)),
            )
        )
    return tuple(groups)


def _prescription(card: Card, profile: ActionProfile) -> tuple[Fact, ...]:
    who = card.identity
    return _known(
        ("Reçue le", short_date(who.received_on)),
        ("Prescripteur", profile.prescribers.label(who.prescriber)),
        ("Référent RSA", who.case_manager),
        ("1er rendez-vous", short_date(who.first_appointment_on)),
        ("Suite donnée", profile.outcomes.label(who.outcome)),
    )


def _pathway(card: Card, pathway: CardPathway, profile: ActionProfile) -> tuple[Fact, ...]:
    licence = {True: "Oui", False: "Non", None: None}[pathway.driving_licence]
    return _known(
        ("Entrée", short_date(pathway.entered_on)),
        ("Fin prévue", short_date(pathway.planned_end_on)),
        ("Contrat", ", ".join(map(_contract, card.contracts))),
        ("Statut", _word(profile.statuses, pathway.status)),
        ("Niveau", _word(profile.training_levels, pathway.training_level)),
        ("Foyer", _word(profile.households, pathway.household)),
        ("Frein principal", _word(profile.obstacles, pathway.main_obstacle)),
        ("À l’entrée", _word(profile.employment, pathway.employment)),
        ("Permis", licence),
    )


def _word(words: WordList[Any], key: str | None) -> str | None:
    return None if key is None else words.label(key)


def _known(*lines: tuple[str, str | None]) -> tuple[Fact, ...]:
    return tuple((name, value) for name, value in lines if value)


def _contract(contract: CardContract) -> str:
    return f"signé le {short_date(contract.signed_on)}" if contract.signed_on else "à signer"
