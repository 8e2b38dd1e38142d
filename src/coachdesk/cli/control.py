"""``control``: the dossier de contrôle of the n° that a controller gives."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from coachdesk.cli.asking import open_desk_of
from coachdesk.cli.outcome import DONE, REFUSED
from coachdesk.cli.text import print_json
from coachdesk.core.french import NBSP, plural
from coachdesk.services.control.asked import AskedList, numbers_in, read_list, split_numbers
from coachdesk.services.control.writing import MadeControl, controller_certificate, write_control


def control(options: argparse.Namespace) -> int:
    """``control --list FILE|N°… --out DIR [--encrypt-for PEM]``: 1 when a n° is no dossier."""
    numbers = tuple(_numbers(options.list))
    certificate = (
        controller_certificate(options.encrypt_for) if options.encrypt_for is not None else None
    )
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        asked = read_list(desk, action, numbers)
        for remark in asked.remarks:
            print(remark, file=sys.stderr)
        made = write_control(desk, action, asked, options.out, encrypt_for=certificate)
    if options.json:
        print_json(_told(made, asked))
    else:
        print(made.path)
        for line in made.lines:
            lacks = plural(len(line.lacks), "manque") if line.lacks else "rien ne manque"
            print(f"{line.number} {line.person}{NBSP}: {lacks}")
            for lack in line.lacks:
                print(f"    {lack}")
    if not made.encrypted:
        print(
            "Ce dossier est lisible par qui l’ouvre : remettez-le en main propre ou par une voie "
            "sûre.",
            file=sys.stderr,
        )
    return DONE if asked.complete else REFUSED


def _numbers(given: list[str]) -> Iterator[str]:
    """Those of each file, and those written themselves."""
    for each in given:
        if os.path.isfile(each):  # noqa: PTH113  (Path raises on a list longer than a name)
            yield from numbers_in(Path(each))
        else:
            yield from split_numbers(each)


def _told(made: MadeControl, asked: AskedList) -> dict[str, object]:
    return {
        "path": str(made.path),
        "encrypted": made.encrypted,
        "files": made.files,
        "people": [
            {"number": line.number, "folder": line.folder, "missing": list(line.lacks)}
            for line in made.lines
        ],
        "twice": list(asked.twice),
        "unknown": list(asked.unknown),
        "elsewhere": [{"number": number, "action": name} for number, name in asked.elsewhere],
    }
