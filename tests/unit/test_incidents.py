"""What went wrong is kept without anybody's data, told once, and a bad end is seen afterwards."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from coachdesk.system.alone import alone
from coachdesk.system.crash import CrashLog, describe, keep_what_nobody_catches, within
from coachdesk.system.incidents import IncidentKind, Incidents
from coachdesk.system.runs import Kind, bad_ends, run_kept
from support.faults import child_environment

DYING = """
import faulthandler, os, signal, sys
from pathlib import Path
from coachdesk.core.clock import SystemClock
from coachdesk.system.runs import Kind, run_kept

def hurt_yvette():
    if sys.argv[3] == "crash":
        faulthandler._sigsegv()
    if sys.argv[3] == "exit":
        sys.exit(3)
    os.kill(os.getpid(), signal.SIGKILL)

with run_kept(Path(sys.argv[1]), SystemClock(), Kind(sys.argv[2])):
    hurt_yvette()
"""


def die(folder, kind, how):
    script = folder.parent / "DURAND" / "dying.py"
    script.parent.mkdir(exist_ok=True)
    script.write_text(DYING)
    command = [sys.executable, str(script), str(folder), kind, how]
    return subprocess.run(command, env=child_environment(), check=False).returncode


def failing(text, depth=0):
    if depth:
        failing(text, depth - 1)
    try:
        {}[text]
    except KeyError as error:
        raise ValueError(text) from error


def error_of(text="Yvette DURAND, 03/02/1980", depth=0):
    with pytest.raises(ValueError, match="DURAND") as met:
        failing(text, depth)
    return met.value


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "incidents"


def test_an_error_is_kept_with_its_lines_and_without_its_words(folder, fixed_clock, tmp_path):
    said = CrashLog(folder, fixed_clock).record(error_of())
    (kept,) = Incidents(folder).untold()
    assert str(folder) in said
    assert kept.kind is IncidentKind.ERROR
    assert (kept.at.month, kept.at.day) == (6, 1)
    assert "ValueError" in kept.text
    assert "KeyError" in kept.text
    assert "test_incidents.py:" in kept.text
    for word in ("DURAND", "1980", str(tmp_path), "/home", "/work"):
        assert word not in kept.text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/home/yvette/coachdesk/src/coachdesk/ui/shell.py", "coachdesk/ui/shell.py"),
        (r"C:\Users\Yvette\CoachDesk\_internal\coachdesk\app.py", "coachdesk/app.py"),
        ("/home/yvette/.venv/lib/python3.11/site-packages/sqlalchemy/orm.py", "sqlalchemy/orm.py"),
        ("/home/yvette/essai.py", "essai.py"),
        ("<string>", "<string>"),
        ("", ""),
    ],
)
def test_a_file_is_told_without_the_folder_that_names_its_user(path, told):
    assert within(path) == told


def test_an_error_of_each_second_is_one_incident(folder, fixed_clock):
    clock, error = fixed_clock, error_of()
    crashes = CrashLog(folder, clock)
    for _ in range(500):
        clock.advance(timedelta(seconds=1))
        assert crashes.record(error)
    assert len(Incidents(folder).kept()) == 1


def test_an_error_that_goes_round_in_circles_is_told_shortly():
    error = error_of(depth=400)
    error.__cause__ = error  # as code that raises what it caught may do
    assert len(describe(error).splitlines()) < 500


def test_each_is_told_once_the_latest_first(folder, fixed_clock):
    clock = fixed_clock
    crashes, incidents = CrashLog(folder, clock), Incidents(folder)
    assert incidents.untold() == ()
    for depth in range(3):
        clock.advance(timedelta(days=1))
        crashes.record(error_of(depth=depth))
    first = incidents.untold()
    assert [each.at for each in first] == sorted((each.at for each in first), reverse=True)
    assert len(first) == 3
    assert incidents.untold() == ()
    clock.set_wall(clock.now() - timedelta(days=100))  # before those that were told
    crashes.record(error_of(depth=9))
    assert len(incidents.untold()) == 1
    assert len(incidents.kept()) == 4


def test_a_fault_that_comes_back_fills_no_disk(folder, fixed_clock):
    clock = fixed_clock
    for depth in range(60):
        clock.advance(timedelta(minutes=1))
        CrashLog(folder, clock).record(error_of(depth=depth % 5))
    assert len(Incidents(folder).untold()) == 40
    assert len(Incidents(folder).kept()) == 40


@pytest.mark.parametrize("rubbish", [b"", b"\xff\xfe", b"\0" * 9000])
def test_what_another_program_left_there_is_no_trouble(folder, rubbish):
    folder.mkdir()
    for name in ("told.txt", "incident-1.txt", "stop-x.txt", "a.run", "a.held", "b.held"):
        (folder / name).write_bytes(rubbish)
    assert Incidents(folder).untold() == ()
    assert Incidents(folder / "nowhere").untold() == ()


def test_a_run_that_ends_properly_leaves_nothing(folder, fixed_clock):
    with run_kept(folder, fixed_clock, Kind.WINDOW):
        assert list(bad_ends(folder)) == [], "it runs"
        assert len(list(folder.iterdir())) == 2
    assert die(folder, "command", "exit") == 3
    assert list(folder.iterdir()) == []


def test_a_window_that_was_killed_is_known_and_a_command_that_was_stopped_is_not(folder):
    die(folder, "window", "kill")
    die(folder, "command", "kill")
    (kept,) = Incidents(folder).untold()
    assert kept.kind is IncidentKind.STOP
    assert [path.suffix for path in folder.iterdir()] == [".txt", ".txt"]
    assert Incidents(folder).untold() == ()


@pytest.mark.parametrize("kind", ["window", "command"])
def test_a_crash_of_the_machine_code_leaves_its_lines_and_no_folder(folder, kind):
    die(folder, kind, "crash")
    (kept,) = Incidents(folder).untold()
    assert kept.kind is IncidentKind.CRASH
    assert "Segmentation fault" in kept.text
    assert 'File "dying.py", line' in kept.text
    assert "DURAND" not in kept.text


def test_no_place_for_incidents_stops_nothing(tmp_path, fixed_clock):
    (tmp_path / "fichier").write_text("x")
    nowhere = tmp_path / "fichier" / "dossier"
    with run_kept(nowhere, fixed_clock, Kind.WINDOW):
        assert CrashLog(nowhere, fixed_clock).record(error_of()) == ""
    assert Incidents(nowhere).untold() == ()


def test_a_second_program_leaves_the_run_of_the_first_alone(folder, fixed_clock):
    with run_kept(folder, fixed_clock, Kind.WINDOW):
        (held,) = folder.glob("*.held")
        with alone(held) as ours:
            assert not ours
        assert Incidents(folder).untold() == ()
        assert held.exists()


def test_errors_of_threads_and_of_what_is_thrown_away_are_kept_and_not_printed(
    folder, fixed_clock, monkeypatch, capsys
):
    class Discarded:
        def __del__(self):
            failing("DURAND")

    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    keep_what_nobody_catches(CrashLog(folder, fixed_clock))
    thread = threading.Thread(target=failing, args=("DURAND",))
    thread.start()
    thread.join()
    assert len(Incidents(folder).kept()) == 1
    held = [Discarded()]
    held.clear()
    assert "__del__" in "".join(each.text for each in Incidents(folder).kept())
    assert "DURAND" not in "".join(capsys.readouterr())
