"""How long the machine has slept since it started, by two of its clocks: one stops with it."""

import ctypes
import sys
import time

_TICKS_PER_MS = 10_000
"""Of 100 nanoseconds, as Windows counts."""


def asleep_ms() -> int:
    """Milliseconds asleep since the start; it grows by a sleep, and nobody can set it back."""
    if sys.platform == "win32":
        awake = ctypes.c_ulonglong()
        kernel = ctypes.windll.kernel32
        kernel.GetTickCount64.restype = ctypes.c_ulonglong
        kernel.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        return int(kernel.GetTickCount64()) - awake.value // _TICKS_PER_MS
    if sys.platform == "darwin":
        whole, awake_ns = time.CLOCK_MONOTONIC, time.clock_gettime_ns(time.CLOCK_UPTIME_RAW)
        return (time.clock_gettime_ns(whole) - awake_ns) // 1_000_000
    whole_ns = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    return (whole_ns - time.clock_gettime_ns(time.CLOCK_MONOTONIC)) // 1_000_000
