"""The SIRET: fourteen digits with a check digit (Luhn), and the exception of La Poste."""

import re

from coachdesk.core.french import NBSP

_LENGTH, _SIREN = 14, 9
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


def siret_fault(typed: str) -> str:
    """Why ``typed`` can't be a SIRET, in a sentence; empty when it can."""
    bare = re.sub(r"[\s.\u00a0\u202f]", "", typed)
    if siret(typed) is not None:
        return ""
    if not bare.isascii() or not bare.isdigit():
        return "Un SIRET ne contient que des chiffres."
    if len(bare) == _SIREN:
        return (
            f"C’est un SIREN{NBSP}: il y manque les 5{NBSP}derniers chiffres, ceux de "
            "l’établissement."
        )
    if len(bare) != _LENGTH:
        return f"Un SIRET a 14{NBSP}chiffres{NBSP}: celui-ci en a {len(bare)}."
    return (
        f"Ce SIRET n’existe pas{NBSP}: ses chiffres ne se répondent pas, l’un d’eux est faux ou "
        "deux sont intervertis."
    )


def siret_words(digits: str) -> str:
    """« 356 000 000 00048 », as it is printed."""
    return f"{digits[:3]}{NBSP}{digits[3:6]}{NBSP}{digits[6:9]}{NBSP}{digits[9:]}"


def _checks(digits: str) -> bool:
    if not int(digits):
        return False
    luhn = sum(map(int, digits[1::2])) + sum(map(int, digits[::2].translate(_LUHN)))
    if luhn % 10 == 0:
        return True
    return digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
