"""What a phone does with a QR code: a message, a call, a place, a contact, a date.

Forms that the cameras of Android and of iOS both open by themselves (docs/decisions/0020).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.domain.attendance import Slot
from coachdesk.domain.week_hours import DAY_MINUTES

_MAPS = "https://www.google.com/maps/search/?api=1&query="
_FRENCH_NUMBER = re.compile(r"(?<!\d)(?:\+33|0033|0)[\s.\-()]*[1-9](?:[\s.\-()]*\d){8}(?!\d)")
_DIGITS = re.compile(r"\+?\d(?:[\s.\-()]*\d)+")
_SHORTEST, _LONGEST = 3, 15
"""Digits of a number: « 3949 » and the longest of the plan E.164."""
_FRENCH_DIGITS = 10
_LANDLINES = frozenset({"01", "02", "03", "04", "05", "08", "09"})
_EMAIL = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+\.[^\s,;<>().]+")
_COORDINATES = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{3,})\s*[,;]\s*(-?\d{1,3}\.\d{3,})(?![\d.])")
_MOST_NORTH, _MOST_EAST = 90, 180
_SPACES = (NBSP, NNBSP, "\u2009")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "œ": "oe", "Œ": "OE"}
)
# GSM 03.38: a letter that is not in it makes the whole message cost more than twice as much.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")
_GSM_ONE, _GSM_EACH, _UNICODE_ONE, _UNICODE_EACH = 160, 153, 70, 67


class CodeKind(StrEnum):
    """What the phone proposes once it has read the code."""

    MESSAGE = "message"
    """An SMS already written, to be sent."""
    CALL = "call"
    PLACE = "place"
    CONTACT = "contact"
    APPOINTMENT = "appointment"
    """The rendez-vous, for the calendar of the phone."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone, or a company, for the contacts of a phone."""

    name: str
    organisation: str = ""
    function: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PhoneEvent:
    """A rendez-vous for the calendar of a phone; ``where`` is empty by phone or video."""

    title: str
    slot: Slot
    where: str = ""
    note: str = ""


def dialled(text: str) -> str:
    """The number of ``text`` as it is dialled, « 0612345678 »; empty when there is none.

    Of several the first mobile phone, which takes messages too, or else the first.
    """
    french = [_bare(found[0]) for found in _FRENCH_NUMBER.finditer(text)]
    others = (_bare(found[0]) for found in _DIGITS.finditer(text))
    known = french or [
        number for number in others if _SHORTEST <= len(number.lstrip("+")) <= _LONGEST
    ]
    mobiles = (number for number in known if not is_landline(number))
    return next(mobiles, known[0] if known else "")


def _bare(written: str) -> str:
    digits = "".join(char for char in written if char.isdigit() or char == "+")
    return digits.replace("0033", "+33", 1) if digits.startswith("0033") else digits


def is_landline(number: str) -> bool:
    """Whether it is a French number that is no mobile phone: an SMS may not arrive there."""
    national = f"0{number[3:]}" if number.startswith("+33") else number
    return len(national) == _FRENCH_DIGITS and national[:2] in _LANDLINES


def spaced(phone: str) -> str:
    """« 06 12 34 56 78 »; a foreign number as it is dialled, nothing for none."""
    number = dialled(phone)
    national = f"0{number[3:]}" if number.startswith("+33") else number
    if len(national) != _FRENCH_DIGITS or not national.startswith("0"):
        return number
    return " ".join(national[at : at + 2] for at in range(0, _FRENCH_DIGITS, 2))


def email_in(text: str) -> str:
    """The first address of ``text``; empty when there is none."""
    found = _EMAIL.search(text)
    return found[0] if found else ""


def plain_message(text: str) -> str:
    """``text`` as a phone types it: print's spaces and apostrophes would double what it costs."""
    for space in _SPACES:
        text = text.replace(space, " ")
    text = re.sub(r"« ?| ?»", '"', text).translate(_PLAIN)
    lines = (" ".join(line.split()) for line in text.strip().splitlines())
    return "\n".join(lines)


def messages_needed(text: str) -> int:
    """How many SMS a text takes; none for an empty one."""
    if all(char in _GSM or char in _GSM_TWICE for char in text):
        size = len(text) + sum(char in _GSM_TWICE for char in text)
        one, each = _GSM_ONE, _GSM_EACH
    else:
        size = len(text.encode("utf-16-le")) // 2
        one, each = _UNICODE_ONE, _UNICODE_EACH
    if size <= one:
        return int(size > 0)
    return -(-size // each)


def message_code(phone: str, text: str) -> str:
    """An SMS already written."""
    return f"SMSTO:{dialled(phone)}:{plain_message(text)}"


def call_code(phone: str) -> str:
    """A number to call."""
    return f"tel:{dialled(phone)}"


def coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude where they are written, as « 49.9551, 1.9402 »; None else."""
    found = _COORDINATES.search(text)
    if found is None:
        return None
    north, east = float(found[1]), float(found[2])
    return (north, east) if abs(north) <= _MOST_NORTH and abs(east) <= _MOST_EAST else None


def place_code(where: str) -> str:
    """A place on the phone's map: by its coordinates, or found by its address."""
    point = coordinates(where)
    if point is not None:
        return f"geo:{point[0]:.6f},{point[1]:.6f}"
    words = " ".join(plain_message(where).split())
    return _MAPS + quote(words, safe="")


def contact_code(contact: Contact) -> str:
    """A vCard 3.0, which every phone takes."""
    first, _, last = contact.name.strip().partition(" ")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_escaped(last)};{_escaped(first)};;;",
        f"FN:{_escaped(contact.name.strip())}",
    ]
    told = (
        ("ORG", contact.organisation),
        ("TITLE", contact.function),
        ("TEL;TYPE=CELL", dialled(contact.phone)),
        ("EMAIL", contact.email),
    )
    lines += [f"{name}:{_escaped(value)}" for name, value in told if value]
    return "\r\n".join([*lines, "END:VCARD", ""])


def event_code(event: PhoneEvent) -> str:
    """An event in local time: as short as can be, so that it is scanned at arm's length."""
    slot = event.slot
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        f"SUMMARY:{_escaped(event.title)}",
        f"DTSTART:{_stamp(slot, slot.start_minute)}",
        f"DTEND:{_stamp(slot, slot.end_minute)}",
    ]
    told = (("LOCATION", event.where), ("DESCRIPTION", event.note))
    lines += [f"{name}:{_escaped(value)}" for name, value in told if value]
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])


def _stamp(slot: Slot, minute: int) -> str:
    """« 20240116T093000 »; midnight is the last minute of its day, as no phone takes 24 h."""
    last = min(minute, DAY_MINUTES - 1)
    return f"{slot.held_on:%Y%m%d}T{last // 60:02}{last % 60:02}00"


def _escaped(text: str) -> str:
    """As RFC 6350 and RFC 5545 write a text, on one line."""
    plain = text.replace(NBSP, " ").replace(NNBSP, " ")
    slashed = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return re.sub(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", r"\\n", slashed)
