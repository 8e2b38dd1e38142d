"""The command that needs no store: ``verify``."""

import argparse
import sys

from coachdesk.cli.outcome import DONE, REFUSED, directory
from coachdesk.cli.text import print_json
from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import UserError
from coachdesk.services.own_fingerprint import own_fingerprint
from coachdesk.sync.anchors import read_anchor
from coachdesk.sync.received import expected_signer
from coachdesk.sync.report import Report
from coachdesk.sync.verification import Judged, verify_files


def verify(options: argparse.Namespace) -> int:
    """``verify``: the verdict on each file, and the fiche de preuve of one; needs no store."""
    if options.fiche and len(options.files) != 1:
        raise UserError(
            "Une fiche de preuve est celle d’un seul document.",
            "Donnez un seul fichier PDF avec --fiche.",
        )
    judged = verify_files(
        options.files,
        signer=expected_signer(options.signer) if options.signer is not None else None,
        known=own_fingerprint(directory(options)),
        key=options.key,
        anchors=[read_anchor(text) for text in options.anchor],
        authority=options.authority,
    )
    if options.json:
        print_json([_to_json(each) for each in judged])
    else:
        for each in judged:
            _print(each)
    if options.fiche:
        # A store's services and ReportLab take half a second to load: only a fiche waits for them.
        from coachdesk.services.documents.proof_sheets import write_proof_sheet

        write_proof_sheet(options.files[0], options.fiche, now=SystemClock().now())
    return DONE if all(each.exit_code == 0 for each in judged) else REFUSED


def _to_json(judged: Judged) -> object:
    if isinstance(judged.result, Report):
        return judged.result.to_json()
    return {
        "file": judged.path.name,
        "verdict": "not_judged",
        "message": str(judged.result),
        "exit_code": REFUSED,
    }


def _print(judged: Judged) -> None:
    result = judged.result
    if not isinstance(result, Report):
        print(result.sentence, file=sys.stderr)
        print(result.remedy, file=sys.stderr)
        return
    print(f"{result.name} : {result.verdict}")
    for line in result.lines:
        print(f"  {line}")
