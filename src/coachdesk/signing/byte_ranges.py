"""The seals of a PDF as they stand in its bytes, found and checked without a PDF parser.

What counts is that a signature covers every byte of its revision but its own value, and that this
value is written as CoachDesk writes it.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from coachdesk.core.french import NBSP, plural
from coachdesk.signing import cms
from coachdesk.signing.certificate import Certificate

SAVED_AGAIN = "il a été réenregistré par un autre logiciel, ce qui défait son cachet"
_BYTE_RANGE = re.compile(
    rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]"
)
_MOST_SEALS = 16
"""More are not looked at: each costs a digest of the file, and one too many is already wrong."""
_TIME = re.compile(rb"/M \(D(?::|\\072)(\d{14})Z\)")


@dataclass(frozen=True)
class Seal:
    """A /ByteRange: the bytes before ``start`` and from ``resume`` to ``end`` are signed.

    Attributes:
        certificate: that the value names; None when it can't be read.
        sealed_at: the time it states (the clock of the coach's machine, UTC), or None.
        fault: why it does not stand, the end of a sentence; empty when it does.
    """

    start: int
    resume: int
    end: int
    certificate: Certificate | None
    sealed_at: datetime | None
    fault: str


def find_seals(data: bytes) -> list[Seal]:
    """The seals of ``data``, each checked, in the order of what they cover."""
    found = []
    for match in islice(_BYTE_RANGE.finditer(data), _MOST_SEALS):
        first, size, resume, rest = (int(digits) for digits in match.groups())
        if first == 0 and size < resume:
            found.append(_checked(data, size, resume, resume + rest))
    return sorted(found, key=lambda seal: seal.end)


def _checked(data: bytes, start: int, resume: int, end: int) -> Seal:
    certificate, fault = _judged(data, start, resume, end)
    return Seal(start, resume, end, certificate, _sealed_at(data[resume:end]), fault)


def _judged(data: bytes, start: int, resume: int, end: int) -> tuple[Certificate | None, str]:
    gap = data[start:resume]
    if gap[:1] != b"<" or gap[-1:] != b">":
        return None, SAVED_AGAIN
    value = _value(gap)
    certificate = cms.signer(value) if value else None
    if end > len(data):
        lost = plural(end - len(data), "octet")
        return certificate, f"il est coupé{NBSP}: il manque {lost} à la fin"
    digest = hashlib.sha256(data[:start])
    digest.update(data[resume:end])
    try:
        if value is None:
            raise cms.BadSignatureError  # noqa: TRY301  (one outcome for both)
        return cms.verify(value, digest.digest()).certificate, ""
    except cms.BadSignatureError:
        return certificate, "des octets ont changé depuis son cachet"


def _value(gap: bytes) -> bytes | None:
    """The signature in the gap of a /ByteRange: capitals, then zeros, as pyHanko fills it."""
    try:
        padded = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return None
    # The outer element of a signature says its own length: what follows must be filling only.
    size = 4 + int.from_bytes(padded[2:4], "big")
    value, filling = padded[:size], padded[size:]
    if gap != b"<" + padded.hex().upper().encode("ascii") + b">" or filling.strip(b"\0"):
        return None
    return value


def _sealed_at(signed: bytes) -> datetime | None:
    found = _TIME.search(signed)
    try:
        return datetime.strptime(f"{found[1].decode()}+0000", "%Y%m%d%H%M%S%z") if found else None
    except ValueError:
        return None
