"""What the window loads before it can ask for the passphrase, and when it loads the rest."""

import subprocess
import sys

from support.faults import child_environment

HEAVY = (
    "sqlalchemy", "sqlcipher3", "cryptography", "reportlab", "openpyxl", "pyhanko", "alembic",
    "coachdesk.cli", "coachdesk.store", "coachdesk.ui.workspace", "coachdesk.ui.status_line",
    "coachdesk.ui.handing_over", "coachdesk.ui.described", "coachdesk.domain.profile", "_hashlib",
    "_socket", "concurrent.futures", "PySide6.QtDBus", "PySide6.QtNetwork",
)  # fmt: skip
OWN_IMPORT = "imports builtin_function_or_method"
"""Python's: PySide6 puts one in its place that reads the source of each module, and keeps it."""
STARTED = f"""
import builtins
import sys
from PySide6.QtCore import QTimer
from coachdesk import __main__, app

class Watched(app.Shell):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(0, self.field_shown)

    def field_shown(self):
        field = self.pages.currentWidget().secret.line
        print("field", field.isVisible(), self.focusWidget() is field)
        print("imports", type(builtins.__import__).__name__)
        print("heavy", *[name for name in {HEAVY} if name in sys.modules])
        self.watch = QTimer(self, interval=5)
        self.watch.timeout.connect(self.when_loaded)
        self.watch.start()

    def when_loaded(self):
        if "_inside" in vars(self) and "pypdfium2" in sys.modules:  # what draws the first paper
            self.watch.stop()
            print("loaded", "coachdesk.ui.workspace" in sys.modules)
            self.close()

app.Shell = Watched
sys.exit(__main__.main())
"""


def test_the_passphrase_is_asked_before_anything_it_opens_is_loaded_then_all_of_it_is(store):
    started = subprocess.run(
        [sys.executable, "-c", STARTED],
        env=child_environment({"COACHDESK_STORE": str(store)}),
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert started.stderr == ""
    told = [line.rstrip() for line in started.stdout.splitlines()]
    assert told == ["field True True", OWN_IMPORT, "heavy", "loaded True"]
