"""An amount typed with its decimals: « 12,5 », « 0.529 », « 18 km »."""

import re

_AMOUNT = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?\s*(?:km|€)?", re.IGNORECASE)


def thousandths(text: str) -> int | None:
    """The metres of kilometres, the thousandths of euros; None when it is no such amount."""
    typed = _AMOUNT.fullmatch(text.strip())
    if typed is None:
        return None
    return int(typed[1]) * 1000 + int((typed[2] or "").ljust(3, "0"))
