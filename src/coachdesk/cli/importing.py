"""``import``: a workbook in, or only checked."""

import argparse

from coachdesk.cli import text
from coachdesk.cli.asking import open_desk_of
from coachdesk.services.importing import annotate, import_file


def import_(options: argparse.Namespace) -> int:
    """``import``: bring a workbook in, or only check it."""
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        report = import_file(
            desk.store, action.id, action.profile, options.file, check=options.check
        )
        if options.annotate is not None:
            annotate(options.file, report, options.annotate)
    if options.json:
        text.print_json(report.to_json())
    else:
        text.print_import(report)
        if options.annotate is not None:
            print(f"Classeur annoté, en clair : {options.annotate}")
    return report.exit_code(check=options.check)
