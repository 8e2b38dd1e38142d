"""Run the benches of the big store and write what they print into docs/speed.md."""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import PySide6

from big_people import APPOINTMENTS, FOLLOWED, PEOPLE
from measure import KEPT, PROCESSOR_CLOCK, Row, amount

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "speed.md"
BEGIN, END = "<!-- made by make speed: begin -->\n", "<!-- made by make speed: end -->\n"
SCRIPTS = (
    "start.py", "today.py", "agenda.py", "agenda_screen.py", "people_list.py", "card.py",
    "papers.py", "month_page.py", "sending_window.py", "year_figures.py",
    "rights.py",
)  # fmt: skip


def rows() -> list[Row]:
    """What every script measured, whether it kept its limits or not."""
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "rows"
        kept.touch()
        for script in SCRIPTS:
            print(f"== {script}", flush=True)
            subprocess.run(
                [sys.executable, HERE / script], env={**os.environ, KEPT: str(kept)}, check=False
            )
        return [Row(**json.loads(line)) for line in kept.read_text("utf-8").splitlines()]


def machine() -> str:
    """The processor and the memory, as the system names them."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        if line.startswith("model name")
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{len(names)} × {names[0]}, {memory:.0f} GB, {platform.system()}"


def table(found: list[Row]) -> str:
    """The rows in Markdown, under what they were measured on."""
    one, five, _ = os.getloadavg()
    clock = "processor time" if PROCESSOR_CLOCK else "wall time"
    measured_on = (
        f"Measured on {datetime.now(UTC):%d %B %Y} on {machine()}, Python "
        f"{platform.python_version()}, PySide6 {PySide6.__version__}; {clock}, load of the machine "
        f"{one:.1f} (1 min), {five:.1f} (5 min). {PEOPLE:,} people, {FOLLOWED} of them "
        f"followed now, {APPOINTMENTS:,} rendez-vous.\n\n"
    )
    heading = (
        "| what | value | floor | ratio | limit | |\n| --- | ---: | ---: | ---: | ---: | --- |\n"
    )
    lines = [BEGIN, measured_on, heading]
    for row in found:
        value, floor = (amount(part, row.unit) for part in (row.value, row.floor))
        verdict = "within" if row.passed else "**over**"
        verdict = verdict if row.allowed else ""
        lines.append(
            f"| {row.what} | {value} | {floor} | {row.ratio:.2f} | {row.allowed} | {verdict} |\n"
        )
    return "".join([*lines, END])


def main() -> None:
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(before + table(rows()) + after, "utf-8")


if __name__ == "__main__":
    main()
