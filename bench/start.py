"""From nothing to the passphrase, from the passphrase to the day, and the memory of a day's pages.

Whole processes, with the bytecode that an installed program has. The floor of the start and of the
memory is an empty window of PySide6; that of the unlocking is to open the store and to run the
day's SELECTs on the bare driver.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory

from big_store import BigStore, big_store
from measure import Row, now, show, typical_of
from today import BareSelects, read
from x_screen import x_server

STARTS, UNLOCKS = 9, 5
START_LIMIT, UNLOCK_AT_MOST, MEMORY_AT_MOST = 2.0, 0.3, 350
EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Empty(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, QApplication.quit)

application = QApplication(sys.argv)
window = Empty()
window.resize(1280, 720)
window.show()
application.exec()
"""
ASKING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from coachdesk import __main__, app

class Asking(app.Shell):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.asked)

    def asked(self):
        assert self.pages.currentWidget().secret.line.isVisible()
        QApplication.quit()

app.Shell = Asking
sys.exit(__main__.main())
"""
PEAK = """
with open("/proc/self/status", encoding="ascii") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
DAY = "import day_of_work; day_of_work.main(derives={derives})"


class Children:
    """Processes on one platform of Qt, that share the bytecode made by the first of them."""

    def __init__(self, store: BigStore, folder: Path, **variables: str) -> None:
        here = Path(__file__).parent
        self._environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "COACHDESK_STORE": str(store.directory),
            "PYTHONPATH": os.pathsep.join((str(here), str(here.parent / "src"))),
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            **variables,
        }
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(self, program: str) -> str:
        """What ``program`` prints."""
        ran = subprocess.run(
            [sys.executable, "-c", program],
            env=self._environment,
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        return ran.stdout

    def start(self, what: str) -> Row:
        """The start of the program beside that of an empty window, each painted once, in turn."""
        for program in (EMPTY, ASKING):
            self.run(program)  # bytecode written, disk warm
        empty: list[float] = []
        asking: list[float] = []
        for _ in range(STARTS):
            for program, taken in ((EMPTY, empty), (ASKING, asking)):
                began = now()
                self.run(program)
                taken.append(now() - began)
        return Row(what, min(asking), min(empty), START_LIMIT)

    def day(self) -> list[Row]:
        """The unlocking, and the most memory with its pages open, each time in a fresh process.

        The memory is that of a passphrase: its derivation takes 128 MB for a moment, on purpose.
        """
        days = [json.loads(self.run(DAY.format(derives=False))) for _ in range(UNLOCKS)]
        unlocked = median(day["unlock"] for day in days)
        peak = json.loads(self.run(DAY.format(derives=True)))["peak_mb"]
        empty = int(self.run(EMPTY + PEAK)) / 1024
        return [
            Row("passphrase to the day, key derivation aside", unlocked, opened_bare(),
                at_most=UNLOCK_AT_MOST),
            Row("memory, four pages opened", peak, empty, at_most=MEMORY_AT_MOST, unit="MB"),
        ]  # fmt: skip


def opened_bare() -> float:
    """Seconds to open the store and read the day's rows, with nothing around them."""
    desk = big_store().open()
    selects = BareSelects(desk, read(desk, desk.action(None)))
    desk.close()

    def open_and_read() -> None:
        opened = big_store().open()
        selects.run(opened)
        opened.close()

    return typical_of(UNLOCKS, open_and_read)


def main() -> None:
    with TemporaryDirectory() as name:
        folder, store = Path(name), big_store()
        children = Children(store, folder, QT_QPA_PLATFORM="offscreen")
        rows = [children.start("start to the passphrase"), *children.day()]
        if which("Xvfb"):
            with x_server() as display:
                on_x = Children(store, folder, QT_QPA_PLATFORM="xcb", DISPLAY=display)
                rows.insert(1, on_x.start("the same on an X server"))
    show(rows)


if __name__ == "__main__":
    main()
