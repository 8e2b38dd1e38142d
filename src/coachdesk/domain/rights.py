"""What an association decides of the data of an action: by what right, how long, who answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coachdesk.core.french import plural

USUAL_MONTHS = 24
"""From the last contact (CNIL, durées de conservation dans le secteur social, November 2023)."""
LEAST_MONTHS, MOST_MONTHS = 1, 120


class LegalBasis(StrEnum):
    """Why the association may follow people: never their consent, which could be taken back."""

    PUBLIC_INTEREST = "public_interest"
    LEGAL_OBLIGATION = "legal_obligation"
    LEGITIMATE_INTEREST = "legitimate_interest"


BASES: Mapping[LegalBasis, str] = {
    LegalBasis.PUBLIC_INTEREST: "Mission d’intérêt public",
    LegalBasis.LEGAL_OBLIGATION: "Obligation légale",
    LegalBasis.LEGITIMATE_INTEREST: "Intérêt légitime",
}
ARTICLES: Mapping[LegalBasis, str] = {
    LegalBasis.PUBLIC_INTEREST: "RGPD, article 6.1 e",
    LegalBasis.LEGAL_OBLIGATION: "RGPD, article 6.1 c",
    LegalBasis.LEGITIMATE_INTEREST: "RGPD, article 6.1 f",
}


@dataclass(frozen=True)
class RightsSettings:
    """Of one action.

    Attributes:
        basis: why people may be followed.
        officer: the délégué à la protection des données, and how to reach him; empty for none.
        contact: where requests are addressed; empty for the association's address.
        months: how long someone is kept after the last contact.
        proofs_until: until when the proofs are kept, as the funder says; None when it is not known.
    """

    basis: LegalBasis = LegalBasis.PUBLIC_INTEREST
    officer: str = ""
    contact: str = ""
    months: int = USUAL_MONTHS
    proofs_until: date | None = None


_WORDS = ("un an", "deux ans", "trois ans", "quatre ans", "cinq ans")


def months_words(months: int) -> str:
    """« deux ans », « 18 mois »."""
    years, rest = divmod(months, 12)
    if rest == 0 and 0 < years <= len(_WORDS):
        return _WORDS[years - 1]
    return plural(months, "mois", "mois")
