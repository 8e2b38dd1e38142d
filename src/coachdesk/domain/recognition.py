"""How a signer was recognised: in the words that her evidence keeps. Never a number."""

from datetime import date

from coachdesk.core.french import NBSP, short_date

KNOWN = "connue du coach"
PAPERS_SEEN = ("carte d’identité", "passeport", "titre de séjour", "permis de conduire")
"""Kinds of identity papers that a coach may look at."""
_SINCE = "(vérifiée le "


def paper_seen(kind: str) -> str:
    """« pièce d’identité vue : passeport »; its number is nobody's business."""
    return f"pièce d’identité vue{NBSP}: {kind}"


def presented_by(name: str) -> str:
    """« présentée par Mme Petit »: someone who knows her vouches for her."""
    return f"présentée par {name}"


def known_since(check: str, day: date) -> str:
    """What is preset for someone who was recognised by ``check`` on ``day``.

    The date stays that of the day on which someone looked.
    """
    return check if _SINCE in check else f"{KNOWN} {_SINCE}{short_date(day)})"
