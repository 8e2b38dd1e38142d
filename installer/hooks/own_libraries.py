"""Run first in the program for Linux: what it starts finds the system's libraries, not ours.

PyInstaller has the program look for libraries in its own folder by a variable that every child
inherits: a viewer or the filter of a printer would load our copies in place of its own. The
program itself has read the variable when it began. Started again by itself, as self-test does, it
must be told to set the variable anew: it takes its parent's for its own.
"""

import os

if "LD_LIBRARY_PATH_ORIG" in os.environ:
    os.environ["LD_LIBRARY_PATH"] = os.environ.pop("LD_LIBRARY_PATH_ORIG")
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
