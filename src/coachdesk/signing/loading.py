"""Loading pyHanko, which takes 0.3 s and waits for whoever first needs it.

Its modules import one another: two threads that load it at once would each meet the other's half
made, and fail. So each import of it, or of a module that needs it at its top, is made ``with
PYHANKO``.
"""

from threading import RLock

PYHANKO = RLock()
"""Held while pyHanko is loaded; a thread that comes meanwhile waits for the rest of it."""
