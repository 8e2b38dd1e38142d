"""What the window loads before it can ask for the passphrase: it stands together in the program.

Modules are read one by one from one file of 20 MB. In the order of their names a start would have
the disk read all of it; in that in which they are wanted, a tenth.
"""

import os
import subprocess
import sys
from pathlib import Path

_LOADS = (
    "import coachdesk.__main__, coachdesk.services.before_qt, coachdesk.ui, coachdesk.app, sys;"
    "print(*sys.modules)"
)


def first_loaded(sources: Path) -> dict[str, int]:
    """The place in line of each module that the window of ``sources`` begins with."""
    environment = {**os.environ, "PYTHONPATH": str(sources)}
    command = [sys.executable, "-c", _LOADS]
    ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return {name: place for place, name in enumerate(ran.stdout.decode().split())}
