"""The command that needs no store: ``verify``."""

import argparse

from coachdesk.cli.outcome import directory
from coachdesk.cli.text import print_json
from coachdesk.services.own_fingerprint import own_fingerprint
from coachdesk.sync.verification import expected_signer, verify_file


def verify(options: argparse.Namespace) -> int:
    """``verify``: the verdict on each file; needs no store."""
    signer = expected_signer(options.signer) if options.signer else None
    known = own_fingerprint(directory(options))
    reports = [
        verify_file(path, signer=signer, known=known, key=options.key) for path in options.files
    ]
    if options.json:
        print_json([report.to_json() for report in reports])
    else:
        for report in reports:
            print(f"{report.name} : {report.verdict}")
            for line in report.lines:
                print(f"  {line}")
    return max(report.exit_code for report in reports)
