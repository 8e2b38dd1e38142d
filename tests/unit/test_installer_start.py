"""What shortens the start of the installed program: loaded beside, in line, compiled beforehand."""

import marshal
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import PySide6
import pytest

from support.source import ROOT

INSTALLER = ROOT / "installer"
ALREADY_READ = {"_ctypes", "_struct", "zlib"}
"""By the start of PyInstaller, before anything of ours."""
HEADER = 16
"""Bytes before the code of a compiled module."""
BEGUN = """
import runpy, sys, threading
sys.prefix, sys.frozen, sys.argv = sys.argv[2], True, sys.argv[:1]
runpy.run_path({hook!r})
[thread.join() for thread in threading.enumerate() if thread is not threading.main_thread()]
loaded = open("/proc/self/maps").read()
print("libQt6Widgets" in loaded, "QtWidgets.abi3" in loaded, "PySide6" in sys.modules)
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
application = QApplication([])
print(QThread.isMainThread())
"""
ARENAS = """
import ctypes, runpy, threading
runpy.run_path({hook!r})
library = ctypes.CDLL(None)
takes = lambda: [library.malloc(5000) for _ in range(100)]
threads = [threading.Thread(target=takes) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
library.malloc_stats()
"""
TOLD = '''"""A module."""

from __future__ import annotations


class Thing:
    """A thing."""

    def told(self) -> str:
        """A text."""
        return "A text."

    def still(self) -> None:
        """Only told."""
'''


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch):
    """Gives a module of installer/ by its name."""
    monkeypatch.syspath_prepend(str(INSTALLER))
    return import_module


def test_its_libraries_are_loaded_beside_and_qt_still_knows_the_thread_of_the_window(
    tmp_path: Path,
) -> None:
    wheel = Path(PySide6.__file__).parent
    for library in (wheel / "Qt" / "lib").glob("lib*.so*"):
        (tmp_path / library.name).symlink_to(library)
    (tmp_path / "PySide6").symlink_to(wheel)
    hook = str(INSTALLER / "hooks" / "read_ahead.py")
    ran = subprocess.run(
        [sys.executable, "-c", BEGUN.format(hook=hook), "-", str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (ran.stdout.split(), ran.stderr) == (["True", "True", "False", "True"], "")


def test_what_the_window_begins_with_comes_first_and_nothing_of_an_open_store(module) -> None:
    line = module("first_loaded").first_loaded(ROOT / "src")
    assert line["coachdesk"] < line["coachdesk.ui"] < line["coachdesk.app"]
    assert not {"coachdesk.ui.inside", "sqlalchemy", "cryptography"} & set(line)


def test_what_python_reads_before_qt_is_asked_for_before_the_libraries_of_qt(module) -> None:
    asked_for = module("hooks.read_ahead").SMALL
    read = [
        f"python3.11/lib-dynload/{Path(sys.modules[name].__file__).name}"
        for name in set(module("first_loaded").first_loaded(ROOT / "src")) & set(sys.modules)
        if "/lib-dynload/" in (getattr(sys.modules[name], "__file__", None) or "")
    ]
    late = {Path(path).stem.partition(".")[0] for path in read if not path.startswith(asked_for)}
    assert len(read) > len(late)
    assert late <= ALREADY_READ, "the disk brings it behind all of Qt"


def test_what_is_imported_while_the_disk_brings_qt_does_not_ask_for_it(module) -> None:
    line = module("first_loaded").first_loaded(ROOT / "src")
    assert line["coachdesk.core.tokens"] < line["coachdesk.services.before_qt"] < line["PySide6"]


def test_what_pyside_compiles_at_each_start_comes_compiled(module, tmp_path: Path) -> None:
    support = module("shiboken_support")
    made = {
        f"{folder}/{Path(path).name}": marshal.loads(Path(path).read_bytes()[HEADER:])
        for path, folder in support.compiled(tmp_path)
    }
    loader = made[f"{support.FOLDER}/shibokensupport/signature/loader.pyc"]
    stubs = made[f"{support.FOLDER}/{support.UNUSED}c"]
    assert "pyside_type_init" in loader.co_names
    assert not stubs.co_names, "it writes stubs, and nobody asks for any"


def test_what_is_told_of_functions_stays_with_the_source_and_they_do_the_same(
    module, tmp_path: Path
) -> None:
    source = tmp_path / "thing.py"
    source.write_text(TOLD, "utf-8")
    names = ("coachdesk.thing", "sqlalchemy.orm.events", "reportlab.thing")
    made = module("unread").without_docstrings((name, str(source), "PYMODULE") for name in names)
    assert set(made) == {"coachdesk.thing"}, "others may look at theirs"
    loaded = {"__name__": "thing"}
    exec(made["coachdesk.thing"], loaded)
    thing = loaded["Thing"]()
    assert (thing.told(), thing.still()) == ("A text.", None)
    assert (loaded.get("__doc__"), thing.told.__doc__, thing.still.__doc__) == (None, None, None)
    assert thing.__doc__ == "A thing.", "a dataclass would write one itself"


def test_the_memory_of_all_threads_comes_from_one_place() -> None:
    hook = str(INSTALLER / "hooks" / "one_arena.py")
    ran = subprocess.run(
        [sys.executable, "-c", ARENAS.format(hook=hook)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.count("Arena ") == 1, ran.stderr
