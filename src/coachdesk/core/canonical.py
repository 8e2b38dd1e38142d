"""Canonical JSON: one sequence of bytes per value, so that a digest can be recomputed by anyone.

UTF-8, keys sorted, no spaces; strings, integers, booleans, null, lists and objects only. Floats are
refused: their text depends on the program that writes them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"


def canonical_json(value: Json) -> bytes:
    """The canonical bytes of ``value``.

    Raises:
        TypeError: when ``value`` holds a float or anything JSON does not know.
    """
    _refuse_floats(value)
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"a canonical value holds no float: {value!r}")
    if isinstance(value, Mapping):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
