"""A child that puts a store in the place of another, and is killed at a step of the disk."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from coachdesk.store.replacing import put_in_place
from support.faults_files import dies_at

directory, name, step = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with dies_at(step, directory):
    put_in_place(directory, directory / name, datetime(2023, 6, 1, 9, 0, tzinfo=UTC))
