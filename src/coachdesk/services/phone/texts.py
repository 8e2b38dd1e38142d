"""The SMS that waits in a code: who, which day, what hour, where, whom to call; nothing more.

Another eye may read it on a phone that lies on a table: neither the action nor the RSA is named.
"""

from coachdesk.core.french import DAYS, MONTHS
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.phone_codes import Contact, spaced
from coachdesk.services.phone.view import Reached


def message_text(one: Reached, coach: Contact) -> str:
    """What is written to her, to be changed before it leaves."""
    hello = f"Bonjour {one.first_name}," if one.first_name else "Bonjour,"
    number = spaced(coach.phone)
    slot = one.slot
    if slot is None:
        back = f" Pouvez-vous me rappeler au {number} ? Merci." if number else ""
        return f"{hello} c'est {coach.name}.{back}"
    day = f"{DAYS[slot.held_on.weekday()]} {slot.held_on.day} {MONTHS[slot.held_on.month - 1]}"
    where = f" Lieu : {one.where}." if one.where else ""
    otherwise = f" Si vous ne pouvez pas venir : {number}" if number else ""
    return f"{hello} {_what(one, slot, coach, day)}{where}{otherwise}"


def _what(one: Reached, slot: Slot, coach: Contact, day: str) -> str:
    if one.workshop:
        hours = f"de {_hour(slot.start_minute)} à {_hour(slot.end_minute)}"
        return f'{coach.name} vous invite à l\'atelier "{one.workshop}", {day} {hours}.'
    at = f"{day} à {_hour(slot.start_minute)}"
    if slot.mode is Mode.PHONE:
        return f"rappel : {coach.name} vous appelle {at}."
    how = " en visio" if slot.mode is Mode.VIDEO else ""
    return f"rappel : rendez-vous{how} avec {coach.name}, {at}."


def _hour(minute: int) -> str:
    """« 9h30 », « 14h »: as people write it on a phone."""
    hours, left = divmod(minute, 60)
    return f"{hours}h{left:02}" if left else f"{hours}h"
