"""The digest of a paper's data, printed at its foot: the same data can be recognised anywhere."""

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from hashlib import sha256

from coachdesk.core.canonical import Json, canonical_json
from coachdesk.documents.footer import Stamp
from coachdesk.domain.drawing import Drawing


def data_digest(data: object) -> str:
    """SHA-256 (64 hexadecimal digits) of the canonical JSON of a paper's frozen data.

    The stamp is left out: it says who vouches for the data, it is not one of them. Dates are
    written as ISO 8601, decimals as text; a drawing counts by its own digest.

    Raises:
        TypeError: when ``data`` holds something that has no canonical form, such as a float.
    """
    return sha256(canonical_json(_json(data))).hexdigest()


def _json(value: object) -> Json:  # noqa: PLR0911 one return for each kind of value
    match value:
        case None | bool() | int() | str():
            return value
        case Enum():
            return str(value.value)
        case Decimal():
            return str(value)
        case date() | time():
            return value.isoformat()
        case Drawing():
            # Integers only, so that this faster writer gives the canonical bytes.
            shape = json.dumps([value.width, value.height, value.strokes], separators=(",", ":"))
            return sha256(shape.encode("ascii")).hexdigest()
        case tuple() | list():
            return [_json(item) for item in value]
        case Mapping():
            return {str(key): _json(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value):
        return {
            field.name: _json(item)
            for field in dataclasses.fields(value)
            if not isinstance(item := getattr(value, field.name), Stamp)
        }
    raise TypeError(f"no canonical form: {value!r}")
