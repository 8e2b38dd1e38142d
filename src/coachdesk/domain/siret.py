"""The SIRET: fourteen digits with a check digit (Luhn), and the exception of La Poste."""

import re

_LENGTH = 14
_LA_POSTE = "356000000"
"""La Poste's SIREN: its establishments add up to a multiple of 5 instead (INSEE)."""
_LUHN = str.maketrans("0123456789", "0246813579")
"""Each digit doubled, its own digits added."""


def siret(typed: str) -> str | None:
    """The fourteen digits of ``typed``, spaces and dots aside; None when it is no SIRET.

    A number that lost its leading zeros in a spreadsheet is given them back when that makes a
    valid one.
    """
    digits = re.sub(r"[\s.\u00a0\u202f]", "", typed)
    if not digits.isascii() or not digits.isdigit() or len(digits) > _LENGTH:
        return None
    if len(digits) < _LENGTH - 2:  # no SIREN in use begins with more than two zeros
        return None
    whole = digits.zfill(_LENGTH)
    return whole if _checks(whole) else None


def _checks(digits: str) -> bool:
    if not int(digits):
        return False
    luhn = sum(map(int, digits[1::2])) + sum(map(int, digits[::2].translate(_LUHN)))
    if luhn % 10 == 0:
        return True
    return digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
