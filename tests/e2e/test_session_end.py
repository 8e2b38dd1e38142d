"""The window told to stop by the system closes as if she had closed it: nothing to report."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coachdesk.system.incidents import Incidents
from support.faults import child_environment

CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from coachdesk import app
from coachdesk.ui.shell import Shell

show = Shell.show
def shown(window):
    show(window)
    QTimer.singleShot(0, lambda: print("shown", flush=True))
Shell.show = shown
sys.exit(app.run(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("told", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_session_that_ends_is_no_incident(tmp_path: Path, told: str) -> None:
    environment = child_environment(
        {
            "PYTHONPATH": os.pathsep.join(sys.path),
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(tmp_path),
            "XDG_STATE_HOME": str(tmp_path / "state"),
        }
    )
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path / "magasin")],
        env=environment, stdout=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == b"shown\n"
        child.send_signal(getattr(signal, told))
        assert child.wait(30) == 0
    folders = [path for path in tmp_path.rglob("log") if path.is_dir()]
    assert len(folders) == 1
    assert Incidents(folders[0]).untold() == ()
