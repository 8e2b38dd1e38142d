"""An absence as the référent RSA is told of it: what was tried, the absences."""

from uuid import UUID

from coachdesk.core.french import long_date, short_date
from coachdesk.domain.attendance import Presence
from coachdesk.queries.card import Card

_DAYS_SHOWN = 12
_NOTHING_TRIED = "Rien n’a encore été noté."
_NAMES = ("appointment.tried", "appointment.unexcused", "appointment.last_attended")


def absence_facts(card: Card, appointment_id: UUID | None) -> dict[str, str]:
    """Of that rendez-vous and of those before it; nothing when the paper is about none."""
    about = next((item for item in card.appointments if item.id == appointment_id), None)
    if about is None:
        return dict.fromkeys(_NAMES, "")
    before = [item for item in card.appointments if item.held_on <= about.held_on]
    until = sorted(item.held_on for item in before if item.presence is Presence.UNEXCUSED)
    attended = [item.held_on for item in before if item.presence is Presence.ATTENDED]
    days = ", ".join(short_date(day) for day in until[-_DAYS_SHOWN:])
    more = "dont " if len(until) > _DAYS_SHOWN else ""
    return {
        "appointment.tried": about.contact_attempts or _NOTHING_TRIED,
        "appointment.unexcused": f"{len(until)} ({more}{days})" if until else "",
        "appointment.last_attended": long_date(max(attended)) if attended else "",
    }
