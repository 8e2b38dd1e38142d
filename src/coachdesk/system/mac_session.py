"""Whether the session of a Mac is locked, as its window server says."""

import ctypes
import sys

_FRAMEWORKS = "/System/Library/Frameworks/{0}.framework/{0}"
_UTF8 = 0x08000100


def session_locked() -> bool:
    """Asked now and then: a Mac tells it to programs of its own kind only."""
    return _asked() if sys.platform == "darwin" else False


def _asked() -> bool:
    core = ctypes.CDLL(_FRAMEWORKS.format("CoreFoundation"))
    services = ctypes.CDLL(_FRAMEWORKS.format("ApplicationServices"))
    core.CFStringCreateWithCString.restype = ctypes.c_void_p
    core.CFDictionaryGetValue.restype = ctypes.c_void_p
    services.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
    session = services.CGSessionCopyCurrentDictionary()
    if not session:  # nobody is in front of it
        return True
    name = core.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", _UTF8)
    try:
        told = core.CFDictionaryGetValue(ctypes.c_void_p(session), ctypes.c_void_p(name))
        return bool(told) and bool(core.CFBooleanGetValue(ctypes.c_void_p(told)))
    finally:
        core.CFRelease(ctypes.c_void_p(name))
        core.CFRelease(ctypes.c_void_p(session))
