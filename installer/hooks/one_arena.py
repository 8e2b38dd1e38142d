"""Run early in the program for Linux: its threads take their memory from one place.

The C library gives each thread a place of its own, of which what is free serves no other: it keeps
their waits apart, which those of Python, one at a time, do not have.
"""

from contextlib import suppress
from ctypes import CDLL

ARENA_MAX = -8
"""M_ARENA_MAX, of malloc.h of the GNU library: before the first thread."""

with suppress(AttributeError):  # another library of C has no such setting
    CDLL(None).mallopt(ARENA_MAX, 1)
