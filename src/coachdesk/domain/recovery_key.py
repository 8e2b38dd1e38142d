"""The recovery key as people meet it: eight groups of four characters, copied by hand.

Its alphabet has no 0, 1 nor 8: those are read as the O, I and B that they were taken for.
"""

import re

GROUPS = 8
GROUP = 4
LENGTH = GROUPS * GROUP
_BASE32 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_MISREAD = str.maketrans("018", "OIB")


def in_groups(key: str) -> str:
    """« ABCD-EFGH-… », as it is shown and printed."""
    bare = bare_key(key)
    return "-".join(bare[start : start + GROUP] for start in range(0, len(bare), GROUP))


def as_recovery_key(typed: str) -> str | None:
    """The 32 characters of a key copied by hand, or None when it is not one."""
    kept = bare_key(typed)
    return kept if len(kept) == LENGTH and _BASE32.issuperset(kept) else None


def wrong_group(key: str, typed: str) -> int | None:
    """The first group (from 1) of ``typed`` that is finished and isn't the key's; None so far.

    A group is finished by its fourth character, or by a space or dash: a character forgotten in
    one is not held against those that follow.
    """
    expected = bare_key(key)
    for number, (group, finished) in enumerate(_groups(typed)):
        if number >= GROUPS:
            return GROUPS
        if finished and group != expected[number * GROUP : (number + 1) * GROUP]:
            return number + 1
    return None


def right_groups(key: str, typed: str) -> int:
    """How many groups, from the first one, are typed as they are."""
    expected, right = bare_key(key), 0
    for group, finished in _groups(typed):
        if not finished or group != expected[right * GROUP : (right + 1) * GROUP]:
            return right
        right += 1
        if right == GROUPS:
            return right
    return right


def _groups(typed: str) -> list[tuple[str, bool]]:
    """What is typed in groups of four at most, each with whether it is finished."""
    words = re.split(r"[^0-9A-Za-z]+", typed.strip(" -"))
    groups: list[tuple[str, bool]] = []
    for place, word in enumerate(words):
        bare = bare_key(word)
        pieces = [bare[start : start + GROUP] for start in range(0, len(bare), GROUP)]
        ended = place < len(words) - 1 or typed.endswith((" ", "-"))
        for at, piece in enumerate(pieces):
            last = at == len(pieces) - 1
            groups.append((piece, len(piece) == GROUP or (last and ended)))
    return groups


def bare_key(text: str) -> str:
    """Its letters and digits alone, those that were misread put right."""
    return "".join(char for char in text.upper() if char.isalnum()).translate(_MISREAD)
