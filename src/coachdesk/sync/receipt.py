"""An accusé de réception: a small JSON file that the recipient puts beside what it received."""

import json
from dataclasses import dataclass
from datetime import datetime

from coachdesk.core.clock import told_anywhere
from coachdesk.core.errors import UserError

MOST_BYTES = 65_536
"""Larger than any receipt."""
_SCHEMA = "cdk-recu/1"
_LONGEST = 200


@dataclass(frozen=True)
class SaidReceipt:
    """What a receipt says.

    Attributes:
        file, sha256: what was received.
        received_at: when, by the recipient's clock.
        by: who says so.
    """

    file: str
    sha256: str
    received_at: datetime
    by: str


def receipt_name(filename: str) -> str:
    """The name of the receipt of a file, beside it."""
    return f"{filename}.recu.json"


def read_receipt(data: bytes) -> SaidReceipt:
    """The receipt that ``data`` is.

    Raises:
        UserError: it is none.
    """
    try:
        return _said(json.loads(data.decode("utf-8-sig")))
    except (ValueError, KeyError, RecursionError):
        raise UserError(
            "L’accusé de réception n’est pas lisible.",
            "Demandez au destinataire de le refaire, comme le dit VERIFIER.txt.",
        ) from None


def _said(told: object) -> SaidReceipt:
    if not isinstance(told, dict) or told.get("schema") != _SCHEMA:
        raise ValueError("another schema")
    file, digest, by = (_text(told[name]) for name in ("file", "sha256", "by"))
    received_at = datetime.fromisoformat(_text(told["received_at"]))
    if not told_anywhere(received_at):
        raise ValueError("no moment, or one without its offset")
    return SaidReceipt(file, digest.lower(), received_at, by)


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST or not value.isprintable():
        raise ValueError("no short text")
    return value
