"""``month``: the figures of a month."""

import argparse
import sys

from coachdesk.cli import text
from coachdesk.cli.asking import open_desk_of, parse_month
from coachdesk.cli.outcome import DONE
from coachdesk.core.french import NBSP, month_name
from coachdesk.services.figure_labels import label, written
from coachdesk.services.month import frozen_or_counted


def month(options: argparse.Namespace) -> int:
    """``month``: the figures of a month."""
    month = parse_month(options.month)
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        values, changes = desk.read(
            lambda connection: frozen_or_counted(connection, action.id, action.profile, month)
        )
    for change in changes:
        print(
            f"Recompté depuis la clôture{NBSP}: {label(change.key)}, "
            f"{written(change.before)} → {written(change.after)}",
            file=sys.stderr,
        )
    if options.json:
        text.print_json(values)
    else:
        print(month_name(month).capitalize())
        text.print_figures(values)
    return DONE
