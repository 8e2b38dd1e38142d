"""The name that a sheet bears in a workbook: Excel repairs, or refuses, one that holds others."""

import re
from collections.abc import Collection

from coachdesk.core.french import writable

_REFUSED = re.compile(r"[\[\]:*?/\\\x80-\x9f]")
_AT_NO_END = " '’"
_LONGEST = 31
"""Characters as Excel counts them, in UTF-16: an emoji is two."""
_RESERVED = frozenset({"history", "historique"})
"""The sheet that Excel makes of the changes of a shared workbook, in English and in French."""


def sheet_name(wanted: str, taken: Collection[str] = ()) -> str:
    """``wanted`` as far as a sheet may be called so beside those that are ``taken``."""
    held = _RESERVED | {name.casefold() for name in taken}
    bare = " ".join(_REFUSED.sub(" ", writable(wanted)).split()).strip(_AT_NO_END) or "Feuille"
    name, number = _cut(bare, _LONGEST), 1
    while name.casefold() in held:
        number += 1
        mark = f" ({number})"
        name = _cut(bare, _LONGEST - len(mark)) + mark
    return name


def _cut(name: str, longest: int) -> str:
    """« Ce que les personnes disent… », when it is longer than ``longest``."""
    units = name.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return name
    kept = units[: 2 * (longest - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip(_AT_NO_END) + "…"
