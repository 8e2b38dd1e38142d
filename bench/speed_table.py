"""Run benches, and write what they print into docs/speed.md.

Those of the big store by default; with « installed », that of the installed program.
"""

import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import PySide6

from big_people import APPOINTMENTS, FOLLOWED, PEOPLE
from measure import KEPT, PROCESSOR_CLOCK, Row, amount

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "speed.md"


@dataclass(frozen=True)
class Part:
    """One table of the document.

    Attributes:
        made_by: what makes it, which its marks name.
        about: what it was measured on, beside the machine.
    """

    made_by: str
    about: str
    scripts: tuple[str, ...]

    @property
    def begin(self) -> str:
        """The line before it."""
        return f"<!-- made by {self.made_by}: begin -->\n"

    @property
    def end(self) -> str:
        """The line after it."""
        return f"<!-- made by {self.made_by}: end -->\n"

    def rows(self) -> list[Row]:
        """What every script measured, whether it kept its limits or not."""
        with TemporaryDirectory() as folder:
            kept = Path(folder) / "rows"
            kept.touch()
            for script in self.scripts:
                print(f"== {script}", flush=True)
                environment = {**os.environ, KEPT: str(kept)}
                subprocess.run([sys.executable, HERE / script], env=environment, check=False)
            return [Row(**json.loads(line)) for line in kept.read_text("utf-8").splitlines()]


PARTS = {
    "store": Part(
        "make speed",
        f"{PEOPLE:,} people, {FOLLOWED} of them followed now, {APPOINTMENTS:,} rendez-vous.",
        (
            "start.py", "today.py", "agenda.py", "agenda_screen.py", "people_list.py", "card.py",
            "papers.py", "month_page.py", "sending_window.py", "year_figures.py", "rights.py",
        ),
    ),
    "installed": Part("make speed-installed", "The people of the sample.", ("bundle.py",)),
}  # fmt: skip


def machine() -> str:
    """The processor and the memory, as the system names them."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        if line.startswith("model name")
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{len(names)} × {names[0]}, {memory:.0f} GB, {platform.system()}"


def table(part: Part) -> str:
    """Its rows in Markdown, under what they were measured on."""
    found = part.rows()
    one, five, _ = os.getloadavg()
    clock = "processor time" if PROCESSOR_CLOCK else "wall time"
    measured_on = (
        f"Measured on {datetime.now(UTC):%d %B %Y} on {machine()}, Python "
        f"{platform.python_version()}, PySide6 {PySide6.__version__}; {clock}, load of the machine "
        f"{one:.1f} (1 min), {five:.1f} (5 min). {part.about}\n\n"
    )
    heading = (
        "| what | value | floor | ratio | limit | |\n| --- | ---: | ---: | ---: | ---: | --- |\n"
    )
    lines = [part.begin, measured_on, heading]
    for row in found:
        value, floor = (amount(side, row.unit) for side in (row.value, row.floor))
        verdict = "within" if row.passed else "**over**"
        verdict = verdict if row.allowed else ""
        ratio = f"{row.ratio:.2f}" if row.floor else ""
        lines.append(f"| {row.what} | {value} | {floor} | {ratio} | {row.allowed} | {verdict} |\n")
    return "".join([*lines, part.end])


def main() -> None:
    part = PARTS[sys.argv[1] if len(sys.argv) > 1 else "store"]
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(part.begin)
    _, _, after = rest.partition(part.end)
    DOCUMENT.write_text(before + table(part) + after, "utf-8")


if __name__ == "__main__":
    main()
