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


def parse_canonical(data: bytes) -> Json:
    """The value that ``data`` is the canonical JSON of.

    Raises:
        ValueError: when it is not JSON, holds a float, or is written otherwise (spaces, order,
            doubled keys…).
    """
    value = parse_json(data)
    if canonical_part(value) != data:
        raise ValueError("not in canonical form")
    return value


def parse_json(data: bytes) -> Json:
    """The value that ``data`` is JSON of, whatever its form.

    Raises:
        ValueError: when it is not JSON, or holds a float.
    """
    try:
        value: Json = _DECODE(data.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("not a canonical value") from error
    return value


def canonical_part(part: Json) -> bytes:
    """The canonical bytes of a part of what was parsed here, so that it holds no float.

    Raises:
        ValueError: when it holds a half of a character.
    """
    return _ENCODE(part).encode("utf-8")


def _refused(text: str) -> Json:
    raise ValueError(f"a canonical value holds no float: {text}")


_DECODE = json.JSONDecoder(parse_float=_refused, parse_constant=_refused).decode
