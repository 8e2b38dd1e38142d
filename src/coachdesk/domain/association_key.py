"""The association's key as people meet it: the groups of a recovery key, and one that checks them.

It is typed from a sheet into the store of each coach: without the last group, a slip of the finger
would make a lock that no sheet opens.
"""

import base64
from hashlib import sha256

from coachdesk.domain.recovery_key import GROUP, LENGTH, as_recovery_key, bare_key, in_groups

LENGTH_CHECKED = LENGTH + GROUP


def with_check(key: str) -> str:
    """« ABCD-…-WXYZ », nine groups, of a key without its last one."""
    bare = bare_key(key)
    return in_groups(bare + _check(bare))


def as_association_key(typed: str) -> str | None:
    """The 32 characters of a key copied by hand with its check; None when it is not one."""
    typed = bare_key(typed)
    bare = as_recovery_key(typed[:LENGTH])
    right = len(typed) == LENGTH_CHECKED and bare is not None and typed[LENGTH:] == _check(bare)
    return bare if right else None


def is_mistyped(typed: str) -> bool:
    """Whether as many characters as a key has are there, and do not agree."""
    return len(bare_key(typed)) >= LENGTH_CHECKED and as_association_key(typed) is None


def _check(bare: str) -> str:
    digest = sha256(b"coachdesk association key " + bare.encode("ascii", "replace")).digest()
    return base64.b32encode(digest)[:GROUP].decode("ascii")
