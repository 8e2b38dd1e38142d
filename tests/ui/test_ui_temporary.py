"""No temporary file of a day's work: neither ours, nor one that a library makes for a moment."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtPrintSupport import QPrinter

from coachdesk.services.duplicates import known_people
from coachdesk.services.security import make_trust_card
from coachdesk.services.targets import Screen, Target
from coachdesk.system.disks import lost_with_the_machine
from coachdesk.ui.clipboard import copy_text
from coachdesk.ui.locking.why import Why
from coachdesk.ui.printing import send_pages
from support.desk_lock import given_pad, unlock_screen
from support.faults import child_environment
from support.ui import draw_by_mouse, hand
from support.watched_folder import watched

PLACES = """
import tempfile
from PySide6.QtCore import QDir
from coachdesk.system.temporary import keep_temporary_files_in_memory
print(keep_temporary_files_in_memory(), QDir.tempPath(), tempfile.gettempdir())
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder for temporary files, of the program and of every library in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert QDir.tempPath() == tempfile.gettempdir() == str(folder)
    return folder


def test_the_watch_sees_a_file_of_a_moment(temporary):
    with watched(temporary) as made:
        tempfile.NamedTemporaryFile(prefix="bref").close()
    assert any(name.startswith("bref") for name in made)


def test_a_walk_through_papers_a_signature_a_print_and_the_lock_leaves_no_temporary_file(
    window, temporary, tmp_path, recovery_key
):
    space = window.space
    with watched(temporary) as made:
        dossier = window.read(known_people)[0].prescription_id
        space.go(Target(Screen.CARD, dossier))
        window.shows(space.card)
        space.go(Target(Screen.PAPER, dossier, section="information"))
        window.until(lambda: space.paper.pages.pages and not space.paper.looking.busy)
        pdf = make_trust_card(window.desk)
        printer, sent = QPrinter(), []
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "sortie.pdf"))
        send_pages(space, space.context.runner, printer, pdf, lambda: sent.append(1), sent.append)
        window.until(lambda: sent)
        assert sent == [1]
        copy_text("Léa DURAND")
        pad = given_pad(window)
        draw_by_mouse(pad.surface, hand(pad.surface))
        window.shell.guard.lock_asked.emit(Why.SESSION)
        unlock_screen(window)
        window.shell.unlock(recovery_key)
        window.until(lambda: window.shell.pad is pad)
    assert [name for name in made if name] == []


def test_what_a_library_would_write_goes_into_memory_where_the_system_has_a_place_for_it():
    ran = subprocess.run(
        [sys.executable, "-c", PLACES], env=child_environment({"TMPDIR": "/"}),
        check=True, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    place, qt, python = ran.stdout.split()
    assert place == qt == python
    assert lost_with_the_machine(Path(place))
