"""Identifiers made on the device: UUID version 7 (RFC 9562), sortable by creation time."""

import secrets
import time
from threading import Lock
from uuid import UUID

_latest = 0
_one_at_a_time = Lock()


def new_id() -> UUID:
    """A fresh UUIDv7: 48 bits of Unix milliseconds, then 74 random bits.

    What one act writes line after line sorts as it was written: within a millisecond, and when the
    clock is set back, each is greater than the one before.
    """
    global _latest  # noqa: PLW0603  (one order for the whole program)
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    with _one_at_a_time:
        _latest = max(value, _latest + 1)
        return UUID(int=_latest)
