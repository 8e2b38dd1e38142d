"""What comes first for a person: who sits across the table today, then what is most urgent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coachdesk.core.french import capital, clock_time
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.profile import ActionProfile, OutcomeKind
from coachdesk.queries.card import Card, CardAppointment
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_rules import ToDo

SECTIONS = {
    "absences": "rendezvous",
    "bilan_stage": "immersions",
    "piece": "pieces",
}
"""The section of the card where a thing is seen that has no screen of its own."""


@dataclass(frozen=True, slots=True)
class NextAct:
    """One act; without ``target`` nor ``sign`` it is settled by answering ``thing``."""

    words: str
    """Of its button; empty when nothing waits."""
    target: Target | None = None
    sign: UUID | None = None
    """The rendez-vous for which the pad is handed over."""
    thing: ToDo | None = None
    """The thing to do that it settles, which may be answered instead."""


def next_act(card: Card, profile: ActionProfile, to_do: Sequence[ToDo], day: date) -> NextAct:
    """Today's rendez-vous, or else the first thing to do, or else the next rendez-vous to plan."""
    dossier = card.identity.prescription_id
    here = [item for item in card.appointments if item.held_on == day]
    for item in sorted(here, key=lambda item: item.start_minute):
        hour = clock_time(item.start_minute)
        if item.presence is Presence.PLANNED:
            place = Target(Screen.APPOINTMENT, dossier, item.id)
            return NextAct(f"Ouvrir le rendez-vous de {hour}", place)
        asked = item.signature_seq is not None or item.declined is not None
        unsigned = item.presence is Presence.ATTENDED and not asked
        if unsigned and item.mode not in REMOTE and not item.cut_over:
            return NextAct(f"Faire signer le rendez-vous de {hour}", sign=item.id)
    if to_do:
        return settling(to_do[0], card, day)
    pending = profile.outcomes[card.identity.outcome].kind is OutcomeKind.PENDING
    followed = card.pathway is not None and card.exit is None
    if (followed or pending) and next_appointment(card, day) is None:
        return NextAct("Planifier le prochain rendez-vous", Target(Screen.APPOINTMENT, dossier))
    return NextAct("")


def next_appointment(card: Card, day: date) -> CardAppointment | None:
    """The first one that is planned, of today or later."""
    planned = (
        item
        for item in card.appointments
        if item.presence is Presence.PLANNED and item.held_on >= day
    )
    return min(planned, key=lambda item: (item.held_on, item.start_minute), default=None)


def settling(thing: ToDo, card: Card, day: date) -> NextAct:
    """What settles ``thing``: the pad, a page, a section of the card, else an answer."""
    words = capital(thing.sentence)
    place = thing.target
    if thing.rule == "signature" and place.appointment_id is not None:
        return NextAct(words, sign=place.appointment_id, thing=thing)
    if place.screen is not Screen.CARD:
        return NextAct(words, place, thing=thing)
    dossier = card.identity.prescription_id
    if thing.rule == "premier_rdv":
        late = next_appointment(card, day)
        move = Target(Screen.MOVE, dossier, late.id) if late else None
        return NextAct(words, move or Target(Screen.APPOINTMENT, dossier), thing=thing)
    section = place.section or SECTIONS.get(thing.rule, "")
    target = Target(Screen.CARD, dossier, section=section) if section else None
    return NextAct(words, target, thing=thing)
