"""The coach's short code, kept as a salted scrypt digest inside the encrypted store."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.domain.pad_code import code_fault
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import keep_preference, preference

_KEY = "pad_code"
_COST, _BLOCK, _LANES = 2**14, 8, 1
_SALT_BYTES = 16


@dataclass(frozen=True)
class PadCode:
    """What is kept of the code: enough to know it again, nothing to read it from."""

    salt: bytes
    digest: bytes

    def is_(self, typed: str) -> bool:
        """Whether ``typed`` is the code; slow on purpose, so not for the GUI thread."""
        return hmac.compare_digest(_digest(self.salt, typed), self.digest)


def pad_code(connection: Connection) -> PadCode | None:
    """The code of this store; None when none is set."""
    kept = preference(connection, _KEY)
    if not isinstance(kept, dict):
        return None
    salt, digest = kept.get("salt"), kept.get("digest")
    if not isinstance(salt, str) or not isinstance(digest, str):
        return None
    return PadCode(bytes.fromhex(salt), bytes.fromhex(digest))


def set_pad_code(desk: Desk, typed: str) -> PadCode:
    """From now on ``typed`` gives the desk back.

    Raises:
        UserError: it has another form, or is guessed at once.
    """
    if (refusal := code_fault(typed)) is not None:
        raise UserError(refusal, "Choisissez-en un autre.")
    salt = secrets.token_bytes(_SALT_BYTES)
    code = PadCode(salt, _digest(salt, typed))
    keep_preference(desk, _KEY, {"salt": code.salt.hex(), "digest": code.digest.hex()})
    return code


def remove_pad_code(desk: Desk) -> None:
    """From now on the desk comes back by itself."""
    keep_preference(desk, _KEY, None)


def _digest(salt: bytes, typed: str) -> bytes:
    return hashlib.scrypt(typed.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=32)
