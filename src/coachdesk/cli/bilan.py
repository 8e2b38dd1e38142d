"""``report`` and ``state``: a year and one day of an action, in figures and as papers."""

import argparse
import sys
from datetime import date

from coachdesk.cli import text
from coachdesk.cli.asking import open_desk_of, parse_day, parse_year
from coachdesk.cli.outcome import DONE
from coachdesk.core.clock import today
from coachdesk.core.french import NBSP
from coachdesk.domain.report_content import so_far
from coachdesk.services.figure_labels import written
from coachdesk.services.report import (
    Output,
    figure_names,
    save_bilan,
    save_state_pdf,
    state_json,
    state_of,
    year_told,
)


def report(options: argparse.Namespace) -> int:
    """``report``: the figures of a year; its bilan as a file of any of the formats asked for."""
    year = parse_year(options.year)
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        day = today(desk.clock)
        asked = {
            output: target for output in Output if (target := getattr(options, output)) is not None
        }
        told = year_told(desk, action, year, paper=bool(asked), figures=options.json or not asked)
        for change in told.changes:
            print(f"Recompté depuis la clôture{NBSP}: {change.sentence}.", file=sys.stderr)
        if told.bilan is not None:
            for fault in told.bilan.faults:
                print(f"À corriger dans un texte{NBSP}: {fault}", file=sys.stderr)
            for output, target in asked.items():
                save_bilan(desk, action, told.bilan, target, output)
        elif not options.json:
            names = desk.read(lambda link: figure_names(link, action, year, day))
    if options.json:
        text.print_json(told.figures)
    elif asked:
        for target in asked.values():
            print(target)
    else:
        values = dict(told.figures)
        counted = values.pop("indicateurs")
        if until := values.pop("arrete_au", None):
            print(so_far(date.fromisoformat(until)))
        known = {**values, **values["immersions"]}
        others = {names.get(key, key): value for key, value in counted.items() if key not in known}
        # The year is no quantity: 2023, never 2 023.
        values = {names.get(key, key): value for key, value in values.items()}
        text.print_figures(values | {"year": str(year)} | others)
    return DONE


def state(options: argparse.Namespace) -> int:
    """``state``: the figures of an action on one day, from 1 January on."""
    day = parse_day(options.day)
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        found = state_of(desk, action, day)
        if options.pdf is not None:
            save_state_pdf(desk, action, found, options.pdf)
    if options.json:
        text.print_json(state_json(found))
    elif options.pdf is not None:
        print(options.pdf)
    else:
        print(found.title)
        for figure in found.figures:
            value = figure.value
            several = value.measured.shares or value.measured.months
            told = written(value.json) if several else value.written
            print(f"{value.label}{NBSP}: {told}")
    return DONE
