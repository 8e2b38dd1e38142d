"""What is copied: gone after a minute, never what another program copied since."""

import subprocess
import sys

from PySide6.QtGui import QGuiApplication

from coachdesk.ui.clipboard import ClipboardKeeper, copy_text
from support.faults import child_environment
from support.tools import require

COPY_AND_END = """
from PySide6.QtGui import QGuiApplication
from coachdesk.ui.clipboard import copy_text
application = QGuiApplication([])
copy_text("Léa DURAND, 9 h")
print(application.clipboard().text())
"""


def test_what_is_copied_goes_by_itself_unless_something_else_was_copied_since():
    ran = subprocess.run(
        [require("xvfb-run"), "-a", sys.executable, "-m", "support.child_clipboard"],
        env=child_environment({"QT_QPA_PLATFORM": "xcb"}),
        check=False, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert ran.stdout.splitlines() == [
        "'06 12 34 56 78' True",  # copied by Ctrl+C from a field of Qt's
        "'' False",
        "'Léa DURAND, 9 h' True",
        "'' False",  # locked, or closed
        "'texte d’un autre programme' False",
        "'texte d’un autre programme' False",
    ], ran.stderr


def test_no_history_of_the_system_is_to_keep_it(qapp):
    keeper = ClipboardKeeper(qapp)
    copy_text("Léa DURAND, 9 h")
    held = QGuiApplication.clipboard().mimeData()
    windows = 'application/x-qt-windows-mime;value="{}"'.format
    assert held.text() == "Léa DURAND, 9 h"
    assert held.data(windows("CanIncludeInClipboardHistory")).data() == bytes(4)
    assert held.data(windows("CanUploadToCloudClipboard")).data() == bytes(4)
    assert held.hasFormat(windows("ExcludeClipboardContentFromMonitorProcessing"))
    assert held.data("x-kde-passwordManagerHint").data() == b"secret"
    keeper.clear()
    assert not QGuiApplication.clipboard().text()
    keeper.deleteLater()


def test_a_program_that_ends_with_something_copied_ends_well():
    ran = subprocess.run(
        [sys.executable, "-c", COPY_AND_END],
        env=child_environment({"QT_QPA_PLATFORM": "offscreen"}),
        check=False, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (0, "Léa DURAND, 9 h\n"), ran.stderr
