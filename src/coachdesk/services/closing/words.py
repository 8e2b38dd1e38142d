"""What is said of the months around a closing."""

from collections.abc import Sequence
from datetime import date

from coachdesk.core.french import NBSP, month_name

_SHOWN = 4


def open_before_words(months: Sequence[date]) -> str:
    """« Un mois plus ancien est encore ouvert : mai 2023. »; of many, the first ones are named."""
    named = [month_name(month) for month in months[:_SHOWN]]
    if len(months) > _SHOWN:
        named.append(f"et {len(months) - _SHOWN} de plus")
    if len(months) == 1:
        return f"Un mois plus ancien est encore ouvert{NBSP}: {named[0]}."
    return f"{len(months)} mois plus anciens sont encore ouverts{NBSP}: {', '.join(named)}."


def version_words(revision: int) -> str:
    """« version 1 », « rectificatif n° 1 »."""
    return f"version{NBSP}1" if revision == 1 else f"rectificatif n°{NBSP}{revision - 1}"
