"""A desk that holds the year of the sample: made once, copied for each test."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from coachdesk.core.clock import Clock
from coachdesk.domain.report_content import Report
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.importing import import_file
from coachdesk.services.setup import create_desk
from support.command import PASSPHRASE
from support.stores import cheapen
from support.workbooks import SAMPLE

EXPECTED: dict[str, Any] = json.loads(SAMPLE.with_suffix(".expected.json").read_text("utf-8"))
"""The figures of its bilan, by the keys of the report."""


def number(report: Report, key: str) -> Any:
    """A figure of a bilan."""
    return next(each.value.measured.number for each in report.figures if each.value.key == key)


def sample_store(folder: Path, clock: Clock) -> Path:
    """The store of Odile Vasseur in ``folder``, with the workbook of 2023."""
    desk = create_desk(
        folder, PASSPHRASE, profile="coaching-emploi", coach_name="Odile Vasseur", clock=clock
    ).desk
    action = desk.action(None)
    import_file(desk.store, action.id, action.profile, SAMPLE)
    desk.close()
    cheapen(folder, PASSPHRASE)
    return folder


@contextmanager
def copied_desk(store: Path, folder: Path, clock: Clock) -> Iterator[Desk]:
    """A desk on a copy of ``store``."""
    shutil.copytree(store, folder)
    opened = open_desk(folder, PASSPHRASE, clock=clock)
    try:
        yield opened
    finally:
        opened.close()
