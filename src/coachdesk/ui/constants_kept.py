"""Keeps None, True and False alive under PySide6 6.12 on Python 3.11.

That PySide is built for constants that are immortal, as they are from Python 3.12 on: each of its
calls that returns nothing takes one reference of None too many. Some fifty thousand calls later
3.11 ends the program with « deallocating None », in the middle of a day's work.
"""

import sys
from ctypes import c_ssize_t

_IMMORTAL_FROM = (3, 12)
_MANY = 1 << 40
"""More than a desk left open for years could take."""
_CONSTANTS = (None, True, False, NotImplemented)


def keep_constants() -> None:
    """Give each constant more references than will ever be taken; nothing to do from 3.12 on."""
    if sys.version_info >= _IMMORTAL_FROM or sys.maxsize < _MANY:
        return
    for constant in _CONSTANTS:
        if sys.getrefcount(constant) < _MANY // 2:
            # The count is the first field of every object of CPython 3.11.
            c_ssize_t.from_address(id(constant)).value += _MANY
