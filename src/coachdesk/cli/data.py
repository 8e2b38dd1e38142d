"""Commands on the data of an action: ``import``, ``month``, ``report``."""

import argparse

from coachdesk.cli import text
from coachdesk.cli.asking import open_desk_of, parse_month, parse_year
from coachdesk.cli.outcome import DONE
from coachdesk.core.french import month_name
from coachdesk.services import figures
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


def month(options: argparse.Namespace) -> int:
    """``month``: the figures of a month."""
    month = parse_month(options.month)
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        values = desk.read(
            lambda connection: figures.month_figures(connection, action.id, action.profile, month)
        )
    if options.json:
        text.print_json(values)
    else:
        print(month_name(month).capitalize())
        text.print_figures(values)
    return DONE


def report(options: argparse.Namespace) -> int:
    """``report``: the figures of a year."""
    year = parse_year(options.year)
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        values = desk.read(
            lambda connection: figures.year_report(connection, action.id, action.profile, year)
        )
    if options.json:
        text.print_json(values)
    else:
        text.print_figures(values)
    return DONE
