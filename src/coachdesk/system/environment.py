"""Secrets in the environment: read once, then erased from it and from the memory that held it.

What the system itself kept of it elsewhere, as the history of a shell, is out of reach; so are the
texts that Python has made of it. Children of this process no longer get it, and « /proc/…/environ »
no longer shows it.
"""

import ctypes
import os
import sys
from contextlib import suppress


def take_secret(name: str) -> str | None:
    """The value of the variable ``name``, which is there no more; None when it was not."""
    value = os.environ.get(name)
    if value is None:
        return None
    # Where it can't be written over it is taken out of sight all the same.
    with suppress(OSError, AttributeError, ValueError, UnicodeError):
        _overwrite(name)
    os.environ.pop(name, None)
    return value


def _overwrite(name: str) -> None:
    """Zeroes over the bytes to which the system's own table of variables points."""
    if sys.platform == "win32":
        runtime = ctypes.CDLL("ucrtbase")
        runtime._wgetenv.restype = ctypes.c_void_p  # noqa: SLF001  (the name that Windows gives it)
        runtime._wgetenv.argtypes = [ctypes.c_wchar_p]  # noqa: SLF001  (likewise)
        found = runtime._wgetenv(name)  # noqa: SLF001  (likewise)
        length = 2 * len(ctypes.wstring_at(found)) if found else 0
    else:
        runtime = ctypes.CDLL(None)
        runtime.getenv.restype = ctypes.c_void_p
        runtime.getenv.argtypes = [ctypes.c_char_p]
        found = runtime.getenv(os.fsencode(name))
        length = len(ctypes.string_at(found)) if found else 0
    if found:
        ctypes.memset(found, 0, length)
