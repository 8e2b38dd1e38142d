"""A child of the harness's own test: replaces a file, and dies at a given step of it.

``python -m support.child_files FOLDER STEP``
"""

import sys
from pathlib import Path

from support.faults_files import dies_at


def replace_whole(file: Path, text: str) -> None:
    """Write ``text`` beside ``file``, then put it in its place."""
    beside = file.with_suffix(".tmp")
    beside.write_text(text, "utf-8")
    beside.replace(file)


if __name__ == "__main__":
    with dies_at(int(sys.argv[2]), Path(sys.argv[1])):
        replace_whole(Path(sys.argv[1]) / "slots.json", "new")
