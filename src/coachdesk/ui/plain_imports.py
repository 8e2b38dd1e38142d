"""Python's own import, which PySide6 replaces by one that reads the source of each module.

PySide offers Qt's names in another spelling, and looks at every module that is imported after it
for whether it may ask for that. Nobody asks here; each look reads a file, keeps its lines for good,
and costs more the more modules there are.
"""

import builtins

import PySide6.QtCore  # noqa: F401  (what replaces it)

_REPLACED = "__orig_import__"
"""Where PySide keeps the one of Python."""


def import_plainly() -> None:
    """Import as Python does from now on; without effect where PySide replaces nothing."""
    builtins.__import__ = getattr(builtins, _REPLACED, builtins.__import__)
