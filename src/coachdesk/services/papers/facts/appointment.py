"""One rendez-vous, the one after it, and the code of the signature the person gave."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import clock_time, full_date
from coachdesk.core.journal_form import entry_code
from coachdesk.domain.attendance import Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import Card, CardAppointment
from coachdesk.queries.paper_facts import entry_hash_of
from coachdesk.services.papers.facts.words import label_of, where


def appointment_facts(
    link: Connection, card: Card, profile: ActionProfile, appointment_id: UUID | None, day: date
) -> dict[str, str]:
    """Of that rendez-vous, if the paper is about one, and of the next one planned."""
    about = next((item for item in card.appointments if item.id == appointment_id), None)
    coming = _coming(card, about, day)
    return {
        **_slot("appointment", about, profile),
        "appointment.presence": profile.presences.label(about.presence) if about else "",
        "appointment.reason": (
            label_of(profile.absence_reasons, about.absence_reason) if about else ""
        ),
        **_slot("next", coming, profile),
        "signature.code": _code(link, card, about),
    }


def _slot(prefix: str, item: CardAppointment | None, profile: ActionProfile) -> dict[str, str]:
    if item is None:
        return dict.fromkeys(
            (f"{prefix}.{name}" for name in ("date", "hours", "place", "mode")), ""
        )
    return {
        f"{prefix}.date": full_date(item.held_on),
        f"{prefix}.hours": f"de {clock_time(item.start_minute)} à {clock_time(item.end_minute)}",
        f"{prefix}.place": where(item, profile),
        f"{prefix}.mode": profile.modes.label(item.mode),
    }


def _coming(card: Card, about: CardAppointment | None, day: date) -> CardAppointment | None:
    """The first rendez-vous planned from today on, after the one that the paper is about."""
    planned = (
        item
        for item in card.appointments
        if item.presence is Presence.PLANNED and item.held_on >= day and item is not about
    )
    after = (
        item
        for item in planned
        if about is None or (item.held_on, item.start_minute) > (about.held_on, about.start_minute)
    )
    return min(after, key=lambda item: (item.held_on, item.start_minute), default=None)


def _code(link: Connection, card: Card, about: CardAppointment | None) -> str:
    """Of her signature of this rendez-vous; of her latest one when the paper is about none."""
    signed = [about] if about else card.appointments
    seq = max(
        (item.signature_seq for item in signed if item.signature_seq is not None), default=None
    )
    return entry_code(seq, entry_hash_of(link, seq)) if seq is not None else ""
