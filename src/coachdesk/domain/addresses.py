"""What a postal address on one line says of the commune."""

import re

_AFTER_POSTCODE = re.compile(r"\b\d{5}\s+([^\d,][^,]*?)(?:\s+cedex.*)?\s*$", re.IGNORECASE)


def commune_of(address: str | None) -> str | None:
    """« Airaines » of « 12 rue du Bourg, 80270 Airaines », or of « Airaines »; None if untold."""
    told = " ".join((address or "").split())
    found = _AFTER_POSTCODE.search(told)
    if found:
        return found[1].strip()
    last = told.rsplit(",", 1)[-1].strip()
    return last if last and not any(char.isdigit() for char in last) else None
