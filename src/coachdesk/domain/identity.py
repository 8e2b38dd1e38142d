"""The facts that tell one person from another, cleaned, or refused in a sentence."""

import re
from datetime import date

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.domain.social_security import looks_like_social_security

ANONYMISED = "Dossier anonymisé"
"""The last name of the row of someone who was erased: kept for the figures, it is nobody's."""

OLDEST = 110
"""Years: a birth date before that is a slip of the fingers."""
WORKING_AGE = 16
"""Nobody under that age is followed (Code du travail L4153-1)."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE_DIGITS = 10
_SHORT_NUMBER = 7


def cleaned_name(typed: str) -> str:
    """One name, its spaces put right.

    Raises:
        UserError: it is empty or holds a figure.
    """
    name = " ".join(typed.split())
    if not name:
        raise UserError("Ce nom manque.", "Écrivez-le comme sur la prescription.")
    if any(letter.isdigit() for letter in name):
        raise UserError(f"{quoted(name)} contient un chiffre.", "Corrigez le nom.")
    return name


def with_capitals(last_name: str, first_name: str) -> tuple[str, str]:
    """A last and a first name typed all in small letters, as papers write them; others as typed.

    « DELCROIX, Jean-Marie »: capitals that someone typed are hers to choose.
    """
    return (
        last_name.upper() if last_name.islower() else last_name,
        first_name.title() if first_name.islower() else first_name,
    )


def cleaned_phone(typed: str) -> str | None:
    """« 06 12 34 56 78 », or « +32 … » from abroad; None when nothing was typed.

    Raises:
        UserError: it is no telephone number.
    """
    kept = re.sub(r"[\s.\-/()\u00a0\u202f]", "", typed)
    if not kept:
        return None
    kept = re.sub(r"^(\+33|0033)0?", "0", kept)
    if re.fullmatch(r"\+\d{8,15}", kept):
        return kept
    if not kept.isdigit() or len(kept) != _PHONE_DIGITS or not kept.startswith("0"):
        raise UserError(
            f"{quoted(typed.strip())} n’est pas un numéro de téléphone.",
            "Écrivez dix chiffres, comme 06 12 34 56 78.",
        )
    return " ".join(kept[at : at + 2] for at in range(0, _PHONE_DIGITS, 2))


def cleaned_postcode(typed: str) -> str | None:
    """Five figures; None when nothing was typed.

    Raises:
        UserError: it is no French postcode.
    """
    kept = "".join(typed.split())
    if not kept:
        return None
    if not re.fullmatch(r"(?!00)\d{5}", kept):
        raise UserError(
            f"{quoted(typed.strip())} n’est pas un code postal.", "Écrivez cinq chiffres."
        )
    return kept


def cleaned_email(typed: str) -> str | None:
    """The address; None when nothing was typed.

    Raises:
        UserError: it has not the shape of one.
    """
    kept = typed.strip()
    if not kept:
        return None
    if not _EMAIL.fullmatch(kept):
        raise UserError(
            f"{quoted(kept)} n’est pas une adresse électronique.",
            "Écrivez-la comme nom@exemple.fr, ou laissez ce champ vide.",
        )
    return kept


def cleaned_beneficiary_number(typed: str) -> str | None:
    """N° allocataire (CAF/MSA): spaces gone, and leading zeros beyond seven figures (domain §5.1).

    Raises:
        UserError: it is a NIR, which is not kept (décret 2019-341), or no number at all.
    """
    kept = "".join(typed.split()).upper()
    if not kept:
        return None
    if looks_like_social_security(kept):
        raise UserError(
            "C’est un numéro de sécurité sociale : CoachDesk ne le garde pas.",
            "Écrivez le n° allocataire, qui figure sur les courriers de la CAF ou de la MSA.",
        )
    if not re.fullmatch(r"[0-9A-Z]{3,15}", kept):
        raise UserError(
            f"{quoted(typed.strip())} n’est pas un n° allocataire.",
            "Écrivez ses chiffres, et sa lettre s’il en a une.",
        )
    while len(kept) > _SHORT_NUMBER and kept.startswith("0"):
        kept = kept[1:]
    return kept


def checked_birth(birth: date, today: date) -> date:
    """A birth date of someone who may be followed.

    Raises:
        UserError: in the future, under 16, or beyond 110.
    """
    age = age_on(birth, today)
    if not WORKING_AGE <= age <= OLDEST:
        raise UserError(
            f"Cette date de naissance donne {max(age, 0)} ans.", "Vérifiez l’année de naissance."
        )
    return birth


def age_on(birth: date, day: date) -> int:
    """Age in whole years on ``day``."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
