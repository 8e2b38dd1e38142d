"""The command that needs no store: ``verify``."""

import argparse
import sys
from pathlib import Path

from coachdesk.cli.outcome import DONE, REFUSED, directory
from coachdesk.cli.text import print_json
from coachdesk.core.errors import UserError
from coachdesk.services.own_fingerprint import own_fingerprint
from coachdesk.sync.verification import Report, expected_signer, verify_file


def verify(options: argparse.Namespace) -> int:
    """``verify``: the verdict on each file; needs no store."""
    signer = expected_signer(options.signer) if options.signer is not None else None
    known = own_fingerprint(directory(options))
    judged: list[tuple[Path, Report | UserError]] = []
    for path in options.files:
        try:
            judged.append((path, verify_file(path, signer=signer, known=known, key=options.key)))
        except UserError as refusal:  # one file that can't be judged hides no other verdict
            judged.append((path, refusal))
    if options.json:
        print_json([_to_json(*each) for each in judged])
    else:
        for _, result in judged:
            _print(result)
    intact = all(isinstance(each, Report) and each.exit_code == 0 for _, each in judged)
    return DONE if intact else REFUSED


def _to_json(path: Path, result: Report | UserError) -> object:
    if isinstance(result, Report):
        return result.to_json()
    return {
        "file": path.name,
        "verdict": "not_judged",
        "message": str(result),
        "exit_code": REFUSED,
    }


def _print(result: Report | UserError) -> None:
    if isinstance(result, UserError):
        print(result.sentence, file=sys.stderr)
        print(result.remedy, file=sys.stderr)
        return
    print(f"{result.name} : {result.verdict}")
    for line in result.lines:
        print(f"  {line}")
