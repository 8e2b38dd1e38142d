"""What a paper must not claim: its drawings are simple signatures, its seal a simple seal."""

import re

_OVERCLAIM = re.compile(
    r"signatures?\s+(électroniques?\s+)?(avancée|qualifiée|certifiée)|\bcertifi(é|e\b|ons)"
    r"|conforme[s]?\s+(à\s+la\s+)?LTA|horodatage\s+qualifié|cachet\s+(avancé|qualifié)",
    re.IGNORECASE,
)


def overclaim(text: str) -> str | None:
    """The words of ``text`` that say more than is proved (design.md §5.3); None when none do."""
    claim = _OVERCLAIM.search(text)
    return claim[0] if claim else None
