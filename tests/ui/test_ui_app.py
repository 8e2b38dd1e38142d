"""The program around the window: French, every point of a pen, no traceback on a screen."""

import subprocess
import sys

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from coachdesk.app import show_unexpected
from coachdesk.system.crash import CrashLog

CRASHING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from coachdesk import app
from coachdesk.ui import shell

class Failing(shell.Shell):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(0, self.fail)
        QTimer.singleShot(0, self.leave)

    def fail(self):
        raise ZeroDivisionError("Yvette DURAND")

    def leave(self):
        print("BANNER", self._banner.text)
        self.close()

app.Shell = Failing
sys.exit(app.run(Path(sys.argv[1])))
"""


def test_qt_speaks_french_and_keeps_every_point(qapp):
    assert QLocale().language() is QLocale.Language.French
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"
    assert not QApplication.testAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents)
    assert not QApplication.testAttribute(Qt.ApplicationAttribute.AA_CompressTabletEvents)
    assert qapp.font().family() == "Ubuntu"


def test_an_unexpected_error_becomes_one_sentence(messages, clock, tmp_path):
    show_unexpected(CrashLog(tmp_path, clock), messages, ValueError, ValueError("x"), None)
    assert "imprévue" in messages.refused[0].sentence
    assert str(tmp_path) in messages.refused[0].remedy


def test_an_error_in_the_window_shows_a_sentence_and_the_window_lives_on(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, str(tmp_path / "store")],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "BANNER Une erreur imprévue" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "DURAND" not in done.stdout + done.stderr
