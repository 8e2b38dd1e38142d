"""No image of this process's memory on the disk when it crashes: the data key is in it.

Each system has its own way, and each is tried alone: one that is refused leaves the others. Where
the account of the administrator wants a dump, it gets one.
"""

import ctypes
import sys
from contextlib import suppress

if sys.platform != "win32":
    import resource

_SET_DUMPABLE = 4
"""PR_SET_DUMPABLE, of linux/prctl.h: nobody of the same account reads this memory either."""
_DENY_ATTACH = 31
"""PT_DENY_ATTACH, of macOS's sys/ptrace.h."""
_NO_HEAP = 1
"""WER_FAULT_REPORTING_FLAG_NOHEAP, of werapi.h."""
_NO_BOXES = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX: no report of the error, so no dump in it."""


def refuse_memory_dumps() -> None:
    """Ask the system to keep this memory to itself."""
    if sys.platform == "win32":
        with suppress(OSError, AttributeError):
            ctypes.windll.kernel32.SetErrorMode(_NO_BOXES)
        with suppress(OSError, AttributeError):
            ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)
        if getattr(sys, "frozen", False):  # the name of Python itself is everybody's
            with suppress(OSError, AttributeError):
                ctypes.windll.wer.WerAddExcludedApplication(sys.executable, False)
        return
    with suppress(OSError, ValueError):  # a system without limits
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, AttributeError):
        runtime = ctypes.CDLL(None)
        if sys.platform == "darwin":
            if getattr(sys, "frozen", False):  # who works on the program attaches to it
                runtime.ptrace(_DENY_ATTACH, 0, 0, 0)
        else:
            runtime.prctl(_SET_DUMPABLE, 0, 0, 0, 0)
