"""Canonical JSON: one sequence of bytes per value, so that a digest can be recomputed by anyone.

UTF-8, keys sorted, no spaces; strings, integers, booleans, null, lists and objects only. Floats are
refused: their text depends on the program that writes them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

_ENCODE = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode
_SCALARS = frozenset({str, int, bool, type(None)})


def canonical_json(value: Json) -> bytes:
    """The canonical bytes of ``value``.

    Raises:
        TypeError: when ``value`` holds a float or anything JSON does not know.
    """
    _refuse_floats(value)
    return _ENCODE(value).encode("utf-8")


def _refuse_floats(value: object) -> None:
    # Called for each value of each journal entry: the plain types go first.
    if type(value) in _SCALARS:
        return
    if isinstance(value, float):
        raise TypeError(f"a canonical value holds no float: {value!r}")
    if isinstance(value, Mapping):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
