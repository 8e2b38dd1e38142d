"""When and where a rendez-vous is, in words."""

from coachdesk.core.french import clock_time, full_date, short_weekday
from coachdesk.domain.attendance import REMOTE, Slot
from coachdesk.domain.profile import ActionProfile


def slot_words(slot: Slot, profile: ActionProfile) -> str:
    """« jeudi 8 juin 2023 à 9 h 30, Airaines »."""
    where = _where(slot, profile)
    said = f"{full_date(slot.held_on)} à {clock_time(slot.start_minute)}"
    return f"{said}, {where}" if where else said


def short_slot(slot: Slot, profile: ActionProfile) -> str:
    """« jeu. 8 juin, 9 h 30, Airaines »."""
    where = _where(slot, profile)
    said = f"{short_weekday(slot.held_on)}, {clock_time(slot.start_minute)}"
    return f"{said}, {where}" if where else said


def _where(slot: Slot, profile: ActionProfile) -> str:
    return profile.modes.label(slot.mode).lower() if slot.mode in REMOTE else slot.place or ""
