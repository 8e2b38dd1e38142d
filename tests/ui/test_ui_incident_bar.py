"""What went wrong is told once at the next start, with what of her work is there."""

import subprocess
import sys
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QDialog

from coachdesk.services.drafts import save_draft
from coachdesk.services.saved_work import saved_words
from coachdesk.system.crash import CrashLog
from coachdesk.ui.incident_bar import IncidentBar, IncidentDialog
from support.faults import child_environment
from support.stores import save

NEXT_START = """
import faulthandler, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from coachdesk import app
from coachdesk.ui import shell

store, secret, act = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

class Watched(shell.Shell):
    def showEvent(self, event):
        super().showEvent(event)
        self.watch = QTimer(self, interval=10)
        self.watch.timeout.connect(self.look_at_it)
        self.watch.start()

    def look_at_it(self):
        if self.workspace is None or self._runner._writing:
            return
        self.watch.stop()
        if act == "crash":
            faulthandler._sigsegv()
        self.looks = 0
        self.watch.timeout.disconnect()
        self.watch.timeout.connect(self.say)
        self.watch.start()

    def say(self):
        bar = self.incidents
        self.looks += 1
        if self.looks < 100 and "travail" not in bar.saved.text():
            return
        self.watch.stop()
        print("BAR", bar.isVisible(), bar.words.text(), "|", bar.saved.text())
        self.close()

app.Shell = Watched
sys.exit(app.run(store, secret))
"""


def run_window(store, key, act, home):
    return subprocess.run(
        [sys.executable, "-c", NEXT_START, str(store), key, act],
        env=child_environment({"HOME": str(home), "XDG_STATE_HOME": str(home)}),
        check=False, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip


@pytest.fixture
def crashes(tmp_path, clock):
    return CrashLog(tmp_path / "incidents", clock)


@pytest.fixture
def bar(qtbot, runner, messages, clock, crashes):
    made = IncidentBar(runner, messages, clock)
    qtbot.addWidget(made)
    return made


def dialog_of(bar):
    bar.open()
    (dialog,) = (each for each in bar.findChildren(QDialog) if isinstance(each, IncidentDialog))
    return dialog


def test_a_crash_of_the_window_is_told_once_at_the_next_start(store, recovery_key, desk, tmp_path):
    save_draft(desk, "import", {"file": "x"})
    home = tmp_path / "home"
    home.mkdir()
    crashed = run_window(store, recovery_key, "crash", home)
    assert crashed.returncode < 0
    told = run_window(store, recovery_key, "close", home)
    assert told.returncode == 0, told.stderr
    assert "BAR True La dernière fois, CoachDesk s’est arrêté brutalement." in told.stdout
    assert "1\u00a0saisie commencée est gardée dans Aujourd’hui" in told.stdout
    again = run_window(store, recovery_key, "close", home)
    assert "BAR False" in again.stdout
    kept = [path.read_text("utf-8") for path in home.rglob("crash-*.txt")]
    assert len(kept) == 1
    assert "look_at_it" in kept[0]
    assert str(home) not in kept[0]


def test_nothing_is_said_when_nothing_went_wrong(bar, crashes):
    bar.look(crashes.directory)
    assert bar.isHidden()


def test_an_error_is_told_with_its_day_and_she_closes_the_line(bar, crashes, desk, clock):
    crashes.record(ValueError("DURAND"))
    bar.look(crashes.directory)
    assert "erreur imprévue le 15\u00a0janvier\u00a02024 à 09\u00a0h\u00a010" in bar.words.text()
    assert "Ouvrez votre magasin" in bar.saved.text()
    bar.opened(partial(saved_words, desk))
    assert "Votre travail est là" in bar.saved.text()
    bar.hold(held=True)
    assert bar.isHidden(), "someone signs"
    bar.hold(held=False)
    assert not bar.isHidden()
    bar._dismiss()
    assert bar.isHidden()


def test_several_are_counted(bar, crashes):
    for kind in (ValueError, KeyError, TypeError):
        crashes.record(kind("x"))
    bar.look(crashes.directory)
    assert "3\u00a0erreurs imprévues" in bar.words.text()


def test_what_opening_the_store_wrote_is_no_work_of_hers(desk, clock):
    save(desk.store, "Avant")
    before, since = clock.now(), clock.monotonic_ms() + 1
    clock.advance(timedelta(hours=3))
    save(desk.store, "En ouvrant")
    assert f"à {before:%H}" in saved_words(desk, since)
    assert "aucune saisie commencée n’attendait" in saved_words(desk, since)


def test_the_text_is_shown_whole_and_saved_to_a_file(bar, crashes, messages, tmp_path):
    crashes.record(ValueError("DURAND"))
    bar.look(crashes.directory)
    dialog = dialog_of(bar)
    assert "builtins.ValueError" in dialog.text.toPlainText()
    assert "DURAND" not in dialog.text.toPlainText()
    target = tmp_path / "incidents.txt"
    messages.path = target
    dialog.save.click()
    assert target.read_text("utf-8") == dialog.text.toPlainText()
