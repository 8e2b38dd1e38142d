"""The shape of every module, and the calls that have no place in the program."""

import ast

from support.source import PACKAGE, calls, place, python_files, tree

LONGEST_FILE = 400
SHORTEST_DOCSTRING = 10
CLOCKS = {"core/clock.py", "core/ids.py"}
"""The only modules that read the time; all others are handed a clock."""
READS_THE_TIME = (
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
    "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.localtime",
)  # fmt: skip
MAIN_LOOP = "app.py"
"""The only module that runs an event loop."""


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path)
        for path in python_files("src", "tests", "bench", "tools", "installer")
        if len(ast.get_docstring(tree(path)) or "") < SHORTEST_DOCSTRING
    ]
    assert not silent


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {
        str(path): len(path.read_text("utf-8").splitlines())
        for path in python_files("src", "tests", "bench", "tools", "installer")
    }
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}


def test_nobody_waits_by_sleeping() -> None:
    found = [
        place(path, call)
        for path in python_files("src", "tests", "bench")
        for name, call in calls(path)
        if name.split(".")[-1] in {"sleep", "msleep", "usleep"} or name == "qtbot.wait"
    ]
    assert not found


def test_the_time_is_read_by_the_clock_only() -> None:
    found = [
        place(path, call)
        for path in python_files("src")
        if path.relative_to(PACKAGE).as_posix() not in CLOCKS
        for name, call in calls(path)
        if name.endswith(READS_THE_TIME) or name in {"perf_counter", "monotonic"}
    ]
    assert not found


def test_one_event_loop_runs_and_nothing_turns_it_by_hand() -> None:
    found = [
        place(path, call)
        for path in python_files("src")
        for name, call in calls(path)
        if name.endswith(("processEvents", "QEventLoop"))
        or (name.endswith((".exec", ".exec_")) and path != PACKAGE / MAIN_LOOP)
    ]
    assert not found


def test_a_line_that_is_excused_says_what_for() -> None:
    """A bare ``noqa`` or ``type: ignore`` would hide more than it means to."""
    excuses = ("# " + "noqa", "# type: " + "ignore")
    found = [
        f"{path}:{number}"
        for path in python_files("src", "tests", "bench", "tools", "installer")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for excuse in excuses
        if excuse in line and line.split(excuse, 1)[1][:1] not in {":", "["}
    ]
    assert not found
