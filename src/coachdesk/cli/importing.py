"""``import``: a workbook in, or only checked."""

import argparse

from coachdesk.cli import text
from coachdesk.cli.asking import open_desk_of
from coachdesk.core.errors import UserError
from coachdesk.services.importing import import_file
from coachdesk.services.importing.annotation import annotate, check_target, is_annotated


def import_(options: argparse.Namespace) -> int:
    """``import``: bring a workbook in, or only check it."""
    if options.annotate is not None:
        check_target(options.file, options.annotate)
        if options.annotate.exists() and not is_annotated(options.annotate):
            raise UserError(
                f"Le fichier {options.annotate} existe déjà, et n’est pas un classeur annoté.",
                "Il n’a pas été touché. Donnez un autre nom au classeur annoté.",
            )
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        report = import_file(
            desk.store, action.id, action.profile, options.file, check=options.check
        )
    if options.json:
        text.print_json(report.to_json())
    else:
        text.print_import(report)
    if options.annotate is not None:
        annotate(options.file, report, options.annotate)
        if not options.json:
            print(f"Classeur annoté, en clair : {options.annotate}")
    return report.exit_code
