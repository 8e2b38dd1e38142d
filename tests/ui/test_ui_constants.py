"""The window survives a day's work: PySide must not use up the constants of Python 3.11."""

import subprocess
import sys

_CALLS = 150_000
"""Three times what a fresh program survives without care."""

_DAY = f"""
from coachdesk.app import make_application
from PySide6.QtWidgets import QLabel
application = make_application([])
label = QLabel("x")
for _ in range({_CALLS}):
    label.update()
    label.isEnabled()
print("alive")
"""


def test_hundreds_of_thousands_of_calls_of_qt_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DAY], capture_output=True, text=True, check=False, timeout=100
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
