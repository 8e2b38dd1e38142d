"""Commands that count: ``month``, ``report``."""

import argparse

from coachdesk.cli import text
from coachdesk.cli.asking import open_desk_of, parse_month, parse_year
from coachdesk.cli.outcome import DONE
from coachdesk.core.french import month_name
from coachdesk.services import figures


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
